"""What kind of text an article is."""

import re
from collections import Counter

from crossread.records import ArticleKind
from crossread.stages.clean.document import Document
from crossread.stages.clean.lines import Line, Shape

_TURN = re.compile(
    r"^(?:(?P<q>Q)(?::|\s{2,}|\s+[A-Z(\"“])|(?P<caps>[A-Z][A-Z.'’ -]{2,48}[A-Z.])(?: \([^)]{2,60}\))?:\s"
    r"|(?P<name>(?:[A-Z][\w.'’-]+ ){1,4}[A-Z][\w.'’-]+):\s+[A-Z\"“])"
)
_LEAST_TURNS = 4
_LEAST_ALONE = 3  # times that a name stands alone on a line, for two names
_NAME = re.compile(r"[A-Z][\w.'-]+(?: [A-Z][\w.'-]*){0,3}")
_READOUT = re.compile(
    r"\bread-?out\b|\b(?:telephone|phone) (?:conversation|call)s?\b|\b(?:phone|video|telephone) call with\b"
    r"|^(?:joint |press |presidential )*(?:statement|communiqu[eé]|declaration)\b"
    r"|\bjoint (?:statement|communiqu[eé]|declaration)\b",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"^(?:meeting|conversation|call|talks|consultations?|contact) (?:with|between|of)\b", re.IGNORECASE
)
_OPINION = re.compile(
    r"^\W*(?:opinions?|analysis ?/ ?opinion|op-?ed|commentary|comment|columns?|columnists?|editorials?"
    r"|letters? to the editor|perspective)\b(?:\W|$)",
    re.IGNORECASE,
)
_STATED = {
    "live blog": ArticleKind.LIVE_BLOG,
    "liveblog": ArticleKind.LIVE_BLOG,
    "transcript": ArticleKind.TRANSCRIPT,
    "briefing": ArticleKind.TRANSCRIPT,
    "readout": ArticleKind.READOUT,
    "statement": ArticleKind.READOUT,
    "opinion": ArticleKind.OPINION,
    "op-ed": ArticleKind.OPINION,
    "editorial": ArticleKind.OPINION,
    "article": ArticleKind.ARTICLE,
    "news": ArticleKind.ARTICLE,
}


def kind_of(document: Document, title: str | None, above: list[Line], *, posts: bool) -> ArticleKind:
    """Judge by what is stated, by posts, by speakers' turns, by the headline, by labels above the body."""
    if posts:
        return ArticleKind.LIVE_BLOG
    stated = _STATED.get(document.raw.stated.get("kind", "").casefold())
    if stated and stated is not ArticleKind.LIVE_BLOG:
        return stated
    if _is_transcript(document):
        return ArticleKind.TRANSCRIPT
    if title and _is_readout(title, official=bool(document.raw.stated.get("party"))):
        return ArticleKind.READOUT
    labels = [line.plain for line in above if line.words <= 6]
    if any(
        _OPINION.match(words)
        for words in [*labels, *([title] if title and re.match(r"\w+\W*[|:]", title) else [])]
    ):
        return ArticleKind.OPINION
    return ArticleKind.ARTICLE


def is_turn(line: Line) -> bool:
    """Whether a line begins with a speaker's name, as transcripts write it, or with "Q"."""
    return bool(_TURN.match(line.text))


def _is_readout(title: str, *, official: bool) -> bool:
    return (
        bool(_READOUT.search(title) and official)
        or bool(re.search(r"\bread-?out of\b", title, re.IGNORECASE))
        or (official and bool(_OFFICIAL.match(title)))
    )


def _stands_alone(document: Document, line: Line) -> bool:
    """Whether a line is nothing but what may be a speaker's name."""
    named = line.shape is Shape.LABEL and line.words <= 4 and _NAME.fullmatch(line.plain)
    return bool(named) and line.index not in document.marks


def _is_transcript(document: Document) -> bool:
    """Speakers' names open enough of the lines, or stand above them, and some speaker more than once."""
    speakers: Counter[str] = Counter()
    alone = Counter(line.plain for line in document.lines if _stands_alone(document, line))
    if sum(count >= _LEAST_ALONE for count in alone.values()) >= 2:
        return True
    for line in document.lines:
        found = _TURN.match(line.text)
        if found:
            speakers[(found["q"] or found["caps"] or found["name"]).strip()] += 1
    turns = sum(speakers.values())
    return (
        turns >= _LEAST_TURNS
        and len(speakers) >= 2
        and max(speakers.values()) >= 2
        and turns >= 0.08 * len(document.lines)
    )
