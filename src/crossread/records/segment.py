"""Words and sentences of a stored text, as spans. Pure, and the same in training and at run time."""

import re
import sys
import unicodedata
from bisect import bisect_right
from itertools import islice

from crossread.records.spans import Span


def listed(words: str) -> frozenset[str]:
    """The words of a list that is written as prose, to be read at a glance."""
    return frozenset(words.split())


_ZERO_WIDTH = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_LINE_BREAKS = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"


def _marks() -> str:
    """All combining marks, as the inside of a character class."""
    ranges: list[str] = []
    first = last = -2
    for code in range(0x300, min(0xE0200, sys.maxunicode)):
        if 0x20000 <= code < 0xE0000 or unicodedata.category(chr(code))[0] != "M":
            continue
        if code == last + 1:
            last = code
            continue
        if first >= 0:
            ranges.append(f"{chr(first)}-{chr(last)}")
        first = last = code
    return "".join([*ranges, f"{chr(first)}-{chr(last)}"])


_MARKS = _marks()
# A word swallows marks and zero-width characters inside it, so that "e" + U+0301 or
# a soft hyphen never breaks one. Standing alone they are no words at all.
_WORD = re.compile(rf"\w+(?:[{_ZERO_WIDTH}]*[\w{_MARKS}]+)*|[^\w\s{_ZERO_WIDTH}{_MARKS}][{_MARKS}]*")
_LINE = re.compile(rf"[^{_LINE_BREAKS}]+")
_CLOSERS = "\"'”’»›)\\]}*"
_OPENERS = "\"'“‘„«‹(\\[{*–—-"
# A stop, its closing marks, white space; what follows decides. Repetitions are bounded: a page of
# dots must not take quadratic time.
_STOP = re.compile(
    rf"(?P<mark>[.!?…]{{1,6}}|[。！？])(?P<close>[{_CLOSERS}]{{0,6}})(?P<space>[^\S{_LINE_BREAKS}])"
    rf"(?=[^\S{_LINE_BREAKS}]{{0,20}}(?P<next>[{_OPENERS}]{{0,6}}\S))"
)
_LONGEST = 40  # characters before a stop that are looked at
_LAST_WORD = re.compile(r"[\w.'’&-]+$")
# Never end a sentence: a name or number follows.
TITLES = (  # before a name
    "mr mrs ms messrs dr prof gen lt col maj capt cmdr adm sgt cpl rep reps sen sens gov hon rev st"
)
_NEVER = listed(TITLES) | listed(
    "fr sr ste pres amb sec supt insp det pvt brig fig no nos vol pp vs cf viz approx est al e.g i.e"
    " jan feb aug sept oct nov dec"
)
# End one only where what follows looks like a new start, which a capital alone does not show.
_SHORT = listed("inc ltd co corp jr bros plc etc dept univ assn mt ft a.m p.m am pm")
_INITIALS = re.compile(r"(?:\w\.)*\w")
_STARTERS = listed(
    "a an and as at but by during even for from he her his how however i if in instead it its many"
    " meanwhile more most mr mrs ms dr my no nor not now on one our she since so some still such that"
    " the their then there these they this those though to under until we what when where whether"
    " which while who why with yet you your"
)


SIGNATURE = re.compile(
    r"(?:(?<=\s)|^)[—–-]{1,2}[ \u00a0]?(?P<name>[^\n()—–]{2,50}?)[ \u00a0]?\(@\w{1,20}\)"
    r"(?:[ \u00a0]+[A-Z][a-z]{2,8} \d{1,2}, \d{4}|(?=\s*$))"
)
"""Who wrote an embedded post of a social network, at its end: "— Jane Doe (@janedoe) May 3, 2019"."""


def words(text: str, start: int = 0, end: int | None = None, *, most: int | None = None) -> list[Span]:
    """Runs of word characters, or single other visible characters, in text order, ``most`` at most.

    Positions are code points of ``text``. Combining marks and zero-width
    characters join the word they stand in; by themselves they are not words.
    """
    stop = len(text) if end is None else end
    return [Span(*match.span()) for match in islice(_WORD.finditer(text, start, stop), most)]


def lines(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The lines of ``text`` that hold anything visible, without white space at their edges."""
    stop = len(text) if end is None else end
    out: list[Span] = []
    for match in _LINE.finditer(text, start, stop):
        line = match.group()
        left = match.start() + len(line) - len(line.lstrip())
        right = match.end() - (len(line) - len(line.rstrip()))
        if left < right:
            out.append(Span(left, right))
    return out


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Sentences, trimmed of white space, in text order; every visible character lies in exactly one.

    A line break always ends a sentence. A stop ends one unless it belongs to an
    abbreviation, an initial or a number, or the next word is in lower case.
    """
    out: list[Span] = []
    for line in lines(text, start, end):
        position = line.start
        for match in _STOP.finditer(text, line.start, line.end):
            if _ends_sentence(text, line.start, match):
                out.append(Span(position, match.end("close")))
                position = _skip_space(text, match.end(), line.end)
        if position < line.end:
            out.append(Span(position, line.end))
    return out


def sentence_index(spans: list[Span], position: int) -> int:
    """Index of the last of the sorted ``spans`` that starts at or before ``position`` (0 if none does)."""
    return max(0, bisect_right(spans, position, key=lambda span: span.start) - 1)


def _skip_space(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position


def _ends_sentence(text: str, line_start: int, match: re.Match[str]) -> bool:
    following = match["next"][-1]
    if following.islower():
        # "What now?" he asked. Only a stop without closing marks could end here, and it rarely does.
        return False
    if match["mark"] != ".":
        return not (match["mark"] in ("...", "…", "..") and not match["close"] and not following.isupper())
    if match["close"]:
        return True
    found = _LAST_WORD.search(text, max(line_start, match.start() - _LONGEST), match.start())
    if not found:
        return True
    word = found.group().lstrip(".'’-")
    lowered = word.lower()
    if lowered in _NEVER:
        return not (following.isalnum() or following in "'’“\"") or (
            lowered == "no" and not following.isdigit()
        )
    if lowered in _SHORT or (_INITIALS.fullmatch(word) and not word.isdigit() and word[0].isalpha()):
        return _starts_sentence(text, match.end(), single=len(word) == 1 and word.isupper() and word != "I")
    return True


def _starts_sentence(text: str, position: int, *, single: bool) -> bool:
    """Whether the words at ``position`` open a sentence, judged by a list of words that often do."""
    found = re.compile(r"\W*(\w+)").match(text, position)
    if not found:
        return True
    return not single and found.group(1).lower() in _STARTERS
