"""Posts of a live blog to segments: posts on one happening, apart from what the whole blog is about."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from crossread.stages.group.cluster import average_link
from crossread.stages.group.signals import Features, model
from crossread.stages.group.terms import Weights, cosine, tokens_of

_COMMON = 0.4


def segments(posts: Sequence[Features]) -> list[list[int]]:
    """Indices of posts that belong together, the large segments only; in the order of the posts.

    What all posts of a blog share says nothing here: embeddings are centred on
    the blog, and terms of more than two posts in five are left out.
    """
    options = model()["blog"]
    if len(posts) < options["posts"]:
        return []
    scores = _similarities(posts)
    found = average_link(len(posts), scores, options["threshold"])
    return [
        group
        for group in found
        if len(group) >= options["posts"] and _length(posts, group) >= options["words"]
    ]


def _length(posts: Sequence[Features], group: Sequence[int]) -> int:
    return sum(
        len(tokens_of(span.of(posts[number].unit.article.prose)))
        for number in group
        for span in posts[number].unit.spans
    )


def _similarities(posts: Sequence[Features]) -> dict[tuple[int, int], float]:
    counts = Counter(word for post in posts for word in post.body)
    common = {word for word, count in counts.items() if count > _COMMON * len(posts)}
    vectors = _reweighted(posts, common)
    near = _centred(posts)
    scores: dict[tuple[int, int], float] = {}
    for a in range(len(posts)):
        for b in range(a + 1, len(posts)):
            lexical = cosine(vectors[a], vectors[b])
            score = lexical if near is None else (lexical + float(near[a, b])) / 2
            if score > 0:
                scores[a, b] = round(score, 6)
    return scores


def _reweighted(posts: Sequence[Features], common: set[str]) -> list[dict[str, float]]:
    """The terms of each post, the less heavy the more posts have them, and without the common ones."""
    here, usual = Weights(post.body for post in posts), Weights(())
    out = []
    for post in posts:
        vector = {word: value * here.idf(word) / usual.idf(word) for word, value in post.body.items()}
        norm = math.sqrt(math.fsum(value * value for value in vector.values())) or 1.0
        out.append({word: value / norm for word, value in vector.items() if word not in common})
    return out


def _centred(posts: Sequence[Features]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]] | None:
    rows = [post.embedding for post in posts if post.embedding is not None]
    if len(rows) != len(posts):
        return None
    matrix = np.stack(rows)
    matrix = matrix - matrix.mean(axis=0)
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-6)
    similarity: np.ndarray[tuple[int, int], np.dtype[np.float32]] = np.round(matrix @ matrix.T, 4)
    return similarity
