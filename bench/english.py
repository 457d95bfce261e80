"""Bad English: false flags on clean news, and what is found of texts spoilt by script and of the seeds.

    python bench/english.py [--show N]

Clean: PolNeAR, BASIL, the 3,000 stream articles that the tables were not counted
over, and Wikinews, each whole and from 100 words on. Spoilt: PolNeAR and BASIL
with half or four fifths of the articles (a, an, the) dropped, with every tenth or
fourth word swapped with the next, in small letters throughout, and with the names
of the table in small letters. Needs no model.
"""

import argparse
import random
import re
from collections.abc import Callable
from pathlib import Path

from common import machine, read_jsonl, shared
from crossread.stages.clean.english import doubts, is_bad, tables

LEAST = 100  # words
SEED = 2
MACHINE = "001"  # the seed that is machine-translated


def clean_sets(data: Path) -> dict[str, list[str]]:
    """Texts of writers, by set."""
    stream = [row["text"] for row in read_jsonl(data / "stories" / "stream_articles.jsonl.gz")]
    stream = [text for text in stream if len(text.split()) >= 120]
    random.Random(0).shuffle(stream)  # noqa: S311 (as training/english.py, which counts the first 7,000)
    polnear = [data / "attribution" / f"polnear_{name}.jsonl.gz" for name in ("train", "dev")]
    sets = {
        "polnear": [row["text"] for path in polnear for row in read_jsonl(path)],
        "basil": [
            "\n".join(row["paragraphs"]) for row in read_jsonl(data / "stories" / "basil.dev.jsonl.gz")
        ],
        "stream": stream[7000:],
        "wikinews": [row["text"] for row in read_jsonl(data / "stories" / "wikinews_2019_2020.jsonl.gz")],
    }
    return {name: [text for text in texts if len(text.split()) >= LEAST] for name, texts in sets.items()}


def spoilers() -> dict[str, Callable[[str], str]]:
    """Ways to spoil a text, by name."""
    chance = random.Random(SEED)  # noqa: S311
    articles, name = re.compile(r"\b(?:the|a|an) ", re.IGNORECASE), re.compile(r"[A-Z][a-z]+")

    def dropped(share: float) -> Callable[[str], str]:
        return lambda text: articles.sub(lambda m: "" if chance.random() < share else m.group(), text)

    def garbled(share: float) -> Callable[[str], str]:
        def swap(text: str) -> str:
            words = text.split(" ")
            at = 0
            while at < len(words) - 1:
                if chance.random() < share:
                    words[at], words[at + 1] = words[at + 1], words[at]
                    at += 1
                at += 1
            return " ".join(words)

        return swap

    def small(text: str) -> str:
        known = tables().names
        return name.sub(lambda m: m.group().lower() if m.group().lower() in known else m.group(), text)

    return {
        "half of the articles dropped": dropped(0.5),
        "four fifths of the articles dropped": dropped(0.8),
        "a tenth of the words swapped": garbled(0.1),
        "a quarter of the words swapped": garbled(0.25),
        "small letters": str.lower,
        "known names in small letters": small,
    }


def flagged(text: str) -> bool:
    """Whether a text by itself is taken for bad English."""
    return is_bad(doubts(text.split("\n")))


def measure(data: Path) -> dict[str, float]:
    """The share flagged of each set, clean and spoilt."""
    sets = clean_sets(data / "data")
    out = {f"clean {name}": sum(map(flagged, texts)) / len(texts) for name, texts in sets.items()}
    base = sets["polnear"][:450] + sets["basil"]
    for name, spoil in spoilers().items():
        out[name] = sum(flagged(spoil(text)) for text in base) / len(base)
    return out


def seeds(data: Path) -> dict[str, bool]:
    """Whether each founding text is flagged by itself."""
    return {
        path.name[:3]: flagged(path.read_bytes().decode("utf-8"))
        for path in sorted((data / "seeds").glob("*.txt"))
    }


def main() -> None:
    """Print the shares, the seeds, and with ``--show`` what speaks against clean texts that are flagged."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    data = shared()
    for name, share in measure(data).items():
        print(f"{name}: {share:.2%} flagged")
    print("seeds:", seeds(data), f"({MACHINE} is machine-translated)")
    if options.show:
        for name, texts in clean_sets(data / "data").items():
            wrong = [text for text in texts if flagged(text)][: options.show]
            for text in wrong:
                print(name, [(d.signal, d.value, d.weight) for d in doubts(text.split("\n"))], text[:80])
    print(machine())


if __name__ == "__main__":
    main()
