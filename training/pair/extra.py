"""Pairs without labels, which only teachers judge: news of one story above all."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

from crossread.models.passages import split, words

from training.pair.accounts import ANY
from training.pair.pairs import FNC_STANCES, UNKNOWN, Pair, stances
from training.pair.written import FIRST_SENTENCES
from training.rows import read_jsonl

TURNED = (
    "mnli_part", "lingnli_baseline", "lingnli_litl", "lingnli_lots", "wanli_subset",
    "written_general", "written_news",
)  # fmt: skip
EACH = 80_000  # at most, of each kind
SIBLINGS = 6


def bare(first: str, second: str, group: str) -> Pair:
    """A pair of which nothing is known."""
    return Pair(first, second, UNKNOWN, UNKNOWN, 0.6, group)


def general(labelled: Sequence[Pair], rng: random.Random) -> Iterator[Pair]:
    """Rows of the general sets the other way round, and two second texts of one first text."""
    rows = [pair for pair in labelled if pair.group in TURNED]
    for pair in rng.sample(rows, min(EACH, len(rows))):
        yield bare(pair.second, pair.first, "extra_turned")
    pairs = siblings(rows, rng)
    for first, second in rng.sample(pairs, min(EACH, len(pairs))):
        yield bare(first, second, "extra_siblings")


def siblings(rows: Sequence[Pair], rng: random.Random) -> list[tuple[str, str]]:
    """Second texts of one first text, two by two, up to ``SIBLINGS`` pairs of each."""
    shared: dict[str, list[str]] = defaultdict(list)
    for pair in rows:
        shared[pair.first].append(pair.second)
    found = [list(permutations(dict.fromkeys(texts), 2)) for texts in shared.values()]
    return [pair for some in found for pair in rng.sample(some, min(SIBLINGS, len(some)))]


def other_accounts(labelled: Sequence[Pair], rng: random.Random) -> Iterator[Pair]:
    """Accounts that were written beside one account, two by two."""
    for first, second in siblings([pair for pair in labelled if pair.group == "written_accounts"], rng):
        yield Pair(first, second, UNKNOWN, UNKNOWN, 0.6, "accounts", ANY)


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


def articles(path: Path, rng: random.Random) -> Iterator[Pair]:
    """Of each article its headline against three sentences, and sentences against those most like them."""
    for row in read_jsonl(path):
        held = [part for part in split(row["text"])[:FIRST_SENTENCES] if 6 < len(part.split()) < 60]
        if len(held) < 4:
            continue
        about = words(row["title"])
        for part in sorted(held, key=lambda text: -len(about & words(text)) / (8 + len(words(text))))[:3]:
            yield bare(part, row["title"], "extra_titles")
        for part in rng.sample(held, 3):
            mine = words(part)
            others = [text for text in held if text is not part]
            best = max(others, key=lambda text: len(mine & words(text)) / (4 + len(words(text))))
            yield bare(part, best, "extra_within")


def extra(data: Path, labelled: Sequence[Pair]) -> list[Pair]:
    """All of them, in random order; ``labelled`` are those that training has labels of."""
    rng = random.Random(9)  # noqa: S311
    found = [
        *general(labelled, rng),
        *other_accounts(labelled, rng),
        *articles(data / "stories" / "stream_articles.jsonl.gz", rng),
        *story_sentences(data / "stories" / "neus_train.jsonl.gz", rng),
        *headlines(data / "pairs", rng),
    ]
    rng.shuffle(found)
    return found
