"""Turn the attribution and entity sets into arrays that training reads.

    python -m training.prepare --data ../shared/data --base BASE --out FOLDER

Words, features and windows come from crossread itself, so that training sees
what the reader will see.
"""

import argparse
import gzip
import json
import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from crossread.stages.read.features import Block, block
from crossread.stages.read.labels import ATTRIBUTION, ENTITY, ROLES

GOLD, SILVER = 2.0, 0.5  # weights of the names of a set
MAX_PIECES = 16  # of one word: a web address must not fill a window
ANYTHING = (1 << len(ENTITY)) - 1
OUTSIDE_OR_OTHER = 1 | 1 << ENTITY.index("B-other") | 1 << ENTITY.index("I-other")
TYPES = {
    "PER": "person", "PERSON": "person", "person": "person",
    "ORG": "organisation", "ORGANIZATION": "organisation",
    "corporation": "organisation", "group": "organisation",
    "LOC": "place", "LOCATION": "place", "location": "place",
    "MISC": "other", "PRO": "other", "PRODUCT": "other", "product": "other", "creative-work": "other",
}  # fmt: skip


@dataclass(slots=True)
class Link:
    """One attribution in word numbers: content pieces, cues and sources as (first, last)."""

    content: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    source: list[tuple[int, int]]


@dataclass(slots=True)
class Example:
    """One document. ``entity`` has a bit for each label a word may have; ``tags`` is None without gold."""

    name: str
    pieces: list[list[int]]
    features: npt.NDArray[np.int64]
    sentence: npt.NDArray[np.int32]
    line: npt.NDArray[np.int32]
    entity: npt.NDArray[np.uint16]
    entity_weight: float
    tags: npt.NDArray[np.int8] | None
    links: list[Link]


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def word_pieces(tokenizer: Tokenizer, forms: Sequence[str]) -> list[list[int]]:
    """Piece ids of each word, never none: an unknown piece stands for a word that the tokenizer drops."""
    out: list[list[int]] = [[] for _ in forms]
    encoding = tokenizer.encode(list(forms), is_pretokenized=True, add_special_tokens=False)
    for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
        out[word].append(piece)
    unknown = tokenizer.token_to_id("[UNK]")
    return [ids[:MAX_PIECES] or [unknown] for ids in out]


def covered(item: Block, spans: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    """First and last word of each span that holds any word."""
    starts = [span.start for span in item.words]
    ends = [span.end for span in item.words]
    out = []
    for start, end in spans:
        first = int(np.searchsorted(ends, start, side="right"))
        last = int(np.searchsorted(starts, end, side="left")) - 1
        if first <= last:
            out.append((first, last))
    return out


def attribution_tags(count: int, links: Sequence[Link]) -> npt.NDArray[np.int8]:
    """BIO tags of the words; where annotations overlap the later one wins, and what it cuts begins anew."""
    tags = np.zeros(count, np.int8)
    for link in links:
        for role in ROLES:
            begin = ATTRIBUTION.index(f"B-{role}")
            for first, last in getattr(link, role):
                tags[first] = begin
                tags[first + 1 : last + 1] = begin + 1
    inside = (tags > 0) & (tags % 2 == 0)
    before = np.concatenate([[0], tags[:-1]])
    return np.where(inside & (before != tags) & (before != tags - 1), tags - 1, tags).astype(np.int8)


def entity_bits(
    item: Block, mentions: Iterable[tuple[int, int, str]], outside: int
) -> npt.NDArray[np.uint16]:
    """Allowed entity labels of each word; ``outside`` is what a word of no mention may be."""
    bits = np.full(len(item.words), outside, np.uint16)
    for start, end, kind in mentions:
        for first, last in covered(item, [(start, end)]):
            name = TYPES.get(kind)
            if name is None:
                bits[first : last + 1] = ANYTHING
                continue
            begin = 1 << ENTITY.index(f"B-{name}")
            bits[first] = begin
            bits[first + 1 : last + 1] = begin << 1
            if name == "other":
                bits[first : last + 1] |= 1
    return bits


def example(
    tokenizer: Tokenizer,
    name: str,
    item: Block,
    entity: npt.NDArray[np.uint16],
    weight: float,
    links: list[Link] | None,
) -> Example:
    """One document's arrays."""
    tags = None if links is None else attribution_tags(len(item.words), links)
    pieces = word_pieces(tokenizer, item.forms())
    return Example(name, pieces, item.features, item.sentence, item.line, entity, weight, tags, links or [])


def silver_mentions(tokens: Sequence[Sequence[Any]]) -> list[tuple[int, int, str]]:
    """Runs of one CoreNLP entity tag."""
    out: list[tuple[int, int, str]] = []
    previous = "O"
    for token in tokens:
        start, end = int(token[0]), int(token[1])
        tag = str(token[3]) if len(token) > 3 and token[3] else "O"
        if tag in TYPES:
            if tag == previous:
                out[-1] = (out[-1][0], end, tag)
            else:
                out.append((start, end, tag))
        previous = tag
    return out


def polnear(path: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """PolNeAR: gold attributions, silver entities at a quarter of the weight of gold."""
    for row in read_jsonl(path):
        item = block(row["text"])
        links = [
            Link(*(covered(item, found[role]) for role in ("content", "cue", "source")))
            for found in row["attributions"]
        ]
        tagged = any(len(token) > 3 and token[3] not in (None, "O") for token in row["toks"])
        bits = entity_bits(item, silver_mentions(row["toks"]) if tagged else [], 1 if tagged else ANYTHING)
        yield example(tokenizer, row["doc"], item, bits, SILVER, links)


def token_text(rows: Iterable[dict[str, Any]]) -> tuple[str, list[tuple[int, int, str]]]:
    """Rows of tokens and BIO tags as one text, a row a line, with its mentions."""
    text = ""
    mentions: list[tuple[int, int, str]] = []
    for row in rows:
        line = row.get("text") or " ".join(row["tokens"])
        base, at = len(text), 0
        for token, tag in zip(row["tokens"], row["tags"], strict=True):
            found = line.find(token, at)
            start = found if found >= 0 else at
            at = min(start + len(token), len(line))
            if tag.startswith("B-"):
                mentions.append((base + start, base + at, tag[2:]))
            elif tag.startswith("I-") and mentions:
                mentions[-1] = (mentions[-1][0], base + at, mentions[-1][2])
        text += line + "\n"
    return text, mentions


def token_set(path: Path, tokenizer: Tokenizer, size: int) -> Iterator[Example]:
    """UNER and WNUT17: ``size`` rows a document. Neither marks nationalities and the like."""
    rows = list(read_jsonl(path))
    for at in range(0, len(rows), size):
        text, mentions = token_text(rows[at : at + size])
        item = block(text)
        bits = entity_bits(item, mentions, OUTSIDE_OR_OTHER)
        yield example(tokenizer, f"{path.name}:{at}", item, bits, GOLD, None)


def meantime(path: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """MEANTIME: names in the five first sentences (all that is annotated throughout); the rest is cut off."""
    for row in read_jsonl(path):
        early = [found for found in row["mentions"] if found["sent"] <= 5]
        named = [found for found in early if found.get("syntactic_type") in ("NAM", "PRE.NAM")]
        named.sort(key=lambda found: found["start"] - found["end"])
        mentions: list[tuple[int, int, str]] = []
        for found in named:
            start = found["start"] + 4 * found["text"].lower().startswith("the ")
            if not any(left <= start and found["end"] <= right for left, right, _ in mentions):
                mentions.append((start, found["end"], str(found.get("instance"))[:3]))
        item = block(row["text"][: max((found["end"] for found in early), default=0)])
        bits = entity_bits(item, mentions, OUTSIDE_OR_OTHER)
        yield example(tokenizer, row["id"], item, bits, GOLD, None)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of the pretrained encoder")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    attribution, entities = options.data / "attribution", options.data / "entities"
    sets = {
        "train": list(polnear(attribution / "polnear_train.jsonl.gz", tokenizer)),
        "dev": list(polnear(attribution / "polnear_dev.jsonl.gz", tokenizer)),
        "entities": [
            *token_set(entities / "uner_en_ewt_dev.jsonl.gz", tokenizer, 40),
            *token_set(entities / "wnut17_train.jsonl.gz", tokenizer, 40),
            *meantime(entities / "meantime.jsonl.gz", tokenizer),
        ],
        "entities_test": list(token_set(entities / "uner_en_ewt_test.jsonl.gz", tokenizer, 40)),
    }
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "prepared.pickle").write_bytes(pickle.dumps(sets))
    for name, examples in sets.items():
        pieces = sum(len(ids) for found in examples for ids in found.pieces)
        print(f"{name}: {len(examples)} documents, {pieces} pieces")


if __name__ == "__main__":
    from training.prepare import main as run  # so that what is pickled names this module, not __main__

    run()
