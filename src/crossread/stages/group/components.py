"""What hangs together: connected components."""

from collections.abc import Iterable


def components(count: int, edges: Iterable[tuple[int, int]]) -> list[set[int]]:
    """Connected components with more than one member, by union-find."""
    parent = list(range(count))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for a, b in edges:
        x, y = sorted((root(a), root(b)))
        parent[y] = x
    groups: dict[int, set[int]] = {}
    for number in range(count):
        groups.setdefault(root(number), set()).add(number)
    return [members for members in groups.values() if len(members) > 1]
