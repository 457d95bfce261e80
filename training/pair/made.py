"""Pairs made from PolNeAR's annotated articles."""

import random
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from training.pair import edit
from training.pair.edit import Pools, Sentence
from training.pair.pairs import (
    AGAINST,
    COMPATIBLE,
    CONTRADICTS,
    ENTAILS,
    FOR,
    NEITHER,
    OBSERVING,
    UNKNOWN,
    UNRELATED,
    Pair,
)
from training.rows import read_jsonl

Article = tuple[dict[str, Any], list[Sentence]]
TRIES = (
    ("number", 1.0), ("number", 1.0), ("name", 0.7), ("name", 0.4), ("negation", 0.8),
    ("actor", 1.0), ("actor", 1.0), ("opposite", 0.7),
)  # fmt: skip
FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
OPENERS = frozenset(["DT", "PRP", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "CD", "EX"])
ROLES = ("source", "cue", "content")
QUOTES = " ,.\"“”'‘’"
STANCE_BITS = {"for": FOR, "against": AGAINST, "observing": OBSERVING}


def articles(path: Path) -> list[Article]:
    """PolNeAR's rows with their plain sentences."""
    return [(row, list(edit.sentences(row))) for row in read_jsonl(path)]


def changed(found: Sequence[Sentence], rng: random.Random, pools: Pools) -> Iterator[Pair]:
    """Contradictions by one change, some of them reworded as well."""
    for sentence in found:
        for kind, chance in TRIES:
            change = edit.opposite if kind == "opposite" else edit.CHANGES[kind]
            new = change(sentence, rng, pools) if rng.random() < chance else None
            if new is None or new == sentence.text:
                continue
            if rng.random() < 0.3:
                new = edit.reworded(new, rng) or new
            first, second = rng.sample((sentence.text, new), 2)
            yield Pair(first, second, CONTRADICTS, UNKNOWN, 0.4, f"made_{kind}")


def unchanged(found: Sequence[Sentence], rng: random.Random, pools: Pools) -> Iterator[Pair]:
    """Counterparts that do not conflict: identical, reworded, shortened, rounded, both denying."""
    for sentence in found:
        text = sentence.text
        if rng.random() < 0.12:
            yield Pair(text, text, ENTAILS, UNKNOWN, 0.4, "made_same")
        if rng.random() < 0.6 and (new := edit.reworded(text, rng)):
            first, second = rng.sample((text, new), 2)
            yield Pair(first, second, ENTAILS, UNKNOWN, 0.3, "made_reworded")
        if rng.random() < 0.7 and (new := edit.shortened(sentence, rng)):
            yield Pair(text, new, ENTAILS, UNKNOWN, 0.4, "made_shortened")
            yield Pair(new, text, COMPATIBLE, UNKNOWN, 0.4, "made_shortened")
        if rounded := edit.bounded(sentence, rng):
            new, holds = rounded
            yield Pair(text, new, ENTAILS if holds else CONTRADICTS, UNKNOWN, 0.5, "made_bound")
            yield Pair(new, text, COMPATIBLE if holds else CONTRADICTS, UNKNOWN, 0.5, "made_bound")
        if rng.random() < 0.3 and (new := edit.negated(sentence, rng, pools)):
            other = edit.reworded(new, rng) or new
            yield Pair(new, other, ENTAILS, UNKNOWN, 0.4, "made_both_deny")


def neighbours(found: Sequence[Sentence], rng: random.Random) -> Iterator[Pair]:
    """Two sentences of one article: mostly those that share a name."""
    texts = [(sentence.text, {sentence.span(a, b) for a, b, _ in sentence.names()}) for sentence in found]
    for at, (text, names) in enumerate(texts):
        others = [other for place, (other, held) in enumerate(texts) if place != at and names & held]
        if others:
            yield Pair(text, rng.choice(others), NEITHER, UNKNOWN, 0.3, "made_neighbour")
        if len(texts) > 1 and rng.random() < 0.3:
            yield Pair(text, texts[at - 1][0], NEITHER, UNKNOWN, 0.3, "made_neighbour")


def statements(row: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Source, cue and content of attributions whose parts are one span each and whose content is a clause."""
    for found in row["attributions"]:
        if not len(found["source"]) == len(found["cue"]) == len(found["content"]) == 1:
            continue
        source, cue, content = (" ".join(row["text"][a:b].split()) for ((a, b),) in (found[k] for k in ROLES))
        start, end = found["content"][0]
        tags = [
            token[2]
            for token in row["toks"]
            if start <= token[0] < end and token[2] not in ("``", "''", "IN")
        ]
        content = content.strip(QUOTES).removeprefix("that ").strip(QUOTES)
        clause = bool(tags) and tags[0] in OPENERS and bool(FINITE & set(tags[1:])) and "…" not in content
        if clause and 5 <= len(content.split()) <= 35 and len(source.split()) <= 8:
            content = re.sub(r"[“”\"]", "", content)
            yield source, cue, content if tags[0] in ("NNP", "NNPS") or content[:2] == "I " else low(content)


def low(text: str) -> str:
    """The text with a small first letter, unless a name of capitals begins it."""
    return text if text[1:2].isupper() else text[0].lower() + text[1:]


def same_speaker(row: dict[str, Any], rng: random.Random) -> Iterator[Pair]:
    """Two things that one source says: neither; and one thing told in two orders: the same."""
    by_source: dict[str, list[str]] = {}
    for source, cue, content in statements(row):
        by_source.setdefault(source, []).append(content)
        if len(cue.split()) == 1 and rng.random() < 0.5:
            orders = (f"{source} {cue} that {content}.", f"“{content},” {source} {cue}.")
            first, second = rng.sample(orders, 2)
            yield Pair(first, second, ENTAILS, UNKNOWN, 0.3, "made_order")
            yield Pair(rng.choice(orders), content, COMPATIBLE, FOR, 0.3, "made_order")
    for contents in by_source.values():
        for left, right in pairwise(contents):
            yield Pair(left, right, NEITHER, UNKNOWN, 0.3, "made_speaker")


def rival_accounts(row: dict[str, Any], rng: random.Random) -> Iterator[Pair]:
    """Texts for, against and observing a statement; a source that says and denies; two that deny."""
    told = list(statements(row))
    for _, _, content in told:
        who = rng.choice(told)[0]
        other = rng.choice(told)[0]
        text = {kind: filled(kind, who, content, rng) for kind in STANCE_BITS}
        for kind, stance in STANCE_BITS.items():
            labels = {"for": COMPATIBLE, "against": CONTRADICTS, "observing": NEITHER}
            yield Pair(text[kind], content, labels[kind], stance, 0.3, "made_stance")
        first, second = rng.sample((text["for"], text["against"]), 2)
        yield Pair(first, second, CONTRADICTS, UNKNOWN, 0.3, "made_denial")
        again = filled("against", other, content, rng)
        yield Pair(text["against"], again, COMPATIBLE, UNKNOWN, 0.4, "made_both_deny")
        elsewhere = rng.choice(told)[2]
        if elsewhere != content:
            yield Pair(text[rng.choice(list(text))], elsewhere, NEITHER, UNRELATED, 0.3, "made_elsewhere")


def filled(kind: str, who: str, content: str, rng: random.Random) -> str:
    """A template of one stance."""
    text: str = rng.choice(edit.TABLES["stances"][kind])
    out = text.replace("{who}", who).replace("{what}", content)
    return out[0].upper() + out[1:] + "."


def made(path: Path, seed: int = 1) -> Iterator[Pair]:
    """All kinds of pairs from one file of PolNeAR."""
    rng = random.Random(seed)  # noqa: S311
    held = articles(path)
    pools = edit.name_pools([sentence for _, found in held for sentence in found])
    for row, found in held:
        yield from changed(found, rng, pools)
        yield from unchanged(found, rng, pools)
        yield from neighbours(found, rng)
        yield from same_speaker(row, rng)
        yield from rival_accounts(row, rng)


def planted(path: Path, count: int, seed: int = 7) -> tuple[list[Pair], list[Pair]]:
    """For measuring: ``count`` pairs with only a number, name, negation or actor changed, as many of each
    as there are; and ``count`` counterparts that do not conflict (same, reworded, shortened, neighbours)."""
    rng = random.Random(seed)  # noqa: S311
    held = articles(path)
    everything = [sentence for _, found in held for sentence in found]
    pools = edit.name_pools(everything)
    kinds: dict[str, list[Pair]] = {kind: [] for kind in edit.CHANGES}
    for sentence in rng.sample(everything, len(everything)):
        for kind, change in edit.CHANGES.items():
            new = change(sentence, rng, pools)
            if new and new != sentence.text:
                kinds[kind].append(Pair(sentence.text, new, CONTRADICTS, UNKNOWN, 1.0, kind))
    out: list[Pair] = []
    for left, kind in zip((4, 3, 2, 1), sorted(kinds, key=lambda kind: len(kinds[kind])), strict=True):
        out += kinds[kind][: (count - len(out)) // left]
    calm = [pair for _, found in held for pair in (*unchanged(found, rng, pools), *neighbours(found, rng))]
    calm = [pair for pair in calm if not pair.label & CONTRADICTS]
    return out, rng.sample(calm, count)
