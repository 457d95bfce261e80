"""What hangs together: connected components."""

from collections.abc import Iterable


class Sets:
    """Numbers in sets that grow together (union-find); a number that was never joined is a set of its own."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def root(self, number: int) -> int:
        """The least number of the set that holds ``number``."""
        parent = self._parent
        while (above := parent.get(number, number)) != number:
            parent[number] = parent.get(above, above)
            number = parent[number]
        return number

    def join(self, a: int, b: int) -> None:
        """Make one set of the sets of ``a`` and ``b``."""
        x, y = sorted((self.root(a), self.root(b)))
        if x != y:
            self._parent[y] = x

    def groups(self) -> list[set[int]]:
        """The sets with more than one member, that with the least member first."""
        found: dict[int, set[int]] = {}
        for number in sorted(self._parent):
            root = self.root(number)
            found.setdefault(root, {root}).add(number)
        return [found[root] for root in sorted(found)]


def components(edges: Iterable[tuple[int, int]]) -> list[set[int]]:
    """Connected components with more than one member, that with the least member first."""
    sets = Sets()
    for a, b in edges:
        sets.join(a, b)
    return sets.groups()
