"""A dossier: articles that a user keeps adding to, with all that was read in them. SQLite or PostgreSQL.

>>> from crossread.dossier import Dossier
>>> with Dossier.create("talks.db") as dossier:  # doctest: +SKIP
...     dossier.add(["reports/"])
...     for line in dossier.stories().items:
...         print(line.name, line.conflicts)

Needs the extra ``crossread[dossier]``.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossread.dossier.errors import DossierError, NotFoundError
    from crossread.dossier.facade import Added, Dossier, DossierOptions

__all__ = ["Added", "Dossier", "DossierError", "DossierOptions", "NotFoundError"]


def __getattr__(name: str) -> object:
    if name in ("DossierError", "NotFoundError"):
        from crossread.dossier import errors

        return getattr(errors, name)
    if name in __all__:
        from crossread.dossier import facade

        return getattr(facade, name)
    raise AttributeError(f"module 'crossread.dossier' has no attribute {name!r}")
