"""Sides that a person gives to actors, by any form of their names."""

from collections.abc import Mapping

from crossread.stages.resolve.cast import side_key


def folded_sides(sides: Mapping[str, str] | None) -> dict[str, str]:
    """Sides by folded name, as actors' mentions are compared with them."""
    given = sides or {}
    return {side_key(name): given[name] for name in sorted(given)}
