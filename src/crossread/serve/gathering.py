"""What the pages show, gathered from the dossier: the report's views, put in the order of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crossread.dossier.correcting import Spoken
from crossread.dossier.facade import Dossier
from crossread.dossier.views import ArticleView, Said
from crossread.records import (
    Act,
    Actor,
    ActorType,
    Article,
    Claim,
    Correction,
    Finding,
    FindingKind,
    Judgement,
    ReportData,
    Run,
)
from crossread.serve.links import PageLinks
from crossread.stages.report.html.dates import long_date
from crossread.stages.report.html.view import FindingView, finding_view
from crossread.stages.report.index import speaking
from crossread.stages.report.labels import act_label, finding_label, kind_label, quotation_label
from crossread.stages.report.shown import elided, one_line

_MOST_WORDS = 1_500
_AROUND = 400  # code points of an article that are shown on either side of a claim


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


def grouped(said: Sequence[Saying], names: Mapping[str, str]) -> list[tuple[str, str, list[Saying]]]:
    """Claims by their story: its id and name ("" for none), and its claims in their order."""
    out: dict[str, list[Saying]] = {}
    for one in said:
        out.setdefault(one.story, []).append(one)
    return [(story, elided(one_line(names.get(story, "")), 160), items) for story, items in out.items()]


def account_lines(links: PageLinks, finding: Finding) -> list[str]:
    """The accounts of a finding that say something, as a split numbers them."""
    return [
        f"{links.index.party(account.party)}, {links.index.outlet(account.article)}"
        for account in speaking(finding)
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


def heard(view: ArticleView) -> list[Actor]:
    """Whose words an article gives: actors with a name; not those whom only its findings bring in."""
    voices = {voice for claim in view.claims for voice in claim.voices}
    return [
        actor
        for actor in view.actors
        if actor.named and actor.id in voices and actor.type is not ActorType.OUTLET
    ]


def finding_views(links: PageLinks) -> list[FindingView]:
    """The findings of a report, the most important first."""
    return [finding_view(links, finding) for finding in links.findings]


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in its article's list: through whose voices, in what act, its words, its page."""

    chain: str
    words: str
    href: str


def claim_lines(links: PageLinks, view: ArticleView) -> list[ClaimLine]:
    """The claims of an article that somebody else makes, in the order of the text."""
    voiced = sorted((c for c in view.claims if c.voices), key=lambda claim: claim.extent.start)
    return [
        ClaimLine(
            chain=links.index.chain(claim),
            words=elided(one_line(links.index.words(claim.article, claim.extent)), 200),
            href=links.claim(claim.id),
        )
        for claim in voiced
    ]


def claim_page(claim: Claim, article: Article, report: ReportData) -> dict[str, Any]:
    """What the page of a claim shows."""
    links = PageLinks(report)
    index = links.index
    start, end = claim.extent.start, claim.extent.end
    before, after = max(0, start - _AROUND), min(len(article.text), end + _AROUND)
    return {
        "claim": claim,
        "outlet": index.outlet(article.id),
        "title": index.title(article),
        "article": article.id,
        "chain": index.chain(claim),
        "voices": [(voice, index.party(voice)) for voice in claim.voices],
        "act": act_label(claim.act),
        "manner": quotation_label(claim.quotation),
        "said_on": long_date(claim.said_on.iso()) if claim.said_on else "",
        "before": article.text[before:start],
        "words": article.text[start:end],
        "after": article.text[end:after],
        "cut": (before > 0, after < len(article.text)),
        "href": links.place(article.id, start),
        "pointers": [
            pointer(finding)
            for finding in links.findings
            if any(claim.id in account.claims for account in finding.accounts)
        ],
        "heard": sorted({(actor.id, index.party(actor.id)) for actor in report.actors if actor.named}),
    }


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of an article's text, and whether it counts as furniture."""

    start: int
    end: int
    words: str
    furniture: bool


def paragraphs(article: Article) -> list[Paragraph]:
    """The lines of an article that are not empty; one is furniture where most of it is."""
    out: list[Paragraph] = []
    place = 0
    for line in article.text.split("\n"):
        start, end = place, place + len(line)
        place = end + 1
        if not line.strip():
            continue
        marked = sum(
            max(0, min(end, part.span.end) - max(start, part.span.start)) for part in article.furniture
        )
        out.append(Paragraph(start, end, elided(one_line(line), 300), 2 * marked > end - start))
    return out


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A judgement or correction in a list."""

    id: str
    what: str
    of: str
    by: str
    on: str
    note: str
    standing: bool
    undo: bool  # whether it can be withdrawn


def spoken_lines(items: Sequence[Spoken]) -> list[SpokenLine]:
    """Judgements and corrections as the page lists them."""
    return [
        SpokenLine(
            id=one.item.id,
            what=(one.item.action if isinstance(one.item, Judgement) else one.item.mend).value.replace(
                "_", " "
            ),
            of=elided(one_line(_spoken_of(one.item)), 200),
            by=one_line(one.item.by),
            on=long_date(one.item.on, time=True),
            note=elided(one_line(one.item.note), 400),
            standing=one.standing,
            undo=one.standing and not one.item.undoes,
        )
        for one in items
    ]


def _spoken_of(item: Judgement | Correction) -> str:
    """What a judgement or correction speaks of, in the words of the sources or the person's own."""
    if isinstance(item, Judgement):
        return item.target.question
    names = [actor.name for actor in item.actors]
    return ", ".join(
        part for part in (*names, *item.forms, item.value if item.value not in names else "") if part
    )
