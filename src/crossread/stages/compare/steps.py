"""Steps: who agreed, promised, ordered, suspended, resumed or refused what, as the units tell it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from crossread.records import Act
from crossread.stages.compare import phrases, tables
from crossread.stages.compare.agents import doer, nominal
from crossread.stages.compare.lexicon import class_of, is_nation, weight
from crossread.stages.compare.matters import Field
from crossread.stages.compare.objects import PHRASE, family_of, object_of, words_after
from crossread.stages.compare.units import Unit
from crossread.stages.compare.vows import Vow, vows
from crossread.stages.compare.words import Kind, Term

_FRAME = 4  # words before a verb that may make it a wish or a plan
_GOVERNED = 9  # the same where "to" stands right before it
_THAT = 10  # words in which "that" must be followed by what will be
_AROUND = 60  # code points around a vow's verb in which another step tells it already
_LEAST = 0.75  # weight of an object's words, names of nations left out
_CLAUSE = frozenset({",", ".", ";", ":", "but", "that", "which", "who", "after", "when", "while"})
_FUTURE = frozenset({"will", "would", "should", "shall", "must", "'ll", "won't", "wouldn't"})
_WORDS = re.compile(r"[a-z'’]+")
_CLAUSE_ENDS = re.compile(r"[,;:–—]")
_SUPPOSING = frozenset({"if", "unless", "until", "before", "whether"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "you", "i", "there"})
_NO_OBJECT = frozenset({"as", "upon", "at", "against", "toward", "towards", "by", "in", "about"})
_OWN = frozenset({"i", "we"})
_SPOKEN_ENDS = frozenset({",", '"', "”", "’", "'"})
_TO = frozenset({"to", "that", "on"})
_WISHED = frozenset({Act.HOPE, Act.ASK, Act.DEMAND, Act.PROPOSE, Act.FEAR, Act.DOUBT, Act.THREATEN})
_STATED = frozenset({Act.PROMISE, Act.AGREE, Act.ORDER, Act.REFUSE})


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb form says: the status, and by ``kind`` what must follow it (see ``undertakings.csv``)."""

    status: str
    kind: str

    @property
    def vow(self) -> bool:
        """Whether any object will do: the verb itself is an undertaking."""
        return self.kind != "deed"


@dataclass(frozen=True, slots=True)
class Step:
    """One step as a unit tells it.

    ``place`` is where the verb stands in the article, ``object`` the classes of the
    object's words, ``head`` those of its first phrase, ``family`` what kind of
    thing it is ("agreement", "channel"; "" where the table does not say), ``by``
    the actors who do it, ``state`` a further status in the object ("agreed to
    resume"), ``planned`` whether it is yet to come, ``doubted`` whether its sentence
    says that it hardly is so ("it is unlikely that they agreed"), ``supposed`` whether its
    clause only supposes it ("if they agree"), ``first`` the first word of the object.
    """

    unit: int
    place: int
    status: str
    object: frozenset[str]
    head: frozenset[str]
    family: str
    by: frozenset[str]
    state: str
    vow: bool
    planned: bool
    doubted: bool = False
    supposed: bool = False
    first: str = ""

    @property
    def shown(self) -> str:
        """The status to show: a deed yet to come is planned."""
        return "planned" if self.planned and not self.vow else self.status


@cache
def verbs() -> dict[str, Verb]:
    """Verb form to what it says."""
    out: dict[str, Verb] = {}
    for status, kind, forms in tables.columns("undertakings.csv"):
        out.update({form: Verb(status, kind) for form in forms.split()})
    return out


def steps(field: Field) -> list[Step]:
    """Every step once: the unit that says it in the fewest words, an outer voice's before an inner one's."""
    found: dict[tuple[str, int], tuple[tuple[bool, int, int], Step]] = {}
    for index, unit in enumerate(field.units):
        if field.views[index].asks or (unit.act in _WISHED and not unit.report):
            continue
        for step in _of_unit(field, index, unit):
            rank = (not unit.report, len(unit.terms), index)
            key = (unit.article, step.place)
            if key not in found or rank < found[key][0]:
                found[key] = (rank, step)
    told = [found[key][1] for key in sorted(found)]
    return [*told, *_vowed(field, told)]


def _vowed(field: Field, told: Sequence[Step]) -> list[Step]:
    """What a voice says that it will do or will not, where no step is told of it already."""
    places: dict[str, list[int]] = {}
    for step in told:
        places.setdefault(field.units[step.unit].article, []).append(step.place)
    out: dict[tuple[str, int], tuple[int, Step]] = {}
    for index, unit in enumerate(field.units):
        for vow in vows(field, index):
            start = unit.terms[vow.place].span.start
            if any(start - _AROUND <= place <= start + _AROUND for place in places.get(unit.article, ())):
                continue
            told_so = _of_vow(field, index, vow)
            key = (unit.article, start)
            if told_so and (key not in out or len(unit.terms) < out[key][0]):
                out[key] = (len(unit.terms), told_so)
    return [out[key][1] for key in sorted(out)]


def _of_vow(field: Field, index: int, vow: Vow) -> Step | None:
    unit = field.units[index]
    verb = unit.terms[vow.place]
    terms = words_after(unit.terms, vow.place)
    classes = [class_of(term.stem) for term in (verb, *terms) if term.kind in (Kind.CONTENT, Kind.NAME)]
    held = frozenset(c for c in classes if not is_nation(c))
    if not any(term.kind is Kind.CONTENT for term in terms) or sum(weight(c) for c in held) < _LEAST:
        return None
    return Step(
        unit=index,
        place=verb.span.start,
        status=vow.status,
        object=held,
        head=frozenset(c for c in classes[:PHRASE] if c in held),
        family=family_of(unit.terms, terms),
        by=vow.by,
        state=verbs()[verb.lower].status if verb.lower in verbs() else "",
        vow=True,
        planned=True,
        first=verb.lower,
        doubted=doubted(unit, verb.span.start),
        supposed=_supposed(unit, verb.span.start),
    )


def _of_unit(field: Field, index: int, unit: Unit) -> Iterator[Step]:
    """The steps that a unit tells, the cue that introduces it read with it."""
    tells = unit.act in _STATED or any(
        verb.status != "done" and verb.kind != "bid" for term in unit.cue if (verb := verbs().get(term.lower))
    )
    lead = unit.cue if tells and unit.cue and unit.cue[-1].span.end <= unit.spans[0].start else ()
    words = (*lead, *unit.terms)
    lower = [term.lower for term in words]
    last = -1
    for place, term in enumerate(words):
        verb = verbs().get(term.lower)
        if verb is None or place < last or term.kind is Kind.NAME:
            continue
        if place >= len(lead) and nominal(words, place) and not _acts(words, place):
            continue
        frame = _frame(lower, place)
        if frame == "none" or (verb.vow and not _undertakes(words, place, verb.kind)):
            continue
        step = _step(field, index, words, place, verb, planned=frame == "planned")
        if step:
            last = place + 3  # "agreed to resume" is one step
            yield step


def _acts(words: Sequence[Term], place: int) -> bool:
    """Whether a form that follows a determiner is a verb nevertheless: "this suspended the talks"."""
    after = words[place + 1].lower if place + 1 < len(words) else ""
    return words[place].lower.endswith("ed") and after in {
        "the",
        "a",
        "an",
        "its",
        "his",
        "her",
        "their",
        "all",
    }


def _frame(lower: Sequence[str], place: int) -> str:
    """What the words before a verb make of it; an infinitive is nothing done unless they plan it."""
    infinitive = place > 0 and lower[place - 1] == "to"
    start = max(0, place - (_GOVERNED if infinitive else _FRAME))
    for position in range(start, place):
        if lower[position] in _CLAUSE:
            start = position + 1
    values = [item.value for item in phrases.find(lower[start:place], "undertaking_frames.csv")]
    if "none" in values:
        return "none"
    return "planned" if values else ("none" if infinitive else "")


def _undertakes(words: Sequence[Term], place: int, kind: str) -> bool:
    """Whether a vow is on a thing or on something to do, not on what is so."""
    after = [term.lower for term in words[place + 1 : place + 1 + _THAT]]
    if not after or not after[0].isalnum() or after[0] in _NO_OBJECT | tables.word_list("auxiliaries.txt"):
        return False
    if after[:2] == ["to", "be"] and words[place].lower.endswith("es"):
        return False  # "it promises to be another dry summer"
    if kind == "agree" and place and words[place - 1].lower in _SPOKEN_ENDS and after[0] not in _TO:
        return False  # "It is typical," agreed a former official
    if kind == "bound":
        return "to" in after[:2]
    if kind == "bid":
        return "to" in after and after[0] != "with"
    if after[0] == "with":
        return _with_whom(words, place + 2)
    stated = after[0] == "that" or (kind == "agree" and _subject(words, place + 1))
    if kind == "agree" and words[place].lower == "agree" and not _plural(words, place):
        return False
    return bool(_FUTURE & set(after)) if stated else True


def _with_whom(words: Sequence[Term], place: int) -> bool:
    """Whether "agreed with" goes on with somebody and "to" or "on", not with a thing that is to be."""
    for at in range(place, min(place + PHRASE, len(words))):
        if words[at].lower in {"to", "on"}:
            return words[at - 1].kind is Kind.NAME or words[at - 1].lower in {
                "him",
                "her",
                "them",
                "us",
                "me",
            }
    return False


def _subject(words: Sequence[Term], place: int) -> bool:
    """Whether a clause begins at a place: "agreed he was late", not "agreed to go" or "agreed a price"."""
    term = words[place]
    return term.kind is Kind.NAME or term.lower in _PRONOUNS


def _plural(words: Sequence[Term], place: int) -> bool:
    """Whether "agree" is said of several or is to come, not wished of one ("that she agree")."""
    before = words[place - 1] if place else None
    if before is None:
        return False
    several = before.lower in {"we", "they", "i", "both", "all", "will", "to", "'ll"}
    return several or (before.kind is Kind.CONTENT and before.lower.endswith("s"))


def _step(
    field: Field, index: int, words: Sequence[Term], place: int, verb: Verb, *, planned: bool
) -> Step | None:
    unit = field.units[index]
    if not verb.vow and _intransitive(words, place):
        return None
    terms = object_of(words, place)
    classes = [class_of(t.stem) for t in terms if t.kind in (Kind.CONTENT, Kind.NAME)]
    state = next((verbs()[t.lower].status for t in terms[:3] if t.lower in verbs()), "")
    held = frozenset(
        c for t, c in zip(terms, classes, strict=True) if not is_nation(c) and t.lower not in verbs()
    )
    family = family_of(words, terms)
    if verb.status == "broken" and family == "law":
        return None  # a crime, no undertaking broken
    if not held or (not verb.vow and not family):
        return None
    if not any(t.kind is Kind.CONTENT for t in terms):
        return None  # a person is no undertaking
    if verb.vow and not family and sum(weight(c) for c in held) < _LEAST:
        return None
    cued = place < len(words) - len(unit.terms)
    by = _by(unit, words, place, cued=cued)
    head = frozenset(c for c in classes[:PHRASE] if c in held)
    return Step(
        unit=index,
        place=words[place].span.start,
        status=verb.status,
        object=held,
        head=head,
        family=family,
        by=by,
        state=state,
        vow=verb.vow,
        planned=planned,
        first=terms[0].lower,
        doubted=field.views[index].hedges or doubted(unit, words[place].span.start),
        supposed=_supposed(unit, words[place].span.start),
    )


def _intransitive(words: Sequence[Term], place: int) -> bool:
    """Whether a bare form is followed by no object: "their delay in sending troops"."""
    after = words[place + 1].lower if place + 1 < len(words) else ""
    return after in _NO_OBJECT | {"for", "to"} and not words[place].lower.endswith(("ed", "en", "wn"))


def _by(unit: Unit, words: Sequence[Term], place: int, *, cued: bool) -> frozenset[str]:
    """Who does it: the voice that the verb introduces, the sentence's doer, or the speaker's own "we"."""
    claim = unit.claim
    if unit.report and claim and claim.cue and claim.cue.contains(words[place].span):
        return frozenset(claim.voices[-1:])
    by = frozenset[str]() if cued else doer(words, place, unit.meant).actors
    own = (unit.quoted or unit.of_party) and _OWN & {term.lower for term in words[max(0, place - 3) : place]}
    return frozenset(unit.voices[-1:]) if cued or (not by and own) else by


def doubted(unit: Unit, place: int) -> bool:
    """Whether the words that stand before a verb in its sentence doubt or deny it."""
    before = unit.around[-1][: max(0, place - unit.sentence.start)].lower()
    return bool(set(_WORDS.findall(before)) & tables.word_list("doubts.txt"))


def _supposed(unit: Unit, place: int) -> bool:
    """Whether the clause in which a verb stands only supposes it: "if they agree", "what if she ordered"."""
    before = unit.around[-1][: max(0, place - unit.sentence.start)].lower()
    return not _SUPPOSING.isdisjoint(_WORDS.findall(_CLAUSE_ENDS.split(before)[-1]))
