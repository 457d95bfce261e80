"""The file of judgements: what is written is read, and what is no judgement is refused with the reason."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.errors import JudgementError
from crossread.records import Action, Anchor, FindingKind, Judgement, Span, Stance, Target
from crossread.stages.judge import from_lines, speaking, to_line

from .saying import REPORT, finding, said

_TIMES = st.datetimes(datetime(2031, 1, 1), datetime(2031, 12, 31))
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
anchors = st.builds(
    Anchor,
    party=words,
    outlet=words,
    stance=st.sampled_from(Stance),
    text=words,
    span=st.builds(lambda start, size: Span(start, start + size), st.integers(0, 99), st.integers(1, 99)),
    words=words,
)
targets = st.builds(
    Target,
    finding=words,
    kind=st.sampled_from(FindingKind),
    question=words | st.just(""),
    anchors=st.lists(anchors, min_size=1, max_size=3, unique=True).map(tuple),
)


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    action, target = draw(st.sampled_from(Action)), draw(targets)
    return Judgement(
        action=action,
        target=target,
        by=draw(words),
        on=draw(_TIMES).strftime("%Y-%m-%dT%H:%M:%SZ"),
        note=draw(words if action is Action.NOTE else words | st.just("")),
        others=(draw(targets),) if action is Action.MERGE else (),
        out=target.anchors[:1] if action is Action.SPLIT else (),
        undoes=draw(words) if action is Action.UNDO else None,
    )


@given(st.lists(judgements(), max_size=4))
def test_a_judgement_of_any_content_is_one_line_and_is_read_back(made: list[Judgement]) -> None:
    lines = [to_line(judgement) for judgement in made]
    assert all(len(line.splitlines()) == 1 for line in lines)
    for breaks in ("\n", "\r\n", "\n\n"):
        assert from_lines("\ufeff" + breaks.join(lines) + "\n", "x") == tuple(made)


def test_a_line_says_what_was_judged_in_words_that_a_colleague_can_read() -> None:
    data = json.loads(
        to_line(said("split", 1, note="Not hers.", out=speaking(REPORT, finding(1))[2].anchors))
    )
    assert list(data)[:5] == ["crossread", "finding", "on", "by", "judgement"]
    assert data["note"] == "Not hers."
    assert data["question"] == "that the survey ships entered our waters"
    third = data["passages"][2]
    assert (third["out"], third["party"], third["outlet"]) == (True, "Clara Weiss", "Sudermark Courier")
    assert third["words"].startswith("“No ship of ours crossed the line")
    assert "out" not in data["passages"][0]


def broken(**changes: object) -> str:
    data = json.loads(to_line(said("reject", 2)))
    data.update(changes)
    return json.dumps({key: value for key, value in data.items() if value is not None})


PASSAGE = json.loads(to_line(said("reject", 2)))["passages"][0]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("reject 3", "it is not JSON"),
        ("[1]", "it is no JSON object"),
        ('{"text": "An article."}', "its “crossread” is None, not 'judgement/1'"),
        (broken(crossread="judgement/2"), "'judgement/2', not 'judgement/1'"),
        (broken(judgement="deny"), "“judgement” is 'deny', not one of accept, reject"),
        (broken(judgement=None), "“judgement” is missing"),
        (broken(by=""), "“by” is missing"),
        (broken(by=7), "“by” is no text: 7"),
        (broken(on="yesterday"), "not a time in UTC like"),
        (broken(on="2031-03-12"), "not a time in UTC like"),
        (broken(kind="quarrel"), "“kind” is 'quarrel', not one of contradiction"),
        (broken(passages=3), "“passages” is no list of objects"),
        (broken(passages=["a"]), "“passages” is no list of objects"),
        (broken(passages=[{**PASSAGE, "start": "0"}]), "“start” is no whole number: '0'"),
        (broken(passages=[{**PASSAGE, "end": True}]), "“end” is no whole number: True"),
        (broken(passages=[{**PASSAGE, "end": 0}]), "0 <= start < end"),
        (broken(judgement="merge"), "“merge” needs findings in “with”"),
        (broken(judgement="split"), "“split” needs a passage with “out”: true"),
        (broken(judgement="undo"), "“undo” needs the id of a judgement in “undoes”"),
        (broken(judgement="note"), "“note” needs words in “note”"),
        ("[" * 100_000, "it is not JSON"),
    ],
)
def test_a_line_that_is_no_judgement_is_named_with_cause_and_remedy(line: str, says: str) -> None:
    with pytest.raises(JudgementError) as caught:
        from_lines(f"{to_line(said('accept', 1))}\n\n{line}\n", "desk.jsonl")
    assert caught.value.message.startswith("Line 3 of desk.jsonl is no judgement: ")
    assert says in caught.value.message
    assert "docs/judgements.md" in caught.value.remedy


def test_a_merge_conflict_is_explained() -> None:
    ours, theirs = to_line(said("accept", 1)), to_line(said("reject", 1))
    text = f"<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> desk\n"
    with pytest.raises(JudgementError, match="keep the lines of both sides"):
        from_lines(text, "x")


def test_fields_that_a_later_version_adds_are_passed_over() -> None:
    assert from_lines(broken(colour="red"), "x") == (said("reject", 2),)
