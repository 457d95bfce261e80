"""What can be written: articles, judgements, corrections. What takes time is answered by a job."""

import json
from typing import Annotated

from fastapi import APIRouter, Body

from crossread.dossier.correcting import Spoken as Held_
from crossread.records import Action, Blob
from crossread.serve.api.shapes import JobState, Reports, Spoken, Word, job_of, spoken_of
from crossread.serve.corrections import Correcting, adding, correcting, removing, undoing
from crossread.serve.desk import Desk, Task
from crossread.serve.params import AtDesk, By, Held, Id, Writing
from crossread.stages.report.shown import one_line

router = APIRouter()
_PATIENCE = 2.0  # seconds that an answer waits for its job, so that what is done at once is told at once


def _begun(desk: Desk, title: str, by: str, task: Task) -> JobState:
    return job_of(desk.begin(title, by, task, _PATIENCE))


@router.post("/articles", status_code=202)
def add(desk: AtDesk, by: By, reports: Reports) -> JobState:
    """Add articles; those that the dossier holds already are passed over."""
    blobs = [
        Blob(
            f"{one_line(report.name)}.json",
            json.dumps([report.model_dump(exclude={"name"}, exclude_none=True)]).encode(),
        )
        for report in reports.articles
    ]
    return _begun(desk, "Add articles", by, adding(blobs))


@router.delete("/articles/{name}", status_code=202)
def remove(dossier: Held, desk: AtDesk, by: By, name: Id) -> JobState:
    """Take an article out, with what only it supported."""
    return _begun(desk, "Take out an article", by, removing(dossier.article(name).line.id))


@router.post("/findings/{name}/judgements", status_code=201)
def judge(dossier: Held, writing: Writing, by: By, name: Id, word: Word) -> Spoken:
    """Accept or reject a finding, note something on it, merge it with others, split accounts off."""
    with writing:
        made = dossier.judge(
            name, Action(word.action), by=by, note=word.note, others=word.others, accounts=word.accounts
        )
    return spoken_of(Held_(made, standing=True))


@router.post("/corrections", status_code=202)
def correct(desk: AtDesk, by: By, correction: Annotated[Correcting, Body()]) -> JobState:
    """Set right what was read; only what it touches is read or compared again."""
    return _begun(desk, f"Correct: {correction.mend}", by, correcting([correction], by))


@router.delete("/judgements/{name}", status_code=202)
def undo(desk: AtDesk, by: By, name: Id) -> JobState:
    """Withdraw a judgement or correction; an undo can be undone, too."""
    return _begun(desk, "Undo", by, undoing(name, by))
