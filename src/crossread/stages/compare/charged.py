"""The charge that a denial answers, where no word ties it to one: what the pair model calls its rival.

"Norland denied any part in the attack" answers the minister who "described it as an act of the regime", with
no word in common. That it answers something is known, so a chance is enough here at which two accounts that
nothing sets apart are not shown. Seen on 37 lone denials in 130 events of NeuS: of those whose surest charge
had a chance of 0.73 or more eight of ten were answered by it (28 November 2026, read by one developer).
"""

from collections.abc import Mapping, Sequence

from crossread.models import PairModel
from crossread.stages.compare.matters import Field, Link
from crossread.stages.compare.rivals import told
from crossread.stages.compare.stance import unsaid
from crossread.stages.compare.units import overlapping

_LEAST = 0.73
_MOST = 2  # charges of a denial
_READ = 16  # accounts that are read for a denial, the nearest
_NEAR, _LIKELY = 0.15, 0.3  # cosine with the denial, or probability of one matter, of what is read


def charges(
    field: Field, links: Sequence[Link], denials: Sequence[int], model: PairModel
) -> dict[int, list[tuple[int, float]]]:
    """For each of ``denials`` (units) the accounts that it answers with their chances, the surest first."""
    if not denials:
        return {}
    likely = {(link.one, link.other): link.probability for link in links}
    asked = [(index, other) for index in denials for other in _nearest(field, likely, index)]
    chances = model.rivals([(told(field, one), told(field, other)) for one, other in asked])
    found: dict[int, list[tuple[int, float]]] = {}
    for (index, other), chance in zip(asked, map(float, chances), strict=True):
        if chance >= _LEAST:
            found.setdefault(index, []).append((other, chance))
    return {
        index: sorted(some, key=lambda item: (-item[1], field.units[item[0]].key))[:_MOST]
        for index, some in found.items()
    }


def _nearest(field: Field, likely: Mapping[tuple[int, int], float], index: int) -> list[int]:
    """What other voices say in the story of a denial, the nearest in meaning first."""
    denial = field.units[index]
    near = field.content @ field.content[index]
    ranked = []
    for other, unit in enumerate(field.units):
        if unit.own or unit.report or unit.story != denial.story or unit.party == denial.party:
            continue
        if field.joint(denial, unit) or overlapping(denial, unit) or unsaid(unit):
            continue
        if field.views[other].asks or field.views[other].denies:
            continue
        cosine, probability = float(near[other]), likely.get((min(index, other), max(index, other)), 0.0)
        if cosine >= _NEAR or probability >= _LIKELY:
            ranked.append((-round(cosine + probability, 5), other))
    return [other for _, other in sorted(ranked)[:_READ]]
