"""crossread reads many reports of the same events against each other.

>>> import crossread
>>> comparison = crossread.compare("examples/readouts/texts")  # doctest: +SKIP

The Python door is :mod:`crossread.api`; it is imported when first used, so that
``import crossread`` and ``crossread --help`` stay quick.
"""

from typing import TYPE_CHECKING

from crossread.__about__ import __version__

if TYPE_CHECKING:
    from crossread.api import CompareOptions, Comparison, compare, read

__all__ = ["CompareOptions", "Comparison", "__version__", "compare", "read"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from crossread import api

        return getattr(api, name)
    raise AttributeError(f"module 'crossread' has no attribute {name!r}")
