"""Make the tables of `src/crossread/stages/clean/english.toml` from clean news.

    PYTHONPATH=src:. python -m training.english [--data ../shared]

Counts over 7,000 of the 10,000 stream articles (every other is left for `bench/english.py`): words that are
nearly always written large, pairs of frequent words that good English hardly ever puts side by side, and
singular nouns that nearly always have a determiner before them.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from crossread.stages.clean.english import DETERMINERS, determined, tokens

from training.rows import read_jsonl

OUT = Path(__file__).parents[1] / "src" / "crossread" / "stages" / "clean" / "english.toml"
HEAD = """# What good English news looks like, counted by training/english.py over 7,000 articles.

# Words that are written large wherever they stand.
names = "{names}"

# The most frequent words that are written small.
function_words = "{words}"

# Singular nouns that nearly always follow a determiner.
nouns = "{nouns}"

# What hardly ever follows a word: the two stand side by side at most 3 % as often as chance would have it.
[never_followed_by]
"""
FREQUENT = 220
# Nouns by form, adjectives or names in fact.
NOT_NOUNS = "latest biggest whole entire largest highest main original toggle dozen couple lot"


def articles(data: Path, part: slice) -> list[str]:
    """Texts of the stream articles in a fixed random order; the first 7,000 are for these tables."""
    texts = [row["text"] for row in read_jsonl(data / "data" / "stories" / "stream_articles.jsonl.gz")]
    texts = [text for text in texts if len(text.split()) >= 120]
    random.Random(0).shuffle(texts)  # noqa: S311
    return texts[part]


class Counts:
    """What the tables are made of."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.lines = [found for text in texts for line in text.split("\n") if (found := tokens(line))]
        self.small: Counter[str] = Counter()
        self.large: Counter[str] = Counter()
        every: Counter[str] = Counter()
        for line in self.lines:
            every.update(word.lower() for word in line)
            for before, word in pairwise(line):
                if before[0].isalpha() and before[0].islower() and word[0].isalpha():
                    (self.large if word[0].isupper() else self.small)[word.lower()] += 1
        ranked = (word for word, _ in every.most_common(2 * FREQUENT) if word[0].isalpha())
        self.frequent = [word for word in ranked if self.small[word] > 20 * self.large[word]][:FREQUENT]

    def names(self) -> list[str]:
        """Words written small at most once in two hundred times."""
        return sorted(
            word
            for word, count in self.large.items()
            if count >= 25 and self.small[word] <= 0.005 * count and len(word) > 2 and word.isalpha()
        )

    def pairs(self) -> dict[str, list[str]]:
        """Pairs of frequent words that are much rarer than chance, by their first word."""
        known = frozenset(self.frequent)
        left, right, both = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
        total = 0
        for line in self.lines:
            words = [word.lower() for word in line]
            total += len(words) - 1
            left.update(word for word in words[:-1] if word in known)
            right.update(word for word in words[1:] if word in known)
            both.update(pair for pair in pairwise(words) if pair[0] in known and pair[1] in known)
        out: dict[str, list[str]] = {}
        for one in sorted(known):
            chance = {other: left[one] * right[other] / total for other in sorted(known)}
            never = [word for word, due in chance.items() if due >= 40 and both[one, word] <= 0.03 * due]
            if never:
                out[one] = never
        return out

    def nouns(self) -> list[str]:
        """Words that follow a determiner nine times out of ten."""
        known = frozenset(self.frequent)
        seen, held = Counter[str](), Counter[str]()
        for line in self.lines:
            for at, word in enumerate(line):
                if word.islower() and len(word) > 2 and word.isalpha() and word not in known:
                    seen[word] += 1
                    held[word] += determined(line, at)
        return sorted(
            word
            for word, count in seen.items()
            if count >= 30 and held[word] >= 0.9 * count and word not in DETERMINERS | set(NOT_NOUNS.split())
        )


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared")
    counts = Counts(articles(parser.parse_args().data, slice(7000)))
    lists = {"names": counts.names(), "words": sorted(counts.frequent), "nouns": counts.nouns()}
    text = HEAD.format(**{key: " ".join(words) for key, words in lists.items()})
    text += "".join(f'{json.dumps(one)} = "{" ".join(never)}"\n' for one, never in counts.pairs().items())
    OUT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
