"""Files cut into pieces: every document in one piece, whatever the size and the form."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from . import made


def _read(path: Path, size: int) -> tuple[list[bytes], list[str], list[str]]:
    """The data and places of all documents of a file that is cut to ``size``, and the errors' codes."""
    from crossread.corpus.cutting import cut
    from crossread.corpus.documents import documents
    from crossread.corpus.sources import sources

    (source,), skipped = sources([str(path)])
    assert not skipped
    data, places, errors = [], [], []
    for piece in cut(source, size):
        found, wrong = documents([piece], 10_000)
        assert len(found) + len(wrong) <= size + 1
        data += found["data"].to_pylist()
        places += found["place"].to_pylist()
        errors += wrong["code"].to_pylist()
    return data, places, errors


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
@given(
    lines=st.lists(st.binary(max_size=12).map(lambda data: data.replace(b"\n", b"")), max_size=30),
    ends=st.booleans(),
    size=st.integers(1, 8),
)
def test_each_line_is_in_one_piece_with_its_number(
    tmp_path_factory: pytest.TempPathFactory, name: str, lines: list[bytes], ends: bool, size: int
) -> None:
    path = tmp_path_factory.mktemp("lines") / name
    data = b"\n".join(lines) + (b"\n" if ends else b"")
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    found, places, errors = _read(path, size)
    assert found == [line for line in lines if line.strip()]
    assert places == [f"{path}:{number}" for number, line in enumerate(lines, 1) if line.strip()]
    assert not errors


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
@pytest.mark.parametrize("group", [1, 3, 100])
def test_each_row_of_parquet_is_in_one_piece(tmp_path: Path, size: int, group: int) -> None:
    path = made.parquet(tmp_path / "a.parquet", 10, group=group)
    _, places, errors = _read(path, size)
    assert places == [f"{path}:{number}" for number in range(1, 11)]
    assert not errors


@pytest.mark.parametrize("size", [1, 2, 3, 100])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_each_response_of_a_warc_file_is_in_one_piece(tmp_path: Path, size: int, name: str) -> None:
    data, places, errors = _read(made.warc(tmp_path / name, 7), size)
    assert len(data) == len(set(places)) == 7
    assert not errors


def test_a_gzip_file_that_is_cut_off_gives_its_whole_lines_and_one_error(tmp_path: Path) -> None:
    path = made.lines(tmp_path / "a.jsonl.gz", 200)
    path.write_bytes(path.read_bytes()[:-400])
    data, _, errors = _read(path, 16)
    assert 100 < len(data) < 200
    assert errors == ["format"]


def test_a_line_without_end_is_an_error_and_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "one"}\n' + b"x" * 9_000_000 + b'\n{"text": "two"}\n')
    data, _, errors = _read(path, 10)
    assert len(data) == 2
    assert errors == ["too-large"]
