"""Attributions on held-back GUM documents, voices within voices among them.

    python bench/nesting.py --data ../shared

GUM marks attributing clauses ("the ambassador says") and what they attribute. A
claim is right where its cue lies in such a clause and its content shares half
with what is attributed. Counted are claims with a cue of saying or belief whose
content holds a verb: GUM marks clauses alone, neither nouns as cues nor
"criticised the plan".
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from common import read_jsonl
from crossread.models import Reader
from crossread.records import Article, Attribution, CueType, Span
from crossread.stages.read import Policy, read

# isort: split
# After common, which shows where training lies.
from training.reader import gum_gold as gum


def shared(content: tuple[Span, ...], gold: list[tuple[int, int]]) -> float:
    """Jaccard of two sets of characters."""
    mine = {at for span in content for at in range(span.start, span.end)}
    theirs = {at for start, end in gold for at in range(start, end)}
    return len(mine & theirs) / max(1, len(mine | theirs))


def is_right(claim: Attribution, gold: gum.Found) -> bool:
    """Whether a claim is a gold attribution."""
    start, end = gold.stretch
    cue = claim.cue
    return (
        cue is not None and start < cue.end and cue.start < end and shared(claim.content, gold.content) >= 0.5
    )


def holds_a_verb(claim: Attribution, tokens: Sequence[gum.Token]) -> bool:
    """Whether a verb, by GUM's tags, stands in a claim's content."""
    verbs = [token for token in tokens if token.tag in ("VERB", "AUX")]
    return any(span.start <= verb.start < span.end for span in claim.content for verb in verbs)


def measure(path: Path, reader: Reader, nested: Policy) -> dict[str, float]:
    """Precision, recall and F1 over the held-back fifth; recall of those within contents alone."""
    rows = list(read_jsonl(path))
    held = gum.held_back(rows)
    right = predicted = total = recalled = inner = inner_right = 0
    for row in rows:
        if row["id"] not in held:
            continue
        text, tokens = gum.text_of(row)
        gold = [one for one in gum.attributions(row, tokens) if one.cue]
        article = Article(row["id"], f"{row['id']}.txt", text, "text", "utf-8", "en")
        claims = [
            one
            for one in read(article, reader, nested=nested).attributions
            if one.cue_type in (CueType.SAYING, CueType.BELIEF) and holds_a_verb(one, tokens)
        ]
        found = [one for one in gold if any(is_right(claim, one) for claim in claims)]
        right += sum(any(is_right(claim, one) for one in gold) for claim in claims)
        predicted += len(claims)
        total += len(gold)
        inner += sum(one.inner for one in gold)
        inner_right += sum(one.inner for one in found)
        recalled += len(found)
    precision, recall = right / max(1, predicted), recalled / max(1, total)
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
        "inner_recall": round(inner_right / max(1, inner), 4),
        "gold": total,
        "inner": inner,
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the shared folder")
    parser.add_argument("--model", type=Path, default=None, help="another folder with a reader")
    options = parser.parse_args()
    path = options.data / "data" / "attribution" / "gum.train.jsonl.gz"
    for nested in Policy:
        print(nested, measure(path, Reader(options.model), nested))


if __name__ == "__main__":
    main()
