"""What a person may set right in a dossier, as the API and the forms of the pages take it."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from crossread.dossier.facade import Dossier
from crossread.pipeline import Progress
from crossread.records import Blob, Span
from crossread.serve.desk import Outcome, Task

RecordId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{4,64}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^[^\x00]+$")]
Note = Annotated[str, StringConstraints(max_length=2_000, pattern=r"^[^\x00]*$")]
Position = Annotated[int, Field(ge=0, le=100_000_000)]
_LISTED = 20


class MergeActors(BaseModel):
    """These actors (ids or whole names) are one, called as the first."""

    mend: Literal["merge-actors"]
    actor: Name
    others: Annotated[list[Name], Field(min_length=1, max_length=50)]
    note: Note = ""

    def carry_out(self, dossier: Dossier, by: str) -> None:
        """Do it."""
        dossier.merge_actors(self.actor, self.others, by=by, note=self.note)


class SplitActor(BaseModel):
    """An actor is somebody else, ``called`` so, in some articles or under some forms of words."""

    mend: Literal["split-actor"]
    actor: Name
    called: Name
    articles: Annotated[list[RecordId], Field(max_length=200)] = []
    forms: Annotated[list[Name], Field(max_length=50)] = []
    note: Note = ""

    def carry_out(self, dossier: Dossier, by: str) -> None:
        """Do it."""
        dossier.split_actor(
            self.actor, self.called, by=by, articles=self.articles, forms=self.forms, note=self.note
        )


class SetSpeaker(BaseModel):
    """A claim's words are those of ``speaker``: an actor's id, name or form of words, or a new name."""

    mend: Literal["speaker"]
    claim: RecordId
    speaker: Name
    note: Note = ""

    def carry_out(self, dossier: Dossier, by: str) -> None:
        """Do it."""
        dossier.set_speaker(self.claim, self.speaker, by=by, note=self.note)


class JoinStories(BaseModel):
    """These stories are one."""

    mend: Literal["join-stories"]
    stories: Annotated[list[RecordId], Field(min_length=2, max_length=50)]
    note: Note = ""

    def carry_out(self, dossier: Dossier, by: str) -> None:
        """Do it."""
        dossier.join_stories(self.stories, by=by, note=self.note)


class SplitStory(BaseModel):
    """These articles report a story of their own."""

    mend: Literal["split-story"]
    articles: Annotated[list[RecordId], Field(min_length=1, max_length=200)]
    note: Note = ""

    def carry_out(self, dossier: Dossier, by: str) -> None:
        """Do it."""
        dossier.split_story(self.articles, by=by, note=self.note)


class MarkPassage(BaseModel):
    """A passage of an article (code points of its stored text) is no body, or is."""

    mend: Literal["furniture", "body"]
    article: RecordId
    start: Position
    end: Position
    note: Note = ""

    def carry_out(self, dossier: Dossier, by: str) -> None:
        """Do it."""
        mark = dossier.mark_furniture if self.mend == "furniture" else dossier.mark_body
        mark(self.article, Span(self.start, self.end), by=by, note=self.note)


class SetDate(BaseModel):
    """An article was published on ``date`` (an ISO date or time)."""

    mend: Literal["date"]
    article: RecordId
    date: Annotated[str, StringConstraints(max_length=40)]
    note: Note = ""

    def carry_out(self, dossier: Dossier, by: str) -> None:
        """Do it."""
        dossier.set_date(self.article, self.date, by=by, note=self.note)


Correcting = Annotated[
    MergeActors | SplitActor | SetSpeaker | JoinStories | SplitStory | MarkPassage | SetDate,
    Field(discriminator="mend"),
]


def correcting(items: Sequence[Correcting], by: str) -> Task:
    """Corrections as a piece of work: what they touch is compared again."""

    def task(dossier: Dossier, progress: Progress) -> Outcome:
        for done, item in enumerate(items):
            progress("correct", done, len(items))
            item.carry_out(dossier, by)
        return Outcome("Kept, and obeyed from now on.")

    return task


def undoing(judgement: str, by: str) -> Task:
    """The withdrawal of a judgement or correction as a piece of work."""

    def task(dossier: Dossier, progress: Progress) -> Outcome:
        dossier.undo(judgement, by=by, progress=progress)
        return Outcome("Withdrawn.")

    return task


def adding(blobs: Sequence[Blob]) -> Task:
    """Inputs to be read and compared, as a piece of work."""

    def task(dossier: Dossier, progress: Progress) -> Outcome:
        added = dossier.add_blobs(blobs, total=len(blobs), progress=progress)
        told = [f"{item.path}: {item.cause} {item.remedy}" for item in added.skipped]
        more = [f"and {len(told) - _LISTED} more"] if len(told) > _LISTED else []
        return Outcome(added.told, (*told[:_LISTED], *more))

    return task


def removing(article: str) -> Task:
    """The removal of an article as a piece of work."""

    def task(dossier: Dossier, progress: Progress) -> Outcome:
        dossier.remove(article, progress=progress)
        return Outcome("Taken out, with what only it supported.")

    return task
