"""Short forms of organisations that the articles themselves explain: "the Roe Harbour Authority (RHA)"."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from crossread.stages.resolve.lexicon import fold, table_key

_EXPLAINED = re.compile(
    r"(?P<long>[A-Z][^\n.;:()]{3,80}?)[ \u00a0]\((?:the )?[\"“]?(?P<short>[A-Z][A-Za-z.&]{1,9})[\"”]?\)"
)
_SMALL = frozenset({"of", "the", "and", "for", "on", "in", "to", "at", "de", "la", "&"})


def acronyms(texts: Iterable[str]) -> Mapping[str, str]:
    """Folded short forms to the long form that explains them most often (the first by name of equals).

    Only where the short form is made of the initials of the words before the bracket.
    """
    found: dict[str, Counter[str]] = {}
    for text in texts:
        for match in _EXPLAINED.finditer(text):
            long = _long_form(match["long"], fold(match["short"]))
            if long:
                found.setdefault(table_key(match["short"]), Counter())[long] += 1
    return {
        short: min(forms, key=lambda form: (-forms[form], form)) for short, forms in sorted(found.items())
    }


def _long_form(words_before: str, short: str) -> str:
    """The last words of a text whose initials spell ``short``; "" where none do."""
    parts = words_before.replace("-", " ").split(" ")
    for start in range(len(parts) - 1, -1, -1):
        initials = [fold(part)[:1] for part in parts[start:] if part]
        large = [fold(part)[:1] for part in parts[start:] if part and part.casefold() not in _SMALL]
        if parts[start][:1].isupper() and short in ("".join(initials), "".join(large)):
            return " ".join(words_before.split(" ")[-len(parts[start:]) :])
    return ""
