"""Errors that teach: what failed, on which input, the usual cause, what to do.

Two kinds of failure exist. What spoils one article becomes a
:class:`crossread.records.Skipped` record: it is counted, shown, and the run goes
on. What spoils the run is raised as one of the classes here. Codes are stable.
"""


class CrossreadError(Exception):
    """Root of all errors that crossread raises on purpose.

    ``code`` is stable across releases; ``remedy`` says what the reader of the
    message can do about it.
    """

    code = "crossread"

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class InputError(CrossreadError):
    """Nothing readable was given, or an option contradicts the input."""

    code = "input"


class OptionError(CrossreadError):
    """An option has a value that it cannot take."""

    code = "option"


class ModelError(CrossreadError):
    """A model's files are missing, damaged, or not what their card says."""

    code = "model"


class PositionError(CrossreadError):
    """A position does not resolve to a passage of its stored text."""

    code = "position"


class OutputError(CrossreadError):
    """A report could not be written."""

    code = "output"


class JudgementError(CrossreadError):
    """A file of judgements cannot be read, or a judgement cannot be made."""

    code = "judgement"


class ReportError(CrossreadError):
    """A report file cannot be read, or does not hold what was asked for."""

    code = "report"
