"""Which word pieces a folder of arrays is for: arrays of one vocabulary mean nothing to another encoder."""

import hashlib
from pathlib import Path

NAME = "vocabulary.txt"


def digest(base: Path) -> str:
    """What tells the vocabulary of an encoder: the hash of its tokenizer; empty where it has none with it."""
    path = (base if base.is_dir() else base.parent) / "tokenizer.json"
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def claim(arrays: Path, base: Path) -> None:
    """Make a folder for arrays of the pieces of ``base``."""
    check(arrays, base)
    if not (arrays / NAME).is_file() and any(arrays.glob("*.npz")):
        raise SystemExit(
            f"{arrays} has arrays that do not say what word pieces they are for. Take another folder."
        )
    arrays.mkdir(parents=True, exist_ok=True)
    (arrays / NAME).write_text(digest(base), "utf-8")


def check(arrays: Path, base: Path) -> None:
    """End with a word of why where a folder has arrays for other word pieces than those of ``base``."""
    path = arrays / NAME
    held, wanted = path.read_text("utf-8") if path.is_file() else "", digest(base)
    if held and wanted and held != wanted:
        raise SystemExit(
            f"{arrays} holds arrays for other word pieces than {base} has."
            " Give each vocabulary a folder of its own."
        )
