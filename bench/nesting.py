"""Attributions on held-back GUM documents, voices within voices among them.

    python bench/nesting.py --data ../shared

GUM marks attributing clauses ("the ambassador says", "we hope") and what they
attribute: a nucleus and all that hangs on it, often sentences. A claim is right
where its cue lies in such a clause and its content shares half with the nucleus
or with the whole. Counted are claims whose content is a clause by GUM's trees:
GUM marks neither nouns as cues nor "criticised the plan".
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

HALF = 0.5
CLAUSES = ("root", "ccomp", "parataxis", "csubj", "advcl", "conj")  # Universal Dependencies' relations
QUOTES = '"“'
QUESTIONS = ("what", "where", "when", "why", "how", "who", "which", "whether", "if")


def shared(content: tuple[Span, ...], gold: list[tuple[int, int]]) -> float:
    """Jaccard of two sets of characters."""
    mine = {at for span in content for at in range(span.start, span.end)}
    theirs = {at for start, end in gold for at in range(start, end)}
    return len(mine & theirs) / max(1, len(mine | theirs))


def is_right(claim: Attribution, gold: gum.Found) -> bool:
    """Whether a claim is a gold attribution."""
    start, end = gold.stretch
    cue = claim.cue
    if cue is None or cue.end <= start or end <= cue.start:
        return False
    return max(shared(claim.content, gold.content), shared(claim.content, gold.core)) >= HALF


def is_a_clause(claim: Attribution, text: str, tokens: Sequence[gum.Token]) -> bool:
    """Whether a claim's content is a clause by GUM's trees, an indirect question, or in quotation marks."""
    words = [word for span in claim.content for word in span.of(text).split()]
    if any(mark in word for word in words for mark in QUOTES):
        return True
    if len(words) > 1 and words[0].lower() in QUESTIONS:  # in these trees an object with a clause at it
        return True
    inside = {
        number
        for number, token in enumerate(tokens)
        if any(span.start <= token.start < span.end for span in claim.content)
    }
    tops = (tokens[number] for number in inside if tokens[number].head not in inside)
    return any(top.relation.partition(":")[0] in CLAUSES for top in tops)


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
            if one.cue_type is not CueType.NOUN and is_a_clause(one, text, tokens)
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
