"""Turn the sets into the arrays of :mod:`training.reader.corpus`.

Words, features and windows come from crossread itself, so that training sees
what the reader will see.
"""

import json
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from crossread.models import tokens
from crossread.stages.read.features import Block, block
from crossread.stages.read.labels import ATTRIBUTION, ENTITY, PARTS, ROLES

from training.encoders import Pieces, pieces_of, tokenizer_of
from training.files import whole
from training.reader import vocabulary
from training.reader.corpus import ANYTHING, NO_CUE, OUTER, Corpus
from training.rows import read_jsonl, token_text

log = logging.getLogger("training")
GOLD, SILVER = 2.0, 0.5  # weights of the names of a set
LEAST_CHARACTERS = 400  # of an article without labels
GOVERNMENTS, EVERY = ("whitehouse_2021-06_2022-08.jsonl.gz", "kremlin_2021-10_2022-06.jsonl.gz"), 4
SENTENCES = ("mnli_part", "wanli_subset", "fever_3way", "vitaminc_real")  # the pairs' sets with names
PART = 2000  # articles without labels a file: several processes may label them
EACH_SET, LONGEST_SENTENCE = 8000, 400  # texts, characters
SIZES = "sets.json"  # documents of each set; there when all sets are
MAX_PIECES = 16  # of one word: a web address must not fill a window
OUTSIDE_OR_OTHER = 1 | 1 << ENTITY.index("B-other") | 1 << ENTITY.index("I-other")
TYPES = {
    "PER": "person", "PERSON": "person", "person": "person",
    "ORG": "organisation", "ORGANIZATION": "organisation",
    "corporation": "organisation", "group": "organisation",
    "LOC": "place", "LOCATION": "place", "location": "place",
    "MISC": "other", "PRO": "other", "PRODUCT": "other", "product": "other", "creative-work": "other",
}  # fmt: skip
Words = tuple[int, int]
"""First and last word of a document, both in."""


@dataclass(slots=True)
class Attribution:
    """One attribution in word numbers."""

    cue: list[Words]
    source: list[Words]
    content: list[Words]
    level: int = OUTER
    weight: float = 1.0


@dataclass(slots=True)
class Document:
    """One document: its block, and what is known of it. ``None`` where a set says nothing."""

    block: Block
    attributions: list[Attribution] = field(default_factory=list)
    tagged: bool = False
    inner_known: bool = False
    entity: npt.NDArray[np.uint16] | None = None
    entity_weight: float = 0.0


def word_pieces(tokenizer: Tokenizer, forms: Sequence[str]) -> list[list[int]]:
    """Piece ids of each word, never none: an unknown piece stands for a word that the tokenizer drops."""
    out: list[list[int]] = [[] for _ in forms]
    encoding = tokenizer.encode(list(forms), is_pretokenized=True, add_special_tokens=False)
    for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
        out[word].append(piece)
    unknown = [tokens.unknown(tokenizer)]
    return [ids[:MAX_PIECES] or unknown for ids in out]


def covered(item: Block, spans: Iterable[Sequence[int]]) -> list[Words]:
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


def attribution_tags(count: int, held: Sequence[Attribution]) -> npt.NDArray[np.int8]:
    """BIO tags of the words; where annotations overlap the later one wins, and what it cuts begins anew."""
    tags = np.zeros(count, np.int8)
    for item in held:
        for role in ROLES:
            begin = ATTRIBUTION.index(f"B-{role}")
            for first, last in getattr(item, role):
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


def polnear(path: Path) -> Iterator[Document]:
    """PolNeAR: gold attributions, and CoreNLP's names at a quarter of the weight of gold."""
    for row in read_jsonl(path):
        item = block(row["text"])
        held = [
            Attribution(*(covered(item, found[role]) for role in ("cue", "source", "content")))
            for found in row["attributions"]
        ]
        tagged = any(len(token) > 3 and token[3] not in (None, "O") for token in row["toks"])
        bits = entity_bits(item, silver_mentions(row["toks"]) if tagged else [], 1 if tagged else ANYTHING)
        yield Document(item, held, True, False, bits, SILVER)


def token_set(path: Path, size: int) -> Iterator[Document]:
    """UNER and WNUT17: ``size`` rows a document. Neither marks nationalities and the like."""
    rows = list(read_jsonl(path))
    for at in range(0, len(rows), size):
        text, mentions = token_text(rows[at : at + size])
        item = block(text)
        bits = entity_bits(item, mentions, OUTSIDE_OR_OTHER)
        yield Document(item, entity=bits, entity_weight=GOLD)


def meantime(path: Path) -> Iterator[Document]:
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
        yield Document(item, entity=entity_bits(item, mentions, OUTSIDE_OR_OTHER), entity_weight=GOLD)


def named(data: Path) -> Iterator[Document]:
    """The sets whose names are gold."""
    from training.reader import gum

    entities = data / "entities"
    for name in ("uner_en_ewt_dev", "wnut17_train", "wnut17_dev"):
        yield from token_set(entities / f"{name}.jsonl.gz", 40)
    yield from gum.names(data / "attribution" / "gum.train.jsonl.gz")
    yield from meantime(entities / "meantime.jsonl.gz")


def unlabelled(path: Path, characters: int, every: int = 1) -> Iterator[Document]:
    """Articles without labels, one of ``every``, cut at a paragraph."""
    for row in islice(read_jsonl(path), 0, None, every):
        text = row["text"]
        if len(text) > LEAST_CHARACTERS:
            cut = text.rfind("\n", 0, characters)
            yield Document(block(text if len(text) <= characters else text[: cut if cut > 0 else characters]))


def sentences(folder: Path, size: int) -> Iterator[Document]:
    """Short texts of the pairs' sets with a name in them, ``size`` a document: web, letters, fiction."""
    found: dict[str, None] = {}
    for name in SENTENCES:
        premises = (row["premise"] for row in read_jsonl(folder / f"{name}.train.jsonl.gz"))
        fresh = (text for text in dict.fromkeys(premises) if text not in found and _names_somebody(text))
        found |= dict.fromkeys(islice(fresh, EACH_SET))
    texts = sorted(found, key=lambda text: crc32(text.encode()))
    for at in range(0, len(texts), size):
        yield Document(block("\n".join(texts[at : at + size])))


def _names_somebody(text: str) -> bool:
    """Whether a short text has a capital behind its first word."""
    return len(text) <= LONGEST_SENTENCE and bool(re.search(r"[a-z,] [A-Z][a-z]", text))


def cue_words(documents: Iterable[Document]) -> frozenset[str]:
    """Lower-cased words that are a cue, or its last word, three times or more."""
    counts: dict[str, int] = {}
    for document in documents:
        for item in document.attributions:
            for _, last in item.cue:
                form = document.block.words[last].of(document.block.text).lower()
                counts[form] = counts.get(form, 0) + 1
    return frozenset(form for form, count in counts.items() if count >= 3)


def quote_labels(document: Document) -> npt.NDArray[np.int8]:
    """At each opening mark: whether a content holds most of the quotation. Known where attributions are."""
    item = document.block
    out = np.full(len(item.words), -1, np.int8)
    if not document.tagged:
        return out
    content = np.zeros(len(item.words), np.bool_)
    for found in document.attributions:
        for first, last in found.content:
            content[first : last + 1] = True
    starts = [span.start for span in item.words]
    for quoted in item.quoted:
        first, stop = np.searchsorted(starts, [quoted.span.start, quoted.span.end])
        if first < stop:
            out[first] = int(content[first:stop].mean() >= 0.5)
    return out


def corpus_of(
    documents: Sequence[Document], tokenizer: Tokenizer, cues: frozenset[str], special: Pieces
) -> Corpus:
    """All arrays of a set."""
    sizes: list[int] = []
    pieces: list[int] = []
    arrays: dict[str, list[npt.NDArray[Any]]] = {
        name: [np.zeros(0, np.int8)] for name in ("tags", "inner", "quote", "entity", "cueish")
    }
    features = [np.zeros((0, 4), np.uint8)]
    frames: list[tuple[Words, int, float, list[tuple[int, int, int]]]] = []
    word_at = [0]
    for document in documents:
        item, base = document.block, word_at[-1]
        count = len(item.words)
        for ids in word_pieces(tokenizer, item.forms()):
            sizes.append(len(ids))
            pieces += ids
        outer = [found for found in document.attributions if found.level == OUTER]
        tags = attribution_tags(count, outer) if document.tagged else np.full(count, -1, np.int8)
        arrays["tags"].append(tags)
        arrays["inner"].append(inner_tags(document))
        arrays["quote"].append(quote_labels(document))
        entity = document.entity if document.entity is not None else np.full(count, ANYTHING, np.uint16)
        arrays["entity"].append(entity)
        free = (tags == 0) & (arrays["inner"][-1] <= 0)
        alike = np.asarray([form.lower() in cues for form in item.forms()], np.bool_)
        none = alike & free if document.tagged else np.zeros(count, np.bool_)
        arrays["cueish"].append(np.where(none, NO_CUE, 0).astype(np.int8))
        features.append(item.features.astype(np.uint8))
        frames += [framed(found, base) for found in document.attributions if found.cue and found.content]
        word_at.append(base + count)
    frames.sort(key=lambda frame: frame[0])
    documents_weight = [1.0 if document.tagged else 0.0 for document in documents]
    parts = [part for *_, held in frames for part in held]
    return Corpus(
        word_at=np.asarray(word_at, np.int64),
        piece_at=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        pieces=np.asarray(pieces, np.uint16 if special.vocabulary <= 1 << 16 else np.uint32),
        features=np.concatenate(features),
        tags=np.concatenate(arrays["tags"]).astype(np.int8),
        inner=np.concatenate(arrays["inner"]).astype(np.int8),
        quote=np.concatenate(arrays["quote"]).astype(np.int8),
        entity=np.concatenate(arrays["entity"]).astype(np.uint16),
        cueish=np.concatenate(arrays["cueish"]).astype(np.int8),
        weight=np.asarray(documents_weight, np.float32),
        entity_weight=np.asarray([document.entity_weight for document in documents], np.float32),
        cue=np.asarray([frame[0] for frame in frames], np.int32).reshape(-1, 2),
        level=np.asarray([frame[1] for frame in frames], np.int8),
        frame_weight=np.asarray([frame[2] for frame in frames], np.float32),
        part_at=np.concatenate([[0], np.cumsum([len(frame[3]) for frame in frames])]).astype(np.int64),
        parts=np.asarray(parts, np.int32).reshape(-1, 3),
        special=special,
    )


def inner_tags(document: Document) -> npt.NDArray[np.int8]:
    """O, B and I of all cues, where a set marks those within contents, too."""
    count = len(document.block.words)
    out = np.full(count, 0 if document.inner_known else -1, np.int8)
    for found in document.attributions:
        if document.inner_known:
            for first, last in found.cue:
                out[first] = 1
                out[first + 1 : last + 1] = 2
    return out


def framed(found: Attribution, base: int) -> tuple[Words, int, float, list[tuple[int, int, int]]]:
    """A cue with its parts, in word numbers of the corpus."""
    parts = [
        (PARTS.index(f"B-{role}"), base + first, base + last)
        for role in ("source", "content")
        for first, last in getattr(found, role)
    ]
    first, last = found.cue[0]
    return (base + first, base + last), found.level, found.weight, parts


def prepare(data: Path, base: Path, out: Path, *, characters: int) -> None:
    """Write the arrays of all sets to ``out``, and last their sizes; what is there already stays."""
    from training.reader import gum

    tokenizer = tokenizer_of(base)
    special = pieces_of(base, tokenizer)
    vocabulary.claim(out, base)
    attribution = data / "attribution"
    train = list(polnear(attribution / "polnear_train.jsonl.gz"))
    cues = cue_words(train)
    sets: dict[str, Iterable[Document]] = {
        "train": train,
        "dev": polnear(attribution / "polnear_dev.jsonl.gz"),
        "gum": gum.documents(attribution / "gum.train.jsonl.gz"),
        "entities": named(data),
        "entities_test": token_set(data / "entities" / "uner_en_ewt_test.jsonl.gz", 40),
        "sentences": sentences(data / "pairs", 40),
    }
    articles = list(
        chain(
            unlabelled(data / "stories" / "stream_articles.jsonl.gz", characters),
            *(unlabelled(data / "readouts" / name, characters, every=EVERY) for name in GOVERNMENTS),
        )
    )
    for at in range(0, max(len(articles), 1), PART):
        sets[f"stream-{at // PART}"] = articles[at : at + PART]
    for name, documents in sets.items():
        path = out / f"{name}.npz"
        if not path.exists():
            corpus = corpus_of(list(documents), tokenizer, cues, special)
            corpus.save(path)
            log.info(
                "%s: %d documents, %d pieces, %d frames",
                name,
                len(corpus),
                len(corpus.pieces),
                len(corpus.cue),
            )
    with whole(out / SIZES) as new:
        new.write_text(json.dumps({name: len(Corpus.load(out / f"{name}.npz")) for name in sets}), "utf-8")
