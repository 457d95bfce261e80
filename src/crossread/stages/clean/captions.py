"""Captions and picture credits."""

import re

from crossread.records.segment import listed
from crossread.stages.clean.document import Document
from crossread.stages.clean.lines import Line
from crossread.stages.clean.tables import agencies

_FORMS = {form for form in agencies() if form.isupper() or " " not in form}
_AGENCIES = "|".join(
    sorted(
        (re.escape(form) for form in _FORMS | {form.upper() for form in _FORMS}), key=lambda f: (-len(f), f)
    )
)
_HOUSES = (
    rf"(?:{_AGENCIES}|Getty(?: Images)?|EPA(?:-EFE)?|Shutterstock|Alamy|Rex Features|Corbis|iStock\w*"
    r"|Zuma\w*|SIPA\w*|Pool|Handout|Wikimedia(?: Commons)?|Unsplash|Pixabay|Pexels)"
)
_WORDS = (
    r"(?:(?:file )?photo(?:graph)?s?|images?|pictures?|pics?|pix|(?:picture|photo|image) credit|credits?"
    r"|illustrations?|graphics?|video|screenshot|screengrab)"
)
_CREDIT = re.compile(
    rf"(?:(?:^|\b(?=[A-Z]))(?i:{_WORDS}(?: (?:by|courtesy|from|via|of))?\s*:\s*)\S.{{0,80}}"  # Photo: X
    rf"|(?i:\b{_WORDS} (?:by|courtesy of|via)\s+)\S.{{0,60}}"  # Photo by X
    rf"|\(\s*{_HOUSES} (?i:{_WORDS})[^()]{{0,60}}\)"  # (AP Photo/A. N. Other)
    rf"|\b{_HOUSES} (?i:photo|file|via|pool|image|picture)\b[^.]{{0,60}}"  # AP Photo/A. N. Other
    rf"|\b{_HOUSES} (?i:photo|file|pool|image|picture)s?/.{{2,60}}"
    rf"|\b{_HOUSES}/[A-Z][\w.' -]{{2,40}}"  # REUTERS/A. N. Other
    rf"|(?:[A-Z][\w.'-]+ ){{1,4}}?[/|] ?{_HOUSES}(?: ?/ ?[\w ]{{2,30}})?(?: via [\w ]+)?"  # with the name
    rf"|\b(?:Getty Images|AFP/Getty(?: Images)?)"
    rf")\W*$"
)
_FILE = re.compile(r"^\W*(?:FILE|File)\b(?: (?:photo|image|picture|pic))?\s*[-:–—.]")
_TOGGLE = re.compile(r"\btoggle caption\b|\bhide caption\b", re.IGNORECASE)
# What a gallery prints with each of its pictures; two of them make a line a gallery, however long it is.
_PICTURE = re.compile(
    r"\b(?:hide|show|toggle) caption\b|\b\d{1,3} of \d{1,3} (?:photos?|images?|pictures?|slides?)\b",
    re.IGNORECASE,
)
# Every credit and every picture with its toggle holds one of these: most lines are spared the patterns.
_OF_HOUSES = (
    _FORMS
    | {form.upper() for form in _FORMS}
    | listed("Getty EPA Shutterstock Alamy Rex Corbis iStock Zuma SIPA Pool Handout Wikimedia Unsplash")
    | listed("Pixabay Pexels")
)
_OF_PICTURES = listed("photo image pic pix credit illustration graphic video screen slide caption file")
_ALONE = re.compile(rf"^\W*(?:{_HOUSES}(?:\W+|\b))+(?i:{_WORDS})?\W*$")
# A line that is only "A. Photographer/The Outlet".
_SIGNED = re.compile(r"^(?:[A-Z][\w.'-]+ ){1,3}[A-Z][\w.'-]+ ?[/|] ?(?:The )?[A-Z][\w&.' ]{2,40}$")
_MOST_WORDS = 90


def mark_captions(document: Document) -> None:
    """Mark lines that end in a picture credit, and the same words again beside them without it."""
    for line in document.lines:
        if document.open(line) and is_caption(line):
            document.mark(line, "caption or picture credit")


def is_caption(line: Line) -> bool:
    """Whether a line is a caption with its credit, a credit alone, or the captions of a gallery."""
    plain = line.plain
    lowered = plain.lower()
    pictured = any(word in lowered for word in _OF_PICTURES)
    if pictured and len(_PICTURE.findall(plain)) > 1:
        return True
    if line.words > _MOST_WORDS or plain.startswith('"'):
        return False
    if pictured and (_TOGGLE.search(plain) or (_FILE.match(plain) and line.words > 4)):
        return True
    if line.words <= 10 and _SIGNED.match(plain):
        return True
    if not pictured and not any(name in plain for name in _OF_HOUSES):
        return False
    found = _CREDIT.search(plain)
    return bool(found and (line.words <= 60 or found.start() > 0)) and not _says_more(plain, found)


def is_agency_line(line: Line) -> bool:
    """Whether a line is nothing but names of agencies."""
    return line.words <= 6 and bool(_ALONE.match(line.plain))


def _says_more(plain: str, found: re.Match[str] | None) -> bool:
    """A paragraph that only mentions a photo goes on after a full stop, in lower case or at length."""
    if found is None:
        return False
    tail = plain[found.start() : found.end()]
    return len(tail.split()) > 14 or bool(re.search(r"[a-z]{3,}\. [A-Z]", tail))
