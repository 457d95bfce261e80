"""What stands below the body: credits, who the writer is, buttons, teasers."""

import re
from collections import Counter
from collections.abc import Mapping

from crossread.records import Furniture, Span
from crossread.stages.clean.captions import is_agency_line
from crossread.stages.clean.document import Document
from crossread.stages.clean.extent import Extent
from crossread.stages.clean.lines import Line, Shape
from crossread.stages.clean.tables import agencies

_NO_NAME = r"(?!(?:The|Mr|Mrs|Ms|President|While|But|And|If|When|As|In|At|An?|This|That|For|After|Since)\b)"
_PERSON = _NO_NAME + r"[A-Z][\w'.-]+(?: [A-Z][\w'.-]*){1,4}"
_WORK = (
    r"(?:reporter|correspondent|editor|columnist|contributor|writer|author|journalist|professor|fellow|host"
    r"|producer|analyst|blogger|critic|anchor|commentator|founder|director|researcher|scholar|strategist"
    r"|bureau chief|intern|president of|member of (?:the|our)|book)"
)
_BLURB = re.compile(
    rf"^\W*(?P<name>{_PERSON}|(?:[Tt]he )?(?:author|writer)|[Hh]e|[Ss]he|[Tt]hey)(?:,[^,.]{{2,80}},)?"
    rf"(?: \([^)]*\))?,? (?:(?:is|are) (?:an? |the )?[^.]{{0,120}}\b{_WORK}|(?:covers|writes|reports|blogs"
    r"|tweets)\b|can be (?:reached|found)|is on Twitter|joined\b.{0,60} in \d{4}"
    r"|has (?:written|covered|reported|worked)\b|(?:also )?(?:hosts|edits|leads|teaches)\b)",
)
_CREDIT_TAIL = re.compile(r"[.!?][\"'”’)]*(?P<gap>\s*[-–—/(\[]*\s*)(?P<name>[A-Z][\w.&' -]{1,40}?)[)\].]*$")
_LEAD = re.compile(r"^[A-Z][\w.,' /-]{0,60}? ?\((?P<name>[A-Z][\w& ]{1,30})\) ?[-–—]")
_SIGNED = re.compile(r"\s*(?:[;,|]|\band\b|\bfor\b|\bBy\b)\s*")
_NAME_WORD = re.compile(r"[A-Z][\w'-]+")
_CONTACT = re.compile(r"@\w|\breached\b|\b[Tt]witter\b|\bbook\b|\bcolumn\b")
_MOST_BLURBS = 4
_MOST_CREDIT = 80  # code points from the end of a paragraph in which its credit begins
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
        skipped = max(0, len(line.text) - _MOST_CREDIT)  # a search over a long line would cost too much
        found = _CREDIT_TAIL.search(line.text[skipped:])
        name = _agency(found["name"]) if found else None
        if found and name and line.index not in document.kept:
            start = line.span.start + skipped + found.end("gap") - len(found["gap"].lstrip())
            document.parts.append(Furniture(Span(start, line.span.end), "agency credit"))
            return name
        if line.shape is Shape.PROSE:
            return None
    return None


def named_agency(document: Document, byline: str | None) -> str | None:
    """The agency that the first paragraph names behind the place ("EASTPORT (Reuters) -"), or the byline."""
    first = next(iter(document.prose()), None)
    found = _LEAD.match(first.text) if first else None
    if found and (name := _agency(found["name"])):
        return name
    return next((name for part in _SIGNED.split(byline or "") if (name := _agency(part))), None)


def _agency(words: str) -> str | None:
    bare = words.strip().rstrip(".")
    return agencies().get(bare) or agencies().get(bare.title())


def _mark_blurbs(document: Document) -> None:
    """The last paragraphs, from below, as long as they speak of the writer."""
    left = _MOST_BLURBS
    told = Counter(word for line in document.prose() for word in set(_NAME_WORD.findall(line.plain)))
    for line in reversed(document.lines):
        if left == 0:
            return
        if line.index in document.marks:
            continue
        if line.index in document.kept or line.words > 90 or not _is_blurb(line, told):
            if line.shape is not Shape.LABEL:
                return
            continue
        document.mark(line, "note about the writer")
        left -= 1


def _is_blurb(line: Line, told: Mapping[str, int]) -> bool:
    """Whether a line tells who somebody is that no other paragraph names; ``told`` counts them by name."""
    if line.plain.startswith(('"', "'")):
        return False
    found = _BLURB.match(line.plain)
    if not found:
        return False
    name = found["name"].lower()
    if name.endswith(("author", "writer")):
        return True
    if name in ("he", "she", "they"):
        return bool(_CONTACT.search(line.plain))
    return all(told[word] <= 1 for word in _NAME_WORD.findall(found["name"])[-1:])
