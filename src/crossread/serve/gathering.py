"""What the pages show, gathered from the dossier: the report's views, put in the order of the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from crossread.dossier.facade import Dossier
from crossread.dossier.views import ArticleView, Said
from crossread.records import Act, Finding, FindingKind, ReportData, Run
from crossread.serve.links import PageLinks
from crossread.stages.report.html.dates import long_date
from crossread.stages.report.html.view import FindingView, finding_view
from crossread.stages.report.labels import act_label, finding_label, kind_label
from crossread.stages.report.shown import elided, one_line

_MOST_WORDS = 1_500


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a story's page: an anchor, a heading, what it holds in words, its findings."""

    anchor: str
    title: str
    lede: str
    views: tuple[FindingView, ...]
    compact: bool = False


_SECTIONS: tuple[tuple[str, str, str, tuple[FindingKind, ...]], ...] = (
    (
        "rival", "Rival accounts", "Where the parties' accounts do not go together, each in its own words.",
        (FindingKind.CONTRADICTION, FindingKind.DENIAL, FindingKind.NUMERIC_DIFFERENCE, FindingKind.EMPHASIS),
    ),
    ("agreed", "Agreed", "What parties say alike.", (FindingKind.AGREEMENT,)),
    ("sole", "Said by one account only", "The others report on the story and are silent here.",
     (FindingKind.SOLE_ACCOUNT,)),
    ("commitments", "Commitments", "What was agreed, promised, ordered or refused, and what became of it.",
     (FindingKind.COMMITMENT,)),
    ("shifts", "Changed positions", "Where one party says something else than before.",
     (FindingKind.POSITION_SHIFT,)),
    ("quotations", "Quotations as they travelled", "Tellings of one utterance; words of only one are marked.",
     (FindingKind.QUOTE_VARIANT,)),
)  # fmt: skip


def sections(views: list[FindingView]) -> list[Section]:
    """The parts of a story's page that have findings, rival accounts first."""
    made = [
        Section(
            anchor, title, lede, tuple(v for v in views if v.finding.kind in kinds), compact=anchor == "sole"
        )
        for anchor, title, lede, kinds in _SECTIONS
    ]
    return [section for section in made if section.views]


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim in a list: who said it when, in what words, and where they stand."""

    day: str
    voices: tuple[tuple[str, str], ...]  # actor's id, name
    act: str
    words: str
    outlet: str
    href: str
    story: str


def sayings(dossier: Dossier, items: Sequence[Said]) -> list[Saying]:
    """Claims outside their story, with the names of who said them."""
    names = dossier.names({voice for item in items for voice in item.voices})
    return [
        Saying(
            day=long_date(item.said_on or (item.published or "")[:10]),
            voices=tuple((voice, elided(one_line(names.get(voice, voice)), 160)) for voice in item.voices),
            act=act_label(Act(item.act)) + (", hedged" if item.hedged else ""),
            words=elided(one_line(item.words), _MOST_WORDS),
            outlet=one_line(item.outlet or "?"),
            href=f"/articles/{item.article}" + (f"#p{item.content[0].start}" if item.content else ""),
            story=item.story or "",
        )
        for item in items
    ]


@dataclass(frozen=True, slots=True)
class Pointer:
    """A finding in a line, with the way to it."""

    label: str
    tone: str
    question: str
    href: str


def pointer(finding: Finding) -> Pointer:
    """A finding in a line."""
    links = PageLinks(ReportData(run=Run("", ""), findings=(finding,)))
    return Pointer(
        label=finding_label(finding),
        tone=kind_label(finding.kind).tone,
        question=elided(one_line(finding.question), 240),
        href=links.finding(finding.id),
    )


def article_report(view: ArticleView) -> ReportData:
    """An article with all that was read in it, as the report of this one article."""
    return ReportData(
        run=Run("", ""),
        articles=(view.article,),
        actors=view.actors,
        stories=view.stories,
        claims=view.claims,
        findings=view.findings,
        times=view.times,
        mentions={view.article.id: view.mentions},
    )


def finding_views(links: PageLinks) -> list[FindingView]:
    """The findings of a report, the most important first."""
    return [finding_view(links, finding) for finding in links.findings]
