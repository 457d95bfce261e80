"""How well articles are put into stories: pairwise F1 beside a tf-idf baseline, and the fit of the weights.

    python bench/grouping.py                       # measure, on ../shared/data/stories
    python bench/grouping.py --distractors 1000    # how many articles of the stream stand around BASIL
    python bench/grouping.py --fit                 # weights fitted on NeuS full texts and ECB+

A pair counts where two articles of the set stand in one story as main. BASIL is
never fitted on. NeuS calls "one story" what its editors put side by side; opinion
pieces on the same affair of another week are among them. The baseline is average
link over tf-idf cosines with the threshold that is best on the measured set
itself, so it is flattered.
"""

import argparse
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from common import read_jsonl
from crossread.models import Encoder
from crossread.records import Article, DateBasis, Resolution, Role, Span
from crossread.stages.group import TextEncoder, group
from crossread.stages.group.candidates import candidates
from crossread.stages.group.cluster import average_link
from crossread.stages.group.signals import Features, features_of, model, signals
from crossread.stages.group.terms import cosine
from crossread.stages.group.units import units_of
from crossread.stages.resolve.time import times

DEFAULT = Path(__file__).parents[2] / "shared" / "data" / "stories"
Labelled = list[tuple[Article, str]]


def article(key: str, title: str | None, text: str, published: str | None) -> Article:
    """An article whose stored text is its title and its body."""
    head = f"{title}\n\n" if title else ""
    span = Span(0, len(title)) if title else None
    basis = DateBasis.STATED if published else None
    return Article(
        key,
        key,
        head + text,
        "text",
        "utf-8",
        "en",
        title=title,
        title_span=span,
        published=published,
        published_basis=basis,
    )


def iso(stamp: str | None) -> str | None:
    """ISO date of "1/4/19" or of an ISO date; None of anything else."""
    if match := re.fullmatch(r"(\d+)/(\d+)/(\d\d)", stamp or ""):
        return f"20{match[3]}-{int(match[1]):02}-{int(match[2]):02}"
    return stamp if re.fullmatch(r"\d{4}-\d\d-\d\d", stamp or "") else None


def basil(folder: Path) -> Labelled:
    """BASIL dev: 67 events, each told by three outlets."""
    found = read_jsonl(folder / "basil.dev.jsonl.gz")
    return [
        (article(r["id"], r["title"], "\n".join(r["paragraphs"]), iso(r["date"])), r["story"]) for r in found
    ]


def neus(folder: Path) -> Labelled:
    """NeuS full texts: two or three outlets on what AllSides' editors call one story."""
    return [
        (article(f"{row['story']}-{number}", doc["title"], doc["text"], iso(doc["date"])), row["story"])
        for row in read_jsonl(folder / "neus_fulltext.dev.jsonl.gz")
        for number, doc in enumerate(row["docs"])
        if doc.get("text")
    ]


def ecb(folder: Path) -> Labelled:
    """ECB+ dev: undated, untitled; each topic holds two look-alike events, which are the labels."""
    found = read_jsonl(folder / "ecbplus.dev.jsonl.gz")
    return [(article(row["id"], None, row["text"], None), row["subtopic"]) for row in found]


def undated(labelled: Labelled) -> Labelled:
    """The same articles as extracts that do not say when they came out."""
    return [(replace(one, published=None, published_basis=None), label) for one, label in labelled]


def stream(folder: Path, count: int, taken: frozenset[str]) -> list[Article]:
    """Dated articles of many outlets, none of them with a title in ``taken``."""
    out: list[Article] = []
    for row in read_jsonl(folder / "stream_articles.jsonl.gz"):
        if len(out) == count:
            break
        if iso(row["date"]) and row["text"] and row["title"] not in taken:
            out.append(article(f"stream-{row['id']}", row["title"], row["text"], iso(row["date"])))
    return out


class Cached:
    """An encoder that keeps the vectors of texts it has seen, so that the sets can be measured again."""

    def __init__(self) -> None:
        self._encoder = Encoder()
        self._known: dict[str, npt.NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of ``texts``, as :class:`crossread.models.Encoder` gives them."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(fresh, self._encoder.encode(fresh), strict=True))
        return np.stack([self._known[text] for text in texts])


def resolution(articles: Iterable[Article]) -> Resolution:
    """Only the dates: the bench reads no attributions."""
    return Resolution(times=tuple(found for one in articles for found in times(one)))


def scores(groups: Iterable[Sequence[str]], labels: dict[str, str]) -> tuple[float, float, float]:
    """Pairwise precision, recall and F1 over the articles that have a label."""
    sizes = Counter(labels.values())
    gold = sum(size * (size - 1) // 2 for size in sizes.values())
    pairs = {
        tuple(sorted(pair))
        for members in groups
        for pair in combinations([m for m in members if m in labels], 2)
    }
    right = sum(labels[a] == labels[b] for a, b in pairs)
    precision, recall = right / max(1, len(pairs)), right / max(1, gold)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def measure(
    name: str, labelled: Labelled, others: Sequence[Article], encoder: TextEncoder
) -> tuple[float, float, float]:
    """Print and return precision, recall and F1 of our stage on a set, with ``others`` around it."""
    articles = [one for one, _ in labelled] + list(others)
    said = resolution(articles)
    encoder.encode(["warm"])
    start = time.perf_counter()
    found = group(articles, said, encoder)
    seconds = time.perf_counter() - start
    labels = {one.id: label for one, label in labelled}
    groups = [[part.article for part in story.articles if part.role is Role.MAIN] for story in found.stories]
    p, r, f = scores(groups, labels)
    strangers = sum(any(m in labels for m in g) and any(m not in labels for m in g) for g in groups)
    print(f"{name}: precision {p:.3f} recall {r:.3f} F1 {f:.3f};", end=" ")
    print(f"{len(groups)} stories of {len(articles)} articles, {strangers} with a stranger;", end=" ")
    print(f"{len(found.copies)} groups of copies; {seconds:.1f} s")
    return p, r, f


def baseline(name: str, labelled: Labelled) -> None:
    """Print the figures of average link over tf-idf cosines, at its best threshold."""
    features, _ = features_of([units_of(one, ())[0] for one, _ in labelled], None)
    labels = {one.id: label for one, label in labelled}
    pairs = {(a, b): cosine(features[a].body, features[b].body) for a, b in candidates(features)}
    best = (0.0, 0.0, 0.0)
    for threshold in np.arange(0.1, 0.6, 0.04):
        groups = average_link(len(features), pairs, float(threshold))
        found = scores([[features[n].unit.article.id for n in members] for members in groups], labels)
        best = max(best, found, key=lambda one: one[2])
    print(f"{name}: tf-idf baseline precision {best[0]:.3f} recall {best[1]:.3f} F1 {best[2]:.3f}")


def fit(sets: Sequence[tuple[str, Labelled]], encoder: Cached) -> None:
    """Print weights of a logistic regression on candidate pairs; each set weighs alike."""
    names = sorted(model()["signals"])
    known = sorted(model()["known"])
    matrix: list[list[float]] = []
    target: list[float] = []
    weight: list[float] = []
    for _, labelled in sets:
        features, weights, label = _features(labelled, encoder)
        pairs = candidates(features)
        same = [label[a] == label[b] for a, b in pairs]
        for (a, b), is_same in zip(pairs, same, strict=True):
            values = signals(features[a], features[b], weights)
            row = [values[n] or 0.0 for n in names] + [float(values[n] is not None) for n in known]
            matrix.append([*row, 1.0])
            target.append(float(is_same))
            weight.append(1000 / sum(same))
    found = _logistic(np.array(matrix), np.array(target), np.array(weight))
    for name, value in zip([*names, *(f"known.{n}" for n in known), "bias"], found, strict=True):
        print(f"{name} = {value:.2f}")


def _features(labelled: Labelled, encoder: Cached) -> tuple[tuple[Features, ...], Any, list[str]]:
    by_article: dict[str, list[Any]] = defaultdict(list)
    for found in resolution(one for one, _ in labelled).times:
        by_article[found.article].append(found)
    units = [units_of(one, by_article[one.id])[0] for one, _ in labelled]
    features, weights = features_of(units, encoder)
    return features, weights, [label for _, label in labelled]


def _logistic(
    x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], weight: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Weighted ridge logistic regression by Newton's method; the bias is not shrunk."""
    beta = np.zeros(x.shape[1])
    ridge = np.ones(x.shape[1])
    ridge[-1] = 1e-6
    for _ in range(60):
        p = 1 / (1 + np.exp(-(x @ beta)))
        gradient = x.T @ (weight * (p - y)) + ridge * beta
        hessian = (x.T * (weight * p * (1 - p) + 1e-9)) @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        beta -= step
        if np.abs(step).max() < 1e-6:
            break
    return beta


def main() -> None:
    """Measure, or fit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DEFAULT)
    parser.add_argument("--distractors", type=int, default=1000)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    encoder = Cached()
    sets = (("neus_fulltext.dev", neus(options.data)), ("ecbplus.dev", ecb(options.data)))
    if options.fit:
        fit((*sets, ("neus_fulltext.dev undated", undated(sets[0][1]))), encoder)
        return
    events = basil(options.data)
    for name, labelled in (("basil.dev", events), *sets):
        measure(name, labelled, (), encoder)
        baseline(name, labelled)
    measure("basil.dev undated", undated(events), (), encoder)
    titles = frozenset(one.title or "" for one, _ in events)
    around = stream(options.data, options.distractors, titles)
    measure(f"basil.dev among {len(around)} others", events, around, encoder)


if __name__ == "__main__":
    main()
