"""Quote variants: one utterance told in different words."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations

from crossread.records import FindingKind, Stance
from crossread.stages.compare.findings import Builder, Draft
from crossread.stages.compare.matters import Field, Signal
from crossread.stages.compare.units import Unit, overlapping
from crossread.stages.compare.words import Kind

_LEAST_ALIKE = 0.6
_MOST_CHANGED = 6  # words


def variants(builder: Builder) -> list[Draft]:
    """A finding for each utterance whose tellings differ in words, not only in length or marks."""
    groups: dict[int, list[int]] = {}
    for index, utterance in enumerate(builder.field.utterance):
        groups.setdefault(utterance, []).append(index)
    out = []
    for _, members in sorted(groups.items()):
        told = [index for index in members if not builder.field.units[index].report]
        draft = _variant(builder, told) if len(told) > 1 else None
        if draft:
            out.append(draft)
    return out


def _variant(builder: Builder, members: Sequence[int]) -> Draft | None:
    field = builder.field
    best: tuple[float, int, int, str] | None = None
    for one, other in combinations(members, 2):
        first, second = field.units[one], field.units[other]
        if not (first.quoted and second.quoted) or overlapping(first, second):
            continue
        found = difference(first, second)
        if found and (best is None or found[0] > best[0]):
            best = (found[0], one, other, found[1])
    if best is None:
        return None
    ratio, one, other, words = best
    rest = [i for i in members if i not in (one, other) and field.units[i].quoted]
    chosen = [(i, Stance.ASSERTS) for i in (one, other, *rest)]  # the words differ, not what they say
    shared = field.units[one].classes & field.units[other].classes
    signals = (
        Signal("alignment", ratio, 1.0, f"{ratio:.0%} of the words alike"),
        Signal("difference", 1.0, 0.0, words),
    )
    return builder.build(FindingKind.QUOTE_VARIANT, chosen, shared, 0.4 + 0.5 * ratio, signals, silence=False)


def difference(first: Unit, second: Unit) -> tuple[float, str] | None:
    """How alike the parts are that both tell, and the words that differ; None where none do."""
    one = [_plain(term.lower) for term in first.terms if term.kind is not Kind.MARK]
    other = [_plain(term.lower) for term in second.terms if term.kind is not Kind.MARK]
    blocks = [b for b in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks() if b.size]
    if not blocks:
        return None
    left, right = blocks[0], blocks[-1]
    inner_one = one[left.a : right.a + right.size]
    inner_other = other[left.b : right.b + right.size]
    same = sum(block.size for block in blocks)
    ratio = 2 * same / (len(inner_one) + len(inner_other))
    changed = _changed(inner_one, inner_other)
    if not changed or ratio < _LEAST_ALIKE or len(changed.split()) > 2 * _MOST_CHANGED:
        return None
    return ratio, changed


def _changed(one: Sequence[str], other: Sequence[str]) -> str:
    parts = []
    for tag, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            parts.append(f"“{' '.join(one[i:j])}” / “{' '.join(other[k:m])}”")
    return "; ".join(parts[:3])


def _plain(word: str) -> str:
    """The word in one spelling: British and American endings alike."""
    for british, american in (
        ("isation", "ization"),
        ("ise", "ize"),
        ("ised", "ized"),
        ("ising", "izing"),
        ("our", "or"),
    ):
        if word.endswith(british) and len(word) > len(british) + 2:
            return word[: -len(british)] + american
    return word


def tellings(field: Field, index: int) -> list[int]:
    """All tellings of a unit's utterance."""
    return [i for i, utterance in enumerate(field.utterance) if utterance == field.utterance[index]]
