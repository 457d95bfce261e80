"""The real reader, loaded once."""

import pytest

from crossread.models import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()
