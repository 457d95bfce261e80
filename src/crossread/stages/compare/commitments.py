"""Commitments: what was agreed, promised, ordered, suspended, resumed, refused, and what became of it."""

import re
from collections.abc import Sequence

from crossread.records import FindingKind, HistoryEntry, Span, Stance, TimeMention
from crossread.stages.compare import tables
from crossread.stages.compare.accounts import standing
from crossread.stages.compare.findings import Builder, Draft
from crossread.stages.compare.matters import Field, link
from crossread.stages.compare.objects import generic
from crossread.stages.compare.signals import Signal, logistic
from crossread.stages.compare.steps import Step, steps
from crossread.stages.compare.units import Unit, giver
from crossread.stages.compare.utterances import Groups

_MASS = 0.8  # weight of shared object words that joins two steps
_SURELY = 1.6  # the same where nothing else says that the sentences speak to one matter
_SHARE = 0.5  # and their share of the lighter object
_SHARE_CLOSE = 0.35
_TELLING = 0.6  # weight of a word that two things of one kind share, where what becomes of them goes on
_NAMED = 0.25  # the same, where both name the thing by one telling word
_LIKELY = 0.45  # least probability that two sentences speak to one matter
_PARALLEL = 0.1  # what two parties' documents on one talk are let off
_CLOSE = 0.8
_NEXT = 80  # code points after a sentence in which "the agreement" may go on with it
_THIN = 5  # words besides the noun of its kind that an object has at most where it only goes on
_NEAR = 40  # code points between a verb and the time that dates it
_WORD = re.compile(r"[\w'’]+")
_NAMING = frozenset({"the", "this", "of", "from", "since", "until"})
_FULL = 5.0  # weight of an object's words at which it is as definite as can be
_SINGLES = 8  # steps that stand alone, shown of each story
_BEFORE = {"suspended": frozenset({"resumed", "lifted"}), "imposed": frozenset({"lifted"})}
_TURNS = frozenset({"suspended", "resumed", "cancelled", "lifted", "imposed", "refused"})
_ALLIED = frozenset({"agreement", "channel", "talks", "promise", "plan", "force", "body"})
_VOWED = frozenset({"agreed", "promised", "planned", "threatened", "ordered", "done"})
_DEEDS = frozenset(
    {
        "suspended",
        "resumed",
        "cancelled",
        "lifted",
        "imposed",
        "withdrawn",
        "expelled",
        "refused",
        "cut",
        "ended",
    }
)


def commitments(builder: Builder, times: Sequence[TimeMention] = ()) -> list[Draft]:
    """A finding for each object undertaken, suspended, resumed or refused, with its dated history."""
    found = steps(builder.field)
    groups = Groups(len(found))
    for place, one in enumerate(found):
        for offset in range(place + 1, len(found)):
            if _same_object(builder.field, one, found[offset]):
                groups.join(place, offset)
    days = _Days(builder.field, times)
    drafts = [
        draft
        for members in groups.members().values()
        if (draft := _finding(builder, [found[i] for i in members], days))
    ]
    drafts.sort(key=lambda draft: (-draft.finding.score, draft.finding.id))
    count: dict[str | None, int] = {}
    out = []
    for draft in drafts:
        single = len({builder.field.utterance[index] for index in draft.units}) == 1
        count[draft.finding.story] = count.get(draft.finding.story, 0) + single
        if not single or count[draft.finding.story] <= _SINGLES:
            out.append(draft)
    return out


def _same_object(field: Field, one: Step, other: Step) -> bool:
    """Whether two steps are on one thing undertaken, by its words, its kind and what becomes of it."""
    first, second = field.units[one.unit], field.units[other.unit]
    shared = one.object & other.object
    if one.unit != other.unit and field.utterance[one.unit] == field.utterance[other.unit]:
        return bool(shared)
    if first.story != second.story:
        return False
    close = link(field, min(one.unit, other.unit), max(one.unit, other.unit)).probability
    turned = one.status == other.status and one.status in _TURNS
    if turned and close >= _LIKELY and one.by & other.by and one.head & other.head:
        return True  # one veto, told as one of a vote and as one of a resolution
    if one.family and other.family and _apart(one, other):
        return False
    if _goes_on(field, one, other) or _goes_on(field, other, one):
        return True
    if close >= _CLOSE and one.status == other.status and (shared or one.status in _TURNS):
        return True
    mass = sum(field.weight(c) for c in sorted(shared))
    telling = max((field.weight(c) for c in sorted(shared)), default=0.0)
    if one.family == other.family != "" and _linked(one, other) and telling >= _TELLING:
        return True
    if first.of_party and second.of_party and giver(first) != giver(second):
        return close >= _LIKELY - _PARALLEL and (
            mass >= _MASS or (bool(shared) and _acts(one) == _acts(other))
        )
    lighter = min(sum(field.weight(c) for c in sorted(step.object)) for step in (one, other))
    least = _SHARE_CLOSE if close >= _CLOSE else _SHARE
    enough = len(shared) >= 2 and mass >= _MASS and mass >= least * lighter and bool(one.head & other.head)
    again = one.status == other.status and one.family == other.family != "" and telling >= _TELLING
    named = any(field.weight(c) >= _TELLING for c in one.head & other.head)  # "the ceasefire" is named itself
    return (again and (close >= _LIKELY or (named and close >= _NAMED))) or (
        enough and (close >= _LIKELY or mass >= _SURELY)
    )


def _apart(one: Step, other: Step) -> bool:
    """Whether two objects are of kinds that do not go together: a law is no meeting."""
    return one.family != other.family and not {one.family, other.family} <= _ALLIED


def _acts(step: Step) -> frozenset[str]:
    return frozenset({step.status, step.state} - {"", "agreed"})


def _linked(one: Step, other: Step) -> bool:
    """Whether what one says became of a thing goes on with what the other says: suspended, resumed."""
    told = ({one.status, one.state}, {other.status, other.state})
    return any(
        (before in a and after & b) for before, after in _BEFORE.items() for a, b in (told, told[::-1])
    ) or bool(told[0] & told[1] & _TURNS)


def _goes_on(field: Field, one: Step, other: Step) -> bool:
    """Whether a step on "the agreement" stands right after one on a thing of that kind."""
    first, second = field.units[one.unit], field.units[other.unit]
    if first.article != second.article or second.spans[0].start <= first.spans[0].start:
        return False
    thin = len([c for c in other.object if not generic(c)]) <= _THIN
    near = second.sentence.start - first.sentence.end < _NEXT
    return near and thin and one.family == other.family != "" and _linked(one, other)


def _finding(builder: Builder, items: Sequence[Step], days: "_Days") -> Draft | None:
    field = builder.field
    shared = _core(items)
    telling = sorted(items, key=lambda s: (-len(s.object & shared), not s.vow, field.units[s.unit].key))
    by_unit = {step.unit: step for step in reversed(telling)}
    chosen = standing(field, [(step.unit, _stance(field, step)) for step in telling])
    kept = [by_unit[index] for index, _ in chosen]
    told = {field.utterance[step.unit] for step in kept}
    if len(told) == 1 and not any(_worth(field, step) for step in kept):
        return None
    dated = days.ordered(kept)
    states = list(dict.fromkeys(step.shown for _, step in dated))
    articles = {field.units[step.unit].article for step in kept}
    givers = {giver(field.units[step.unit]) for step in kept}
    doers = _doers(field, kept)
    mass = max(sum(field.weight(c) for c in sorted(step.object)) for step in kept)
    weights = tables.weights("commitment")
    signals = [
        Signal("steps", min(3.0, len(told) - 1.0), weights["steps"], _counted(len(told), "telling")),
        Signal("states", min(3.0, len(states) - 1.0), weights["states"], ", ".join(states)),
        Signal(
            "articles", min(3.0, len(articles) - 1.0), weights["articles"], _counted(len(articles), "article")
        ),
        Signal("tellers", min(3.0, len(givers) - 1.0), weights["tellers"], _counted(len(givers), "teller")),
        Signal("object", min(1.0, mass / _FULL), weights["object"], f"weight of its words: {mass:.1f}"),
        Signal("vow", float(any(s.vow for s in kept)), weights["vow"], "an undertaking of the giver's own"),
        Signal(
            "by",
            float(bool(doers)),
            weights["by"],
            f"by {' and '.join(doers)}" if doers else "by nobody named",
        ),
    ]
    score = logistic(weights["bias"] + sum(signal.share for signal in signals))
    return builder.build(
        FindingKind.COMMITMENT,
        chosen,
        shared,
        score,
        signals,
        history=days.history(dated),
        silence=len(articles) > 1 or all(field.units[step.unit].of_party for step in kept),
    )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _worth(field: Field, step: Step) -> bool:
    """Whether a step told once is worth a reader's minute: somebody known undertakes something definite."""
    if step.doubted or step.supposed:
        return False
    known = bool(step.by & field.names.keys())
    if step.status == "refused" and step.vow and step.first in tables.word_list("routine.txt"):
        return False  # "refused to comment"
    vowed = step.status in _VOWED and (step.vow or step.planned)
    return known and (vowed or step.status in _DEEDS) and len(step.object) > 1


def _doers(field: Field, kept: Sequence[Step]) -> list[str]:
    """Names of those who do it, the most often named first; of several who act as one each."""
    counts: dict[str, int] = {}
    for step in kept:
        for actor in sorted(step.by):
            for one in sorted(field.members.get(actor, frozenset())) or [actor]:
                if one in field.names:
                    counts[field.names[one]] = counts.get(field.names[one], 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))[:4]


class _Days:
    """When steps were taken: the time that stands in their sentence, else when it was told."""

    def __init__(self, field: Field, times: Sequence[TimeMention]) -> None:
        self.field = field
        self.times: dict[str, list[TimeMention]] = {}
        for time in times:
            self.times.setdefault(time.article, []).append(time)

    def on(self, step: Step) -> tuple[str, bool]:
        """The day of a step, ISO ("" where nothing says when), and whether its sentence states it."""
        unit = self.field.units[step.unit]
        told = (unit.date or "")[:10]
        near = [
            time
            for time in self.times.get(unit.article, ())
            if unit.sentence.contains(time.span)
            and time.interval.grain.value in {"day", "minute"}
            and abs(time.span.start - step.place) <= _NEAR
            and _adverbial(unit, time.span)
        ]
        nearest = min(near, key=lambda time: (abs(time.span.start - step.place), time.span), default=None)
        day = nearest.interval.start.strftime("%Y-%m-%d") if nearest else ""
        stated = bool(day) and (step.planned or not told or day <= told)
        return (day if stated else told), stated

    def ordered(self, kept: Sequence[Step]) -> list[tuple[str, Step]]:
        """The steps with their days, by day.

        What must have come before another step and is told no earlier than it
        comes first, its day unknown: a suspension is older than its end.
        """
        days = [(*self.on(step), step) for step in kept]
        dated = []
        for day, stated, step in days:
            ends = _BEFORE.get(step.status, frozenset())
            after = [other for other, _, later in days if ends & {later.status, later.state}]
            dated.append(("" if after and not stated and day >= min(after) else day, step))
        return sorted(dated, key=self._key)

    def _key(self, item: tuple[str, Step]) -> tuple[str, bool, tuple[object, ...]]:
        return item[0], item[1].planned, self.field.units[item[1].unit].key

    def history(self, dated: Sequence[tuple[str, Step]]) -> tuple[HistoryEntry, ...]:
        """The steps by date, a status once for each day."""
        out: dict[tuple[str, str], HistoryEntry] = {}
        for day, step in dated:
            claim = self.field.units[step.unit].claim
            if claim and not step.doubted:
                out.setdefault((day, step.shown), HistoryEntry(day or None, step.shown, claim.id))
        return tuple(out.values())


def _adverbial(unit: Unit, span: Span) -> bool:
    """Whether a time says when, and does not name a thing: "on Friday", not "the Friday meeting"."""
    text = unit.around[-1]
    start, end = span.start - unit.sentence.start, span.end - unit.sentence.start
    before = _WORD.findall(text[:start])[-1:]
    after = _WORD.findall(text[end:])[:1]
    named = bool(after) and after[0].islower() and after[0] not in tables.function_words()
    return not (before and before[0].lower() in _NAMING) and not (named and not after[0].endswith("ed"))


def _core(items: Sequence[Step]) -> frozenset[str]:
    """The words of the object that most of the items hold."""
    counts: dict[str, int] = {}
    for item in items:
        for class_ in item.object:
            counts[class_] = counts.get(class_, 0) + 1
    return frozenset(class_ for class_, count in counts.items() if 2 * count > len(items)) or items[0].object


def _stance(field: Field, step: Step) -> Stance:
    if step.status == "refused":
        return Stance.DENIES
    return Stance.HEDGES if step.doubted else Stance.ASSERTS
