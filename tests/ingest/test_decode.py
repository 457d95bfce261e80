import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.stages.ingest.decode import decode, replaced_surrogates

WORDS = "The envoy said the “accord” would hold — so did the café owner. " * 5


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_utf8_comes_back_unchanged(text: str) -> None:
    controls = sum((char < " " and char not in "\t\n\v\f\r\x1b") or char == "\x7f" for char in text)
    decoded = decode(text.encode())
    if controls == 0 and not text.startswith(("\ufffe", "\ufeff")):
        assert decoded
        assert (decoded.text, decoded.encoding) == (text, "utf-8")


def test_a_byte_order_mark_of_utf8_stays_in_the_stored_text() -> None:
    decoded = decode(b"\xef\xbb\xbfWords")
    assert decoded
    assert decoded.text == "\ufeffWords"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_other_encodings_are_found(encoding: str) -> None:
    decoded = decode(WORDS.encode(encoding))
    assert decoded
    assert decoded.text == WORDS
    assert decoded.encoding == encoding


def test_cyrillic_code_pages_are_detected() -> None:
    text = "Министр сказал, что переговоры были долгими и трудными, но полезными. " * 10
    decoded = decode(text.encode("cp1251"))
    assert decoded
    assert decoded.text == text


def test_a_page_is_read_in_the_encoding_that_it_states() -> None:
    page = '<html><head><meta charset="koi8-r"></head><body>Переговоры</body></html>'
    decoded = decode(page.encode("koi8-r"), html=True)
    assert decoded
    assert "Переговоры" in decoded.text


def test_text_cut_in_the_middle_of_a_character_loses_only_that() -> None:
    decoded = decode("The minister said “no”".encode()[:-1])
    assert decoded
    assert decoded.text == "The minister said “no\ufffd"


@pytest.mark.parametrize("data", [b"a\0b", bytes(range(256)) * 4, b"\x00\x01\x02" * 100, b"\x7f\x03\x02text"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    assert decode(data) is None


def test_lone_surrogates_never_reach_the_stored_text() -> None:
    assert replaced_surrogates("a\ud800b\udfff") == "a\ufffdb\ufffd"
