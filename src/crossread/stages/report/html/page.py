"""Records to the page: gathers the views, fills the templates."""

from collections.abc import Callable
from functools import cache
from html import escape
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from crossread.records import Finding, FindingKind, ReportData, check_report
from crossread.stages.report.html.article import article_views
from crossread.stages.report.html.dates import long_date
from crossread.stages.report.html.links import Links
from crossread.stages.report.html.timeline import timeline
from crossread.stages.report.html.view import FindingView, finding_view, story_view, table_views
from crossread.stages.report.labels import (
    KindLabel,
    finding_label,
    judged_label,
    kind_label,
    second_reader_line,
)
from crossread.stages.report.shown import elided, one_line, plural, sound, sound_path

_APART = (FindingKind.COMMITMENT, FindingKind.QUOTE_VARIANT)  # kinds with a section of their own
_LOW_CONFIDENCE = 0.5


def to_html(report: ReportData) -> str:
    """``report`` as one self-contained page; the same records give the same string.

    All words of sources are escaped and harmless. Raises PositionError where a
    position does not resolve.
    """
    check_report(report)
    links = Links(report)
    views = [finding_view(links, finding) for finding in links.findings]
    page = environment(resource).get_template("page.html.j2")
    return sound(
        page.render(
            report=report,
            style=Markup(resource("style.css")),  # noqa: S704 - ours, not a source's
            targets=links.targets(),
            headline=_headline(report),
            voices=len({voice for claim in report.claims for voice in claim.heard}),
            stories=[story_view(links, story) for story in report.stories],
            findings=[view for view in views if _in_list(view.finding)],
            sole=[view for view in views if view.finding.kind is FindingKind.SOLE_ACCOUNT],
            commitments=[view for view in views if view.finding.kind is FindingKind.COMMITMENT],
            variants=[view for view in views if view.finding.kind is FindingKind.QUOTE_VARIANT],
            kinds=_kinds([view for view in views if _in_list(view.finding)]),
            ledger=_ledger(views),
            tables=table_views(links, views),
            timeline=timeline(links),
            articles=article_views(links),
            actors=_actors(links),
            copies=_copies(links),
            rejected=[_rejected(finding) for finding in report.rejected],
            low=[v for v in views if v.finding.score < _LOW_CONFIDENCE and not v.finding.accepted],
            second_reader=second_reader_line(report.run.options),
            left_machine=report.run.options.get("second_reader_local") is False,
            started=long_date(report.run.started, time=True),
        )
    )


def to_notebook(report: ReportData, *, height: int = 640) -> str:
    """The page in a frame of ``height`` pixels, for a notebook: its style and links stay its own."""
    page = escape(to_html(report), quote=True)
    return (
        f'<iframe srcdoc="{page}" sandbox="allow-popups" title="crossread report"'
        f' style="width:100%;height:{height:d}px;border:1px solid #8886"></iframe>'
    )


def _headline(report: ReportData) -> str:
    articles = plural(len(report.articles), "article")
    if not report.stories:
        return f"{articles}, read against each other"
    return f"{articles} on {plural(len(report.stories), 'story', 'stories')}, read against each other"


def _in_list(finding: Finding) -> bool:
    return finding.kind not in _APART and finding.kind is not FindingKind.SOLE_ACCOUNT


def _kinds(views: list[FindingView]) -> list[tuple[str, KindLabel, int]]:
    """The kinds that occur, with how often, in the order of the enumeration."""
    shown = [view.finding.kind for view in views]
    return [(kind.value, kind_label(kind), shown.count(kind)) for kind in FindingKind if kind in shown]


def _ledger(views: list[FindingView]) -> list[tuple[KindLabel, int, str]]:
    """Each kind that occurs, how often, and where its first finding stands."""
    first = {view.finding.kind.value: view.anchor for view in reversed(views)}
    return [(kind, count, f"#{first[value]}") for value, kind, count in _kinds(views)]


def _actors(links: Links) -> list[tuple[str, str, str, str, int]]:
    """Who speaks: name, type, side, other forms, number of claims; the most heard first."""
    heard: dict[str, int] = {}
    for claim in links.report.claims:
        for voice in dict.fromkeys(claim.heard):
            heard[voice] = heard.get(voice, 0) + 1
    rows = []
    for actor in links.report.actors:
        if actor.id in heard:
            forms = elided("; ".join(one_line(form) for form in actor.mentions if form != actor.name), 300)
            rows.append(
                (
                    links.index.party(actor.id),
                    actor.type.value,
                    links.index.side(actor.id),
                    forms,
                    heard[actor.id],
                )
            )
    return sorted(rows, key=lambda row: (-row[-1], row))


def _copies(links: Links) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Groups of copies: origin, least share, and the articles with their links and shares."""
    return [
        (
            one_line(group.origin or ""),
            f"{group.shared:.0%}",
            [
                (links.index.outlet(article), links.article(article), "" if part is None else f"{part:.0%}")
                for article, part in group.parts()
            ],
        )
        for group in links.report.copies
    ]


def _rejected(finding: Finding) -> tuple[str, str, str, list[str]]:
    """A rejected finding in a line: what it said, its question, the start of its id, who judged it."""
    lines = [judged_label(item) for item in finding.judged]
    return (finding_label(finding), elided(one_line(finding.question), 240), finding.id[:6], lines)


def resource(name: str) -> str:
    """A template or style of the page."""
    return files(__package__).joinpath("templates", name).read_text("utf-8")


@cache
def environment(load: Callable[[str], str | None]) -> Environment:
    """Templates by the name that ``load`` knows them by: all words escaped, nothing undefined passed over."""
    made = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["line"] = one_line
    made.filters["path"] = lambda path: one_line(sound_path(path))
    made.filters["plural"] = plural
    return made
