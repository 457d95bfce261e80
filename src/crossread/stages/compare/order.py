"""The order of findings: argued from named signals, their weights in ``data/weights.toml``."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crossread.records import Finding
from crossread.stages.compare import tables
from crossread.stages.compare.confidence import calibrated
from crossread.stages.compare.findings import Draft
from crossread.stages.compare.matters import Field, Link
from crossread.stages.compare.signals import Signal

_LINKED = 0.6
_ENOUGH = 12.0  # links at which a matter counts as central
_EARLY = 0.2  # share of an article that counts as its beginning
_MOST = 4  # accounts or articles beyond the first that count
_HEARD = 2  # parties whose prominence counts
# Reasons by which one side says the opposite of the other, not only something else.
_TURNS = frozenset(
    {
        "polarity",
        "denial",
        "denial_of_charge",
        "rebuttal",
        "opposites",
        "declared",
        "contrast_strong",
        "not_given",
        "marker",
    }
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Looked up: links of each unit, how much each party is heard in its story, length of articles."""

    degree: tuple[int, ...]
    prominence: dict[tuple[str | None, str], float]
    length: dict[str, int]


def ordered(drafts: Sequence[Draft], field: Field, links: Sequence[Link]) -> tuple[Finding, ...]:
    """The findings with their ranks from 1, each shown once, conflicts with the confidence of their sort."""
    standing = _standing(field, links)
    unique: dict[str, Draft] = {}
    for draft in drafts:
        unique.setdefault(draft.finding.id, draft)
    scored = sorted(
        unique.values(),
        key=lambda d: (-round(importance(d, field, standing), 6), d.finding.kind.value, d.finding.id),
    )
    return tuple(replace(calibrated(draft.finding), rank=rank) for rank, draft in enumerate(scored, 1))


def importance(draft: Draft, field: Field, standing: Standing) -> float:
    """The sum by which findings are ordered, the greatest first."""
    kind = tables.weights("order")[draft.finding.kind.value]
    return kind + sum(signal.share for signal in signals(draft, field, standing))


def signals(draft: Draft, field: Field, standing: Standing) -> tuple[Signal, ...]:
    """Why a finding stands where it stands, its kind aside."""
    finding = draft.finding
    articles = {account.article for account in finding.accounts if account.passages}
    sides = {side for index in draft.units if (side := field.sides.get(field.units[index].party))}
    turned = any(reason.signal in _TURNS for reason in finding.reasons)
    return (
        _signal("strength", finding.score),
        _signal("accounts", min(_MOST, max(0, finding.independent - 1))),
        _signal("articles", min(_MOST, max(0, len(articles) - 1))),
        _signal("turned", float(turned)),
        _signal("sides", float(len(sides) > 1)),
        _signal("voiced", sum(not field.units[i].own for i in draft.units) / max(1, len(draft.units))),
        _signal("speakers", _speakers(draft, field, standing)),
        _signal("early", _early(draft, field, standing)),
        _signal("centrality", _centrality(draft, standing)),
    )


def _signal(name: str, value: float) -> Signal:
    return Signal(name, value, tables.weights("order")[name], f"{name}: {value:.2f}")


def _standing(field: Field, links: Sequence[Link]) -> Standing:
    degree = [0] * len(field.units)
    for link in links:
        if link.probability >= _LINKED:
            degree[link.one] += 1
            degree[link.other] += 1
    said = Counter((unit.story, unit.party) for unit in field.units if not unit.own)
    most: dict[str | None, int] = {}
    for (story, _), count in said.items():
        most[story] = max(most.get(story, 0), count)
    length: dict[str, int] = {}
    for unit in field.units:
        length[unit.article] = max(length.get(unit.article, 1), unit.sentence.end)
    prominence = {key: count / most[key[0]] for key, count in said.items()}
    return Standing(tuple(degree), prominence, length)


def _speakers(draft: Draft, field: Field, standing: Standing) -> float:
    """How much the story hears of its two most heard parties here, in [0, 1]."""
    units = [field.units[index] for index in draft.units]
    heard = {unit.party: standing.prominence.get((unit.story, unit.party), 0.0) for unit in units}
    return sum(sorted(heard.values(), reverse=True)[:_HEARD]) / _HEARD


def _early(draft: Draft, field: Field, standing: Standing) -> float:
    """In what share of its articles the matter stands at the beginning."""
    first: dict[str, bool] = {}
    for index in draft.units:
        unit = field.units[index]
        early = unit.sentence.start <= _EARLY * standing.length[unit.article]
        first[unit.article] = first.get(unit.article, False) or early
    return sum(first.values()) / len(first) if first else 0.0


def _centrality(draft: Draft, standing: Standing) -> float:
    """How much else speaks to the same question, in [0, 1]."""
    if not draft.units:
        return 0.0
    return min(1.0, sum(standing.degree[i] for i in draft.units) / len(draft.units) / _ENOUGH)
