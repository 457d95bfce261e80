"""Skips the corpus's tests where its extra is not installed."""

import importlib.util
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NEEDED = ("pyarrow", "fsspec", "fastwarc", "msgspec")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if MISSING:
        mark = pytest.mark.skip(reason=f"{', '.join(MISSING)} not installed: pip install 'crossread[corpus]'")
        for item in items:
            if HERE in item.path.parents:
                item.add_marker(mark)
