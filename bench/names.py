"""Names that the read stage finds, on UNER EWT test: exact spans, by type.

python bench/names.py --data ../shared
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from common import read_jsonl, token_text
from crossread.models import Reader
from crossread.records import Article
from crossread.stages.read import read

TYPES = {"PER": "person", "ORG": "organisation", "LOC": "place"}
ROWS = 40  # sentences of a document
Named = tuple[int, int, str]


def documents(path: Path) -> Iterator[tuple[str, set[Named]]]:
    """Texts of 40 sentences, a sentence a line, with their names as (start, end, type)."""
    rows = list(read_jsonl(path))
    for at in range(0, len(rows), ROWS):
        text, names = token_text(rows[at : at + ROWS])
        yield text, {(start, end, TYPES.get(kind, "other")) for start, end, kind in names}


def measure(path: Path, reader: Reader) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of each type and of all, in [0, 1]."""
    counts: Counter[tuple[str, str]] = Counter()
    for number, (text, gold) in enumerate(documents(path)):
        article = Article(f"ewt-{number}", f"ewt-{number}.txt", text, "text", "utf-8", "en")
        mentions = read(article, reader).mentions
        found = {(one.span.start, one.span.end, str(one.type)) for one in mentions}
        for kind in TYPES.values():
            want = {one for one in gold if one[2] == kind}
            got = {one for one in found if one[2] == kind}
            for what, size in (("right", len(want & got)), ("predicted", len(got)), ("gold", len(want))):
                counts[kind, what] += size
                counts["all", what] += size
    return {
        kind: figures(counts[kind, "right"], counts[kind, "predicted"], counts[kind, "gold"])
        for kind in (*TYPES.values(), "all")
    }


def figures(right: int, predicted: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1."""
    precision, recall = right / max(1, predicted), right / max(1, gold)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * right / max(1, predicted + gold), 4),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the shared folder")
    parser.add_argument("--model", type=Path, default=None, help="another folder with a reader")
    options = parser.parse_args()
    path = options.data / "data" / "entities" / "uner_en_ewt_test.jsonl.gz"
    for kind, held in measure(path, Reader(options.model)).items():
        print(kind, held)


if __name__ == "__main__":
    main()
