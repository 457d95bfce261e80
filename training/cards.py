"""The head of a model's card: what crossread checks its files by. Needs no torch."""

from collections.abc import Mapping
from pathlib import Path


def headed(card: Path, held: Mapping[str, str]) -> None:
    """Write the head of a card anew, keeping its body; makes the card where there is none."""
    body = card.read_text("utf-8").split("---", 2)[2] if card.exists() else "\n"
    head = "".join(f"{key}: {value}\n" for key, value in held.items())
    card.write_text(f"---\n{head}---{body}", "utf-8")


def with_line(card: str, line: str) -> str:
    """A card with ``line`` at the end of its head, in place of one of the same name."""
    _, head, body = card.split("---", 2)
    kept = [old for old in head.splitlines() if old and old.partition(":")[0] != line.partition(":")[0]]
    return "---\n" + "\n".join([*kept, line]) + f"\n---{body}"
