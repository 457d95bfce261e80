"""``crossread judge``: say of a finding that it holds, or not, and have later runs obey."""

import getpass
import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crossread.cli.cache import load_report
from crossread.cli.output import check_output, color_wanted, width, write_output
from crossread.errors import JudgementError, ReportError
from crossread.records import Action

if TYPE_CHECKING:
    from crossread.records import Anchor, Finding, Judgement, ReportData

_TIME = "%Y-%m-%dT%H:%M:%SZ"
_ALONE = (Action.ACCEPT, Action.REJECT, Action.NOTE, Action.UNDO)  # actions that take no WHAT


@click.command(short_help="Accept, reject, merge, split or annotate a finding; later runs obey.")
@click.argument("finding", required=False, metavar="[FINDING]")
@click.argument(
    "action",
    required=False,
    type=click.Choice([action.value for action in Action], case_sensitive=False),
    metavar="[ACTION]",
)
@click.argument("what", nargs=-1, metavar="[WHAT]…")
@click.option("--note", default="", metavar="TEXT", help="Why; it is kept, and shown in the report.")
@click.option(
    "--by",
    metavar="NAME",
    help="Who judges.  [default: CROSSREAD_BY, git's user.name, or the name of the account]",
)
@click.option(
    "--judgements",
    "file",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="The file to write.  [default: the one the last run obeyed, or crossread-judgements.jsonl here]",
)
@click.option(
    "--report",
    "report_file",
    metavar="FILE",
    help="The report file to look in.  [default: the last comparison]",
)
@click.option("--list", "listed", is_flag=True, help="Show the judgements of the file.")
@click.option("--undo", metavar="ID", help="Withdraw the judgement with this id (see --list).")
@click.option("--color/--no-color", default=None, help="Colour, or none.")
def judge(finding: str | None, action: str | None, what: tuple[str, ...], **given: Any) -> None:
    """Judge a finding of the last comparison: the judgement goes into a file that later runs obey.

    FINDING is a rank, or the start of an id. ACTION is one of: accept (it stays and comes first),
    reject (it is shown no more), merge WHAT (the findings WHAT are the same point), split WHAT (the
    accounts WHAT, by number or name, do not belong to it), note (only keep --note), undo (withdraw
    the last judgement of it). Without ACTION the finding is shown with its accounts numbered.

    \b
    Examples:
      crossread judge 1
      crossread judge 1 accept
      crossread judge 2 reject --note "The second number is for both days together."
      crossread judge 1 merge 2
      crossread judge 1 split 3
      crossread judge --list
    """
    if given["listed"] or given["undo"]:
        if finding is not None or (given["listed"] and given["undo"]):
            raise click.UsageError("--list and --undo ID stand alone.")
        _on_file(_file(given["file"], _last_or_none(given["report_file"])), given)
        return
    if finding is None:
        raise click.UsageError("Name a finding, or give --list.")
    report = load_report(given["report_file"])
    path = _file(given["file"], report)
    if action is None:
        _show(report, finding, given["color"])
        return
    known = _known(path)
    made = _made(report, finding, Action(action), what, known=known, given=given, path=path)
    _add(path, made)


def _last_or_none(file: str | None) -> "ReportData | None":
    try:
        return load_report(file)
    except ReportError:
        if file is not None:
            raise
        return None


def _file(named: str | None, report: "ReportData | None") -> Path:
    """Where judgements go: as named, else the file that the last run obeyed, else here."""
    from crossread.inputs.judgements import NAME

    if named is not None:
        return Path(named)
    obeyed = report.run.options.get("judgements_file") if report else None
    return Path(obeyed) if isinstance(obeyed, str) and Path(obeyed).is_file() else Path(NAME)


def _known(path: Path) -> "tuple[Judgement, ...]":
    from crossread.inputs.judgements import read_judgements

    return read_judgements(path) if path.exists() else ()


def _show(report: "ReportData", finding: str, color: bool | None) -> None:
    from crossread.stages.report import find_finding, to_numbered

    wanted = color_wanted(color)
    chosen = find_finding(report, finding)
    click.echo(to_numbered(report, chosen, width=width(), color=wanted), nl=False, color=wanted)


def _on_file(path: Path, given: dict[str, Any]) -> None:
    from crossread.stages.judge import standing

    known = _known(path)
    if given["undo"]:
        found = [item for item in known if item.id.startswith(given["undo"].strip().casefold())]
        if len(found) != 1:
            raise JudgementError(
                f"{len(found) or 'No'} judgements of {path} have an id that starts with {given['undo']!r}.",
                remedy="`crossread judge --list` shows the ids.",
            )
        _add(path, _undoing(found[0], known=known, given=given, path=path))
        return
    if not known:
        click.echo(f"{path} holds no judgements." if path.exists() else f"There is no {path}: no judgements.")
        return
    from crossread.stages.report import to_judgements_text

    kept = {judgement.id for judgement in standing(known)}
    wanted = color_wanted(given["color"])
    text = to_judgements_text(known, standing=kept, width=width(), color=wanted)
    click.echo(text, nl=False, color=wanted)


def _made(
    report: "ReportData",
    name: str,
    action: Action,
    what: Sequence[str],
    *,
    known: "Sequence[Judgement]",
    given: dict[str, Any],
    path: Path,
) -> "Judgement":
    """The judgement that the words of the command line ask for."""
    from crossread.records import Judgement
    from crossread.stages.judge import target_of
    from crossread.stages.report import find_finding

    if action in _ALONE and what:
        raise click.UsageError(f"{action} takes one finding and nothing more: {' '.join(what)!r}.")
    if action not in _ALONE and not what:
        raise click.UsageError(f"{action} needs to know what: findings to merge, or accounts to split off.")
    if action is Action.NOTE and not given["note"]:
        raise click.UsageError("Give the words with --note TEXT.")
    finding = find_finding(report, name)
    if action is Action.UNDO:
        return _undoing(_last_of(report, finding, known), known=known, given=given, path=path)
    return Judgement(
        action=action,
        target=target_of(report, finding),
        by=who(given["by"], path),
        on=_now(known),
        note=given["note"],
        others=tuple(target_of(report, other) for other in _merged(report, finding, what))
        if action is Action.MERGE
        else (),
        out=_out(report, finding, what) if action is Action.SPLIT else (),
    )


def _merged(report: "ReportData", finding: "Finding", what: Sequence[str]) -> "list[Finding]":
    from crossread.stages.report import find_finding

    others = list(dict.fromkeys(find_finding(report, name) for name in what))
    if finding in others:
        raise JudgementError("A finding cannot be merged with itself.", remedy="Name another one.")
    return others


def _out(report: "ReportData", finding: "Finding", what: Sequence[str]) -> "tuple[Anchor, ...]":
    """The passages of the accounts that ``what`` names: by number, or part of a party's or outlet's name."""
    from crossread.stages.judge import speaking

    accounts = speaking(report, finding)
    chosen: set[int] = set()
    for word in what:
        needle = word.strip("()").casefold()
        by_number = {n for n in range(len(accounts)) if str(n + 1) == needle}
        by_name = {n for n, item in enumerate(accounts) if any(needle in x.casefold() for x in item.names)}
        if not (by_number or by_name):
            choices = "; ".join(f"({n}) {item.names[0]}" for n, item in enumerate(accounts, 1))
            raise JudgementError(
                f"No account of this finding is called {word!r}.", remedy=f"There are: {choices}."
            )
        chosen |= by_number or by_name
    if len(accounts) - len(chosen) < 2:
        raise JudgementError(
            "That would leave fewer than two accounts, which is no finding.",
            remedy="Reject it instead, or take out fewer.",
        )
    return tuple(anchor for n, item in enumerate(accounts) if n in chosen for anchor in item.anchors)


def _last_of(report: "ReportData", finding: "Finding", known: "Sequence[Judgement]") -> "Judgement":
    """The last standing judgement of a finding: one that it shows, or that speaks of its passages."""
    from crossread.stages.judge import Places, standing

    places = Places(report.articles)
    said = {(item.action, item.by, item.on) for item in finding.judged}
    found = [
        judgement
        for judgement in standing(known)
        if (judgement.action, judgement.by, judgement.on) in said or places.fit(judgement.target, finding)
    ]
    if not found:
        raise JudgementError(
            "Nobody has judged this finding, or it was undone already.",
            remedy="`crossread judge --list` shows all judgements.",
        )
    return found[-1]


def _undoing(
    judgement: "Judgement", *, known: "Sequence[Judgement]", given: dict[str, Any], path: Path
) -> "Judgement":
    from dataclasses import replace

    from crossread.records import Judgement

    return Judgement(
        action=Action.UNDO,
        target=replace(judgement.target, anchors=()),
        by=who(given["by"], path),
        on=_now(known),
        note=given["note"],
        undoes=judgement.id,
    )


def _now(known: "Sequence[Judgement]") -> str:
    """This second in UTC, or the first after it at which nothing was judged: times give the order."""
    taken = {judgement.on for judgement in known}
    now = datetime.now(UTC)
    while now.strftime(_TIME) in taken:
        now += timedelta(seconds=1)
    return now.strftime(_TIME)


def who(given: str | None, path: Path) -> str:
    """Who judges: as given, else by CROSSREAD_BY, git's user.name where the file lies, or the account."""
    name = " ".join((given or os.environ.get("CROSSREAD_BY") or _git_name(path) or "").split())
    if name:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise JudgementError("Nobody knows who you are.", remedy="Say it with --by NAME.") from error


def _git_name(path: Path) -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    command = [git, "config", "user.name"]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            command, cwd=path.resolve().parent, capture_output=True, timeout=10, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _add(path: Path, judgement: "Judgement") -> None:
    """Put a judgement into its file, among the lines that are there, and say so."""
    from crossread.inputs.judgements import read_lines
    from crossread.stages.judge import to_line
    from crossread.stages.report import receipt

    check_output(str(path))
    text = read_lines(path) if path.exists() else ""
    lines = {line.rstrip("\r") for line in text.split("\n") if line.strip()} | {to_line(judgement)}
    write_output(str(path), "".join(f"{line}\n" for line in sorted(lines)))
    click.echo(receipt(judgement))
    click.echo(f"Written: {path}. The next `crossread compare` obeys it.", err=True)
