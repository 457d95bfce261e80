"""``--reader NAME``: another encoder's reader, through the same door. The weights are random, made here."""

import json
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

import crossread
from crossread import CompareOptions
from crossread.cli import main
from crossread.errors import ModelError, OptionError
from crossread.inputs import reader_folder
from crossread.models import Reader
from crossread.records import Article
from crossread.stages.read import read

from .tiny import LABELS, MEMORY, WINDOW, pin, tiny_reader

TEXT = (
    "The Harbour Board met on Monday. “We shall not sell the quay”, said Ada Lund, its chair, who added that"
    " no offer had come. Ferry owners told reporters that they doubt it.\n\n"
) * 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_reader(tmp_path_factory.mktemp("readers") / "tiny")


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def article(text: str = TEXT) -> Article:
    return Article("a", "a.txt", text, "text", "utf-8", "en")


def test_widths_pieces_and_window_are_those_of_the_folder(folder: Path) -> None:
    reader = Reader(folder)
    assert (reader.width, reader.window, reader.name) == (MEMORY, WINDOW, "tiny")
    pieces = reader.pieces(["Harbour", "harbour", ""])
    assert pieces[0] != pieces[1]  # this one sees capitals
    assert len(pieces[0]) == len("Harbour") + 1
    assert pieces[2] == (2,)  # it knows no unknown piece: the closing one stands for it
    assert reader.run(pieces[:2], np.ones((2, 4), np.int64)).memory.shape == (2, MEMORY)


def test_the_special_pieces_are_the_tokenizers_own(folder: Path) -> None:
    reader = Reader(folder)
    facts = np.ones((1, 4), np.int64)
    alone = reader.run(reader.pieces(["Lund"]), facts).attribution
    doubled = reader.run([[1, *reader.pieces(["Lund"])[0], 2]], facts).attribution
    assert not np.allclose(alone, doubled)


def test_it_reads_a_text_longer_than_its_window(folder: Path) -> None:
    found = read(article(), Reader(folder))
    assert found.attributions
    assert found == read(article(), Reader(folder))
    for one in found.attributions:
        for span in (*one.content, *(part for part in (one.source, one.cue) if part)):
            assert 0 <= span.start < span.end <= len(TEXT)


def test_the_whole_program_runs_on_it_and_names_it(folder: Path, tmp_path: Path, no_network: None) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    options = CompareOptions(reader=folder, workers=1)
    report = crossread.read(tmp_path / "a.txt", options=options).data
    assert report.claims
    assert report.run.models[0].name == "tiny"
    shipped = crossread.read(tmp_path / "a.txt", options=CompareOptions(workers=1)).data
    assert shipped.run.models[0].name != "tiny"
    assert shipped.claims != report.claims


def test_the_command_line_takes_it(folder: Path, tmp_path: Path, no_network: None) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    given = [str(tmp_path / "a.txt"), "--reader", str(folder), "--json", "-", "--quiet"]
    for command in (["read", *given], ["compare", *given, "--no-cache"]):
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout)["run"]["models"][0]["name"] == "tiny"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, no_network: None) -> None:
    for name in (tmp_path / "nowhere", "./nowhere", "nowhere"):
        with pytest.raises(OptionError, match=r"no folder .*nowhere") as caught:
            reader_folder(str(name))
        assert "owner/name" in caught.value.remedy
    done = CliRunner().invoke(main, ["read", __file__, "--reader", "./nowhere"])
    assert done.exit_code == 2
    assert "nowhere" in done.stderr


def damage_roles(folder: Path) -> None:
    (folder / "roles.onnx").write_bytes(b"?")


def drop_roles(folder: Path) -> None:
    (folder / "roles.onnx").unlink()


def drop_card(folder: Path) -> None:
    (folder / "card.md").unlink()


def empty_card(folder: Path) -> None:
    (folder / "card.md").write_text("# A card without a head\n", "utf-8")


def swap_passes(folder: Path) -> None:
    (folder / "reader.onnx").write_bytes((folder / "roles.onnx").read_bytes())
    pin(folder)


def other_labels(folder: Path) -> None:
    tiny_reader(folder, labels={**LABELS, "parts": ["O", "B-speaker"]})


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (damage_roles, r"roles\.onnx is damaged"),
        (drop_roles, r"roles\.onnx is missing"),
        (drop_card, r"card\.md is missing"),
        (empty_card, r"has no line '\w*sha256"),
        (swap_passes, "is no reader: it lacks input_ids"),
        (other_labels, "other labels for parts"),
    ],
)
def test_a_spoilt_folder_says_what_is_wrong_and_what_to_do(
    spoil: Callable[[Path], None], told: str, tmp_path: Path
) -> None:
    folder = tiny_reader(tmp_path / "mine")
    spoil(folder)
    with pytest.raises(ModelError, match=told) as caught:
        read(article(), Reader(folder))
    assert "training/export.py" in caught.value.remedy


def test_an_id_of_the_hub_without_a_network_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, no_network: None
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "cache"))
    with pytest.raises(
        ModelError, match=r"no folder someone/reader here, and the model hub cannot be reached"
    ):
        reader_folder("someone/reader")


def test_an_id_of_the_hub_is_fetched_by_the_hubs_library(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: Path
) -> None:
    asked: list[object] = []

    def give(repository: str, *, revision: str | None, allow_patterns: list[str]) -> str:
        asked.append((repository, revision, sorted(allow_patterns)))
        return str(folder)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("huggingface_hub.snapshot_download", give)
    files = ["card.md", "reader.onnx", "roles.onnx", "tokenizer.json"]
    assert reader_folder("someone/reader") == folder
    assert reader_folder("someone/reader@v2") == folder
    assert asked == [("someone/reader", None, files), ("someone/reader", "v2", files)]
    (tmp_path / "someone" / "reader").mkdir(parents=True)
    assert reader_folder("someone/reader") == Path("someone/reader")  # a folder here goes before the hub
    assert len(asked) == 2


def test_without_the_hubs_library_the_error_gives_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(OptionError, match=r"crossread\[hub\]"):
        reader_folder("someone/reader")
