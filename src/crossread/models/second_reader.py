"""What the comparing stage asks of a second reader: one word about two statements, from a closed choice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Answer(StrEnum):
    """All that a second reader can say of two statements."""

    CONFLICT = "conflict"  # they give accounts of one matter that do not go together
    COMPATIBLE = "compatible"  # both can hold
    UNRELATED = "unrelated"  # they speak of different matters
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says, in words of an article; ``around`` is the sentence before and the whole one."""

    speaker: str
    date: str
    words: str
    around: str


@dataclass(frozen=True, slots=True)
class PairQuestion:
    """Two statements: do they conflict?"""

    one: Statement
    other: Statement


class SecondReader(Protocol):
    """Judges pairs that the verdict leaves unsure. The core never needs one."""

    def ask(self, questions: Sequence[PairQuestion]) -> Iterator[Answer | None]:
        """An answer for each question, in order; None where none of the choice was given.

        Raises nothing for what the other side does: a question that could not be
        asked or answered is None, and counted in ``record``.
        """
        ...

    @property
    def record(self) -> Mapping[str, str | int | bool]:
        """Who answered, and how many questions fared how: for the options of the run."""
        ...
