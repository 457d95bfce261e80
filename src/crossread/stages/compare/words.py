"""Words of a passage as terms: positions, stems and what kind of word each is."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from crossread.records import Span
from crossread.records.segment import TITLES, words
from crossread.stages.compare import tables

_APOSTROPHES = "'’ʼ"
_CONTRACTED = re.compile(rf"[^\W\d_]+(?:[{_APOSTROPHES}][^\W\d_]+)+", re.UNICODE)
_ABBREVIATION = re.compile(r"(?:[^\W\d_]\.){2,}", re.UNICODE)
_HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+", re.UNICODE)
# A title or an initial before a name: its dot ends no sentence.
_BEFORE_NAME = re.compile(
    rf"(?:(?:{'|'.join(TITLES.split())})|(?-i:[A-HJ-Z]))\.(?=[ \xa0](?-i:[A-Z]))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d,.]*")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")
_DOUBLE = re.compile(r"([bdfgmnprt])\1$")
_VOWEL = re.compile(r"[aeiouy]")
_PREFIX = re.compile(r"^(co|de|re|pre|non|un)-(?=[a-z])")  # "co-operate" is "cooperate"


class Kind(StrEnum):
    """What a term is good for when passages are matched."""

    CONTENT = "content"
    NAME = "name"
    NUMBER = "number"
    FUNCTION = "function"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Term:
    """One word: where it stands in the stored text, its lower-cased form, stem and kind."""

    span: Span
    lower: str
    stem: str
    kind: Kind

    @property
    def matters(self) -> bool:
        """True for words that carry matter: content words, names and numbers."""
        return self.kind in (Kind.CONTENT, Kind.NAME, Kind.NUMBER)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A light stem of a lower-cased English word; words of one family mostly share it.

    Inflection (-s, -ed, -ing), adverbs and common noun endings are removed in
    the manner of Porter (1980), irregular forms come from a table, and British
    spellings are turned into American ones.
    """
    known = tables.irregular().get(word)
    if known:
        return known
    base = _inflection(_PREFIX.sub(r"\1", word))
    base = tables.irregular().get(base, base)
    for ending, replacement, least in (
        ("isation", "iz", 4),
        ("ization", "iz", 4),
        ("ational", "at", 4),
        ("fulness", "ful", 4),
        ("ation", "", 4),
        ("ition", "", 4),
        ("ment", "", 4),
        ("ence", "", 4),
        ("ance", "", 4),
        ("ness", "", 4),
        ("ally", "al", 4),
        ("ably", "abl", 4),
        ("ly", "", 4),
        ("sion", "s", 4),
        ("tion", "t", 3),
        ("ism", "", 4),
        ("ist", "", 5),
        ("ise", "iz", 3),
        ("is", "iz", 4),
        ("yse", "yz", 3),
        ("our", "or", 3),
    ):
        if base.endswith(ending) and len(base) - len(ending) >= least:
            base = base[: -len(ending)] + replacement
            break
    if base.endswith("e") and len(base) > 3:
        base = base[:-1]
    if base.endswith("y") and len(base) > 3:
        base = base[:-1] + "i"
    return base


def _inflection(word: str) -> str:
    """The word without plural, past or progressive ending."""
    for ending in ("'s", "’s", "s'", "s’"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            word = word[: -len(ending)] + ("s" if ending[0] == "s" else "")
            break
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) >= 3 and _VOWEL.search(rest) and not rest.endswith("e"):
            return _DOUBLE.sub(r"\1", rest)
    return word


def terms(text: str, start: int, end: int) -> tuple[Term, ...]:
    """The words of ``text[start:end]`` in order, contractions whole; positions are those of ``text``."""
    out: list[Term] = []
    position = start
    sentence_start = True
    for span in words(text, start, end):
        if span.start < position:
            continue
        whole = _whole(text, span, end)
        position = whole.end
        term = _term(text, whole, first=sentence_start)
        out.append(term)
        sentence_start = term.kind is Kind.MARK and term.lower in {".", "!", "?", ":", '"', "“", "‘", "«"}
    return tuple(out)


def _whole(text: str, span: Span, end: int) -> Span:
    """A contraction or dotted abbreviation that begins at ``span``, else the span."""
    if span.end >= end or text[span.end].isspace():
        return span  # as most words, and quickly
    for pattern in (_ABBREVIATION, _CONTRACTED, _NUMBER, _BEFORE_NAME):
        found = pattern.match(text, span.start, end)
        if found and found.end() > span.end:
            return Span(span.start, found.end())
    found = _HYPHENED.match(text, span.start, end)
    if found and _one_word(found.group().lower()):
        return Span(span.start, found.end())
    return span


def _one_word(hyphened: str) -> bool:
    """ "cease-fire" and "de-escalate" are one word; "US-Russia" is two."""
    return (
        hyphened in tables.irregular()
        or hyphened[1] == "-"
        or hyphened.startswith(("de-", "re-", "co-", "pre-", "non-", "un-"))
    )


def _term(text: str, span: Span, *, first: bool) -> Term:
    return Term(span, *_known(span.of(text), first))


@lru_cache(maxsize=1 << 15)
def _known(written: str, first: bool) -> tuple[str, str, Kind]:
    """Lower-cased form, stem and kind of a word as it is written, at the start of a sentence or not."""
    lower = written.lower().replace("’", "'").replace("ʼ", "'")
    if not any(c.isalnum() for c in written):
        return lower, lower, Kind.MARK
    if written[0].isdigit():
        return lower, _ORDINAL.sub("", lower.rstrip(".,")), Kind.NUMBER
    bare = lower.removesuffix("'s").replace(".", "") if "." in lower or lower.endswith("'s") else lower
    if bare in tables.function_words() or (lower in tables.function_words()):
        return lower, bare, _acronym_kind(written, bare)
    name = written[0].isupper() and (
        not first or written.isupper() or _rare(bare) or bare in tables.nations()
    )
    return lower, stem(bare), Kind.NAME if name else Kind.CONTENT


def _acronym_kind(written: str, bare: str) -> Kind:
    """ "US", "WHO" and "IT" in capitals are names; the same letters in lower case are not."""
    return Kind.NAME if bare in {"us", "who"} and written.removesuffix("’s").isupper() else Kind.FUNCTION


def _rare(word: str) -> bool:
    return tables.frequency(stem(word)) == 0
