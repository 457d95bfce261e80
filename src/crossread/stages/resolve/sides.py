"""The file in which a person says whose side an actor is on."""

import tomllib
from collections.abc import Mapping

from crossread.errors import OptionError
from crossread.stages.resolve.cast import side_key


def parse_sides(text: str) -> dict[str, str]:
    """Reads a file of sides: lines ``Name = Side`` (or TOML; "#" opens a comment) to names and sides.

    Names are any form of words that the articles use for an actor. TOML tables
    give the side once: ``[Ruritania]`` or ``Ruritania = ["Name", "Other"]``.
    Raises OptionError, naming the line, where a line is neither.
    """
    try:
        return _from_toml(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return _from_lines(text)


def _from_toml(data: Mapping[str, object]) -> dict[str, str]:
    out: dict[str, str] = {}
    for key, value in data.items():
        if isinstance(value, str):
            out[key] = value
        elif isinstance(value, list):
            out.update({str(name): key for name in value})
        elif isinstance(value, Mapping):
            out.update(
                {
                    str(name): key if not isinstance(side, str) or not side else side
                    for name, side in value.items()
                }
            )
        else:
            raise OptionError(
                f"sides: {key!r} has the value {value!r}.",
                remedy='Write "Name = Side" on each line, e.g. Jane Doe = Ruritania.',
            )
    return out


def _from_lines(text: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.split("#", 1)[0].strip().lstrip("\ufeff")
        if not content:
            continue
        name, equals, side = content.partition("=")
        name, side = name.strip().strip("\"'"), side.strip().strip("\"'")
        if not equals or not name or not side:
            raise OptionError(
                f"sides: line {number} reads {content!r}.",
                remedy='Write "Name = Side" on each line, e.g. Jane Doe = Ruritania.',
            )
        out[name] = side
    return out


def folded_sides(sides: Mapping[str, str] | None) -> dict[str, str]:
    """Sides by folded name, as actors' mentions are compared with them."""
    given = sides or {}
    return {side_key(name): given[name] for name in sorted(given)}
