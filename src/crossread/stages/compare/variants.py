"""Quote variants: one utterance quoted in different words, aligned word by word, and who said it."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import combinations

from crossread.records import Actor, FindingKind, Stance
from crossread.stages.compare import tables
from crossread.stages.compare.findings import Builder, Draft
from crossread.stages.compare.lexicon import weight
from crossread.stages.compare.quoted import pieces, plain
from crossread.stages.compare.signals import Signal, logistic
from crossread.stages.compare.speaker import settled
from crossread.stages.compare.units import Unit, overlapping
from crossread.stages.compare.words import Term, stem

_LEAST_ALIKE = 0.6
_LEAST_SAME = 4  # words that two pieces share
_MOST_CHANGED = 8  # words on one side
_SHOWN = 3  # changes
_END = 3  # words after the last common one that still answer each other
_LEAST_MATTER = 0.15
_FORM = 0.35  # what another form of one word counts
_TWO_SPEAKERS = 0.75  # least share alike where the papers name different speakers
_SHORT = (
    ("n't", "not"),
    ("'re", "are"),
    ("'ve", "have"),
    ("'ll", "will"),
    ("'m", "am"),
    ("'s", "is"),
    ("'d", "would"),
)
_TURNS = frozenset(
    {"not", "no", "never", "none", "may", "might", "must", "should", "would", "could", "can", "will"}
)


@dataclass(frozen=True, slots=True)
class Change:
    """Words in one telling for other words in the other; either side may be empty."""

    one: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def words(self) -> str:
        """The change as shown."""
        sides = [f"“{' '.join(side)}”" if side else "left out" for side in (self.one, self.other)]
        return " / ".join(sides)

    @property
    def turns(self) -> bool:
        """Whether a negation or a modal stands on one side only."""
        return bool((set(self.one) ^ set(self.other)) & _TURNS)

    @property
    def matters(self) -> float:
        """How much it changes: the weight of the words of one side only; other forms of a word count less."""
        left, right = (
            {word: stem(word) for word in side if word not in tables.function_words()}
            for side in (self.one, self.other)
        )
        only = left.keys() ^ right.keys()
        common = set(left.values()) & set(right.values())
        stems = {**left, **right}
        return sum(weight(stems[w]) * (_FORM if stems[w] in common else 1.0) for w in sorted(only))


@dataclass(frozen=True, slots=True)
class Difference:
    """How alike two quoted pieces are over what both tell, and what is changed in it."""

    alike: float
    changes: tuple[Change, ...]

    @property
    def matters(self) -> float:
        """How much all changes change."""
        return sum(change.matters for change in self.changes)


def variants(builder: Builder, actors: Sequence[Actor]) -> list[Draft]:
    """A finding for each utterance whose quotations differ in words, not only in length or spelling."""
    by_id = {actor.id: actor for actor in actors}
    groups: dict[int, list[int]] = {}
    for index, utterance in enumerate(builder.field.utterance):
        unit = builder.field.units[index]
        if unit.quoted and not unit.report:
            groups.setdefault(utterance, []).append(index)
    drafts = (_variant(builder, told, by_id) for _, told in sorted(groups.items()) if len(told) > 1)
    return [draft for draft in drafts if draft]


def _variant(builder: Builder, members: Sequence[int], actors: dict[str, Actor]) -> Draft | None:
    field = builder.field
    best: tuple[tuple[float, float, int, int], Difference] | None = None
    for one, other in combinations(members, 2):
        first, second = field.units[one], field.units[other]
        found = None if overlapping(first, second) else difference(first, second)
        if found and (first.party == second.party or found.alike >= _TWO_SPEAKERS):
            # Between two outlets before within one, then what changes most.
            key = (float(first.article != second.article), round(found.matters, 6), -one, -other)
            if best is None or key > best[0]:
                best = (key, found)
    if best is None:
        return None
    one, other = -int(best[0][2]), -int(best[0][3])
    found = best[1]
    speaker = settled(builder, members, actors)
    ordered = sorted((one, other), key=lambda i: (field.units[i].party != speaker.party, field.units[i].key))
    rest = [i for i in members if i not in ordered]
    weights = tables.weights("variant")
    articles = len({field.units[i].article for i in members})
    signals = (
        Signal("alignment", found.alike, weights["alignment"], f"{found.alike:.0%} of the words alike"),
        Signal(
            "difference",
            min(2.0, found.matters),
            weights["difference"],
            "; ".join(change.words for change in found.changes[:_SHOWN]),
        ),
        Signal("articles", min(3.0, articles - 1.0), weights["articles"], f"{articles} articles"),
        Signal("speaker", float(speaker.rivals), weights["speaker"], speaker.words),
    )
    score = logistic(weights["bias"] + sum(signal.share for signal in signals))
    chosen = [(i, Stance.ASSERTS) for i in (*ordered, *rest)]  # the words differ, not what they say
    shared = field.units[one].classes & field.units[other].classes
    return builder.build(FindingKind.QUOTE_VARIANT, chosen, shared, score, signals, silence=False)


def difference(first: Unit, second: Unit) -> Difference | None:
    """What differs in the quoted pieces that two units tell alike; None where nothing that counts does.

    Where an interrupted quotation goes on, a new piece begins: words that a paper
    openly leaves out are no difference.
    """
    best: Difference | None = None
    for one in pieces(first):
        for other in pieces(second):
            found = _compared(one, other)
            if found and (best is None or found.matters > best.matters):
                best = found
    return best


def _compared(one: Sequence[Term], other: Sequence[Term]) -> Difference | None:
    left, right = ([plain(term.lower) for term in piece] for piece in (one, other))
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    same = sum(block.size for block in blocks)
    if same < _LEAST_SAME:
        return None
    spans = _told_by_both(blocks, left, right)
    alike = 2 * same / sum(end - start for start, end in spans)
    changes = tuple(
        change
        for tag, i, j, k, m in matcher.get_opcodes()
        if tag != "equal" and i >= spans[0][0] and j <= spans[0][1] and k >= spans[1][0] and m <= spans[1][1]
        if not _spelling(change := Change(tuple(left[i:j]), tuple(right[k:m])))
    )
    if all(change.matters < _LEAST_MATTER and not change.turns for change in changes):
        return None
    changed = max((sum(len(c.one) for c in changes), sum(len(c.other) for c in changes)), default=0)
    if not changes or alike < _LEAST_ALIKE or changed > _MOST_CHANGED:
        return None
    return Difference(alike, changes)


def _told_by_both(
    blocks: Sequence[Match], left: Sequence[str], right: Sequence[str]
) -> list[tuple[int, int]]:
    """The part of each side that both tell: from their first common word to their last, with a short end."""
    first, last = blocks[0], blocks[-1]
    starts, ends = (first.a, first.b), (last.a + last.size, last.b + last.size)
    over = (len(left) - ends[0], len(right) - ends[1])
    if min(over) > 0 and max(over) <= _END:
        ends = (len(left), len(right))  # "a hint of fact", "a hint at facts"
    before = starts if min(starts) > 0 and max(starts) <= _END else (0, 0)
    return [(start - lead, end) for start, lead, end in zip(starts, before, ends, strict=True)]


def _spelling(change: Change) -> bool:
    """Whether a change is one of writing only: "FBI" and "F.B.I.", "Sen" and "Senator", "2" and "two"."""
    one, other = (
        "".join(_written(word) for word in side).replace("'", "") for side in (change.one, change.other)
    )
    if one == other or {one, other} in ({"", "that"}, {"and", ""}):
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > 1 and longer.startswith(shorter) and len(change.one) == len(change.other) == 1


def _written(word: str) -> str:
    """A word in full letters: numbers as figures, contractions resolved."""
    for short, long in _SHORT:
        if word.endswith(short) and word != short:
            word = word[: -len(short)] + long
    return tables.spoken().get(word, word.replace("-", ""))
