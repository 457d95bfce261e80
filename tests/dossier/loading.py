"""Models for many dossiers."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from crossread.models import CrossEncoder, Reader


@contextmanager
def models_loaded_once() -> Iterator[None]:
    """Models are loaded once for all dossiers of the tests: they keep nothing from one text to the next."""
    reader, pairs = Reader(), CrossEncoder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("crossread.dossier.work.Reader", lambda: reader)
        patch.setattr("crossread.dossier.work.CrossEncoder", lambda workers: pairs)
        yield
