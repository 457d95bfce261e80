"""Emphasis by space: who or what fills much of one report and is hardly named in another.

Three papers tell of one attack; one gives China half of its lines, another a sentence. No words stand against
each other: what differs is how much is told. Counted in sentences that name an actor, of reports long enough
that silence says something; a speaker whom one paper alone has asked is no such subject.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import exp

from crossread.records import FindingKind, Span, Stance
from crossread.stages.compare.findings import Builder, Draft
from crossread.stages.compare.lexicon import class_of
from crossread.stages.compare.matters import Field
from crossread.stages.compare.signals import Signal
from crossread.stages.compare.words import terms

_LEAST_SENTENCES = 10  # of a report that is counted
_MUCH = 0.25  # share of a report's sentences that name what fills it
_LITTLE = 1  # sentences that name it where it is hardly told
_EXPECTED = 5.0  # sentences that would name it there, were it told alike
_ASKED = 0.4  # share of its sentences in which somebody is a speaker rather than a subject
_PER_STORY = 2
_RIGHT = 0.79  # share of 19 shown on 220 events of NeuS that a language model called true (bench/marked.py)
_SHOWN = 2  # passages of the report that it fills


@dataclass(slots=True)
class _Report:
    """An article of a story: its units and sentences, those that mean an actor, hold a word, are spoken."""

    units: list[int] = field(default_factory=list)
    sentences: set[Span] = field(default_factory=set)
    named: dict[str, set[Span]] = field(default_factory=dict)
    words: dict[str, set[Span]] = field(default_factory=dict)
    spoken: dict[str, set[Span]] = field(default_factory=dict)

    def by_name(self, actor: str, name: frozenset[str]) -> int:
        """In how many sentences an actor is named by a word of its name, and not by a pronoun alone."""
        held = [self.words.get(class_, set()) for class_ in name]
        return sum(any(sentence in there for there in held) for sentence in self.named.get(actor, ()))

    def share(self, actor: str, name: frozenset[str]) -> float:
        """Share of the sentences that name an actor so."""
        return self.by_name(actor, name) / len(self.sentences)


@dataclass(frozen=True, slots=True)
class _Uneven:
    """An actor that fills one article and is hardly named in another, where so many were to be expected."""

    actor: str
    full: str
    scant: str
    expected: float


def uneven(builder: Builder) -> list[Draft]:
    """A finding for each actor to whom the reports of a story give unequal room, most unequal first."""
    out: list[Draft] = []
    for reports in _stories(builder.field).values():
        found = sorted(_of_story(builder.field, reports), key=lambda one: (-one.expected, one.actor))
        out += [_draft(builder, reports, one) for one in found[:_PER_STORY]]
    return out


def _stories(compared: Field) -> dict[str, dict[str, _Report]]:
    """The reports of each story; documents of parties to it are no reports."""
    stories: dict[str, dict[str, _Report]] = {}
    for index, unit in enumerate(compared.units):
        if unit.story is None or unit.of_party:
            continue
        report = stories.setdefault(unit.story, {}).setdefault(unit.article, _Report())
        report.units.append(index)
        report.sentences.add(unit.sentence)
        for actor in unit.actors:
            report.named.setdefault(actor, set()).add(unit.sentence)
        for class_ in unit.classes:
            report.words.setdefault(class_, set()).add(unit.sentence)
        if not unit.own:
            report.spoken.setdefault(unit.party, set()).add(unit.sentence)
    return stories


def _of_story(compared: Field, reports: dict[str, _Report]) -> Iterator[_Uneven]:
    """Each actor once, with the pair of reports that differ most."""
    long = {name: one for name, one in reports.items() if len(one.sentences) >= _LEAST_SENTENCES}
    everyone = set[str]().union(*(one.named for one in long.values())) & compared.named
    for actor in sorted(actor for actor in everyone if not compared.members.get(actor)):
        words = _name(compared, actor)
        shares = {article: one.share(actor, words) for article, one in long.items()}
        full = max(shares, key=lambda article: (shares[article], article))
        scant = [article for article, one in long.items() if _hardly(one, actor, words)]
        if not scant or shares[full] < _MUCH or _asked(long[full], actor):
            continue
        longest = max(scant, key=lambda article: (len(long[article].sentences), article))
        expected = shares[full] * len(long[longest].sentences)
        if expected >= _EXPECTED:
            yield _Uneven(actor, full, longest, expected)


def _hardly(report: _Report, actor: str, name: frozenset[str]) -> bool:
    """Whether a report hardly names an actor, nor any word of its name: who is meant is sometimes missed."""
    counts = [report.named.get(actor, ()), *(report.words.get(class_, ()) for class_ in name)]
    return all(len(sentences) <= _LITTLE for sentences in counts)


def _name(compared: Field, actor: str) -> frozenset[str]:
    name = compared.names[actor]
    return frozenset(class_of(term.stem) for term in terms(name, 0, len(name)) if term.matters)


def _asked(report: _Report, actor: str) -> bool:
    return len(report.spoken.get(actor, ())) > _ASKED * len(report.named[actor])


def _draft(builder: Builder, reports: dict[str, _Report], one: _Uneven) -> Draft:
    compared = builder.field
    chosen = []
    for article in sorted(reports, key=lambda name: (name != one.full, name)):
        first: dict[Span, int] = {}  # of each sentence that means the actor
        for index in reports[article].units:
            unit = compared.units[index]
            if one.actor in unit.actors and not unit.report:
                first.setdefault(unit.sentence, index)
        taken = [first[sentence] for sentence in sorted(first)][: _SHOWN if article == one.full else 1]
        chosen += [(index, Stance.ASSERTS) for index in taken]
    topic = _name(compared, one.actor)
    counts = [
        f"{reports[article].by_name(one.actor, topic)} of {len(reports[article].sentences)}"
        for article in (one.full, one.scant)
    ]
    signal = Signal("space", one.expected, 0.0, f"named in {counts[0]} sentences here, in {counts[1]} there")
    by_chance = exp(-one.expected) * (1.0 + one.expected)  # Poisson: one sentence at most
    score = _RIGHT * (1.0 - by_chance)
    called = _called(compared, one.actor, [index for index, _ in chosen])
    return builder.build(FindingKind.EMPHASIS, chosen, topic, score, [signal], called=called)


def _called(compared: Field, actor: str, indices: Sequence[int]) -> tuple[str, Span] | None:
    """Where the actor is named at most length in some units: the article and the place."""
    found = [
        (-len(span), unit.article, span)
        for unit in (compared.units[index] for index in indices)
        for span, meant in unit.meant
        if meant == actor
    ]
    return min(found)[1:] if found else None
