"""WARC files as they are found: packed or not, cut off, damaged, with what is no page."""

import gzip
from io import BytesIO

import pytest

from . import made


def _found(data: bytes) -> tuple[list[str], list[int]]:
    from crossread.corpus.warc import records

    found = list(records(BytesIO(data)))
    surveyed = [one.position for one in records(BytesIO(data), parse=False)]
    assert [one.position for one in found][: len(surveyed)] == surveyed, "cutting sees what reading sees"
    return [one.url.rsplit("/", 1)[-1] for one in found if not one.fault], [
        one.position for one in found if one.fault
    ]


def _parts(packed: bool) -> list[bytes]:
    return [made.response(number, packed=packed) for number in range(5)]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("kept", [1, 20, 400, -300, -40, -9])
def test_a_truncated_file_gives_what_it_holds_and_one_error(packed: bool, kept: int) -> None:
    parts = _parts(packed)
    urls, faults = _found(b"".join(parts[:-1]) + parts[-1][:kept])
    held = packed and kept == -9  # only the packing's checksum is cut
    assert urls == ["0", "1", "2", "3", *(["4"] if held else [])]
    assert len(faults) == 1


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_that_ends_between_records_is_whole(packed: bool) -> None:
    assert _found(b"".join(_parts(packed)[:3])) == (["0", "1", "2"], [])


@pytest.mark.parametrize("packed", [True, False])
def test_after_a_damaged_record_the_others_are_read(packed: bool) -> None:
    parts = _parts(packed)
    parts[2] = b"XXXX" + parts[2][4:]
    urls, faults = _found(b"".join(parts))
    assert urls == ["0", "1", "3", "4"]
    assert len(faults) == 1


def test_a_record_cut_in_its_packed_content_does_not_hide_the_next() -> None:
    parts = _parts(packed=True)
    parts[1] = parts[1][:200] + b"ZZZZ" + parts[1][204:]
    urls, faults = _found(b"".join(parts))
    assert urls == ["0", "2", "3", "4"]
    assert len(faults) == 1


def test_what_is_no_warc_file_is_one_error() -> None:
    assert _found(b"just words\n" * 40) == ([], [0])


def test_packed_bodies_are_unpacked() -> None:
    from crossread.corpus.warc import records

    body = gzip.compress(b"<html>packed</html>")
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + body
    (found,) = records(BytesIO(made.record("response", 1, http)))
    assert found.body == b"<html>packed</html>"
    chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    (found,) = records(BytesIO(made.record("response", 1, chunked + b"6\r\n<html>\r\n3\r\nabc\r\n0\r\n\r\n")))
    assert found.body == b"<html>abc"
