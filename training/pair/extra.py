"""Pairs without labels, which only teachers judge: news of one story above all."""

import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from crossread.models.passages import split, words

from training.pair.pairs import FNC_STANCES, UNKNOWN, Pair, published, stances
from training.rows import read_jsonl

TURNED = ("mnli_part", "lingnli_baseline", "lingnli_litl", "lingnli_lots", "wanli_subset")
EACH = 80_000  # at most, of each kind


def bare(first: str, second: str, group: str) -> Pair:
    """A pair of which nothing is known."""
    return Pair(first, second, UNKNOWN, UNKNOWN, 0.6, group)


def general(folder: Path, rng: random.Random) -> Iterator[Pair]:
    """Rows of the general sets the other way round, and two second texts of one first text."""
    rows = [pair for pair in published(folder) if pair.group in TURNED]
    for pair in rng.sample(rows, min(EACH, len(rows))):
        yield bare(pair.second, pair.first, "extra_turned")
    shared: dict[str, list[str]] = defaultdict(list)
    for pair in rows:
        shared[pair.first].append(pair.second)
    pairs = [rng.sample(texts, 2) for texts in shared.values() if len(texts) > 1]
    for first, second in rng.sample(pairs, min(EACH, len(pairs))):
        yield bare(first, second, "extra_siblings")


def story_sentences(path: Path, rng: random.Random) -> Iterator[Pair]:
    """Sentences of two outlets on one story: those most alike, and one at random."""
    for row in read_jsonl(path):
        docs = [[row["neutral_title"], *split(row["neutral_summary"])]]
        docs += [[doc["title"], *split(doc["lead"])] for doc in row["docs"]]
        docs = [[part for part in doc if 4 < len(part.split()) < 60] for doc in docs]
        for doc in docs:
            others = [part for other in docs if other is not doc for part in other]
            for part in doc[:5]:
                if others:
                    mine = words(part)
                    best = max(others, key=lambda text: len(mine & words(text)) / (4 + len(words(text))))
                    yield bare(part, best, "extra_news")
                    if rng.random() < 0.25:
                        yield bare(part, rng.choice(others), "extra_news")


def headlines(folder: Path, rng: random.Random) -> Iterator[Pair]:
    """Two headlines on one story of FNC-1's training side."""
    news, _ = stances(folder)
    kept = {pair.second for pair in news if pair.group == "fnc1"}
    by_body: dict[int, list[str]] = defaultdict(list)
    for row in read_jsonl(folder / "fnc1_stances.train.jsonl.gz"):
        if row["headline"] in kept and FNC_STANCES[row["stance"]] != FNC_STANCES["unrelated"]:
            by_body[row["body_id"]].append(row["headline"])
    found = {tuple(rng.sample(held, 2)) for held in by_body.values() if len(held) > 1 for _ in range(12)}
    for first, second in sorted(found):
        if first != second:
            yield bare(first, second, "extra_headlines")


def extra(data: Path) -> list[Pair]:
    """All of them, in random order."""
    rng = random.Random(9)  # noqa: S311
    found = [
        *general(data / "pairs", rng),
        *story_sentences(data / "stories" / "neus_train.jsonl.gz", rng),
        *headlines(data / "pairs", rng),
    ]
    rng.shuffle(found)
    return found
