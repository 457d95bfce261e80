"""GUM's documents as training sees them."""

from collections.abc import Iterator
from pathlib import Path

from crossread.stages.read.features import block
from training.reader.corpus import INNER, OUTER
from training.reader.gum_gold import attributions, held_back, text_of
from training.reader.prepare import Attribution, Document, covered
from training.rows import read_jsonl


def documents(path: Path) -> Iterator[Document]:
    """The documents that serve for training; which cues lie in contents is known, the other tags are not."""
    rows = list(read_jsonl(path))
    measured = held_back(rows)
    for row in rows:
        if row["id"] in measured:
            continue
        text, tokens = text_of(row)
        item = block(text)
        held = [
            Attribution(
                covered(item, found.cue[:1]),
                covered(item, found.source[:1]),
                covered(item, found.content),
                INNER if found.inner else OUTER,
            )
            for found in attributions(row, tokens)
        ]
        yield Document(item, held, tagged=False, inner_known=True)
