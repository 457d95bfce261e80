"""Model files that are missing or damaged: the error names the file and the remedy."""

import shutil
from pathlib import Path

import pytest

from crossread.errors import ModelError
from crossread.models import Encoder, Reader, files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("card.md", "tokenizer.json", "encoder.onnx"):
        shutil.copy(files.HOME / "encoder" / name, tmp_path / name)
    return tmp_path


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"reader\.onnx|card\.md") as caught:
        _ = Reader(tmp_path / "nowhere").sha256
    assert caught.value.remedy


def test_missing_weights_are_named(folder: Path) -> None:
    (folder / "encoder.onnx").unlink()
    with pytest.raises(ModelError, match=r"encoder\.onnx is missing"):
        Encoder(folder).encode(["a"])


def test_damaged_weights_are_named(folder: Path) -> None:
    path = folder / "encoder.onnx"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(ModelError, match="damaged"):
        Encoder(folder).encode(["a"])


def test_weights_that_are_no_model_are_named(folder: Path) -> None:
    path = folder / "encoder.onnx"
    path.write_bytes(b"version https://git-lfs.github.com/spec/v1")
    card = folder / "card.md"
    import hashlib

    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    card.write_text(card.read_text("utf-8").replace(files.read_card(card)["sha256"], digest), "utf-8")
    with pytest.raises(ModelError, match="could not be loaded"):
        Encoder(folder).encode(["a"])


def test_a_card_without_hashes_is_refused(folder: Path) -> None:
    (folder / "card.md").write_text("# no head\n", "utf-8")
    with pytest.raises(ModelError, match="sha256"):
        Encoder(folder).encode(["a"])


def test_nothing_is_loaded_before_use(tmp_path: Path) -> None:
    Reader(tmp_path / "nowhere")
    Encoder(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["encoder", "pair", "reader"])
def test_cards_say_what_a_card_must(name: str) -> None:
    card = (files.HOME / name / "card.md").read_text("utf-8")
    for heading in ("## Data", "## Licence", "## Figures", "## Weaknesses"):
        assert heading in card
