"""The encoder that crossread ships, loaded once."""

import pytest

from crossread.models import Encoder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return Encoder()
