"""The second reader: asks, keeps answers, gives up in time, and counts how each question fared."""

import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from crossread.errors import OptionError
from crossread.models import Answer, PairQuestion
from crossread.second_reader.answers import Answers, key_of
from crossread.second_reader.client import Client, FailedError, check_installed, checked_key
from crossread.second_reader.endpoint import Endpoint
from crossread.second_reader.prompt import answer_of, payload

MOST = 60
TIMEOUT = 60.0
_GIVE_UP = 2  # questions in a row that failed


@dataclass(slots=True)
class _Tally:
    """How the questions of a run fared."""

    unsure: int = 0
    answered: int = 0
    dropped: int = 0
    failed: int = 0
    left: int = 0


def _warn(text: str) -> None:
    warnings.warn(text, UserWarning, stacklevel=4)


class ChatReader:
    """A language model behind an address that speaks the OpenAI chat completions protocol.

    ``url`` is its base address ("http://localhost:11434/v1"), ``model`` its name
    there, ``key`` what the server wants to see. At most ``most`` pairs are asked
    about in a run, each for at most ``timeout`` seconds. ``answers`` is a file that
    keeps answers, so that the same run says the same. Where passages would leave
    the machine ``warn`` is told so, before any do.

    Raises OptionError for an address that is none, and where the extra
    ``crossread[second-reader]`` is not installed.
    """

    def __init__(
        self,
        url: str,
        model: str,
        *,
        key: str | None = None,
        most: int = MOST,
        timeout: float = TIMEOUT,
        answers: Path | None = None,
        warn: Callable[[str], None] = _warn,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if most < 1 or timeout <= 0:
            raise OptionError("The second reader needs at least one question and some time for it.")
        self.endpoint = Endpoint.of(url, model)
        check_installed()
        self._client = Client(self.endpoint, checked_key(key), timeout, sleep)
        self._most = most
        self._answers = Answers(answers)
        self._warn = warn
        self._tally = _Tally()
        self._failures = 0
        self._stopped = ""
        if self.endpoint.warning:
            warn(self.endpoint.warning)

    @property
    def record(self) -> Mapping[str, str | int | bool]:
        """For the options of the run: the same whether answers came from the server or were kept."""
        tally = self._tally
        counts: dict[str, str | int | bool] = {
            "second_reader": self.endpoint.model,
            "second_reader_at": self.endpoint.shown,
            "second_reader_local": self.endpoint.local,
            "second_reader_unsure": tally.unsure,
            "second_reader_answered": tally.answered,
            "second_reader_dropped": tally.dropped,
            "second_reader_failed": tally.failed,
            "second_reader_not_asked": tally.left,
        }
        if self._stopped:
            counts["second_reader_stopped"] = self._stopped
        return counts

    def ask(self, questions: Sequence[PairQuestion]) -> Iterator[Answer | None]:
        """An answer for each question, in order; None where there is none to be had."""
        self._tally.unsure += len(questions)
        try:
            for number, question in enumerate(questions):
                yield self._one(question, within=number < self._most)
        finally:
            self._client.close()
            if self._answers.fault:
                self._warn(self._answers.fault)

    def _one(self, question: PairQuestion, *, within: bool) -> Answer | None:
        body = payload(question, self.endpoint.model)
        key = key_of(self.endpoint.url, body)
        if within and key not in self._answers and not self._stopped:
            try:
                self._answers[key] = answer_of(self._client.content(body))
                self._failures = 0
            except FailedError as error:
                self._note(error)
                return None
        if not within or key not in self._answers:
            self._tally.left += 1
            return None
        answer = self._answers[key]
        self._tally.answered += answer is not None
        self._tally.dropped += answer is None
        return answer

    def _note(self, error: FailedError) -> None:
        """Two failures in a row, or one that no other question would escape, are enough."""
        self._tally.failed += 1
        self._failures += 1
        if error.final or self._failures >= _GIVE_UP:
            self._stopped = error.cause
