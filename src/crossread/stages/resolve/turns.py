"""Turns of a transcript: lines that open with a speaker's label and a colon."""

import re
from collections import Counter
from dataclasses import dataclass

from crossread.records import Article, ArticleKind, Span
from crossread.records.segment import lines

_LABEL = re.compile(r"(?P<label>[^\W\d_][\w .'’,()\[\]\-]{0,58}?):(?=\s)")
_QUESTION = re.compile(r"(?P<label>Q|QUESTION)\b[:.]?(?=\s{1,4}\S)|(?P<answer>A)[:.](?=\s)")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's words: the label's span and the span of what follows it, up to the next label."""

    label: Span
    span: Span


def turns(article: Article) -> tuple[Turn, ...]:
    """The turns of ``article`` in text order; none unless the text looks like a transcript.

    A label in capitals ("MS. DOE:", "Q") opens a turn; another label must come
    back. A text that is not known as a transcript needs several speakers and a
    label on every third line at least, for "NOTE:" and "SOURCE:" are labels too.
    """
    body = article.body()
    rows = [row for span in body for row in lines(article.prose, span.start, span.end)]
    candidates = [found for row in rows if (found := _label(article.prose, row))]
    counts = Counter(label.of(article.prose) for label, _ in candidates)
    known = article.kind is ArticleKind.TRANSCRIPT
    chosen = [(label, end) for label, end in candidates if _loud(label.of(article.prose))]
    if len(chosen) < 2:
        chosen = [item for item in candidates if counts[item[0].of(article.prose)] >= 2]
    speakers = {label.of(article.prose) for label, _ in chosen}
    if not known and (len(speakers) < 2 or len(chosen) < 4 or 3 * len(chosen) < len(rows)):
        return ()
    if not chosen:
        return ()
    ends = [label.start for label, _ in chosen[1:]] + [len(article.prose)]
    return tuple(
        Turn(label, Span(start, end)) for (label, start), end in zip(chosen, ends, strict=True) if start < end
    )


def _label(text: str, line: Span) -> tuple[Span, int] | None:
    found = _QUESTION.match(text, line.start, line.end)
    found = found or _LABEL.match(text, line.start, line.end)
    if not found:
        return None
    groups = found.groupdict()
    label = (groups["label"] or groups["answer"]).rstrip()
    words = label.split()
    capitals = sum(word[0].isupper() or not word[0].isalpha() for word in words)
    if len(words) > 8 or capitals < min(len(words), 2) or not words[0][0].isupper():
        return None
    return Span(line.start, line.start + len(label)), found.end()


def _loud(label: str) -> bool:
    return all(word.isupper() for word in _LETTERS.findall(label))
