"""``crossread dossier judge``, ``correct`` and ``judgements``: what people say of a dossier."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crossread.cli.dossier.common import by, keep_deed, note, opened, shown, spoken_by, where
from crossread.cli.output import write_output
from crossread.records import Action

if TYPE_CHECKING:
    from crossread.dossier import Dossier
    from crossread.records import Correction, Judgement


@click.command(short_help="Accept, reject, merge, split or annotate a finding.")
@where
@click.argument("finding", metavar="FINDING")
@click.argument(
    "action",
    type=click.Choice([action.value for action in Action if action is not Action.UNDO], case_sensitive=False),
    metavar="ACTION",
)
@click.argument("what", nargs=-1, metavar="[WHAT]…")
@note
@by
def judge(where: str, finding: str, action: str, what: tuple[str, ...], note: str, by: str | None) -> None:
    """Judge a finding, named by the start of its id, as `crossread judge` does; it is obeyed at once.

    ACTION is one of: accept, reject, merge WHAT (ids of findings), split WHAT (numbers of accounts), note.

    \b
    Examples:
      crossread dossier judge talks.db 85c47ee2 reject --note "The second number is for both days."
      crossread dossier judge talks.db 85c47ee2 split 3
    """
    chosen = Action(action.lower())
    if chosen is Action.SPLIT and not all(word.isdigit() for word in what):
        raise click.UsageError("split takes the numbers of accounts.")
    with opened(where) as dossier:
        made = dossier.judge(
            finding,
            chosen,
            by=spoken_by(by),
            note=note,
            others=what if chosen is Action.MERGE else (),
            accounts=[int(word) for word in what] if chosen is Action.SPLIT else (),
        )
        keep_deed(dossier, "judge", made.id, by=by)
    click.echo(f"{made.id[:8]}  {made.action.value}: {shown(made.target.question)}")


@click.command(short_help="Set right an actor, a speaker, a story, a text or a date.")
@where
@click.argument("what", metavar="WHAT")
@click.argument("words", nargs=-1, metavar="WORD…")
@click.option("--article", "articles", multiple=True, metavar="ID", help="split-actor: only in this article.")
@click.option("--form", "forms", multiple=True, metavar="TEXT", help="split-actor: only these words.")
@note
@by
def correct(
    where: str,
    what: str,
    words: tuple[str, ...],
    articles: tuple[str, ...],
    forms: tuple[str, ...],
    note: str,
    by: str | None,
) -> None:
    """Set right what was read.

    Later runs obey, and so does a rebuild; `judgements --undo` withdraws it.

    \b
    WHAT and its words:
      merge-actors ACTOR ACTOR…     they are one, called as the first
      split-actor ACTOR NAME        it is NAME in --article ID or under --form TEXT
      speaker CLAIM NAME            these are the words of NAME
      join-stories STORY STORY…     they are one story
      split-story ARTICLE…          these report a story of their own
      furniture ARTICLE START END   the passage is no body
      body ARTICLE START END        the passage is body
      date ARTICLE DATE             it was published then

    \b
    Examples:
      crossread dossier correct talks.db date 0f5fe59c 2021-12-07
      crossread dossier correct talks.db merge-actors "Joe Biden" "Joseph R. Biden"
    """
    made = _CORRECTIONS.get(what)
    if made is None:
        raise click.UsageError(
            f"There is no {what!r} to set right. Choose one of: {', '.join(_CORRECTIONS)}."
        )
    who = spoken_by(by)
    with opened(where) as dossier:
        try:
            item = made(dossier, words, {"by": who, "note": note}, {"articles": articles, "forms": forms})
        except (IndexError, ValueError) as error:
            raise click.UsageError(f"{what} needs other words; see --help.") from error
        keep_deed(dossier, "correct", item.id, by=by)
    click.echo(f"{item.id[:8]}  {item.mend.value}")


Words = tuple[str, ...]
Kept = dict[str, str]
More = dict[str, Words]


def _split_actor(dossier: "Dossier", words: Words, kept: Kept, more: More) -> "Correction":
    actor, called = words
    return dossier.split_actor(actor, called, articles=more["articles"], forms=more["forms"], **kept)


def _speaker(dossier: "Dossier", words: Words, kept: Kept, more: More) -> "Correction":
    claim, name = words
    return dossier.set_speaker(claim, name, **kept)


def _date(dossier: "Dossier", words: Words, kept: Kept, more: More) -> "Correction":
    article, date = words
    return dossier.set_date(article, date, **kept)


def _marked(body: bool) -> "Callable[[Dossier, Words, Kept, More], Correction]":
    def mark(dossier: "Dossier", words: Words, kept: Kept, more: More) -> "Correction":
        from crossread.records import Span

        article, start, end = words
        span = Span(int(start), int(end))
        return (dossier.mark_body if body else dossier.mark_furniture)(article, span, **kept)

    return mark


_CORRECTIONS: "dict[str, Callable[[Dossier, Words, Kept, More], Correction]]" = {
    "merge-actors": lambda dossier, words, kept, _: dossier.merge_actors(words[0], words[1:], **kept),
    "split-actor": _split_actor,
    "speaker": _speaker,
    "join-stories": lambda dossier, words, kept, _: dossier.join_stories(words, **kept),
    "split-story": lambda dossier, words, kept, _: dossier.split_story(words, **kept),
    "furniture": _marked(body=False),
    "body": _marked(body=True),
    "date": _date,
}


@click.command(short_help="List, undo, import or export what people said.")
@where
@click.option("--undo", metavar="ID", help="Withdraw the judgement or correction with this id.")
@click.option(
    "--import",
    "import_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keep the judgements of a file that `crossread judge` wrote.",
)
@click.option("--export", metavar="FILE", help="Write the judgements of findings to such a file.")
@note
@by
def judgements(
    where: str, undo: str | None, import_file: Path | None, export: str | None, note: str, by: str | None
) -> None:
    """List everything that people said of the dossier, the latest first; what was undone is in brackets.

    \b
    Examples:
      crossread dossier judgements talks.db
      crossread dossier judgements talks.db --undo 85c47ee2
    """
    with opened(where) as dossier:
        if undo:
            made = dossier.undo(undo, by=spoken_by(by), note=note)
            keep_deed(dossier, "undo", made.id, by=by)
            click.echo(f"{made.id[:8]}  undone: {undo}")
            return
        if import_file:
            from crossread.inputs import read_judgements

            new = dossier.import_judgements(read_judgements(import_file))
            keep_deed(dossier, "judge", f"{new} imported", by=by)
            click.echo(f"{new} new.")
            return
        spoken = dossier.judgements()
    if export:
        from crossread.records import Judgement
        from crossread.stages.judge import to_line

        lines = sorted(to_line(one.item) for one in spoken if isinstance(one.item, Judgement))
        write_output(export, "".join(f"{line}\n" for line in lines))
        return
    for one in spoken:
        text = _told(one.item)
        click.echo(text if one.standing else f"[{text}]")


def _told(item: "Judgement | Correction") -> str:
    from crossread.records import Judgement

    if isinstance(item, Judgement):
        what = f"{item.action.value}: {shown(item.target.question)}"
    else:
        named = [*(actor.name for actor in item.actors), *(place.words for place in item.places), item.value]
        what = f"{item.mend.value}: {shown('; '.join(part for part in named if part))}"
    why = f" — {shown(item.note)}" if item.note else ""
    return f"{item.id[:8]}  {item.on[:10]}  {shown(item.by)}  {what}{why}"
