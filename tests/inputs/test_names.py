from hypothesis import given
from hypothesis import strategies as st

from crossread.inputs.names import printable


@given(st.text(st.characters()))
def test_any_name_becomes_printable_text_that_can_be_written(name: str) -> None:
    shown = printable(name)
    shown.encode("utf-8")
    assert shown.replace("\u200d", "").isprintable()


def test_an_ordinary_name_stays_as_it_is() -> None:
    assert printable("Bericht – Außenminister 🙂.txt") == "Bericht – Außenminister 🙂.txt"
