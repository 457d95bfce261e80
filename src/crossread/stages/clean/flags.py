"""Signs that a text is not as its writer left it: translated by a machine, cut off."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crossread.stages.clean.document import Document
from crossread.stages.clean.lines import ends_sentence

_INSIDE = re.compile(r"\b([a-z]+),? (?=([A-Za-z][a-z]{2,})\b)")
# Words that stand before common nouns, hardly ever before a name.
_DETERMINERS = (
    "a an the this these those my your his her its our their some any no every each all other another more"
    " many most such own same two three few"
)
_BEFORE_NOUNS = frozenset(_DETERMINERS.split())
_CUT = re.compile(r"(?:\.\.\.|…|\[\+?\d* ?(?:chars|characters|more)\]|\[(?:…|\.\.\.)\])\W*$")
_ITEM = re.compile(r"^(?:[•►▪◦-]|\(?\w{1,3}[.)])\s")
_USUAL = 0.8  # share of paragraphs that end in a full stop where a missing one means something
_LEAST_LOWER = 4
_LEAST_UPPER = 4
_LEAST_WRITERS = 2
_LEAST_SHARE = 0.3  # of the run's other articles, which must know the name: style differs, names do not


@dataclass(frozen=True, slots=True)
class Cases:
    """How the articles of a run write their words.

    ``names``: words that enough of them write large inside sentences, and hardly
    any small. ``lowered``: by article, a word that it alone writes small.
    """

    names: frozenset[str]
    lowered: Mapping[int, str]


def cases_of(documents: Sequence[Document]) -> Cases:
    """Which words are names, and which articles write in small letters what all others write as a name.

    Translation engines lower the names that are also words; writers do not.
    """
    upper: Counter[str] = Counter()
    writers: Counter[str] = Counter()  # articles that capitalise the word
    lowered: list[Counter[str]] = []
    large: list[Counter[str]] = []
    total: Counter[str] = Counter()
    for document in documents:
        mine, names = _cases(document)
        upper.update(names)
        writers.update(list(names))
        lowered.append(mine)
        large.append(names)
        total.update(mine)
    enough = max(_LEAST_WRITERS, _LEAST_SHARE * (len(documents) - 1))
    out: dict[int, str] = {}
    for number, mine in enumerate(lowered):
        for word, count in mine.items():
            known = large[number][word] == 0 and upper[word] >= _LEAST_UPPER and writers[word] >= enough
            if count >= _LEAST_LOWER and count == total[word] and known:
                out[number] = word
                break
    small = Counter(word for mine in lowered for word in mine)
    known_names = (
        word for word, count in writers.items() if count >= _LEAST_WRITERS and count > 2 * small[word]
    )
    return Cases(frozenset(known_names), out)


def _cases(document: Document) -> tuple[Counter[str], Counter[str]]:
    """How often each word inside sentences is written small, as a name would be used, and how often large."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    nouns: set[str] = set()
    for line in document.prose():
        for before, word in _INSIDE.findall(line.plain):
            if word[0].isupper():
                large[word.lower()] += 1
            else:
                small[word] += 1
                if before in _BEFORE_NOUNS:
                    nouns.add(word)
    return Counter({word: count for word, count in small.items() if word not in nouns}), large


def is_truncated(document: Document) -> bool:
    """Whether the last paragraph breaks off."""
    prose = document.prose()
    if not prose:
        return False
    last = prose[-1]
    if _CUT.search(last.plain[-60:]):
        return True
    if any(part.span.end == last.span.end for part in document.parts) or _ITEM.match(last.plain):
        return False
    closed = sum(ends_sentence(line.plain) for line in prose)
    return last.plain[-1].islower() and "://" not in last.plain and closed >= _USUAL * (len(prose) - 1) > 0
