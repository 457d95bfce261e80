"""Answers kept in a file, so that the same run gives the same report. It holds no word of any article."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crossread.models import Answer

_FORMAT = "answer/1"


def key_of(url: str, payload: Mapping[str, Any]) -> str:
    """Hash of all that an answer depends on: where it was asked, and what."""
    asked = json.dumps([url, payload], ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()[:32]


class Answers:
    """Answers by the hash of their question; None is one that was no word of the choice.

    Without a path they are kept in memory. A file is JSON Lines, added to as
    answers come; a line that is damaged is a question to be asked again.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._known: dict[str, Answer | None] = {}
        self.fault = ""
        try:
            if path is not None and path.exists():
                for line in path.read_bytes().decode("utf-8", "replace").splitlines():
                    self._take(line)
        except OSError as error:
            self._fail(error)

    def __contains__(self, key: str) -> bool:
        return key in self._known

    def __getitem__(self, key: str) -> Answer | None:
        return self._known[key]

    def __setitem__(self, key: str, answer: Answer | None) -> None:
        self._known[key] = answer
        if self._path is None:
            return
        line = json.dumps({"crossread": _FORMAT, "question": key, "answer": answer})
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{line}\n")
        except OSError as error:
            self._fail(error)

    def _take(self, line: str) -> None:
        try:
            held = json.loads(line)
            if held["crossread"] == _FORMAT and isinstance(held["question"], str):
                answer = held["answer"]
                self._known[held["question"]] = None if answer is None else Answer(answer)
        except (ValueError, TypeError, KeyError, RecursionError):
            return

    def _fail(self, error: OSError) -> None:
        """A cache that cannot be used costs time, and ends nothing."""
        self.fault = f"The answers in {self._path} cannot be kept: {error.strerror}."
        self._path = None
