"""Setting right what was read: the speaker of a claim, actors, stories, furniture, dates."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response

from crossread.errors import JudgementError
from crossread.serve.corrections import (
    Correcting,
    JoinStories,
    MarkPassage,
    MergeActors,
    Name,
    Note,
    RecordId,
    SetDate,
    SetSpeaker,
    SplitActor,
    SplitStory,
    correcting,
)
from crossread.serve.gathering import claim_page, paragraphs
from crossread.serve.pages.jobs import begun
from crossread.serve.params import ActorId, AtDesk, By, Held, Id
from crossread.serve.rendering import render

router = APIRouter()
Why = Annotated[Note, Form()]
_MOST_MARKS = 200


@router.get("/claims/{name}")
def claim(dossier: Held, name: Id) -> Response:
    """One claim: whose words through which voices, in what act, where else its matter stands."""
    return render("claim.html.j2", **claim_page(*dossier.claim(name)))


@router.post("/claims/{name}/speaker")
def speaker(desk: AtDesk, by: By, name: Id, speaker: Annotated[Name, Form()], note: Why = "") -> Response:
    """Say whose words they are."""
    return _begun(
        desk, by, "Set a speaker right", [SetSpeaker(mend="speaker", claim=name, speaker=speaker, note=note)]
    )


@router.post("/actors/{name}/merge")
def merge(desk: AtDesk, by: By, name: ActorId, other: Annotated[Name, Form()], note: Why = "") -> Response:
    """Say that another actor is this one."""
    item = MergeActors(mend="merge-actors", actor=name, others=[other], note=note)
    return _begun(desk, by, "Merge actors", [item])


@router.post("/actors/{name}/split")
def split(
    desk: AtDesk,
    by: By,
    name: ActorId,
    called: Annotated[Name, Form()],
    forms: Annotated[list[Name] | None, Form()] = None,
    articles: Annotated[list[RecordId] | None, Form()] = None,
    note: Why = "",
) -> Response:
    """Say that this actor is somebody else under some words or in some articles."""
    item = SplitActor(
        mend="split-actor", actor=name, called=called, forms=forms or [], articles=articles or [], note=note
    )
    return _begun(desk, by, "Split an actor", [item])


@router.post("/stories/{name}/join")
def join(desk: AtDesk, by: By, name: Id, other: Annotated[RecordId, Form()], note: Why = "") -> Response:
    """Say that another story is this one."""
    item = JoinStories(mend="join-stories", stories=[name, other], note=note)
    return _begun(desk, by, "Join stories", [item])


@router.post("/stories/{name}/split")
def split_story(
    desk: AtDesk, by: By, name: Id, articles: Annotated[list[RecordId] | None, Form()] = None, note: Why = ""
) -> Response:
    """Say that some articles of a story report another."""
    if not articles:
        raise JudgementError("No article was chosen.", remedy="Tick those that tell of another story.")
    return _begun(desk, by, "Split a story", [SplitStory(mend="split-story", articles=articles, note=note)])


@router.get("/articles/{name}/correct")
def correct_article(dossier: Held, name: Id) -> Response:
    """The article paragraph by paragraph, to say what is body, and when it was published."""
    found = dossier.article(name)
    return render("correct.html.j2", line=found.line, paragraphs=paragraphs(found.article))


@router.post("/articles/{name}/date")
def date(
    desk: AtDesk, by: By, name: Id, date: Annotated[str, Form(max_length=40)], note: Why = ""
) -> Response:
    """Say when an article was published."""
    item = SetDate(mend="date", article=name, date=date, note=note)
    return _begun(desk, by, "Set a date right", [item], f"/articles/{name}")


@router.post("/articles/{name}/marks")
def marks(
    dossier: Held,
    desk: AtDesk,
    by: By,
    name: Id,
    furniture: Annotated[list[int] | None, Form()] = None,
    note: Why = "",
) -> Response:
    """Say which paragraphs (by their first code point) are no body; the others are."""
    chosen = set(furniture or ())
    wanted = [
        part for part in paragraphs(dossier.article(name).article) if part.furniture != (part.start in chosen)
    ]
    if not wanted:
        raise JudgementError("Nothing would change.", remedy="Tick or untick a paragraph.")
    if len(wanted) > _MOST_MARKS:
        raise JudgementError("Those are too many at once.", remedy=f"Mark at most {_MOST_MARKS}.")
    items: list[Correcting] = [
        MarkPassage(
            mend="body" if part.furniture else "furniture",
            article=name,
            start=part.start,
            end=part.end,
            note=note,
        )
        for part in wanted
    ]
    return _begun(desk, by, "Mark paragraphs", items, f"/articles/{name}")


def _begun(desk: AtDesk, by: str, title: str, items: list[Correcting], then: str = "/judgements") -> Response:
    return begun(desk, title, by, correcting(items, by), then)
