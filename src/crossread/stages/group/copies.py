"""Articles that carry the same text: exact copies, rewritten agency stories, excerpts.

Reports of one press conference share its quotations and are no copies; what
counts is the prose around them. Sentences are aligned by their words, because a
sub-editor who changes a word in each sentence leaves few long runs alike.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from crossread.records import Article, CopyGroup
from crossread.records.segment import sentences
from crossread.stages.group.components import components
from crossread.stages.group.shingles import candidate_pairs
from crossread.stages.group.terms import tokens_of

_SHORTEST = 6  # words of a sentence that says whose text it is
_ALIKE = 75.0  # similarity of the sorted words from which two sentences are one
_BALANCE = 0.5  # of their lengths
_COPY = 0.5  # share of the shorter text from which it is a copy
_FEWEST = 3  # sentences
_LONGEST = 400  # sentences looked at in one article
_QUOTED = re.compile('[“"«„][^“”"«»„\n]{2,}[”"»“]?')


@dataclass(frozen=True, slots=True)
class _Prose:
    """The sentences of an article in lower case, and how many words of each stand outside quotations."""

    sentences: tuple[str, ...]
    own: tuple[int, ...]
    tokens: tuple[str, ...]


def copy_groups(articles: Sequence[Article]) -> tuple[CopyGroup, ...]:
    """Groups of two or more articles with one text, sorted; ``articles`` come sorted by id."""
    texts = [_prose(article) for article in articles]
    edges = {
        (a, b): share
        for a, b in candidate_pairs([text.tokens for text in texts])
        if (share := _shared(texts[a], texts[b])) >= _COPY
    }
    groups = []
    for members in components(len(articles), edges):
        least = min(share for (a, _), share in edges.items() if a in members)
        group = [articles[number] for number in sorted(members)]
        groups.append(CopyGroup(tuple(article.id for article in group), _origin(group), round(least, 4)))
    return tuple(sorted(groups, key=lambda group: group.articles))


def _prose(article: Article) -> _Prose:
    found: list[str] = []
    own: list[int] = []
    tokens: list[str] = []
    for body in article.body():
        for sentence in sentences(article.prose, body.start, body.end):
            text = sentence.of(article.prose)
            folded = tokens_of(text)
            tokens.extend(folded)
            outside = _QUOTED.sub(" ", text)
            if len(folded) >= _SHORTEST and len(found) < _LONGEST:
                found.append(" ".join(folded))
                own.append(len(tokens_of(outside)))
    return _Prose(tuple(found), tuple(own), tuple(tokens))


def _shared(a: _Prose, b: _Prose) -> float:
    """Share of the shorter text's own words that stand in sentences which the other has too, in [0, 1]."""
    short, long = sorted((a, b), key=lambda text: (sum(text.own), text.sentences))
    if len(short.sentences) < _FEWEST or not sum(short.own):
        return 0.0
    alike = process.cdist(
        short.sentences, long.sentences, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, workers=1
    )
    lengths = [np.array([len(text) for text in one.sentences], np.float32) for one in (short, long)]
    ratio = np.minimum.outer(*lengths) / np.maximum.outer(*lengths)
    found = ((alike >= _ALIKE) & (ratio >= _BALANCE)).any(axis=1)
    return float(np.array(short.own, np.float64)[found].sum() / sum(short.own))


def _origin(group: Sequence[Article]) -> str | None:
    """Whose text it was: the agency that most credit, else the outlet that had it first; None if unknown."""
    agencies = Counter(article.agency for article in group if article.agency)
    if agencies:
        return min(agencies, key=lambda name: (-agencies[name], name))
    dated = sorted((article.published, article.label) for article in group if article.published)
    if len(dated) < len(group) or dated[0][0] == dated[1][0]:
        return None
    return dated[0][1]
