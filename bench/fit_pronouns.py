"""Fits the weights that decide whom "he" and "she" mean where they are nobody's source.

    python bench/fit_pronouns.py > weights.txt

Learns from the pronouns of 240 PolNeAR training articles, whose antecedents are
silver (CoreNLP's), and of GAP's validation rows (gold, each counted forty
times); GAP development and GUM take no part. Each pronoun is a choice between
the candidates of ``resolve.salience``; the weights are those of a conditional
logit with an L2 penalty. Pronouns before it are given their right antecedents.
Prints the table ``other`` of ``src/crossread/stages/resolve/data/salience.toml``.
Takes about a minute on one core, most of it for reading.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

import pronouns as bench
from common import read_jsonl, shared
from crossread.records import Article, Reading, Span
from crossread.stages.resolve import pronouns as product
from crossread.stages.resolve import resolve
from crossread.stages.resolve.salience import Candidate, Pronoun
from crossread.stages.resolve.scene import Scene

ARTICLES, GAP_WEIGHT, PENALTY, STEPS = 240, 40.0, 1.0, 400
NOBODY = -4.0  # a score below which a pronoun stays open; from the spread of scores, not fitted
Vector = npt.NDArray[np.float64]
Judge = Callable[[Pronoun, Candidate], bool | None]


@dataclass(frozen=True)
class Choice:
    """One pronoun: its candidates' features, which of them are right, and how much it counts."""

    candidates: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]
    weight: float


def choices(article: Article, reading: Reading, judge: Judge, weight: float) -> list[Choice]:
    """The pronouns of an article of which ``judge`` knows a right candidate."""
    out: list[Choice] = []
    usual = product.choose

    def record(scene: Scene, pronoun: Pronoun, found: Sequence[Candidate]) -> Candidate | None:
        verdicts = [bool(judge(pronoun, one)) for one in found]
        if pronoun.word in bench.MASCULINE | bench.FEMININE and any(verdicts):
            if pronoun.own is None:
                features = tuple(dict(one.features) for one in found)
                out.append(Choice(features, tuple(verdicts), weight))
            return found[verdicts.index(True)]
        return usual(scene, pronoun, found)

    with patch.object(product, "choose", record):
        resolve([article], [reading])
    return out


def silver(row: Mapping[str, Any]) -> Judge:
    """Judges by CoreNLP's coreference: a naming must begin or end with a mention of the pronoun's chain."""
    tokens, chains = row["toks"], row["coref"]
    spans: dict[Span, int] = {}
    nouns: dict[int, list[Span]] = {}
    for index, chain in enumerate(chains):
        for first, last, *_ in chain:
            if first >= len(tokens) or last > len(tokens):
                continue
            span = Span(tokens[first][0], tokens[last - 1][1])
            spans[span] = index
            if not tokens[last - 1][2].startswith("PRP"):
                nouns.setdefault(index, []).append(span)

    def judge(pronoun: Pronoun, candidate: Candidate) -> bool | None:
        chain = spans.get(pronoun.span)
        if chain is None:
            return None
        return any(
            event.span.start == span.start
            or (abs(event.span.end - span.end) <= 2 and span.overlap(event.span))
            for event in candidate.events
            if not event.pronoun
            for span in nouns.get(chain, ())
        )

    return judge


def gold(row: Mapping[str, Any]) -> Judge:
    """Judges by GAP's two names."""
    names = [
        Span(start, start + len(str(row[name])))
        for name in ("A", "B")
        if row[f"{name}_coref"]
        for start in [int(str(row[f"{name}_offset"]))]
    ]

    def judge(pronoun: Pronoun, candidate: Candidate) -> bool | None:
        if pronoun.span.start != int(str(row["pronoun_offset"])):
            return None
        return any(event.span.overlap(name) for event in candidate.events for name in names)

    return judge


def gather() -> Iterator[Choice]:
    """All choices to learn from."""
    read_, data = bench.reader(), shared() / "data"
    rows = [row for row in read_jsonl(data / "attribution" / "polnear_train.jsonl.gz") if row["coref"]]
    for row in rows[:: len(rows) // ARTICLES][:ARTICLES]:
        article = bench.article_of(str(row["doc"]), str(row["text"]))
        yield from choices(article, read_(article), silver(row), 1.0)
    for row in read_jsonl(data / "entities" / "gap_validation.jsonl.gz"):
        article = bench.article_of(str(row["id"]), str(row["text"]))
        yield from choices(article, read_(article), gold(row), GAP_WEIGHT)


def fit(found: Sequence[Choice]) -> dict[str, float]:
    """Weights by feature: maximum likelihood with an L2 penalty, by Adam."""
    names = sorted({name for choice in found for features in choice.candidates for name in features})
    place = {name: index for index, name in enumerate(names)}
    rows = np.zeros((sum(len(choice.candidates) for choice in found), len(names)))
    for row, features in enumerate(one for choice in found for one in choice.candidates):
        for name, value in features.items():
            rows[row, place[name]] = value
    right = np.array([one for choice in found for one in choice.right], dtype=float)
    sizes = [len(choice.candidates) for choice in found]
    starts = np.cumsum([0, *sizes[:-1]])
    counts = np.repeat([choice.weight for choice in found], sizes)
    weights, mean, square = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, STEPS + 1):
        everybody = _shares(rows @ weights, np.ones(len(rows)), starts, sizes)
        wanted = _shares(rows @ weights, right, starts, sizes)
        slope = rows.T @ ((wanted - everybody) * counts) - PENALTY * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights += 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


def _shares(scores: Vector, mask: Vector, starts: npt.NDArray[np.int64], sizes: Sequence[int]) -> Vector:
    """Softmax of scores within each choice, over the candidates of ``mask``."""
    top = np.repeat(np.maximum.reduceat(scores, starts), sizes)
    powers = np.exp(scores - top) * mask
    shares: Vector = powers / np.repeat(np.add.reduceat(powers, starts), sizes)
    return shares


def main() -> None:
    """Print the table."""
    found = list(gather())
    print(f"{len(found)} pronouns", file=sys.stderr)
    print(f"[other]\nnobody = {NOBODY}")
    for name, value in sorted(fit(found).items()):
        if abs(value) >= 0.005:
            print(f'"{name}" = {value:.2f}')


if __name__ == "__main__":
    main()
