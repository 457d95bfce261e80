"""Words of a text with their positions and folded forms, as the name rules want them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from crossread.records import Span
from crossread.records.segment import words as word_spans
from crossread.stages.resolve.lexicon import fold

_APOSTROPHES = "'’ʼ‘`"
_CLITICS = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word: where it stands, as written, folded; whether 's follows it."""

    start: int
    end: int
    text: str
    key: str
    possessive: bool = False

    @property
    def acronym(self) -> bool:
        """True for capitals throughout: "US" and "WHO" are no pronouns."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def capital(self) -> bool:
        """True where it begins with a capital letter, or has one inside: "diGenova"."""
        return self.text[0].isupper() or (len(self.text) > 3 and any(map(str.isupper, self.text[1:])))


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of ``text``: "U.S." and "O'Brien" whole, "'s" folded into its word, punctuation left out."""
    out: list[Token] = []
    spans = word_spans(text, start, end)
    index = 0
    while index < len(spans):
        start, end = spans[index].start, spans[index].end
        if not text[start].isalnum():
            index += 1
            continue
        index, end = _joined(text, spans, index, end)
        possessive, index = _possessive(text, spans, index, end)
        word = text[start:end]
        key = fold(word)
        if key:
            out.append(Token(start, end, word, key, possessive))
    return out


def _joined(text: str, spans: Sequence[Span], index: int, end: int) -> tuple[int, int]:
    """Extends the word at ``index`` over dotted initials and capitals after an apostrophe."""
    start = spans[index].start
    index += 1
    if (
        end - start == 1
        and text[start].isalpha()
        and text[end : end + 1] == "."
        and _dotted(text, spans, index)
    ):
        while index < len(spans) and spans[index].start == end and _is_initial_part(text, spans, index):
            end = spans[index].end
            index += 1
        return index, end
    while (
        index + 1 < len(spans)
        and spans[index].start == end
        and text[end] in _APOSTROPHES
        and spans[index + 1].start == end + 1
        and text[end + 1].isupper()
        and (end - start <= 2 or not text[start].isupper())
    ):
        end = spans[index + 1].end
        index += 2
    return index, end


def _dotted(text: str, spans: Sequence[Span], index: int) -> bool:
    """Whether a second initial follows: "U.S.", not "J. Smith"."""
    if index + 1 >= len(spans) or spans[index + 1].start != spans[index].end:
        return False
    return len(spans[index + 1]) == 1 and text[spans[index + 1].start].isalpha()


def _is_initial_part(text: str, spans: Sequence[Span], index: int) -> bool:
    char = text[spans[index].start]
    return len(spans[index]) == 1 and (char == "." or char.isalpha())


def _possessive(text: str, spans: Sequence[Span], index: int, end: int) -> tuple[bool, int]:
    if index >= len(spans) or spans[index].start != end or text[end] not in _APOSTROPHES:
        return False, index
    following = spans[index + 1] if index + 1 < len(spans) else None
    if following and following.start == end + 1 and fold(following.of(text)) in _CLITICS:
        return fold(following.of(text)) == "s", index + 2
    return text[end - 1] in "sS" and (not following or following.start > end + 1), index


def token_range(items: Sequence[Token], span: Span) -> range:
    """Indices of the tokens that begin inside ``span``."""
    first = bisect_left(items, span.start, key=lambda token: token.start)
    last = bisect_left(items, span.end, key=lambda token: token.start)
    return range(first, last)
