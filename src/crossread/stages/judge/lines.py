"""The file of judgements: JSON Lines, a judgement a line, to be read in a diff and merged by git.

Lines are sorted as text, so that two people's additions seldom meet; their order
means nothing, and a line that stands twice counts once, so that a merge that
keeps the lines of both sides is always right.
"""

import json
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from crossread.errors import CrossreadError, JudgementError
from crossread.records import Action, Anchor, FindingKind, Judgement, Span, Stance, Target

FORMAT = "judgement/1"

Json = dict[str, Any]
T = TypeVar("T")
C = TypeVar("C", bound=StrEnum)
_CONFLICT_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_MEND = (
    "Mend the line, or remove it: docs/judgements.md says what a line that `crossread judge` writes holds."
)
_MERGE = "git left it there: keep the lines of both sides and remove the marks; their order means nothing."


class _Fault(Exception):  # noqa: N818 - caught in this module, where the line is known
    """What is wrong with a line."""


def to_line(judgement: Judgement) -> str:
    """A judgement as a line of the file, without its line break."""
    data: Json = {
        "crossread": FORMAT,
        "finding": judgement.target.finding,
        "on": judgement.on,
        "by": judgement.by,
        "judgement": judgement.action.value,
    }
    if judgement.note:
        data["note"] = judgement.note
    if judgement.undoes:
        data["undoes"] = judgement.undoes
    data |= _target(judgement.target, judgement.out)
    if judgement.others:
        data["with"] = [{"finding": other.finding, **_target(other)} for other in judgement.others]
    return json.dumps(data, ensure_ascii=False).translate(_BREAKS)


# JSON leaves these as they are, and some editors and tools break lines at them.
_BREAKS = {code: f"\\u{code:04x}" for code in (0x7F, 0x85, 0x2028, 0x2029)}


def _target(target: Target, out: Collection[Anchor] = ()) -> Json:
    return {
        "kind": target.kind.value,
        "question": target.question,
        "passages": [_anchor(anchor, out=anchor in out) for anchor in target.anchors],
    }


def _anchor(anchor: Anchor, *, out: bool) -> Json:
    return {
        **({"out": True} if out else {}),
        "party": anchor.party,
        "stance": anchor.stance.value,
        "outlet": anchor.outlet,
        "words": anchor.words,
        "text": anchor.text,
        "start": anchor.span.start,
        "end": anchor.span.end,
    }


def from_lines(text: str, name: str) -> tuple[Judgement, ...]:
    """The judgements of a file called ``name``, in its order; empty lines are passed over.

    Raises JudgementError, naming file, line and cause, for a line that is no judgement.
    """
    out: list[Judgement] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            out.append(_judgement(_loaded(line)))
        except _Fault as fault:
            remedy = _MERGE if line.startswith(_CONFLICT_MARKS) else _MEND
            raise JudgementError(
                f"Line {number} of {name} is no judgement: {fault}.", remedy=remedy
            ) from fault
    return tuple(out)


def _loaded(line: str) -> Json:
    if line.startswith(_CONFLICT_MARKS):
        raise _Fault("it is a mark of a merge conflict")
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _Fault(f"it is not JSON ({error})") from error
    if not isinstance(data, dict):
        raise _Fault("it is no JSON object")
    form = data.get("crossread")
    if form != FORMAT:
        raise _Fault(f"its “crossread” is {form!r}, not {FORMAT!r}")
    return data


def _judgement(data: Json) -> Judgement:
    action = _choice(data, "judgement", Action)
    target = _read_target(data)
    out = _each(data, "passages", lambda item: item.get("out") is True)
    judgement = Judgement(
        action=action,
        target=target,
        by=_words(data, "by"),
        on=_time(data),
        note=_words(data, "note", least=0),
        others=_each(data, "with", _read_target),
        out=tuple(anchor for anchor, goes in zip(target.anchors, out, strict=True) if goes),
        undoes=_words(data, "undoes", least=0) or None,
    )
    needs = {
        Action.MERGE: ("findings in “with”", bool(judgement.others)),
        Action.SPLIT: ("a passage with “out”: true", bool(judgement.out)),
        Action.UNDO: ("the id of a judgement in “undoes”", bool(judgement.undoes)),
        Action.NOTE: ("words in “note”", bool(judgement.note)),
    }
    what, given = needs.get(action, ("", True))
    if not given:
        raise _Fault(f"“{action.value}” needs {what}")
    return judgement


def _read_target(data: Json) -> Target:
    return Target(
        finding=_words(data, "finding"),
        kind=_choice(data, "kind", FindingKind),
        question=_words(data, "question", least=0),
        anchors=_each(data, "passages", _read_anchor),
    )


def _read_anchor(data: Json) -> Anchor:
    try:
        span = Span(_number(data, "start"), _number(data, "end"))
    except CrossreadError as error:
        raise _Fault(error.message.rstrip(".")) from error
    return Anchor(
        party=_words(data, "party"),
        outlet=_words(data, "outlet"),
        stance=_choice(data, "stance", Stance),
        text=_words(data, "text"),
        span=span,
        words=_words(data, "words"),
    )


def _words(data: Json, field: str, *, least: int = 1) -> str:
    value = data.get(field, "" if not least else None)
    if not isinstance(value, str) or len(value) < least:
        raise _Fault(f"“{field}” is missing" if value in (None, "") else f"“{field}” is no text: {value!r}")
    return value


def _number(data: Json, field: str) -> int:
    value = data.get(field)
    if not isinstance(value, int) or isinstance(value, bool):
        raise _Fault(f"“{field}” is no whole number: {value!r}")
    return value


def _choice(data: Json, field: str, choices: type[C]) -> C:
    value = _words(data, field)
    if value not in [choice.value for choice in choices]:
        raise _Fault(f"“{field}” is {value!r}, not one of {', '.join(choices)}")
    return choices(value)


def _time(data: Json) -> str:
    """UTC, so that times sort as text."""
    value = _words(data, "on")
    try:
        datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ")
    except ValueError as error:
        raise _Fault(f"“on” is {value!r}, not a time in UTC like 2031-03-05T09:30:00Z") from error
    return value


def _each(data: Json, field: str, read: Callable[[Json], T]) -> tuple[T, ...]:
    items: Iterable[Any] = data.get(field, ())
    if not isinstance(items, list | tuple) or not all(isinstance(item, dict) for item in items):
        raise _Fault(f"“{field}” is no list of objects")
    return tuple(read(item) for item in items)
