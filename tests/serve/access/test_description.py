"""The API for users keeps to its description: what it asks for and answers, and that nothing is left open."""

from typing import Any

import hypothesis
import pytest

from crossread.dossier.people import Role

from .conftest import Build

schemathesis = pytest.importorskip("schemathesis", reason="the API's tests need schemathesis")
from schemathesis.specs.openapi.checks import positive_data_acceptance  # noqa: E402


def test_whatever_fits_the_description_is_answered_as_it_says_to_users_only(build: Build) -> None:
    house = build()
    known = {"host": "127.0.0.1", "Authorization": f"Bearer {house.tokens[Role.OWNER]}"}
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", house.app, headers=known)
    operations = [result.ok() for result in schema.get_all_operations()]
    assert any(operation.path == "/api/v1/audit" for operation in operations)
    for operation in operations:
        fuzz(operation, known)


def fuzz(operation: Any, headers: dict[str, str]) -> None:
    """Call one operation with requests that fit its description, with the token and (by a check) without."""

    @hypothesis.given(case=operation.as_strategy())
    @hypothesis.settings(max_examples=6, database=None, derandomize=True, deadline=None,
                         suppress_health_check=list(hypothesis.HealthCheck))  # fmt: skip
    def each(case: Any) -> None:
        case.call_and_validate(headers=dict(headers), excluded_checks=[positive_data_acceptance])

    each()
