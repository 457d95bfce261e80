"""An article laid out for resolution: its tokens, sentences, paragraphs, contents and turns."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from crossread.records import Article, Attribution, EntityType, Mention, Reading, Span, merged
from crossread.records.segment import lines, sentence_index, sentences
from crossread.stages.resolve.tokens import Token, token_range, tokens
from crossread.stages.resolve.turns import Turn, turns

_LONG_MENTION = 200  # code points


@dataclass(frozen=True, slots=True)
class Page:
    """One article with its reading, and what every rule asks of it. Built by :func:`lay_out`."""

    article: Article
    attributions: tuple[Attribution, ...]
    mentions: tuple[Mention, ...]
    tokens: Sequence[Token]  # of the body: furniture names nobody
    sentences: list[Span]
    paragraphs: list[Span]
    turns: tuple[Turn, ...]
    contents: tuple[Span, ...]
    breaks: tuple[int, ...] = field(default=())

    @property
    def text(self) -> str:
        """The stored text."""
        return self.article.prose

    def sentence(self, position: int) -> int:
        """Index of the sentence at a position."""
        return sentence_index(self.sentences, position)

    def paragraph(self, position: int) -> int:
        """Index of the paragraph (line) at a position."""
        return sentence_index(self.paragraphs, position)

    def section(self, position: int) -> int:
        """Index of the stretch that pronouns do not cross: a post of a live blog, or the whole."""
        return bisect_right(self.breaks, position)

    def turn(self, position: int) -> Turn | None:
        """The speaker's turn that holds a position, in a transcript."""
        index = bisect_right(self.turns, position, key=lambda turn: turn.span.start) - 1
        if index >= 0 and position < self.turns[index].span.end:
            return self.turns[index]
        return None

    def in_content(self, span: Span) -> bool:
        """Whether a span lies inside something attributed."""
        index = bisect_right(self.contents, span.start, key=lambda item: item.start) - 1
        return index >= 0 and span.start < self.contents[index].end

    def within(self, span: Span) -> range:
        """Indices of the tokens that begin inside ``span``."""
        return token_range(self.tokens, span)

    def mentions_near(self, span: Span) -> list[Mention]:
        """The model's mentions that begin inside a span or shortly before it."""
        first = bisect_left(self.mentions, span.start - _LONG_MENTION, key=lambda item: item.span.start)
        last = bisect_left(self.mentions, span.end, key=lambda item: item.span.start)
        return list(self.mentions[first:last])

    def gap(self, left: int, right: int) -> str:
        """The text between two tokens, given by index."""
        return self.text[self.tokens[left].end : self.tokens[right].start]


def enclosing(attributions: Sequence[Attribution], spans: Sequence[Span]) -> list[int | None]:
    """For each of ``spans``, in text order: the index of the innermost attribution whose content holds it."""
    pieces = sorted(
        (span.start, -span.end, index) for index, item in enumerate(attributions) for span in item.content
    )
    out: list[int | None] = []
    opened: list[tuple[int, int]] = []  # ends and indices of contents begun, the innermost last
    following = 0
    for span in spans:
        while following < len(pieces) and pieces[following][0] <= span.start:
            opened.append((-pieces[following][1], pieces[following][2]))
            following += 1
        opened = [(end, index) for end, index in opened if end >= span.end]
        out.append(opened[-1][1] if opened else None)
    return out


def lay_out(article: Article, reading: Reading) -> Page:
    """Prepares one article. Positions that its text does not hold are left out."""
    size = len(article.prose)
    attributions = _sound(reading.attributions, size)
    contents = merged(span for item in attributions if item.parent is None for span in item.content)
    breaks = sorted({position for post in article.posts for position in (post.span.start, post.span.end)})
    return Page(
        article=article,
        attributions=attributions,
        mentions=_whole(article.prose, (item for item in reading.mentions if item.span.end <= size)),
        tokens=[token for span in article.body() for token in tokens(article.prose, span.start, span.end)],
        sentences=sentences(article.prose),
        paragraphs=lines(article.prose),
        turns=turns(article),
        contents=contents,
        breaks=tuple(breaks),
    )


def _whole(text: str, items: Iterable[Mention]) -> tuple[Mention, ...]:
    """Mentions in text order; a body whose name breaks off at "of" has the next one in it."""
    out: list[Mention] = []
    for item in sorted(items, key=lambda item: (item.span, item.type)):
        before = out[-1] if out else None
        if (
            before
            and before.type is item.type is EntityType.ORGANISATION
            and before.span.of(text).endswith(" of")
            and text[before.span.end : item.span.start] in (" ", " the ")
        ):
            out[-1] = replace(before, span=Span(before.span.start, item.span.end))
        else:
            out.append(item)
    return tuple(out)


def _sound(items: Sequence[Attribution], size: int) -> tuple[Attribution, ...]:
    """Attributions whose positions resolve; a parent that is gone, or not before its child, is forgotten."""
    kept: list[Attribution] = []
    place: dict[int, int] = {}
    for index, item in enumerate(items):
        content = tuple(sorted(span for span in item.content if span.end <= size))
        if not content:
            continue
        place[index] = len(kept)
        kept.append(
            replace(
                item,
                content=content,
                source=item.source if item.source and item.source.end <= size else None,
                cue=item.cue if item.cue and item.cue.end <= size else None,
                parent=place.get(item.parent) if item.parent is not None and item.parent < index else None,
            )
        )
    return tuple(kept)
