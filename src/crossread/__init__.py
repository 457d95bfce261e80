"""crossread reads many reports of the same events against each other."""

from crossread.__about__ import __version__

__all__ = ["__version__"]
