"""Numbers with bounds and units: durations, money, shares, distances, counts with their noun."""

from crossread.stages.resolve.quantities.find import quantities

__all__ = ["quantities"]
