"""Where a name begins and ends."""

import pytest

from crossread.records import EntityType
from crossread.stages.read.features import block
from crossread.stages.read.names import name_span

KIND = {"person": EntityType.PERSON, "place": EntityType.PLACE, "firm": EntityType.ORGANISATION}


@pytest.mark.parametrize(
    ("text", "tagged", "kind", "name"),
    [
        ("Talks in Washington, D.C. began late.", "D.C", "place", "D.C."),
        ("The clerk, Ruth K. Lund, left.", "Ruth K", "person", "Ruth K."),
        ("They sued Holt & Brandt, LLP over it.", "Holt & Brandt", "firm", "Holt & Brandt, LLP"),
        ("Owners of Quay Works Inc. doubt it.", "Quay Works Inc", "firm", "Quay Works Inc."),
        ("He read “Lund” aloud.", "“Lund”", "person", "Lund"),
        ("The troops left the US. Nobody saw them.", "US", "place", "US"),
        ("A letter to Ada Lund. It was short.", "Ada Lund", "person", "Ada Lund"),
        ("A firm called Quay, a port.", "Quay", "firm", "Quay"),
    ],
)
def test_a_name_ends_where_its_spelling_ends(text: str, tagged: str, kind: str, name: str) -> None:
    item = block(text)
    start = text.index(tagged)
    held = [n for n, span in enumerate(item.words) if start <= span.start < start + len(tagged)]

    found = name_span(item, held[0], held[-1], KIND[kind])

    assert found is not None
    assert found.of(text) == name


def test_a_dash_is_no_name() -> None:
    assert name_span(block("Rain - and wind."), 1, 1, EntityType.PERSON) is None
