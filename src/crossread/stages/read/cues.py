"""What a cue does: its act, polarity and type, looked up in ``cues.csv``.

The table gives a cue's dictionary form, its kind of word, its irregular forms,
the act, the polarity that it lends to its content, and its type; regular
inflections are derived. Acts stand in ``acts.csv`` with their meaning and their
PLOVER class (Halterman et al. 2023); ``docs/acts.md`` is made from both.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from crossread.records import Act, CueType, Polarity, Span
from crossread.records.segment import listed

_WORD: Final = re.compile(r"['’](?:s|m|re|ve|ll|d)\b|\w+(?:-\w+)*(?:['’](?!s\b)\w+)?")
AUXILIARIES: Final = listed(
    "had has have having was were is are be been would will could should may might did does do"
)
"""Words that stand before a verb of a clause."""
_NEGATION: Final = listed("not never no none nor neither cannot nothing nobody hardly scarcely")
_NEGATED: Final = re.compile(r"n['’]t$")
_DETERMINERS: Final = listed(
    "a an the his her its their my our your this that these those any no some many such more of in 's ’s"
)
# What follows a noun of saying rather than a verb: "attacks on", "support for", "views of".
_AFTER_NOUNS: Final = listed("of for on about from toward towards against over among by is was were are")
_BEFORE_VERBS: Final = listed(
    "to will would can could may might must should shall did does do don't didn't doesn't don’t didn’t"
    " doesn’t not never who which that it he she they we i you and or but then also again once now still even"
    " often just only first later soon already long both all have has had having is are was were be been"
    " being 've ’ve 'll ’ll 'd ’d repeatedly always sometimes ever further back out up down off forward"
    " let help helped publicly"
)
# The words right beside a cue.
_BEFORE: Final = re.compile(r"(['’]s|(?:\w+['’](?!s\b))?\w+)[ \t]*$")
_AFTER: Final = re.compile(r"[ \t]*(\w+)")
_REACH: Final = 24  # code points
_DOUBLING: Final = re.compile("(?:qu|[^aeiou])*[aeiou][^aeiouwxy]")
_PHRASE: Final = 6  # words in which a phrase names its act
_VOWELS: Final = "aeiou"


class Kind(StrEnum):
    """The kind of word that a cue is. A preposition is a cue only where it is the whole of it."""

    VERB = "verb"
    ADJECTIVE = "adjective"
    NOUN = "noun"
    ADVERB = "adverb"
    PREPOSITION = "preposition"


@dataclass(frozen=True, slots=True)
class CueEntry:
    """One line of the table. ``light`` verbs say little where another cue stands beside them."""

    cue: str
    kind: Kind
    act: Act
    polarity: Polarity
    type: CueType
    light: bool


@dataclass(frozen=True, slots=True)
class CueSense:
    """What one cue in a text does.

    ``negated``: the cue itself is negated ("did not say"). ``light``: what is
    done stands in the content, if anywhere ("voiced" its support).
    """

    act: Act
    polarity: Polarity
    type: CueType
    negated: bool
    light: bool = False


def sense_at(text: str, cue: Span) -> CueSense:
    """The sense of a cue where it stands: the words beside it tell a noun from a verb ("his claims")."""
    before = _BEFORE.search(text, max(0, cue.start - _REACH), cue.start)
    after = _AFTER.match(text, cue.end, cue.end + _REACH)
    return sense(cue.of(text), before[1].lower() if before else "", after[1].lower() if after else "")


@lru_cache(maxsize=1 << 12)
def sense(cue: str, before: str = "", after: str = "") -> CueSense:
    """The sense of a cue's words; a cue that the table lacks is an attitude that asserts.

    Of several entries a verb wins over an adjective, that over a noun, a noun
    over an adverb, and anything over a light verb ("expressed doubts"). Of two
    verbs the last wins ("went on to say"), unless the earlier denies ("has
    refused to endorse"). ``before`` and ``after`` are the words beside the cue.
    """
    words = [match.group().lower() for match in _WORD.finditer(cue)]
    negated = any(is_negation(word) for word in words)
    if not words:  # a colon: "Berg: …"
        return CueSense(Act.ASSERT, Polarity.AFFIRM, CueType.SAYING, negated=False)
    found = _entries(words, before, after)
    chosen = _chosen(found)
    if chosen is None:
        return CueSense(Act.ASSERT, Polarity.DENY if negated else Polarity.AFFIRM, CueType.ATTITUDE, negated)
    polarity = chosen.polarity
    if negated and polarity is not Polarity.NEUTRAL:
        polarity = Polarity.AFFIRM if polarity is Polarity.DENY else Polarity.DENY
    # "Voiced doubts", "issued a warning": the verb utters what the noun names.
    uttered = chosen.kind is Kind.NOUN and any(item.light and item.type is CueType.SAYING for item in found)
    kind = CueType.SAYING if uttered else chosen.type
    return CueSense(chosen.act, polarity, kind, negated, chosen.light)


def _chosen(found: list[CueEntry]) -> CueEntry | None:
    telling = [item for item in found if not item.light] or found
    for kind in Kind:
        items = [item for item in telling if item.kind is kind]
        if items:
            denying = (item for item in items if item.polarity is Polarity.DENY)
            return next(denying, items[-1]) if kind is Kind.VERB else items[-1]
    return None


def speaks(word: str, after: str = "") -> bool:
    """Whether a word, in any inflection, opens a cue of saying or is a noun of it; ``after`` follows it."""
    word = word.lower()
    return (word,) in _heads() or (word, after.lower()) in _heads()


@cache
def _heads() -> frozenset[tuple[str, ...]]:
    """The first one or two words of all cues of saying and all nouns."""
    table = _table()
    saying = (form[:2] for form, entry in table[Kind.VERB].items() if entry.type is CueType.SAYING)
    return frozenset(saying) | {form[:2] for form in table[Kind.NOUN]}


def known(cue: str) -> bool:
    """Whether the table knows a word of a cue."""
    words = [match.group().lower() for match in _WORD.finditer(cue)]
    return not words or bool(_entries(words))


def ambiguous(word: str) -> bool:
    """Whether a word may be a verb or a noun, both telling."""
    verb = _table()[Kind.VERB].get((word.lower(),))
    return verb is not None and not verb.light and noun(word) is not None


def noun(word: str) -> CueEntry | None:
    """The entry of a single noun, in any inflection."""
    return _table()[Kind.NOUN].get((word.lower(),))


def named(words: Sequence[str]) -> CueEntry | None:
    """The noun of an act that a phrase opens with: "its full support for the plan", "doubts about it"."""
    for number, word in enumerate(words[:_PHRASE]):
        if word in _AFTER_NOUNS | {"that", "to"}:
            return None
        entry = noun(word)
        if entry and (number + 1 == len(words) or words[number + 1] in _AFTER_NOUNS | {"that", "to", "and"}):
            return entry
    return None


def introduces(word: str) -> bool:
    """Whether a "that" behind a word opens what is said or thought: "assurances that", "optimistic that"."""
    key = (word.lower(),)
    return key in _table()[Kind.NOUN] or key in _table()[Kind.ADJECTIVE]


def is_negation(word: str) -> bool:
    """Whether a word negates."""
    return word.lower() in _NEGATION or bool(_NEGATED.search(word))


@cache
def _longest() -> int:
    """Words of the longest entry."""
    return max(len(key) for forms in _table().values() for key in forms)


def _entries(words: list[str], before: str = "", after: str = "") -> list[CueEntry]:
    """The longest entries in ``words``, from left to right."""
    longest = _longest()
    around = [before, *words, after]
    out: list[CueEntry] = []
    at, joined = 0, False  # whether the entry before ends where this word begins
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            key = tuple(words[at : at + size])
            entry = _entry(key, around[at], around[at + size + 1], inside=at > 0, whole=size == len(words))
            if entry:
                if out and entry.kind is Kind.NOUN and out[-1].kind is Kind.ADJECTIVE and joined:
                    out.pop()  # "critical remarks" are remarks
                out.append(entry)
                joined = True
                at += size
                break
        else:
            joined = False
            at += 1
    return out


def _entry(key: tuple[str, ...], before: str, after: str, *, inside: bool, whole: bool) -> CueEntry | None:
    table = _table()
    if whole and key in table[Kind.PREPOSITION]:
        return table[Kind.PREPOSITION][key]
    kinds = [Kind.VERB, Kind.ADJECTIVE, Kind.NOUN, Kind.ADVERB]
    if _is_noun(key[0], before, after, inside=inside):
        kinds = [Kind.NOUN, Kind.ADJECTIVE, Kind.VERB, Kind.ADVERB]
    return next((table[kind][key] for kind in kinds if key in table[kind]), None)


def _is_noun(form: str, before: str, after: str, *, inside: bool) -> bool:
    """Whether the words around a form that may be verb or noun make it a noun."""
    if before in _DETERMINERS:
        return True
    if form.endswith(("ed", "ing")) or before in _BEFORE_VERBS or before.endswith("ly"):
        return False
    return after in _AFTER_NOUNS or inside


@cache
def _table() -> Mapping[Kind, Mapping[tuple[str, ...], CueEntry]]:
    """All forms of all cues, by kind of word."""
    out: dict[Kind, dict[tuple[str, ...], CueEntry]] = {kind: {} for kind in Kind}
    with resources.files(__name__.rpartition(".")[0]).joinpath("cues.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            kind, type_ = Kind(row["kind"]), CueType(row["type"])
            entry = CueEntry(
                row["cue"], kind, Act(row["act"]), Polarity(row["polarity"]), type_, bool(row["light"])
            )
            for form in _forms(row["cue"], kind, row["forms"].split()):
                out[kind].setdefault(form, entry)
    return out


def _forms(cue: str, kind: Kind, irregular: list[str]) -> list[tuple[str, ...]]:
    """A verb bends its first word, a noun its last ("talking points", but "declarations of")."""
    words = cue.split()
    if kind not in (Kind.VERB, Kind.NOUN):
        return [tuple(words)]
    bent = 0 if kind is Kind.VERB or words[-1] in _AFTER_NOUNS or "of" in words else len(words) - 1
    forms = {words[bent], *irregular, *inflections(words[bent], verb=kind is Kind.VERB)}
    return [(*words[:bent], form, *words[bent + 1 :]) for form in sorted(forms)]


def inflections(word: str, *, verb: bool) -> set[str]:
    """Regular inflections of an English verb or noun."""
    if word.endswith(("s", "sh", "ch", "x", "z")):
        plural = word + "es"
    elif word.endswith("y") and word[-2:-1] not in _VOWELS:
        plural = word[:-1] + "ies"
    else:
        plural = word + "s"
    if not verb:
        return {plural}
    if word.endswith("e"):
        return {plural, word + "d", word[:-1] + "ing"}
    if _DOUBLING.fullmatch(word):
        return {plural, word + word[-1] + "ed", word + word[-1] + "ing"}
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return {plural, word[:-1] + "ied", word + "ing"}
    return {plural, word + "ed", word + "ing"}
