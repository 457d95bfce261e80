"""Pairs that no sign sets against each other and that may be rival accounts all the same.

Of the conflicts that readers marked in 220 stories the signs show one in twenty: most set no word of denial
or opposition against its match ("how much did he know of it?"; ``bench/points.py``). The pair model reads
such pairs (``rivals``), and a language model can, where one is asked (``second``). First come those that
named signals make likely: two voices on one matter, near each other, after a turn. Their weights are fitted
on judged pairs (``[rivals]`` in ``data/weights.toml``).
"""

from collections.abc import Collection, Sequence
from math import log

from crossread.records import Act
from crossread.stages.compare import tables
from crossread.stages.compare.matters import Field, Link
from crossread.stages.compare.places import Places, placed
from crossread.stages.compare.stance import View
from crossread.stages.compare.units import Unit
from crossread.stages.compare.verdict import Judge

PER_STORY = 40
_PER_UNIT = 3
_TURNS = frozenset({"but", "however", "yet", "although", "though", "while", "whereas", "instead", "despite"})
_NEAR, _FAR = 3, 7  # sentences


def likeliest(
    field: Field, links: Sequence[Link], judge: Judge, taken: Collection[tuple[int, int]]
) -> list[Link]:
    """The links of two parties that may differ, without those ``taken``, the likeliest first."""
    places = placed(field.units)
    ranked = open_links(field, links, judge, taken)
    ranked.sort(key=lambda item: (-_likely(field, places, item), item.one, item.other))
    return ranked


def spread(field: Field, ranked: Sequence[Link], most: int = PER_STORY) -> list[Link]:
    """The first of ``ranked`` links, of each story at most ``most`` and of each unit three."""
    out: list[Link] = []
    of_story: dict[str | None, int] = {}
    of_unit: dict[int, int] = {}
    for item in ranked:
        story = field.units[item.one].story
        ends = (item.one, item.other)
        if of_story.get(story, 0) >= most or any(of_unit.get(end, 0) >= _PER_UNIT for end in ends):
            continue
        of_story[story] = of_story.get(story, 0) + 1
        for end in ends:
            of_unit[end] = of_unit.get(end, 0) + 1
        out.append(item)
    return out


def open_links(
    field: Field, links: Sequence[Link], judge: Judge, taken: Collection[tuple[int, int]]
) -> list[Link]:
    """The links of two parties that may differ, without those ``taken``."""
    return [
        item
        for item in links
        if (item.one, item.other) not in taken
        and field.units[item.one].party != field.units[item.other].party
        and judge.may_differ(item.one, item.other)
    ]


def _likely(field: Field, places: Places, link: Link) -> float:
    weights = tables.weights("rivals")
    return sum(weights[name] * value for name, value in signals(field, places, link).items())


def signals(field: Field, places: Places, link: Link) -> dict[str, float]:
    """The named signals of a pair, as they are weighed."""
    first, second = field.units[link.one], field.units[link.other]
    views = field.views[link.one], field.views[link.other]
    acts = [unit.act for unit in (first, second)]
    same = first.article == second.article
    apart = abs(places.sentence[link.one] - places.sentence[link.other]) if same else _FAR + 1
    by_name = {item.name: item.value for item in link.signals}
    return {
        "matter": link.probability,
        "cosine": by_name["cosine"],
        "surroundings": by_name["surroundings"],
        "own_voice": float(first.own != second.own),
        "own_voices": float(first.own and second.own),
        "length": log(1 + min(len(first.terms), len(second.terms))),
        "quoted": float(first.quoted + second.quoted),
        "reports": float(first.report + second.report),
        "near": float(apart <= _NEAR),
        "not_far": float(_NEAR < apart <= _FAR),
        "elsewhere": float(not same),
        "turn": float(apart < _NEAR and _turns(field, places, link)),
        "negates": float(_negates(views[0]) != _negates(views[1])),
        "denies": float(views[0].denies != views[1].denies),
        "names_the_other": float((first.party in second.actors) + (second.party in first.actors)),
        "accuses": float(acts.count(Act.ACCUSE) + acts.count(Act.DENY) + acts.count(Act.REJECT)),
        "agrees": float(acts.count(Act.AGREE) + acts.count(Act.ACCEPT) + acts.count(Act.CONFIRM)),
    }


def _negates(view: View) -> bool:
    return any(piece.negates for piece in view.pieces)


def _turns(field: Field, places: Places, link: Link) -> bool:
    """Whether the later sentence of the two begins with a turn: "But Olin said …"."""
    later = max((link.one, link.other), key=lambda index: places.sentence[index])
    return not _TURNS.isdisjoint(_opening(field.units[later]))


def _opening(unit: Unit) -> list[str]:
    return [word.strip(",").casefold() for word in unit.around[-1].split()[:2]]
