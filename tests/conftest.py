"""What every test may ask for."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).parents[1]

# Shared two-core machines stall now and then: a deadline would fail tests for no fault of theirs.
settings.register_profile("crossread", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("crossread")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The developers' folder of data and gold beside the repository; skips where it is absent."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the developers' data folder ../shared, which is not here")
    return folder
