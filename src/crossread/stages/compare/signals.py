"""Named signals, and between their sum and a chance: the additive models of comparing."""

from dataclasses import dataclass
from math import exp, log


@dataclass(frozen=True, slots=True)
class Signal:
    """A named signal: its value, what it adds, and how to say it."""

    name: str
    value: float
    weight: float
    words: str = ""
    keys: frozenset[str] = frozenset()  # classes of the words that the signal hangs on

    @property
    def share(self) -> float:
        """What the signal adds to the sum."""
        return self.value * self.weight


def logistic(value: float) -> float:
    """The logistic function, safe for any value."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, value))))


def odds(chance: float, most: float = 0.999) -> float:
    """Log odds of a chance, which is held between ``most`` and as far from 0."""
    held = min(most, max(1 - most, chance))
    return log(held / (1 - held))
