"""What can go wrong with a dossier."""

from crossread.errors import CrossreadError, InputError


class DossierError(CrossreadError):
    """A dossier cannot be opened, read or written."""

    code = "dossier"


class NotFoundError(InputError):
    """A dossier holds nothing with the id or name that was asked for."""

    code = "not-found"
