"""What a corpus run raises."""

from crossread.errors import CrossreadError


class CorpusError(CrossreadError):
    """A corpus cannot be worked on: its folder, its engine, or what it was begun with."""

    code = "corpus"
