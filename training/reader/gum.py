"""GUM's documents as training sees them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from crossread.stages.read.features import Block, block

from training.reader.corpus import ANYTHING, INNER, OUTER
from training.reader.gum_gold import Token, attributions, held_back, text_of
from training.reader.prepare import GOLD, OUTSIDE_OR_OTHER, Attribution, Document, covered, entity_bits
from training.rows import read_jsonl

# Words that may stand in a name beside proper nouns; words before a name that the other sets leave out.
_JOINS = frozenset(["of", "the", "and", "for", "-", ".", "'", "’", "&", "de", "al"])
_TITLE_WORDS = (
    "mr mrs ms dr president judge senator governor secretary justice professor sir captain general king queen"
    " prince princess pope minister chancellor ambassador congressman congresswoman representative mayor"
)
_TITLES = frozenset(_TITLE_WORDS.split())
_NAMED = frozenset(["person", "place", "organization"])


def _served(path: Path) -> Iterator[tuple[dict[str, Any], Sequence[Token], Block]]:
    """The documents that serve for training, each with its tokens and as a block; none that is held back."""
    rows = list(read_jsonl(path))
    measured = held_back(rows)
    for row in rows:
        if row["id"] not in measured:
            text, tokens = text_of(row)
            yield row, tokens, block(text)


def documents(path: Path) -> Iterator[Document]:
    """The documents that serve for training; which cues lie in contents is known, the other tags are not."""
    for row, tokens, item in _served(path):
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


def names(path: Path) -> Iterator[Document]:
    """Names in the documents that serve for training: mentions that are nothing but proper nouns.

    GUM marks whole noun phrases. A proper noun in a longer phrase, or a title, may be anything here.
    """
    for row, tokens, item in _served(path):
        mentions = [found for one in row["entities"] if (found := _name(one, tokens))]
        bits = entity_bits(item, mentions, OUTSIDE_OR_OTHER)
        for number in _open(item, tokens, mentions):
            bits[number] = ANYTHING
        yield Document(item, entity=bits, entity_weight=GOLD)


def _name(mention: dict[str, Any], tokens: Sequence[Token]) -> tuple[int, int, str] | None:
    """Start, end and UNER's type of a mention that is a name, without article, title and genitive."""
    held = list(tokens[mention["start"] : mention["end"]])
    while held and (held[0].form.lower() == "the" or held[0].form.lower().rstrip(".") in _TITLES):
        held = held[1:]
    while held and held[-1].tag != "PROPN":
        held = held[:-1]
    if mention["type"] not in _NAMED or not held or held[0].tag != "PROPN":
        return None
    if not all(one.tag == "PROPN" or one.form.lower() in _JOINS for one in held):
        return None
    kind = {"person": "PER", "place": "LOC", "organization": "ORG"}[mention["type"]]
    return held[0].start, held[-1].end, kind


def _open(item: Block, tokens: Sequence[Token], mentions: Sequence[tuple[int, int, str]]) -> Iterator[int]:
    """Words with a proper noun that no name holds."""
    for token in tokens:
        named = any(start <= token.start and token.end <= end for start, end, _ in mentions)
        if token.tag == "PROPN" and not named and token.start < token.end:
            for first, last in covered(item, [(token.start, token.end)]):
                yield from range(first, last + 1)
