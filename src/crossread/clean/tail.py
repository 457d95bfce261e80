"""What stands below the body: credits, who the writer is, buttons, teasers."""

import re

from crossread.clean.captions import is_agency_line
from crossread.clean.document import Document
from crossread.clean.extent import Extent
from crossread.clean.lines import Shape
from crossread.clean.tables import agencies
from crossread.records import Furniture, Span

_PERSON = r"[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]*){1,4}"
_WORK = (
    r"(?:reporter|correspondent|editor|columnist|contributor|writer|author|journalist|professor|fellow|host|producer|analyst"
    r"|blogger|critic|anchor|commentator|founder|director|researcher|scholar|strategist|bureau chief|intern"
    r"|president of|member of (?:the|our)|book)"
)
_BLURB = re.compile(
    rf"^\W*(?:{_PERSON}|(?:[Tt]he )?(?:author|writer)|[Hh]e|[Ss]he|[Tt]hey)(?:,[^,.]{{2,80}},)?"
    rf"(?: \([^)]*\))?,? (?:(?:is|was|are) (?:an? |the )?[^.]{{0,120}}\b{_WORK}|covers|writes|reports|blogs"
    r"|tweets|can be (?:reached|found)|is on Twitter|joined\b.{0,60} in \d{4}"
    r"|has (?:written|covered|reported|worked)|(?:also )?(?:hosts|edits|leads|teaches)\b)",
)
_ITALIC = re.compile(r"^[*_•]")
_CREDIT_TAIL = re.compile(r"[.!?][\"'”’)]*(?P<gap>\s*[-–—/(\[]*\s*)(?P<name>[A-Z][\w.&' -]{1,40}?)[)\].]*$")
_MOST_BLURBS = 4
_MOST_LABEL = 14  # words; a longer line may be a paragraph that lost its full stop


def mark_tail(document: Document, extent: Extent | None) -> None:
    """Mark labels below the body, notes about the writer, and an agency's credit behind the last words."""
    if extent is None:
        return
    _mark_blurbs(document)
    last = max((line.index for line in document.prose()), default=extent.last)
    last = max(last, extent.last)
    listed = document.lines[last].plain.endswith(":")
    for line in document.lines[last + 1 :]:
        listed = line.plain.endswith(":") or (listed and line.shape is Shape.LABEL)
        if listed and line.index not in document.marks:
            continue  # items of a list that the text announces
        short = line.shape is Shape.LABEL and (line.words <= _MOST_LABEL or "://" in line.plain)
        if document.open(line) and (short or is_agency_line(line)):
            document.mark(line, "site chrome below the text")


def agency_credit(document: Document) -> str | None:
    """The agency that the text credits behind its last words, or below them; its name there is marked."""
    for line in reversed(document.lines):
        why = document.marks.get(line.index)
        if why is not None:
            name = _agency(line.text.strip(" ()[]-–—/*"))
            if name:
                return name
            continue
        found = _CREDIT_TAIL.search(line.text)
        name = _agency(found["name"]) if found else None
        if found and name and line.index not in document.kept:
            start = line.span.start + found.end("gap") - len(found["gap"].lstrip())
            document.parts.append(Furniture(Span(start, line.span.end), "agency credit"))
            return name
        if line.shape is Shape.PROSE:
            return None
    return None


def _agency(words: str) -> str | None:
    return agencies().get(words.strip().rstrip("."))


def _mark_blurbs(document: Document) -> None:
    """The last paragraphs, from below, as long as they speak of the writer."""
    left = _MOST_BLURBS
    for line in reversed(document.lines):
        if left == 0:
            return
        if line.index in document.marks:
            continue
        if line.index in document.kept or line.words > 90 or not _is_blurb(line.text):
            if line.shape is not Shape.LABEL:
                return
            continue
        document.mark(line, "note about the writer")
        left -= 1


def _is_blurb(words: str) -> bool:
    plain = words.strip()
    if plain.startswith(('"', "“", "'", "‘")):
        return False
    return bool(_BLURB.match(plain.lstrip("*_•- ")))
