"""What two parties' documents on one talk both tell: that a matter was raised, that somebody threatened.

Such documents list matters in few words and each in its own, so that sentences on
one matter are hardly alike; a rare name or word that both raise, or a condition
that both tell with what would follow, ties them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from crossread.records import FindingKind, Span, Stance
from crossread.stages.compare import phrases, tables
from crossread.stages.compare.findings import Builder, Draft
from crossread.stages.compare.lexicon import class_of
from crossread.stages.compare.matters import Field
from crossread.stages.compare.signals import Signal, logistic
from crossread.stages.compare.units import giver
from crossread.stages.compare.words import stem, terms

_RARE = 0.5  # weight of a word that ties two sentences
_OFTEN = 3  # sentences of one document that may hold it
_PER_STORY = 6


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a party's document: the unit that holds most of it, its words, those of its condition."""

    unit: int
    party: str
    article: str
    story: str | None
    classes: frozenset[str]
    actors: frozenset[str]
    raises: bool
    condition: frozenset[str]


def raised(builder: Builder, taken: set[int]) -> list[Draft]:
    """Findings of agreement between two parties' documents; none where ``taken`` units already show one."""
    field = builder.field
    shown = {(field.units[i].article, field.units[i].sentence) for i in taken}
    sentences = _sentences(field)
    often = _often(sentences)
    own = _own_names(field, frozenset(s.party for s in sentences))
    found = []
    for one, other in combinations(sentences, 2):
        if one.party == other.party or one.story != other.story or one.story is None:
            continue
        topic, name, words = _tie(field, one, other, often, own)
        both = {(s.article, field.units[s.unit].sentence) for s in (one, other)}
        if topic and not both <= shown:
            mass = sum(field.weight(c) for c in sorted(topic))
            found.append((-round(mass, 6), name, one, other, topic, words))
    found.sort(key=lambda item: (item[0], item[1], item[2].unit, item[3].unit))
    used: set[tuple[int, str]] = set()
    count: dict[str | None, int] = {}
    out = []
    for mass, name, one, other, topic, words in found:
        keys = {(s.unit, c) for s in (one, other) for c in topic}
        if keys & used or count.get(one.story, 0) >= _PER_STORY:
            continue
        used |= keys
        count[one.story] = count.get(one.story, 0) + 1
        tie = Signal(name, -mass, tables.weights("raised")[name], words)
        out.append(_finding(builder, one, other, topic, tie))
    return out


def _finding(builder: Builder, one: _Sentence, other: _Sentence, topic: frozenset[str], tie: Signal) -> Draft:
    weights = tables.weights("raised")
    parallel = Signal("parallel", 1.0, weights["parallel"], "both are documents of parties to it")
    chosen = [(sentence.unit, Stance.ASSERTS) for sentence in (one, other)]
    score = logistic(weights["bias"] + tie.share + parallel.share)
    return builder.build(FindingKind.AGREEMENT, chosen, topic, score, (tie, parallel), whole=True)


def _tie(
    field: Field, one: _Sentence, other: _Sentence, often: frozenset[tuple[str, str]], own: frozenset[str]
) -> tuple[frozenset[str], str, str]:
    """What ties two sentences: words, the signal's name and how to say it; no words where nothing does."""
    condition = one.condition & other.condition
    if condition and one.actors & other.actors:
        return condition, "threat", "both tell what would follow under a condition"
    if one.raises and other.raises:
        shared = frozenset(
            c
            for c in (one.classes & other.classes) - own
            if field.weight(c) >= _RARE and not {(one.article, c), (other.article, c)} & often
        )
        return shared, "raised", "both say that it was raised"
    return frozenset(), "", ""


def _own_names(field: Field, parties: frozenset[str]) -> frozenset[str]:
    """Classes of the names of those who speak for the parties themselves: they are in every sentence."""
    sides = {field.sides.get(party, party) for party in parties}
    names = [
        field.names[actor] for actor, side in field.sides.items() if side in sides and actor in field.names
    ]
    return frozenset(class_of(term.stem) for name in names for term in terms(name, 0, len(name)))


def _often(sentences: Sequence[_Sentence]) -> frozenset[tuple[str, str]]:
    """(article, word) where a document uses a word all the time: it names no single matter there."""
    counts: dict[tuple[str, str], int] = {}
    for sentence in sentences:
        for class_ in sentence.classes:
            counts[sentence.article, class_] = counts.get((sentence.article, class_), 0) + 1
    return frozenset(key for key, count in counts.items() if count > _OFTEN)


def _sentences(field: Field) -> list[_Sentence]:
    """The sentences of parties' documents, each by the unit that holds most of it."""
    best: dict[tuple[str, Span], int] = {}
    actors: dict[tuple[str, Span], set[str]] = {}
    for index, unit in enumerate(field.units):
        if unit.of_party:
            actors.setdefault((unit.article, unit.sentence), set()).update(unit.actors, unit.voices)
        if unit.of_party and unit.sentence.contains(unit.spans[0]):
            key = (unit.article, unit.sentence)
            size = sum(map(len, unit.spans))
            if key not in best or size > sum(map(len, field.units[best[key]].spans)):
                best[key] = index
    return [_sentence(field, index, frozenset(actors[key])) for key, index in sorted(best.items())]


def _sentence(field: Field, index: int, actors: frozenset[str]) -> _Sentence:
    unit = field.units[index]
    text = unit.around[-1]
    words = terms(text, 0, len(text))
    lower = [term.lower for term in words]
    conditions = phrases.find(lower, "conditions.txt")
    follows = bool(tables.word_list("consequences.txt") & set(lower))
    after = words[conditions[0].end :] if conditions and follows else ()
    return _Sentence(
        unit=index,
        party=giver(unit),
        article=unit.article,
        story=unit.story,
        classes=frozenset(class_of(t.stem) for t in words if t.matters) - _framing(),
        actors=actors,
        raises=bool(phrases.find(lower, "raising.txt")),
        condition=frozenset(class_of(t.stem) for t in after if t.matters),
    )


@cache
def _framing() -> frozenset[str]:
    """Classes of the words that only say that something was raised, or stand in every agenda."""
    words = {word for phrase, _ in tables.phrases("raising.txt") for word in phrase}
    return frozenset(class_of(stem(word)) for word in words | tables.word_list("agenda.txt"))
