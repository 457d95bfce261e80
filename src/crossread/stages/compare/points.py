"""Points: oppositions on one matter joined into one finding with all its parties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crossread.stages.compare.matters import Field, Link
from crossread.stages.compare.verdict import Judge, Opposition

_SUPPORT = 0.45  # least score of a pair that joins a point which a stronger pair has made
EMPHASIS = 0.42  # least score of a pair that is shown as a difference of emphasis
SHOWN = 0.615  # least score of a pair that is shown as a conflict
_JOINED = 0.8  # least probability of one matter for joining a further opposition
_TOPIC = 0.5  # least share of a point's words that a joining passage holds
_ATTACH = 0.9
_ATTACH_COSINE = 0.5
_ATTACH_OWN = 0.65
_OPPOSED = 0.2  # score of an opposition that keeps two units apart


@dataclass(slots=True)
class Point:
    """A matter under dispute: its oppositions, and on which of two sides each unit stands."""

    edges: list[Opposition]
    side: dict[int, int]
    topic: frozenset[str]

    @property
    def best(self) -> Opposition:
        """The strongest opposition."""
        return self.edges[0]

    def turns_on(self, keys: frozenset[str]) -> bool:
        """Whether the matter hangs on some of these words; unknown counts as yes."""
        return not keys or not self.best.keys or bool(keys & self.best.keys)


class Joiner:
    """Joins oppositions, the strongest first."""

    def __init__(self, field: Field, links: Sequence[Link], judge: Judge) -> None:
        self.field = field
        self.judge = judge
        self.near: dict[tuple[int, int], Link] = {(link.one, link.other): link for link in links}
        self.told = _outermost(field)

    def points(self, oppositions: Sequence[Opposition]) -> list[Point]:
        """Points from all oppositions that are strong enough to show."""
        out: list[Point] = []
        units = self.field.units
        order = sorted(oppositions, key=lambda o: (-o.score, units[o.one].key, units[o.other].key))
        for edge in order:
            if edge.score < _SUPPORT:
                break
            if edge.score < SHOWN:
                any(self._join(point, edge) for point in out)
            elif not any(self._join(point, edge) for point in out):
                side = {edge.one: 0, edge.other: 1}
                out.append(Point([edge], side, self._topic(edge)))
        return self._folded(out)

    def _folded(self, points: Sequence[Point]) -> list[Point]:
        """Points of which at least half the utterances stand in a stronger one are folded into it.

        What stands within another's words counts as these: "she said that he denied it" is one telling.
        """
        out: list[Point] = []
        for point in points:
            mine = {self.told[index] for index in point.side}
            home = next((p for p in out if self._same_point(point, mine, p)), None)
            if home is None:
                out.append(point)
                continue
            shared = next((i for i in sorted(point.side) if self._standing(home, i) is not None), None)
            turned = shared is not None and point.side[shared] != self._standing(home, shared)
            for index, side in point.side.items():
                home.side.setdefault(index, 1 - side if turned else side)
            home.edges.extend(point.edges)
        return out

    def _same_point(self, point: Point, mine: set[int], other: Point) -> bool:
        """Half the utterances are shared, or one is and the matter is the same, or all stand within these."""
        common = len(mine & {self.told[i] for i in other.side})
        if common == len(mine) and self._within(point, other):
            return True
        if not common or not other.turns_on(point.best.keys):
            return False
        topic = sum(self.field.weight(c) for c in sorted(point.topic | other.topic))
        held = sum(self.field.weight(c) for c in sorted(point.topic & other.topic))
        return 2 * common >= len(mine) or held >= _TOPIC * topic

    def _within(self, point: Point, other: Point) -> bool:
        """Whether a point shares an utterance with another only by standing within what is told there."""
        mine, theirs = ({self.field.utterance[i] for i in one.side} for one in (point, other))
        return not mine <= theirs

    def _topic(self, edge: Opposition) -> frozenset[str]:
        ordered = sorted(edge.shared, key=lambda c: (-self.field.weight(c), c))
        return frozenset(ordered[:6])

    def _join(self, point: Point, edge: Opposition) -> bool:
        """Add an edge to a point where one of its ends stands there already, or both speak to its matter."""
        one, other = self._standing(point, edge.one), self._standing(point, edge.other)
        if one is None and other is None:
            return False
        if one is not None and other is not None and one == other:
            return False
        if not self._on_topic(point, edge) or not point.turns_on(edge.keys):
            return False
        first = one if one is not None else 1 - (other or 0)
        point.side.setdefault(edge.one, first)
        point.side.setdefault(edge.other, 1 - first)
        point.edges.append(edge)
        return True

    def _standing(self, point: Point, index: int) -> int | None:
        """The side on which a unit, its utterance, or what clearly says the same stands in a point."""
        if index in point.side:
            return point.side[index]
        utterance = self.field.utterance
        for member in sorted(point.side):
            if utterance[member] == utterance[index]:
                return point.side[member]
        voice = self.field.units[index].party
        for member in sorted(point.side):
            link = self.link(member, index)
            if self.field.units[member].party == voice and link and link.probability >= _JOINED:
                return point.side[member]
        return None

    def _on_topic(self, point: Point, edge: Opposition) -> bool:
        total = sum(self.field.weight(c) for c in sorted(point.topic))
        held = sum(self.field.weight(c) for c in sorted(point.topic & edge.shared))
        return held >= _TOPIC * total

    def link(self, one: int, other: int) -> Link | None:
        """The link of two units in either order, if they were candidates."""
        return self.near.get((min(one, other), max(one, other)))


def _outermost(field: Field) -> list[int]:
    """The utterance of each unit, or that of the outermost unit whose words it stands in."""
    places = {unit.claim.id: index for index, unit in enumerate(field.units) if unit.claim}
    out = []
    for index, unit in enumerate(field.units):
        at, claim = index, unit.claim
        while claim and claim.parent in places:
            at = places[claim.parent]
            claim = field.units[at].claim
        out.append(field.utterance[at])
    return out


class Attacher:
    """Looks up the units that clearly say what one side of a point says. Built once for all points."""

    def __init__(self, field: Field, links: Sequence[Link], opposed: Mapping[tuple[int, int], float]) -> None:
        self.field = field
        self.opposed = opposed
        self.links: dict[int, list[Link]] = {}
        for link in links:
            self.links.setdefault(link.one, []).append(link)
            self.links.setdefault(link.other, []).append(link)
        self.tellings: dict[int, list[int]] = {}
        for index, utterance in enumerate(field.utterance):
            self.tellings.setdefault(utterance, []).append(index)

    def attach(self, point: Point) -> dict[int, int]:
        """The same utterance, or a close link and no sign against: further units with their sides."""
        found: dict[int, int] = {}
        for member in sorted(point.side):
            for index in self.tellings[self.field.utterance[member]]:
                if index not in point.side:
                    found.setdefault(index, point.side[member])
        near = {(link.one, link.other): link for index in point.side for link in self.links.get(index, ())}
        for link in sorted(near.values(), key=lambda item: (-item.probability, item.one, item.other)):
            for member, index in ((link.one, link.other), (link.other, link.one)):
                if member not in point.side or index in point.side:
                    continue
                again = _denied_again(self.field, link, member, index)
                if index not in found and (again or self._says_so(point, link, member, index)):
                    found[index] = point.side[member]
        return found

    def _says_so(self, point: Point, link: Link, member: int, index: int) -> bool:
        """Whether a unit is so near to a member of a point that it says the same of its matter."""
        field = self.field
        if link.probability < _ATTACH or self.opposed.get((link.one, link.other), 0.0) > _OPPOSED:
            return False
        own = any(field.units[i].own and not field.units[i].of_party for i in (member, index))
        if link.cosine < (_ATTACH_OWN if own else _ATTACH_COSINE):
            return False
        keys = frozenset(key for edge in point.edges for sign in edge.signals for key in sign.keys)
        if not keys & field.units[member].classes & field.units[index].classes:
            return False
        held = field.mass(point.topic & field.units[index].classes)
        return held >= _TOPIC * field.mass(point.topic) and _same_polarity(point, field, member, index)


def _denied_again(field: Field, link: Link, member: int, index: int) -> bool:
    """Whether the party of a member denies the same matter once more, in other words."""
    both = field.views[member].denies and field.views[index].denies
    return both and field.units[member].party == field.units[index].party and link.probability >= _JOINED


def _same_polarity(point: Point, field: Field, member: int, index: int) -> bool:
    """No word of the point's topic is affirmed by one and negated by the other."""
    signs: list[dict[str, int]] = []
    for unit in (member, index):
        merged: dict[str, int] = {}
        for piece in field.views[unit].pieces:
            for class_, sign in piece.polarity.items():
                merged.setdefault(class_, sign)
        signs.append(merged)
    return all(
        signs[0].get(c, 1) == signs[1].get(c, 1) for c in point.topic if c in signs[0] and c in signs[1]
    )
