"""What a cue does: its act, polarity and type, looked up in ``cues.csv``.

The table gives a cue's dictionary form, its irregular forms, the act, the
polarity that it lends to its content, its type, and the PLOVER class of the act
where PLOVER has one (Halterman et al. 2023). Regular inflections are derived.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from crossread.records import Act, CueType, Polarity


def _listed(words: str) -> frozenset[str]:
    """The words of a list that is written as prose, to be read at a glance."""
    return frozenset(words.split())


_WORD: Final = re.compile(r"\w+(?:['’]\w+)?")
_NEGATION: Final = _listed("not never no none nor neither cannot nothing nobody hardly")
_NEGATED: Final = re.compile(r"n['’]t$")
_DETERMINERS: Final = _listed("a an the his her its their my our your this that these those any no some")
# Light verbs say nothing where another cue stands beside them ("gave a warning").
_SUPPORT: Final = _listed("seem appear expect be set work try begin start open end read")
_VOWELS: Final = "aeiou"
_LONGEST: Final = 5  # words of the longest entry


@dataclass(frozen=True, slots=True)
class CueEntry:
    """One line of the table."""

    cue: str
    verb: bool
    act: Act
    polarity: Polarity
    type: CueType
    plover: str


@dataclass(frozen=True, slots=True)
class CueSense:
    """What one cue in a text does. ``negated``: the cue itself is negated ("did not say")."""

    act: Act
    polarity: Polarity
    type: CueType
    negated: bool


def sense(cue: str) -> CueSense:
    """The sense of a cue's words; a cue that the table lacks is an attitude that asserts.

    Of several entries a verb wins over a noun, and the last verb over earlier ones
    ("refused to say"), unless the earlier one denies ("has refused to endorse").
    """
    words = [match.group().lower() for match in _WORD.finditer(cue)]
    found = [entry for entry in _entries(words) if entry.cue not in _SUPPORT] or _entries(words)
    negated = any(is_negation(word) for word in words)
    if not words:  # a colon: "Berg: …"
        return CueSense(Act.ASSERT, Polarity.AFFIRM, CueType.SAYING, negated=False)
    if not found:
        return CueSense(Act.ASSERT, Polarity.DENY if negated else Polarity.AFFIRM, CueType.ATTITUDE, negated)
    verbs = [entry for entry in found if entry.verb]
    chosen = (verbs or found)[-1]
    denying = next((entry for entry in verbs if entry.polarity is Polarity.DENY), None)
    if denying:
        chosen = denying
    polarity = chosen.polarity
    if negated and polarity is not Polarity.NEUTRAL:
        polarity = Polarity.AFFIRM if polarity is Polarity.DENY else Polarity.DENY
    return CueSense(chosen.act, polarity, chosen.type if verbs else CueType.NOUN, negated)


def speaks(word: str) -> bool:
    """Whether a word, in any inflection, opens a cue of saying or is a noun of it."""
    return word.lower() in _heads()


@cache
def _heads() -> frozenset[str]:
    verbs, nouns = _table()
    saying = (form[0] for form, entry in verbs.items() if entry.type is CueType.SAYING)
    return frozenset(saying) | {form[0] for form in nouns}


def noun(word: str) -> CueEntry | None:
    """The entry of a single noun, in any inflection."""
    return _table()[1].get((word.lower(),))


def is_negation(word: str) -> bool:
    """Whether a word negates."""
    return word.lower() in _NEGATION or bool(_NEGATED.search(word))


def _entries(words: list[str]) -> list[CueEntry]:
    """The longest entries in ``words``, from left to right; a noun behind a determiner."""
    verbs, nouns = _table()
    out: list[CueEntry] = []
    at = 0
    while at < len(words):
        determined = at > 0 and (words[at - 1] in _DETERMINERS or words[at - 1].endswith(("'s", "’s")))
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            key = tuple(words[at : at + size])
            entry = nouns.get(key) if determined else None
            entry = entry or verbs.get(key) or nouns.get(key)
            if entry:
                out.append(entry)
                at += size
                break
        else:
            at += 1
    return out


@cache
def _table() -> tuple[dict[tuple[str, ...], CueEntry], dict[tuple[str, ...], CueEntry]]:
    """All forms of all verbs, and of all nouns."""
    verbs: dict[tuple[str, ...], CueEntry] = {}
    nouns: dict[tuple[str, ...], CueEntry] = {}
    with resources.files(__name__.rpartition(".")[0]).joinpath("cues.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            verb = row["kind"] == "verb"
            act, polarity, kind = Act(row["act"]), Polarity(row["polarity"]), CueType(row["type"])
            entry = CueEntry(row["cue"], verb, act, polarity, kind, row["plover"])
            head, *rest = row["cue"].split()
            for form in {head, *row["forms"].split(), *inflections(head, verb=verb)}:
                (verbs if verb else nouns).setdefault((form, *rest), entry)
    return verbs, nouns


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
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return {plural, word[:-1] + "ied", word + "ing"}
    return {plural, word + "ed", word + "ing"}
