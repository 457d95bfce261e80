"""What people say of a dossier: findings judged, what was read set right, and both undone."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from crossread.dossier import heard, members, reads, schema
from crossread.dossier import said as kept
from crossread.dossier.errors import NotFoundError
from crossread.dossier.work import RELINK, REREAD
from crossread.errors import JudgementError
from crossread.pipeline import Progress
from crossread.records import (
    Action,
    ActorName,
    Correction,
    Judgement,
    Mend,
    Place,
    Span,
)
from crossread.stages.judge import speaking, target_of

if TYPE_CHECKING:
    from crossread.dossier.database import Database
    from crossread.dossier.work import Work


def _quiet(stage: str, done: int, total: int) -> None:
    """The progress of a caller who wants none."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A judgement or correction in a list; ``standing`` is False where somebody undid it."""

    item: Judgement | Correction
    standing: bool


class Correcting(ABC):
    """The part of a dossier that people's words go into."""

    database: "Database"

    @property
    @abstractmethod
    def _work(self) -> "Work":
        """What reads and compares."""

    # --- findings --------------------------------------------------------------------

    def judge(
        self,
        finding: str,
        action: Action,
        *,
        by: str,
        note: str = "",
        others: Sequence[str] = (),
        accounts: Sequence[int] = (),
    ) -> Judgement:
        """Judge a finding (its id or the start of it): accept, reject, note, merge it with ``others``, or
        split off its ``accounts`` (numbers from 1, of those that say something).

        Kept and applied in one transaction, without comparing anything again.
        """
        if action is Action.UNDO:
            raise JudgementError("An undo needs the id of a judgement.", remedy="Use undo(id).")
        with self.database.write() as connection:
            found, report = reads.one_finding(connection, finding)
            joined = [reads.one_finding(connection, other)[0] for other in others]
            _check(action, found.id, [other.id for other in joined], note)
            spoken = speaking(report, found)
            out = _split_off(spoken, accounts) if action is Action.SPLIT else ()
            item = Judgement(
                action=action,
                target=target_of(report, found),
                by=_name(by),
                on=kept.next_time(kept.everything(connection)),
                note=note,
                others=tuple(target_of(report, other) for other in joined),
                out=out,
            )
            kept.keep(connection, item)
            self._rejudge(connection, item)
        return item

    def import_judgements(self, items: Sequence[Judgement]) -> int:
        """Keep judgements of a file (docs/judgements.md) and obey them; gives how many are new."""
        with self.database.write() as connection:
            new = [item for item in items if kept.keep(connection, item)]
            for item in new:
                self._rejudge(connection, item)
        return len(new)

    def _rejudge(self, connection: Any, item: Judgement) -> None:
        a = schema.article
        spoken_of = a.c.text_digest.in_(sorted(kept.texts_of(item)))
        pages = select(a.c.page).where(spoken_of, a.c.page.is_not(None))
        query = select(a.c.bundle).distinct().where(spoken_of | a.c.page.in_(pages), a.c.bundle.is_not(None))
        for bundle in connection.execute(query).scalars().all():
            self._work.rejudge(connection, bundle)

    # --- corrections -----------------------------------------------------------------

    def merge_actors(self, first: str, others: Sequence[str], *, by: str, note: str = "") -> Correction:
        """Say that actors (ids or whole names) are one, called as the first."""
        names = [self._actor_name(name) for name in (first, *others)]
        if len({name.id for name in names}) < 2:
            raise JudgementError("An actor cannot be merged with itself.", remedy="Name another one.")
        return self._correct(Mend.MERGE_ACTORS, by=by, note=note, actors=tuple(names))

    def split_actor(
        self,
        actor: str,
        called: str,
        *,
        by: str,
        articles: Sequence[str] = (),
        forms: Sequence[str] = (),
        note: str = "",
    ) -> Correction:
        """Say that an actor is somebody else, ``called`` so, in some ``articles`` or under some ``forms``."""
        if not articles and not forms:
            raise JudgementError("A split needs articles or forms of words.", remedy="Name at least one.")
        places = tuple(self._place(article) for article in articles)
        name = self._actor_name(actor)
        return self._correct(
            Mend.SPLIT_ACTOR,
            by=by,
            note=note,
            actors=(name,),
            forms=tuple(forms),
            places=places,
            value=called,
        )

    def set_speaker(self, claim: str, speaker: str, *, by: str, note: str = "") -> Correction:
        """Say whose words a claim's are: an actor's id, name or form of words, or a new name."""
        with self.database.read() as connection:
            found, article, _ = heard.claim_at(connection, claim)
        try:
            actors: tuple[ActorName, ...] = (self._actor_name(speaker),)
        except NotFoundError:
            actors = ()
        value = actors[0].name if actors else speaker
        place = Place.of(article, found.extent)
        return self._correct(Mend.SPEAKER, by=by, note=note, actors=actors, places=(place,), value=value)

    def join_stories(self, stories: Sequence[str], *, by: str, note: str = "") -> Correction:
        """Say that stories are one."""
        articles = [article for story in stories for article in self._main_articles(story)]
        if len(set(stories)) < 2:
            raise JudgementError("A story cannot be joined with itself.", remedy="Name another one.")
        places = tuple(self._place(article) for article in dict.fromkeys(articles))
        return self._correct(Mend.JOIN_STORIES, by=by, note=note, places=places)

    def split_story(self, articles: Sequence[str], *, by: str, note: str = "") -> Correction:
        """Say that ``articles`` report a story of their own."""
        if not articles:
            raise JudgementError("A split needs articles.", remedy="Name those that tell of another story.")
        places = tuple(self._place(article) for article in articles)
        return self._correct(Mend.SPLIT_STORY, by=by, note=note, places=places)

    def mark_furniture(self, article: str, span: Span, *, by: str, note: str = "") -> Correction:
        """Say that a passage is no body of its article."""
        return self._correct(Mend.FURNITURE, by=by, note=note, places=(self._place(article, span),))

    def mark_body(self, article: str, span: Span, *, by: str, note: str = "") -> Correction:
        """Say that a passage is body, not furniture."""
        return self._correct(Mend.BODY, by=by, note=note, places=(self._place(article, span),))

    def set_date(self, article: str, date: str, *, by: str, note: str = "") -> Correction:
        """Say when an article was published (an ISO date or time)."""
        from datetime import datetime

        try:
            datetime.fromisoformat(date)
        except ValueError as error:
            raise JudgementError(f"{date!r} is no date.", remedy="Write it like 2021-12-07.") from error
        return self._correct(Mend.DATE, by=by, note=note, places=(self._place(article),), value=date)

    def correct(self, item: Correction, *, progress: Progress = _quiet) -> Correction:
        """Keep a correction and carry it out: only what it touches is read or compared again."""
        with self.database.write() as connection:
            kept.keep(connection, item)
            mend = _in_the_end(item, kept.everything(connection).corrections)
            articles = self._touched(connection, item, mend)
            members.make_stale(connection, articles)
            if mend in RELINK:
                self._work.relink(connection, articles)
        if mend in REREAD:
            self._work.reread(articles, progress)
        self._work.settle(progress)
        return item

    def _correct(self, mend: Mend, *, by: str, note: str, **parts: Any) -> Correction:
        with self.database.read() as connection:
            on = kept.next_time(kept.everything(connection))
        return self.correct(Correction(mend, _name(by), on, note, **parts))

    def _touched(self, connection: Any, item: Correction, mend: Mend) -> list[str]:
        """The current articles that a correction concerns."""
        a = schema.article
        texts = sorted(kept.texts_of(item))
        found = set(
            connection.execute(select(a.c.id).where(a.c.text_digest.in_(texts), a.c.current)).scalars()
        )
        if mend in (Mend.MERGE_ACTORS, Mend.SPLIT_ACTOR):
            t = schema.actor
            ids = {actor.id for actor in item.actors}
            names = {actor.name for actor in item.actors} | {item.value}
            bundles = select(t.c.bundle).where(t.c.id.in_(sorted(ids)) | t.c.name.in_(sorted(names)))
            found |= set(connection.execute(select(a.c.id).where(a.c.bundle.in_(bundles))).scalars())
        return sorted(found)

    # --- undoing and listing -------------------------------------------------------------

    def undo(
        self, name: str, *, by: str, note: str = "", progress: Progress = _quiet
    ) -> Judgement | Correction:
        """Withdraw a judgement or correction (its id or the start of it); an undo can be undone, too."""
        with self.database.read() as connection:
            said = kept.everything(connection)
        every: list[Judgement | Correction] = [*said.judgements, *said.corrections]
        found = [item for item in every if name and item.id.startswith(name)]
        if len(found) != 1:
            raise NotFoundError(
                f"{len(found) or 'No'} judgements have an id that starts with {name!r}.",
                remedy="`crossread dossier judgements` shows the ids.",
            )
        item, on = found[0], kept.next_time(said)
        if isinstance(item, Correction):
            undoing = replace(item, mend=Mend.UNDO, by=_name(by), on=on, note=note, undoes=item.id)
            return self.correct(undoing, progress=progress)
        made = Judgement(Action.UNDO, replace(item.target), _name(by), on, note, item.others, undoes=item.id)
        self.import_judgements([made])
        return made

    def judgements(self) -> list[Spoken]:
        """Everything that people said, the latest first, and whether it still stands."""
        with self.database.read() as connection:
            said = kept.everything(connection)
        counted = {item.id for item in said.standing} | {item.id for item in said.in_force}
        items: list[Judgement | Correction] = [*said.judgements, *said.corrections]
        items.sort(key=lambda item: (item.on, item.id), reverse=True)
        return [Spoken(item, item.id in counted) for item in items]

    # --- names ------------------------------------------------------------------------

    def _place(self, article: str, span: Span | None = None) -> Place:
        with self.database.read() as connection:
            found = reads.one_article(connection, article).article
        if span is not None:
            span.of(found.text)  # raises PositionError where it does not resolve
        return Place.of(found, span)

    def _actor_name(self, name: str) -> ActorName:
        with self.database.read() as connection:
            line = heard.one_actor(connection, name, limit=1).line
        return ActorName(line.id, line.name, line.type)

    def _main_articles(self, story: str) -> list[str]:
        with self.database.read() as connection:
            found = reads.one_story(connection, story).story
        return [part.article for part in found.articles if part.role == "main"]


def _in_the_end(item: Correction, known: Sequence[Correction]) -> Mend:
    """What a correction does, or undoes, or undoes the undoing of."""
    by_id = {one.id: one for one in known}
    while item.undoes and item.undoes in by_id:
        item = by_id[item.undoes]
    return item.mend


def _name(by: str) -> str:
    name = " ".join(by.split())
    if not name:
        raise JudgementError("Nobody knows who you are.", remedy="Say it with --by NAME.")
    return name


def _check(action: Action, finding: str, others: Sequence[str], note: str) -> None:
    if action is Action.MERGE and (not others or finding in others):
        raise JudgementError(
            "A merge needs another finding.", remedy="Name one that is not the finding itself."
        )
    if action is Action.NOTE and not note:
        raise JudgementError("A note needs words.", remedy="Give them with --note TEXT.")


def _split_off(spoken: Sequence[Any], accounts: Sequence[int]) -> tuple[Any, ...]:
    chosen = sorted({number for number in accounts if 1 <= number <= len(spoken)})
    if not chosen or len(spoken) - len(chosen) < 2:
        raise JudgementError(
            "That would leave fewer than two accounts, which is no finding.",
            remedy="Reject it instead, or take out fewer.",
        )
    return tuple(anchor for number in chosen for anchor in spoken[number - 1].anchors)
