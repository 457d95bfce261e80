"""The block above the body: headline, dateline, byline, and the site's labels around them."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from crossread.records import Span
from crossread.stages.clean.dates import WEEKDAYS, Dated, find_clock, find_dates
from crossread.stages.clean.document import Document
from crossread.stages.clean.extent import Extent
from crossread.stages.clean.lines import Line, Shape

_NAME = r"[A-Z][\w'’.-]+(?: (?:de|da|di|van|von|der|den|el|al|bin|la|le|[A-Z][\w'’.-]*)){1,4}"
_BYLINE = re.compile(
    r"^\W*(?:(?:(?:[Ww]ritten|[Ss]tory|[Aa]nalysis|[Rr]eport|[Pp]osted) )?[Bb]y|BY|[Ff]rom)[: ]+"
    r"(?P<name>[A-Z*].{2,80})$"
)
_NAMES_ONLY = re.compile(rf"^{_NAME}(?:(?:,| and| &) {_NAME})*$")
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|contributor|columnist|staff|writer|bureau|producer|journalist|desk|fellow)\b",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(
    rf"\b(?:{'|'.join(WEEKDAYS)}|mon|tues?|wed|thur?s?|fri|sat|sun|published|updated|last|modified|posted|created|on|at|first"
    r"|date|time|gmt|utc|bst|e[sd]?t|p[sd]?t|c[sd]?t|m[sd]t|cest|cet|msk|ist|hrs?|hours|noon|midnight|a\.?m|p\.?m)\b\.?",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")
_MOST_REST = 7  # words that may stand beside the date in a dateline: an outlet, a name
_MOST_CHROME = 7
_MOST_TITLE = 35


@dataclass(frozen=True, slots=True)
class Masthead:
    """The headline and where it stands, the first dateline's date, and who signed."""

    title: str | None = None
    span: Span | None = None
    dated: Dated | None = None
    byline: str | None = None
    rest: str = ""  # what stood beside the date: names of outlet and writer


def read_masthead(document: Document, extent: Extent | None) -> Masthead:
    """Find title, date and byline above the body, and mark all there that is not headline or standfirst."""
    stated = document.raw.stated
    first = _below_headline(document, extent.first) if extent else 0
    above = list(document.lines[:first])
    below = [line for line in document.lines if extent and line.index > extent.last]
    dated, rest = _datelines(document, [*above, *below])
    title = _title(document, above, stated.get("title"))
    if title:
        document.keep(title)
        _mark_title_again(document, title)
    byline = _bylines(document, above) or _name_in(rest)
    for line in above:
        if document.open(line) and line.shape is Shape.LABEL and line.words <= _MOST_CHROME:
            document.mark(line, "site chrome")
    words = title.text if title else _without_site(stated.get("title"), stated.get("outlet"))
    return Masthead(words, title.span if title else None, dated, byline, rest)


def _below_headline(document: Document, first: int) -> int:
    """Where the body begins, without a headline that closes like a sentence: "Did they agree?"."""
    line = document.lines[first]
    closed = line.shape is Shape.SENTENCE and line.plain.endswith(("?", "!", '"', "'"))
    return first + 1 if closed and line.gap_after and 4 <= line.words <= 20 else first


def mark_dates_inside(document: Document) -> None:
    """Mark lines inside the body that hold a full date and nothing else (reprinted mastheads)."""
    for line in document.lines:
        if document.open(line) and line.shape is not Shape.PROSE and line.words <= 20:
            found = find_dates(line.plain)
            if found and not _beside(line.plain, found):
                document.mark(line, "dateline")


def dateline_of(plain: str) -> tuple[Dated, str] | None:
    """The date of a line that is a dateline, and the words beside it."""
    found = find_dates(plain)
    if not found or len(plain.split()) > 20:
        return None
    rest = _beside(plain, found)
    return (found[0], rest) if len(rest.split()) <= _MOST_REST and not rest.endswith(".") else None


def _datelines(document: Document, lines: list[Line]) -> tuple[Dated | None, str]:
    first: Dated | None = None
    beside = ""
    for line in lines:
        if not document.open(line) or line.shape is Shape.PROSE:
            continue
        found = dateline_of(line.plain)
        if found:
            document.mark(line, "dateline")
            if first is None:
                first, beside = found
        elif line.words <= 8 and find_clock(line.plain) and len(_DATE_WORDS.sub("", line.plain).split()) <= 2:
            document.mark(line, "dateline")
    return first, beside


def _beside(plain: str, dates: list[Dated]) -> str:
    rest = plain
    for dated in reversed(dates):
        rest = rest[: dated.start] + " " + rest[dated.end :]
    rest = re.sub(r"\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?\b", " ", rest)
    return re.sub(r"[\s|,:()•·/-]+", " ", _DATE_WORDS.sub(" ", rest)).strip()


def _title(document: Document, above: list[Line], stated: str | None) -> Line | None:
    if stated:
        wanted = {_bare(stated), _bare(_SUFFIX.sub("", stated))}
        near = document.lines[: (above[-1].index if above else 0) + 4]
        for line in near:
            if any(
                _bare(line.plain) == words or fuzz.ratio(_bare(line.plain), words) >= 92 for words in wanted
            ):
                return line
        return None
    fitting = [line for line in above if document.open(line) and _could_be_title(line)]
    counts: dict[str, int] = {}
    for line in above:
        counts[line.key] = counts.get(line.key, 0) + 1
    # A headline that the page repeats is surest; three words may still be the site's name.
    for surely in (lambda line: counts[line.key] > 1, lambda line: line.words > 3, lambda line: True):
        found = next((line for line in fitting if surely(line)), None)
        if found:
            return found
    return None


def _without_site(title: str | None, outlet: str | None) -> str | None:
    """A page's title without the outlet's name behind it: "Harbour closed | The Post"."""
    found = _SUFFIX.search(title or "")
    if title and found and outlet and _bare(found.group()) == _bare(outlet):
        return title[: found.start()]
    return title


def _could_be_title(line: Line) -> bool:
    if not 3 <= line.words <= _MOST_TITLE or line.plain.endswith((",", ";", ":")):
        return False
    return not (_BYLINE.match(line.plain) or (_ROLE.search(line.plain) and line.words <= 8))


def _mark_title_again(document: Document, title: Line) -> None:
    for line in document.lines:
        if line.index != title.index and line.key == title.key and line.index not in document.kept:
            document.marks[line.index] = "repeated title"


def _bylines(document: Document, above: list[Line]) -> str | None:
    signed: str | None = None
    for line in above:
        if not document.open(line) or line.words > 16:
            continue
        found = _BYLINE.match(line.plain)
        if found and not line.plain.endswith((".", "?", "!")):
            document.mark(line, "byline")
            signed = signed or _person(found["name"])
        elif _NAMES_ONLY.match(line.plain) and line.words <= 8:
            following = document.lines[line.index + 1] if line.index + 1 < len(document.lines) else None
            if following and following.words <= 8 and _ROLE.search(following.plain):
                document.mark(line, "byline")
                document.mark(following, "byline")
                signed = signed or line.text
        elif _ROLE.search(line.plain) and line.words <= 8 and line.shape is Shape.LABEL:
            document.mark(line, "byline")
    return signed


def _person(words: str) -> str | None:
    found = re.match(rf"\W*({_NAME}(?:(?:,| and| &) {_NAME})*)", words)
    return found[1] if found else None


def _name_in(rest: str) -> str | None:
    """The last two or three capitalised words beside a dateline's date."""
    # A site's name is there more than once ("Post logoPost 13-04-2017 A. Writer"): a person's is not.
    words = [word for word in rest.split() if rest.count(word) == 1 and "logo" not in word.lower()]
    found = re.search(r"((?:[A-Z][\w'’.-]* ){1,2}[A-Z][a-z]+[\w'’-]*)$", " ".join(words))
    return found[1] if found else None


def _bare(words: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", words.casefold()).split())
