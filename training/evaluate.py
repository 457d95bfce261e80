"""Measure the exported reader: names on UNER EWT test, links between gold spans on PolNeAR dev.

    python -m training.evaluate --data ../shared/data [--model FOLDER]

Attribution as a whole is measured by bench/attribution.py, through the read stage.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from crossread.models import Reader
from crossread.stages.read.decode import Tagged, barriers, legal_moves, tag
from crossread.stages.read.features import Block, block
from crossread.stages.read.linking import link
from crossread.stages.read.pairs import Marks
from crossread.stages.read.scores import score
from training.prepare import TYPES, covered, read_jsonl, token_text

Named = tuple[int, int, str]


def documents(path: Path) -> Iterator[tuple[str, list[Named]]]:
    """The texts of a token set, a row a line and 40 rows a text, with their names as (start, end, type)."""
    rows = list(read_jsonl(path))
    for at in range(0, len(rows), 40):
        text, mentions = token_text(rows[at : at + 40])
        yield text, [(start, end, TYPES[kind]) for start, end, kind in mentions]


def names(item: Block, reader: Reader) -> set[Named]:
    """What the reader names, but for the type that the set does not mark."""
    labels = reader.labels["entity"]
    found = tag(score(item, reader).entity, *legal_moves(labels), labels, barriers(item))
    spans = [(item.span(one.first, one.last), one.kind) for one in found if one.kind != "other"]
    return {(span.start, span.end, kind) for span, kind in spans}


def figures(right: int, predicted: int, gold: int) -> str:
    """Precision, recall and F1 in per cent."""
    precision, recall = right / max(1, predicted), right / max(1, gold)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"P {100 * precision:.1f} R {100 * recall:.1f} F1 {100 * f1:.1f} ({gold})"


def entity_figures(path: Path, reader: Reader) -> Iterator[str]:
    """Exact-match figures by type and over all."""
    counts: Counter[tuple[str, str]] = Counter()
    for text, gold in documents(path):
        found = names(block(text), reader)
        for kind in ("person", "organisation", "place"):
            want = {one for one in gold if one[2] == kind}
            got = {one for one in found if one[2] == kind}
            counts[kind, "right"] += len(want & got)
            counts[kind, "predicted"] += len(got)
            counts[kind, "gold"] += len(want)
    for kind in ("person", "organisation", "place"):
        yield f"{kind}: {figures(*(counts[kind, what] for what in ('right', 'predicted', 'gold')))}"
    totals = [
        sum(value for (_, what), value in counts.items() if what == name)
        for name in ("right", "predicted", "gold")
    ]
    yield f"all: {figures(*totals)}"


def link_figures(path: Path, reader: Reader) -> str:
    """Share of gold contents and sources that the linker joins to their own cue, given the gold spans."""
    right: Counter[str] = Counter()
    for row in read_jsonl(path):
        item = block(row["text"])
        spans: list[Tagged] = []
        owners: dict[tuple[str, int], set[int]] = {}
        for number, attribution in enumerate(row["attributions"]):
            for role in ("content", "cue", "source"):
                for first, last in covered(item, attribution[role]):
                    if (role, first) not in owners:
                        spans.append(Tagged(role, first, last, 1.0))
                    owners.setdefault((role, first), set()).add(number)
        spans.sort(key=lambda span: span.first)
        zones = np.zeros(len(item.words), np.int32)
        linked = link(spans, Marks.of(item), score(item, reader).links, reader.linkers, zones)
        for one in linked:
            mine = owners["cue", spans[one.cue].first]
            for content in one.contents:
                right["content"] += bool(mine & owners["content", spans[content].first])
            if one.source is not None:
                right["source"] += bool(mine & owners["source", spans[one.source].first])
                right["sourced"] += 1
        right["contents"] += sum(span.kind == "content" for span in spans)
    content, source = right["content"] / right["contents"], right["source"] / right["sourced"]
    return f"links given gold spans: content to cue {100 * content:.1f} %, cue to source {100 * source:.1f} %"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=None)
    options = parser.parse_args()
    reader = Reader(options.model)
    for line in entity_figures(options.data / "entities" / "uner_en_ewt_test.jsonl.gz", reader):
        print(line)
    print(link_figures(options.data / "attribution" / "polnear_dev.jsonl.gz", reader))


if __name__ == "__main__":
    main()
