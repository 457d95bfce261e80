"""Matters: which units speak to the same question.

Candidates come from an index (the mean of two centred embeddings: of the content
alone, and of its sentence with the one before; about ten neighbours each, within
a story or stories that one article reports together). A small additive model of
named signals, its weights in ``data/weights.toml``, says how likely a candidate
pair speaks to one question.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as field_of
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from crossread.records import Grouping
from crossread.stages.compare import tables
from crossread.stages.compare.cells import Cells, cells
from crossread.stages.compare.encoder import Encoder
from crossread.stages.compare.lexicon import is_nation, weight
from crossread.stages.compare.signals import Signal, logistic
from crossread.stages.compare.stance import View
from crossread.stages.compare.units import Unit, giver

_NEIGHBOURS = 10
_NEAREST = 4
_LOOKED = 64  # of a unit's neighbours, sorted at once
_BY_CLAUSE = 3
_SHRINK = 25.0  # a corpus of this many units is centred by half
_CLAUSE = 0.9  # what holds of a clause holds a little less of the whole
_COVERED = 0.85  # share of a sentence from which what is said in it stands for it
_ALIKE_WORDS = 2  # words that two clauses must share to be called alike
_RARE = 0.72
_LIGHTEST = 1.6


@dataclass(frozen=True, slots=True)
class Link:
    """Two units (indices) that may speak to one question, how likely, and why."""

    one: int
    other: int
    probability: float
    cosine: float
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """All units with their views, vectors, utterances and word weights: where judgements look things up."""

    units: tuple[Unit, ...]
    views: tuple[View, ...]
    utterance: tuple[int, ...]
    content: NDArray[np.float32]
    around: NDArray[np.float32]
    clauses: tuple[NDArray[np.float32], ...]
    weights: dict[str, float]
    related: frozenset[tuple[str, str]]
    sides: dict[str, str]
    names: dict[str, str]
    members: dict[str, frozenset[str]]
    named: frozenset[str]  # actors who have a name, not only a description
    maybe: dict[str, frozenset[str]]  # actors who may be one: "a spokesman for the port" and whom it names so
    masses: dict[frozenset[str], float] = field_of(default_factory=dict, repr=False, compare=False)  # a memo

    def mass(self, classes: frozenset[str]) -> float:
        """Weight of some classes together; the sum of each set is taken once."""
        known = self.masses.get(classes)
        if known is None:
            known = self.masses[classes] = sum(self.weight(c) for c in sorted(classes))
        return known

    def apart(self, first: Unit, second: Unit) -> bool:
        """Whether two units are of parties whose sides are known and differ."""
        sides = [self.sides.get(unit.party) for unit in (first, second)]
        return all(sides) and sides[0] != sides[1]

    def joint(self, first: Unit, second: Unit) -> bool:
        """Whether one unit's party is a member of the other's joint one."""
        one, other = first.party, second.party
        return one in self.members.get(other, ()) or other in self.members.get(one, ())

    def weight(self, class_: str) -> float:
        """Weight of a class here: its background weight, less where this corpus uses it all the time."""
        return self.weights.get(class_, 0.5)


@dataclass(frozen=True, slots=True)
class Vectors:
    """Centred, normalised vectors: contents and surroundings by unit, clauses by unit and clause."""

    content: NDArray[np.float32]
    around: NDArray[np.float32]
    clauses: tuple[NDArray[np.float32], ...]


def vectors(units: Sequence[Unit], encoder: Encoder) -> Vectors:
    """Vectors of all units; surroundings are the mean of their sentences.

    Each text is encoded once, one that is cut into clauses only by them, and a sentence most of which is
    said by somebody only by what is said.
    """
    if not units:
        empty = np.zeros((0, 1), dtype=np.float32)
        return Vectors(empty, empty, ())
    known = _known(units, encoder)
    content = np.stack([known[unit.text] for unit in units])
    around = np.stack([np.mean([known[text] for text in unit.around], axis=0) for unit in units])
    centre = _centre(content)
    clauses = tuple(
        _unit_length(np.stack([known[c.text] for c in unit.clauses]) - centre)
        if unit.clauses
        else np.zeros((0, content.shape[1]), dtype=np.float32)
        for unit in units
    )
    return Vectors(_unit_length(content - centre), _unit_length(around - _centre(around)), clauses)


def _known(units: Sequence[Unit], encoder: Encoder) -> dict[str, NDArray[np.float32]]:
    """The vector of each text; of one that known texts make up, their mean by length, itself of length 1."""
    made: dict[str, list[str]] = {}
    for unit in units:
        if unit.clauses:  # one text may be cut in two ways, by what stands around it: the first counts here
            made.setdefault(unit.text, [clause.text for clause in unit.clauses])
    contents = {unit.text for unit in units}
    made |= {
        sentence: held
        for sentence, held in _contents(units).items()
        if sentence not in contents and sum(map(len, held)) >= _COVERED * len(sentence)
    }
    parts = {clause.text for unit in units for clause in unit.clauses}
    whole = {text for unit in units for text in (unit.text, *unit.around)} - made.keys()
    texts = sorted(whole | parts)
    known = dict(zip(texts, np.asarray(encoder.encode(texts), dtype=np.float32), strict=True))
    # Contents before the sentences that they make up.
    for text in sorted(made.keys() - known.keys(), key=lambda text: (text not in contents, text)):
        mean = sum(len(part) * known[part] for part in made[text])
        known[text] = _unit_length(np.asarray(mean, dtype=np.float32)[None, :])[0]
    return known


def _contents(units: Sequence[Unit]) -> dict[str, list[str]]:
    """What is said in each sentence, by the sentence's text: none that stands within another, in order."""
    said: dict[str, list[str]] = {}
    for unit in units:
        said.setdefault(unit.around[-1], []).append(unit.text)
    out = {}
    for sentence, texts in said.items():
        kept: list[str] = []
        for text in sorted(set(texts), key=lambda text: (-len(text), text)):
            if not any(text in longer for longer in kept):
                kept.append(text)
        out[sentence] = sorted(kept)
    return out


def _centre(raw: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean, shrunk where there are few: what two short texts have in common is not all style."""
    return np.asarray(raw.mean(axis=0, keepdims=True) * (len(raw) / (len(raw) + _SHRINK)), dtype=np.float32)


def _unit_length(raw: NDArray[np.float32]) -> NDArray[np.float32]:
    norms = np.linalg.norm(raw, axis=1, keepdims=True)
    return np.asarray(raw / np.maximum(norms, 1e-9), dtype=np.float32)


def corpus_weights(units: Sequence[Unit]) -> dict[str, float]:
    """Weight of each class: the mean of its background rarity and its rarity in these units."""
    counts: dict[str, int] = {}
    for unit in units:
        for class_ in unit.classes:
            counts[class_] = counts.get(class_, 0) + 1
    total = len(units)
    top = log(total + 2)
    local = {c: log((total + 2) / (n + 1)) / top for c, n in sorted(counts.items())}
    # How usual a nation's name is depends on what the articles are about, not on the language.
    return {c: value if is_nation(c) else (weight(c) + 2 * value) / 3 for c, value in local.items()}


def related_stories(grouping: Grouping) -> frozenset[tuple[str, str]]:
    """Pairs of stories that some article reports or mentions together."""
    by_article: dict[str, set[str]] = {}
    for story in grouping.stories:
        for part in story.articles:
            by_article.setdefault(part.article, set()).add(story.id)
    return frozenset((a, b) for stories in by_article.values() for a in stories for b in stories if a != b)


def candidates(field: Field) -> frozenset[tuple[int, int]]:
    """Pairs worth a look: each unit's nearest neighbours among other givers, and a few among all.

    Only units of its own or a related story are looked at.
    """
    by_story: dict[str, list[int]] = {}
    for index, unit in enumerate(field.units):
        by_story.setdefault(unit.story or "", []).append(index)
    near: dict[str, set[str]] = {story: {story} for story in by_story}
    for one, other in field.related:
        if one in near and other in near:
            near[one].add(other)
    found: set[tuple[int, int]] = set()
    for story, members in sorted(by_story.items()):
        pool = sorted(index for name in near[story] for index in by_story[name])
        found.update(_neighbours(field, members, pool))
    return frozenset(found)


def _neighbours(field: Field, members: list[int], pool: list[int]) -> set[tuple[int, int]]:
    """Each member's nearest units of the pool, other tellings of its utterance left out."""
    givers = [giver(unit) for unit in field.units]
    everyone = np.asarray(pool)
    both = np.hstack((field.content[everyone], field.around[everyone]))
    vectors = np.asarray(both / sqrt(2), dtype=np.float32)
    found_cells = cells(vectors)
    places = np.searchsorted(everyone, members)
    found = _by_clause(field, members, everyone, found_cells, givers)
    for rows, looked in found_cells.blocks(places, found_cells.cell[places]):
        scores = vectors[rows] @ vectors[looked].T
        for one, row in zip(everyone[rows].tolist(), scores, strict=True):
            found.update(_of_one(field, one, everyone[looked], row, givers))
    return found


def _of_one(
    field: Field, one: int, others: NDArray[np.intp], scores: NDArray[np.float32], givers: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """The pairs of one unit with its nearest of the others, a few of them of its own giver."""
    foreign = near = 0
    for column in _nearest(scores):
        other = int(others[column])
        if other == one or field.utterance[other] == field.utterance[one]:
            continue
        apart = givers[other] != givers[one]
        if apart or near < _NEAREST:
            yield min(one, other), max(one, other)
        near += 1
        foreign += apart
        if foreign >= _NEIGHBOURS:
            return


def _nearest(scores: NDArray[np.float32]) -> Iterator[int]:
    """Places by falling score, equal ones in order. The rest is sorted only where asked for."""
    if len(scores) <= _LOOKED:
        yield from map(int, np.argsort(-scores, kind="stable"))
        return
    least = np.partition(scores, -_LOOKED)[-_LOOKED]
    for part in (scores >= least, scores < least):
        places = np.flatnonzero(part)
        yield from map(int, places[np.argsort(-scores[places], kind="stable")])


def _by_clause(
    field: Field, members: list[int], pool: NDArray[np.intp], known: Cells, givers: Sequence[str]
) -> set[tuple[int, int]]:
    """The nearest units of other givers to each clause of a long member."""
    found: set[tuple[int, int]] = set()
    owners = [one for one in members for _ in field.clauses[one]]
    if not owners:
        return found
    clauses = np.concatenate([field.clauses[one] for one in members if len(field.clauses[one])])
    content = field.content[pool]
    for rows, looked in known.blocks(np.arange(len(owners)), known.nearest(clauses)):
        for row, scores in zip(rows.tolist(), clauses[rows] @ content[looked].T, strict=True):
            one, taken = owners[row], 0
            for column in _nearest(scores):
                other = int(pool[looked[column]])
                if givers[other] == givers[one] or field.utterance[other] == field.utterance[one]:
                    continue
                found.add((min(one, other), max(one, other)))
                taken += 1
                if taken >= _BY_CLAUSE:
                    break
    return found


def links(field: Field) -> list[Link]:
    """A link for each candidate pair, in order; those that are each other's best are marked so."""
    found = [link(field, one, other) for one, other in sorted(candidates(field))]
    best: dict[tuple[str, int, str], tuple[float, str, int]] = {}
    for item in found:
        first, second = field.units[item.one], field.units[item.other]
        if giver(first) == giver(second):
            continue
        for a, b in ((first, second), (second, first)):
            key = (a.article, a.sentence.start, giver(b))
            mark = (-item.probability, b.article, b.sentence.start)
            best[key] = min(best.get(key, mark), mark)
    return [_closest_of_all(item, field, best) for item in found]


def _closest_of_all(
    item: Link, field: Field, best: dict[tuple[str, int, str], tuple[float, str, int]]
) -> Link:
    """The link, with a further signal where each sentence is the other giver's best for the other."""
    first, second = field.units[item.one], field.units[item.other]
    if giver(first) == giver(second):
        return item
    for a, b in ((first, second), (second, first)):
        if best[a.article, a.sentence.start, giver(b)][1:] != (b.article, b.sentence.start):
            return item
    signals = (
        *item.signals,
        Signal("mutual", 1.0, tables.weights("matter")["mutual"], "each is the other's nearest"),
    )
    return Link(item.one, item.other, _probability(signals), item.cosine, signals)


def _probability(signals: Sequence[Signal]) -> float:
    return logistic(tables.weights("matter")["bias"] + sum(signal.share for signal in signals))


def link(field: Field, one: int, other: int) -> Link:
    """How likely two units speak to one question, with the signals that say so."""
    first, second = field.units[one], field.units[other]
    by_name = tables.weights("matter")
    shared = first.classes & second.classes
    cosine, lemmas = _closest(field, one, other)
    rare = [c for c in shared if field.weight(c) >= _RARE]
    values = {
        "cosine": max(0.0, cosine),
        "surroundings": max(0.0, float(field.around[one] @ field.around[other])),
        "lemmas": lemmas,
        "rare": float(min(3, len(rare))),
        "actors": _share(first.actors, second.actors),
        _story_relation(field, first, second): 1.0,
    }
    signals = tuple(Signal(name, value, by_name[name]) for name, value in values.items())
    return Link(one, other, _probability(signals), cosine, signals)


def _closest(field: Field, one: int, other: int) -> tuple[float, float]:
    """Cosine and share of words of the two units, or of their closest clauses, a little discounted."""
    first, second = field.units[one], field.units[other]
    cosine = float(field.content[one] @ field.content[other])
    lemmas = _overlap(field, first.classes, second.classes)
    left = field.clauses[one] if len(field.clauses[one]) else field.content[one : one + 1]
    right = field.clauses[other] if len(field.clauses[other]) else field.content[other : other + 1]
    if len(left) == len(right) == 1:
        return cosine, lemmas
    table = left @ right.T
    i, j = divmod(int(np.argmax(table)), table.shape[1])
    parts = [
        unit.clauses[k].classes if unit.clauses else unit.classes for unit, k in ((first, i), (second, j))
    ]
    return max(cosine, _CLAUSE * float(table[i, j])), max(
        lemmas, _CLAUSE * _overlap(field, parts[0], parts[1])
    )


def alike(field: Field, first: Unit, second: Unit) -> float:
    """Dice's coefficient of the words by weight: of the whole units, or of their most alike clauses."""
    sides = [[unit.classes, *(clause.classes for clause in unit.clauses)] for unit in (first, second)]
    best = 0.0
    for one in sides[0]:
        for other in sides[1]:
            shared = one & other
            total = field.mass(one) + field.mass(other)
            if len(shared) >= _ALIKE_WORDS and total:
                best = max(best, 2 * field.mass(shared) / total)
    return best


def _overlap(field: Field, one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the lighter side's weight of words that both hold."""
    # A passage of one or two words would match anything that holds them: count it as if it had three.
    lighter = max(_LIGHTEST, min(field.mass(one), field.mass(other)))
    return field.mass(one & other) / lighter


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _story_relation(field: Field, first: Unit, second: Unit) -> str:
    if first.story == second.story:
        return "same_story"
    return "related_story" if (first.story or "", second.story or "") in field.related else "other_story"
