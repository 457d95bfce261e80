"""What a pair of texts is, and the published sets of them."""

import hashlib
import random
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crossread.models.passages import passage, rarity, split

from training.rows import read_jsonl

LABELS = ("entailment", "contradiction", "neutral")  # bits 1, 2, 4: what the second text may be
STANCES = ("for", "against", "observing", "unrelated")  # bits 1, 2, 4, 8: of the first text to the second
RIVALS = ("conflict", "weak conflict", "compatible", "unrelated")  # bits 1, 2, 4, 8: of two accounts
ENTAILS, CONTRADICTS, NEITHER, COMPATIBLE, UNKNOWN = 1, 2, 4, 5, 0
FOR, AGAINST, OBSERVING, UNRELATED = 1, 2, 4, 8
FNC_STANCES = {"agree": FOR, "disagree": AGAINST, "discuss": OBSERVING, "unrelated": UNRELATED}
EMERGENT = {"entailment": FOR, "contradiction": AGAINST, "neutral": OBSERVING}
HELD_BACK = 6  # of this many stories one is held back


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts and what they may be by each head (bits; 0 is unknown). ``group`` names the set."""

    first: str
    second: str
    label: int
    stance: int
    weight: float
    group: str
    rival: int = UNKNOWN


def published(folder: Path) -> Iterator[Pair]:
    """The sets of sets.toml."""
    table = tomllib.loads(Path(__file__).with_name("sets.toml").read_text("utf-8"))
    for held in table["set"]:
        rows = list(read_jsonl(folder / f"{held['file']}.jsonl.gz"))
        if len(rows) > held.get("most", len(rows)):
            rows = random.Random(held["file"]).sample(rows, held["most"])  # noqa: S311
        for row in rows:
            label = 1 << LABELS.index(row["label"])
            yield Pair(
                row["premise"], row["hypothesis"], label, UNKNOWN, held["weight"], held["file"].split(".")[0]
            )


def unrelated(folder: Path, count: int = 12_000) -> Iterator[Pair]:
    """Texts of two rows that have nothing to do with each other: the sets hold hardly any such pairs."""
    rng = random.Random(5)  # noqa: S311
    by_group: dict[str, list[Pair]] = defaultdict(list)
    for pair in published(folder):
        by_group[pair.group].append(pair)
    for group in sorted(by_group):
        size = count // len(by_group)
        ones, others = (rng.sample(by_group[group], size) for _ in range(2))
        for one, other in zip(ones, others, strict=True):
            if one.first != other.first and one.second != other.second:
                text = rng.choice((one.first, one.second))
                yield Pair(text, other.second, NEITHER, UNKNOWN, 0.5, "unrelated")


def claim_differences(folder: Path) -> Iterator[Pair]:
    """ClaimDiff: what two outlets' claims on one event do to each other."""
    labels = {"strengthen": COMPATIBLE, "weaken": CONTRADICTS | NEITHER, "unrelated": NEITHER}
    for row in read_jsonl(folder / "claimdiff.train.jsonl.gz"):
        yield Pair(row["claim_b"], row["claim_a"], labels[row["label"]], UNKNOWN, 0.5, "claimdiff")


def story_numbers(links: list[tuple[str, str]]) -> dict[str, str]:
    """Joined by ``links``, which story (named by its least member) each text or body is of."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for left, right in links:
        low, high = sorted((root(left), root(right)))
        parent[high] = low
    return {node: root(node) for node in list(parent)}


def held_back(story: str) -> bool:
    """Whether a story is kept for measuring."""
    return int(hashlib.sha256(story.encode()).hexdigest(), 16) % HELD_BACK == 0


def stances(folder: Path) -> tuple[list[Pair], list[Pair]]:
    """Emergent and FNC-1, split by story over both: for training, and held back.

    Of FNC-1's unrelated pairs as many are taken as there are related ones, both
    texts from the same side of the split.
    """
    emergent = list(read_jsonl(folder / "emergent_headlines.train.jsonl.gz"))
    rows = list(read_jsonl(folder / "fnc1_stances.train.jsonl.gz"))
    bodies = {
        f"body {row['body_id']}": split(row["body"])
        for row in read_jsonl(folder / "fnc1_bodies.train.jsonl.gz")
    }
    links = [(row["premise"], row["hypothesis"]) for row in emergent]
    links += [(row["headline"], f"body {row['body_id']}") for row in rows if row["stance"] != "unrelated"]
    stories = story_numbers(links)
    weights = rarity(" ".join(parts) for parts in bodies.values())
    found: dict[bool, list[Pair]] = defaultdict(list)
    for row in emergent:
        pair = Pair(row["premise"], row["hypothesis"], UNKNOWN, EMERGENT[row["label"]], 1.0, "emergent")
        found[held_back(stories[row["premise"]])].append(pair)
    rng = random.Random(4)  # noqa: S311
    for row in rows:
        body, headline = f"body {row['body_id']}", row["headline"]
        side = held_back(stories.get(headline, headline))
        if side != held_back(stories.get(body, body)) or not bodies[body]:
            continue
        if row["stance"] == "unrelated" and rng.random() > 0.36:
            continue
        label = NEITHER if row["stance"] == "unrelated" else UNKNOWN
        text = passage(headline, bodies[body], weights)
        found[side].append(Pair(text, headline, label, FNC_STANCES[row["stance"]], 1.0, "fnc1"))
    return found[False], found[True]
