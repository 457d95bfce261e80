"""A model's folder: weights, tokenizer, and the card that pins their hashes."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossread.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

HOME = Path(__file__).parent
_REINSTALL = "Reinstall crossread; in a working copy, restore the folder from the repository."
_EXPORT = "Name a folder as training/export.py writes it: docs/other-readers.md says what it holds."


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The files of one model, checked against its card."""

    folder: Path
    weights: Path
    tokenizer: Path
    card: Mapping[str, str]
    key: str = "sha256"  # the card's line with the hash of the weights

    @property
    def name(self) -> str:
        """The name that the card gives, else that of the folder."""
        return self.card.get("name", self.folder.name)

    @property
    def sha256(self) -> str:
        """Hash of the weights, as the card pins it."""
        return self.card[self.key]

    @property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of the weights and of the tokenizer, by the names of their files."""
        return {self.weights.name: self.sha256, self.tokenizer.name: self.card["tokenizer_sha256"]}


def find(folder: Path, weights: str, *, key: str = "sha256") -> ModelFiles:
    """The model in ``folder`` whose weights file is called ``weights`` and pinned in the card as ``key``.

    The tokenizer is ``tokenizer.json`` beside them, or where the card's line
    ``tokenizer`` says, seen from the folder. Raises ModelError where a file is
    missing or its hash is not the card's.
    """
    card = read_card(folder / "card.md") if (folder / "card.md").is_file() else {}
    files = {
        "card": folder / "card.md",
        key: folder / weights,
        "tokenizer_sha256": folder / card.get("tokenizer", "tokenizer.json"),
    }
    for path in files.values():
        if not path.is_file():
            raise ModelError(f"Model file {path} is missing.", remedy=remedy(folder))
    for name in (key, "tokenizer_sha256"):
        if name not in card:
            raise ModelError(f"Model card {files['card']} has no line '{name}: …'.", remedy=remedy(folder))
        found = digest(files[name])
        if found != card[name]:
            raise ModelError(
                f"Model file {files[name]} is damaged: SHA-256 {found[:12]}…, not {card[name][:12]}….",
                remedy="A file of a few hundred bytes is a Git LFS pointer or a broken download. "
                + remedy(folder),
            )
    return ModelFiles(folder, files[key], files["tokenizer_sha256"], card, key)


def remedy(folder: Path) -> str:
    """What to do about a faulty model in ``folder``: get ours again, or look at one's own."""
    return _REINSTALL if folder.parent == HOME else _EXPORT


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_card(path: Path) -> dict[str, str]:
    """The ``key: value`` lines between the two ``---`` lines that open a card."""
    lines = path.read_text("utf-8").splitlines()
    if not lines or lines[0].strip() != "---":
        return {}
    out: dict[str, str] = {}
    for line in lines[1:]:
        if line.strip() == "---":
            break
        key, mark, value = line.partition(":")
        if mark:
            out[key.strip()] = value.strip()
    return out


def session(files: ModelFiles) -> "InferenceSession":
    """An inference session of one thread that does not spin; raises ModelError where the file is no model."""
    # From 1.29 on the library tells its makers about each session over the network, unless this is set before
    # it is loaded. Nothing of crossread's may leave the machine.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # where another program loaded it first
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(files.weights), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises a dozen unrelated classes
        raise ModelError(
            f"Model file {files.weights} could not be loaded: {error}", remedy=remedy(files.folder)
        ) from error


def tokenizer(files: ModelFiles) -> "Tokenizer":
    """The model's tokenizer, without the padding and truncation that its file switches on."""
    from tokenizers import Tokenizer

    try:
        found = Tokenizer.from_file(str(files.tokenizer))
    except Exception as error:  # the library raises plain Exception
        raise ModelError(
            f"Tokenizer {files.tokenizer} could not be read: {error}", remedy=remedy(files.folder)
        ) from error
    found.no_padding()
    found.no_truncation()
    return found


def metadata(
    loaded: "InferenceSession",
    files: ModelFiles,
    keys: Sequence[str],
    defaults: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """JSON values that the weights file carries under ``keys`` and those of ``defaults``.

    Raises ModelError where one of ``keys`` is missing.
    """
    held = loaded.get_modelmeta().custom_metadata_map
    missing = [key for key in keys if key not in held]
    if missing:
        raise ModelError(
            f"Model file {files.weights} lacks the metadata {', '.join(missing)}.",
            remedy="It was exported by another version: export it again with training/export.py.",
        )
    wanted = [*keys, *(key for key in defaults or {} if key in held)]
    return {**(defaults or {}), **{key: json.loads(held[key]) for key in wanted}}
