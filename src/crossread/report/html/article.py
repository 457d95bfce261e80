"""An article in full as the page shows it: furniture grey, posts with times, claims and passages marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from crossread.records import Article
from crossread.report.html.dates import long_date
from crossread.report.html.links import Links
from crossread.report.html.segments import Cover, Line, Segment, article_lines
from crossread.report.labels import basis_label, finding_label, kind_label, quotation_label
from crossread.report.shown import elided, one_line, plural, sound_path

_MOST_NAMED = 4  # claims or findings that one tooltip names


@dataclass(frozen=True, slots=True)
class PieceView:
    """A segment: its words, classes, anchor ("" for none), link to a finding ("" for none) and tooltip."""

    text: str
    classes: str
    anchor: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A line: ``kind`` is "", "title", "heading", "furniture" or "blank"; ``time`` where a post begins."""

    pieces: tuple[PieceView, ...]
    kind: str
    time: str
    anchor: str  # an anchor that stands at the line break


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with what is known of it."""

    anchor: str
    outlet: str
    title: str
    facts: tuple[str, ...]
    path: str
    url: str
    language: str
    flags: tuple[str, ...]
    lines: tuple[LineView, ...]


def article_view(links: Links, article: Article) -> ArticleView:
    """An article ready to be shown, nothing of its text left out."""
    index = links.index
    names = _Names(links)
    lines = article_lines(article, _covers(links, article))
    date = long_date(article.published, time=True)
    basis = basis_label(article.published_basis)
    facts = (
        (f"{date} ({basis})" if basis else date) or "no publication date",
        elided(one_line(article.byline or ""), 200),
        f"agency: {elided(one_line(article.agency), 160)}" if article.agency else "",
        f"document of {elided(one_line(article.party), 160)}" if article.party else "",
        article.kind.value,
        plural(len(index.claims_of[article.id]), "claim"),
        plural(len(article.posts), "post") if article.posts else "",
    )
    return ArticleView(
        anchor=links.article(article.id)[1:],
        outlet=index.outlet(article.id),
        title=elided(index.title(article), 400),
        facts=tuple(fact for fact in facts if fact),
        path=one_line(sound_path(article.path)),
        url=_web_address(article.url),
        language=one_line(article.language),
        flags=tuple(elided(one_line(flag), 160) for flag in article.flags),
        lines=tuple(_line(names, links, article, line) for line in lines),
    )


def _web_address(url: str | None) -> str:
    """A link that only leads to the web: no script, no file."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return (url or "") if parts.scheme in ("http", "https") and parts.netloc else ""


def _covers(links: Links, article: Article) -> Iterable[Cover]:
    for finding, span in links.shown[article.id]:
        yield Cover(span, "finding", finding, anchored=True)
        yield Cover(span, "passage", links.passage(article.id, span)[1:])
    for claim in links.index.claims_of[article.id]:
        # An article's own words are nearly all of it: marking them would mark nothing.
        layer = "claim" if claim.voices else "own words"
        yield from (Cover(span, layer, claim.id, anchored=True) for span in claim.content)
        if claim.cue:
            yield Cover(claim.cue, "cue", claim.id)
    yield from (Cover(span, "story", story, anchored=True) for story, span in links.told[article.id])
    yield from (Cover(item.span, "furniture", item.why) for item in article.furniture)
    yield from (Cover(span, "heading", "") for span in article.headings)
    yield from (Cover(post.span, "post", post.time, anchored=True) for post in article.posts)
    if article.title_span:
        yield Cover(article.title_span, "title", "")


class _Names:
    """What tooltips say of findings and claims, each worded once."""

    def __init__(self, links: Links) -> None:
        self.links = links
        self.findings = {
            found.id: f"Finding {found.rank}, {finding_label(found)}: {elided(one_line(found.question), 120)}"
            for found in links.findings
        }
        self.tones = {finding.id: kind_label(finding.kind).tone for finding in links.findings}
        self.order = {finding.id: place for place, finding in enumerate(links.findings)}

    def claim(self, claim: str) -> str:
        """The voices of a claim, the act and the manner of quotation."""
        found = self.links.index.claims[claim]
        manner = quotation_label(found.quotation)
        return self.links.index.chain(found) + (f" ({manner})" if manner else "")


def _line(names: _Names, links: Links, article: Article, line: Line) -> LineView:
    post = next((post for post in article.posts if line.start <= post.span.start <= line.end), None)
    return LineView(
        pieces=tuple(_piece(names, links, article, segment) for segment in line.segments),
        kind=_line_kind(line),
        time=one_line(post.time[11:16] if len(post.time) > 5 else post.time) if post else "",
        anchor=links.place(article.id, line.end)[1:] if line.break_anchored else "",
    )


def _line_kind(line: Line) -> str:
    if line.blank:
        return "blank"
    seen = [segment for segment in line.segments if segment.text.strip()]
    return next(
        (layer for layer in ("furniture", "title", "heading") if all(layer in s.keys for s in seen)), ""
    )


def _piece(names: _Names, links: Links, article: Article, segment: Segment) -> PieceView:
    findings = sorted(segment.keys.get("finding", ()), key=names.order.__getitem__)
    claims = segment.keys.get("claim", ())
    classes = []
    if findings:
        classes += ["in-finding", names.tones[findings[0]]]
        classes += [f"p-{key}" for key in segment.keys["passage"]]
    if claims:
        classes += ["in-claim", *(["inner"] if len(claims) > 1 else [])]
    if "cue" in segment.keys and not claims:
        classes.append("cue")
    if "furniture" in segment.keys:
        classes.append("furniture")
    said = [names.claim(claim) for claim in claims[:_MOST_NAMED]]
    told = [names.findings[finding] for finding in findings[:_MOST_NAMED]]
    why = [f"not body: {elided(one_line(key), 160)}" for key in segment.keys.get("furniture", ())]
    return PieceView(
        text=segment.text,
        classes=" ".join(classes),
        anchor=links.place(article.id, segment.start)[1:] if segment.anchored else "",
        href=links.finding(findings[0]) if findings else "",
        title="\n".join((*said, *told, *why)),
    )
