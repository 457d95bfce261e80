"""An article in full as the page shows it: furniture grey, posts with times, claims and passages marked."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crossread.records import Article
from crossread.stages.report.html.dates import long_date
from crossread.stages.report.html.links import Links
from crossread.stages.report.html.marks import Mark, Marks
from crossread.stages.report.html.segments import Cover, Line, article_lines
from crossread.stages.report.labels import basis_label, flag_label
from crossread.stages.report.shown import elided, one_line, plural, sound_path


@dataclass(frozen=True, slots=True)
class PieceView:
    """A segment: its words, its anchor ("" for none), how it is marked."""

    text: str
    anchor: str
    mark: Mark


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


def article_views(links: Links) -> list[ArticleView]:
    """The articles of a report ready to be shown, nothing of their texts left out."""
    marks = Marks(links)
    return [_article(links, marks, article) for article in links.report.articles]


def _article(links: Links, marks: Marks, article: Article) -> ArticleView:
    index = links.index
    lines = article_lines(article, _covers(links, article))
    times = _post_times(article, lines)
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
        anchor=links.article_anchor(article.id),
        outlet=index.outlet(article.id),
        title=elided(index.title(article), 400),
        facts=tuple(fact for fact in facts if fact),
        path=one_line(sound_path(article.path)),
        url=_web_address(article.url),
        language=one_line(article.language),
        flags=tuple(elided(flag_label(article, flag), 400) for flag in article.flags),
        lines=tuple(_line(marks, links, article, line, times.get(line.start, "")) for line in lines),
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
        yield Cover(span, "passage", links.place_anchor(article.id, span.start))
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


def _line(marks: Marks, links: Links, article: Article, line: Line, time: str) -> LineView:
    return LineView(
        pieces=tuple(
            PieceView(
                text=segment.text,
                anchor=links.place_anchor(article.id, segment.start) if segment.anchored else "",
                mark=marks.mark(segment.keys),
            )
            for segment in line.segments
        ),
        kind=_line_kind(line),
        time=time,
        anchor=links.place_anchor(article.id, line.end) if line.break_anchored else "",
    )


def _line_kind(line: Line) -> str:
    if line.blank:
        return "blank"
    seen = [segment.keys for segment in line.segments if segment.text.strip()]
    kinds = ("furniture", "title", "heading")
    return next((kind for kind in kinds if all(kind in keys for keys in seen)), "")


def _post_times(article: Article, lines: Sequence[Line]) -> dict[int, str]:
    """The time of the post that begins on a line, by the start of the line."""
    starts = [line.start for line in lines]
    times: dict[int, str] = {}
    for post in article.posts:
        start = starts[bisect_right(starts, post.span.start) - 1]
        times.setdefault(start, one_line(post.time[11:16] if len(post.time) > 5 else post.time))
    return times
