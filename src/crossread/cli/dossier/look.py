"""``crossread dossier status``, ``show`` and ``search``."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from crossread.cli.dossier.common import opened, shown, where
from crossread.cli.options import iso_date
from crossread.cli.output import STDOUT, check_output, color_wanted, width, write_output

if TYPE_CHECKING:
    from crossread.dossier.views import Status

_MOST_SHOWN = 20


@click.command(short_help="Show what a dossier holds.")
@where
@click.option("--stories", is_flag=True, help="List the stories, the last changed first.")
@click.option("--articles", is_flag=True, help="List the articles, the last published first.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option(
    "--top", type=click.IntRange(1), default=50, metavar="N", help="Lines of a list.  [default: 50]"
)
def status(where: str, stories: bool, articles: bool, as_json: bool, top: int) -> None:
    """Show what the dossier holds: counts, and lists where they are asked for.

    \b
    Examples:
      crossread dossier status talks.db
      crossread dossier status talks.db --stories --top 10
      crossread dossier status talks.db --json
    """
    with opened(where) as dossier:
        found = dossier.status()
        told = dossier.stories(limit=top).items if stories else ()
        held = dossier.articles(limit=top).items if articles else ()
    if as_json:
        data: dict[str, Any] = asdict(found)
        data |= {"stories_listed": [asdict(line) for line in told]} if stories else {}
        data |= {"articles_listed": [asdict(line) for line in held]} if articles else {}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    click.echo(_counts(found))
    for line in told:
        conflicts = f", {line.conflicts} at odds" if line.conflicts else ""
        click.echo(
            f"{line.id[:8]}  {line.date or '          '}  {shown(line.name)}"
            f"  ({line.articles} articles, {line.outlets} outlets{conflicts})"
        )
    for item in held:
        click.echo(
            f"{item.id[:8]}  {(item.published or '')[:10]:<10}  {shown(item.outlet or '?')}:"
            f" {shown(item.title or item.path)}"
        )


def _counts(found: "Status") -> str:
    parts = [
        f"{shown(found.name)} ({found.backend}): {found.articles} articles, {found.stories} stories,"
        f" {found.findings} findings, {found.actors} actors, {found.claims} claims,"
        f" {found.judgements} judgements."
    ]
    if found.replaced:
        parts.append(f"{found.replaced} earlier texts of revised pages are kept.")
    if found.waiting:
        parts.append(f"{found.waiting} articles wait to be compared: run `crossread dossier add` again.")
    return "\n".join(parts)


@click.command(short_help="Show a story of a dossier.")
@where
@click.argument("story", metavar="STORY")
@click.option("--html", "html_file", metavar="FILE", help="Write it as a page. “-”: to standard output.")
@click.option("--json", "json_file", metavar="FILE", help="Write the report file. “-”: to standard output.")
@click.option("--rejected", is_flag=True, help="List the findings that were rejected, with who and when.")
@click.option("--color/--no-color", default=None, help="Colour, or none.")
def show(
    where: str,
    story: str,
    html_file: str | None,
    json_file: str | None,
    rejected: bool,
    color: bool | None,
) -> None:
    """Show a story, named by the start of its id: its accounts, its findings.

    \b
    Examples:
      crossread dossier show talks.db 21795d68
      crossread dossier show talks.db 21795d68 --html story.html
    """
    from crossread.stages.report import to_html, to_json, to_text

    for file in (html_file, json_file):
        check_output(file)
    with opened(where) as dossier:
        report = dossier.story(story).report
    if html_file is not None:
        write_output(html_file, to_html(report))
    if json_file is not None:
        write_output(json_file, to_json(report))
    if STDOUT not in (html_file, json_file):
        wanted = color_wanted(color)
        text = to_text(report, width=width(), color=wanted, most=_MOST_SHOWN, rejected=rejected)
        click.echo(text, nl=False, color=wanted)


@click.command(short_help="Search what was said.")
@where
@click.argument("words", nargs=-1, metavar="[WORD]…")
@click.option("--speaker", metavar="NAME", help="Said by an actor with this in its name, or with this id.")
@click.option("--outlet", metavar="NAME", help="In articles of this outlet.")
@click.option("--since", callback=iso_date, metavar="DATE", help="Said, or else published, then or later.")
@click.option("--until", callback=iso_date, metavar="DATE", help="Said, or else published, then or before.")
@click.option("--kind", metavar="KIND", help="In articles of this kind: article, live blog, transcript, …")
@click.option("--act", metavar="ACT", help="Acts of speech of this kind: assert, deny, promise, …")
@click.option("--top", type=click.IntRange(1), default=20, metavar="N", help="Lines shown.  [default: 20]")
def search(where: str, words: tuple[str, ...], top: int, **given: Any) -> None:
    """Search what was said: all words must occur; “in quotation marks” as a phrase, -with a minus not.

    \b
    Examples:
      crossread dossier search talks.db gas pipeline
      crossread dossier search talks.db '"salt road"' --speaker Brenn --since 2031-05-01
    """
    from crossread.dossier.searching import Query

    with opened(where) as dossier:
        found = dossier.search(Query(words=" ".join(words), **given), limit=top)
        names = {line.id: line.name for line in dossier.actors(limit=100_000, named=False).items}
    for hit in found.items:
        who = " → ".join(names.get(voice, voice) for voice in hit.voices) or hit.outlet or "?"
        click.echo(f"{hit.said_on or (hit.published or '')[:10]}  {shown(who)} ({shown(hit.outlet or '?')})")
        click.echo(f"    {shown(hit.words)}  [{hit.claim[:8]}]")
    click.echo(f"{len(found.items)} of {found.total}.", err=True)
