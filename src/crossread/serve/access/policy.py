"""Who may do what: one table (policy.csv) of all addresses, with the role that each asks for.

What the table does not have is refused. ``action`` is what the log of users'
deeds calls a request that succeeded; "" where it is not told, or where the
store itself tells it (changes of users).
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from starlette.routing import compile_path

from crossread.dossier.people import Role

READING = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A method and an address (``path`` is a pattern), and the role that they ask for.

    None: nobody need sign in.
    """

    method: str
    path: str
    role: Role | None
    action: str


@dataclass(frozen=True, slots=True)
class Match:
    """The rule of a request, and the parts of its address that the pattern leaves open."""

    rule: Rule
    parts: dict[str, str]


def rules() -> tuple[Rule, ...]:
    """The whole table."""
    return tuple(rule for rule, _ in _compiled())


def match(method: str, path: str) -> Match | None:
    """The rule of a request; None where there is none. HEAD is as GET."""
    asked = "GET" if method == "HEAD" else method
    for rule, pattern in _compiled():
        if rule.method == asked and (found := pattern.match(path)):
            return Match(rule, found.groupdict())
    return None


@cache
def _compiled() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    return tuple(_read())


def _read() -> Iterator[tuple[Rule, re.Pattern[str]]]:
    table = files(__package__).joinpath("policy.csv").read_text("utf-8")
    for row in csv.DictReader(table.splitlines()):
        role = None if row["role"] == "open" else Role(row["role"])
        yield Rule(row["method"], row["path"], role, row["action"]), compile_path(row["path"])[0]
