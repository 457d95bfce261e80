"""An ensemble's labels: for articles without any, and for what is said within contents."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from crossread.stages.read import cues

from training.reader.corpus import ANYTHING, CONTENT, INNER, NO_INNER, OUTER, Corpus, windows_of
from training.reader.decode import decode
from training.reader.network import Reader

SURE_NAME = 0.6  # share of the ensemble's vote above which a name is a label
REAL = 0.5  # below it a cue is none
LEAST_WORDS = 5  # of a content that can hold another attribution
STREAM_WEIGHT = 0.6
DEPTH = 2  # times that contents are read again: three voices, one within the other
_OUTSIDE, _OPENING, _CLOSING = 1, 3, 4  # quotation states, see crossread.stages.read.features


def label(models: Sequence[Reader], corpus: Corpus, device: str) -> Corpus:
    """``corpus`` with the ensemble's tags, names and frames in place of its own."""
    tags = np.full_like(corpus.tags, -1)
    entity = np.full_like(corpus.entity, ANYTHING)
    frames = []
    for one in decode(models, [corpus], windows_of(corpus, 0, None), device):
        here = slice(one.window.first, one.window.last)
        tags[here] = one.tags
        best = one.entity.argmax(-1)
        entity[here] = np.where(one.entity.max(-1) >= SURE_NAME, 1 << best, ANYTHING).astype(np.uint16)
        base = one.window.first
        for cue, _, parts, real, sure in one.frames:
            if real >= REAL and any(tag == CONTENT for tag, _, _ in parts):
                held = [(tag, base + a, base + b) for tag, a, b in parts]
                frames.append(((base + cue[0], base + cue[1]), OUTER, STREAM_WEIGHT * real * sure, held))
    labelled = replace(
        corpus,
        tags=tags,
        entity=entity,
        weight=np.full(len(corpus), STREAM_WEIGHT, np.float32),
        entity_weight=np.full(len(corpus), STREAM_WEIGHT, np.float32),
    )
    return with_frames(labelled, frames)


def names_only(corpus: Corpus) -> Corpus:
    """``corpus`` with its names as all that is known."""
    blank = np.full_like(corpus.tags, -1)
    bare = replace(corpus, tags=blank, inner=blank.copy(), weight=np.zeros(len(corpus), np.float32))
    return with_frames(bare, [])


Framed = tuple[tuple[int, int], int, float, list[tuple[int, int, int]]]


def with_frames(corpus: Corpus, frames: list[Framed]) -> Corpus:
    """``corpus`` with ``frames`` (cue, level, weight, parts; words of the corpus) in place of its own."""
    frames.sort(key=lambda frame: (frame[0], frame[1]))
    return replace(
        corpus,
        cue=np.asarray([frame[0] for frame in frames], np.int32).reshape(-1, 2),
        level=np.asarray([frame[1] for frame in frames], np.int8),
        frame_weight=np.asarray([frame[2] for frame in frames], np.float32),
        part_at=np.concatenate([[0], np.cumsum([len(frame[3]) for frame in frames])]).astype(np.int64),
        parts=np.asarray([part for *_, held in frames for part in held], np.int32).reshape(-1, 3),
    )


def frames_of(corpus: Corpus) -> list[Framed]:
    """All frames of a corpus as tuples."""
    bounds = corpus.part_at.tolist()
    return [
        (
            (int(cue[0]), int(cue[1])),
            int(corpus.level[n]),
            float(corpus.frame_weight[n]),
            [(int(tag), int(a), int(b)) for tag, a, b in corpus.parts[bounds[n] : bounds[n + 1]]],
        )
        for n, cue in enumerate(corpus.cue)
    ]


def contents(corpus: Corpus, frames: Sequence[Framed]) -> tuple[Corpus, npt.NDArray[np.int64]]:
    """Each content of ``frames`` as a document of its own, and the corpus word of each of its words.

    What encloses it is forgotten: a content in quotation marks is read as if it stood outside them.
    """
    words: list[npt.NDArray[np.int64]] = []
    for *_, parts in frames:
        held = [
            np.arange(a, b + 1) for tag, a, b in sorted(parts, key=lambda part: part[1]) if tag == CONTENT
        ]
        if not held:
            continue
        joined = np.concatenate(held)
        state = corpus.features[joined, 1]
        joined = joined[int(state[0] == _OPENING) : len(joined) - int(state[-1] == _CLOSING)]
        if len(joined) >= LEAST_WORDS:
            words.append(joined)
    origin = np.concatenate(words) if words else np.zeros(0, np.int64)
    lengths = np.asarray([len(held) for held in words], np.int64)
    features = corpus.features[origin].copy()
    features[:, 1] = np.where(features[:, 1] == 2, _OUTSIDE, features[:, 1])
    begins = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    features[begins[:-1], 2:] = 2
    sizes = np.diff(corpus.piece_at)[origin]
    take = np.concatenate(
        [np.arange(corpus.piece_at[w], corpus.piece_at[w + 1]) for w in origin.tolist()] or [[]]
    )
    blank = np.full(len(origin), -1, np.int8)
    empty = Corpus(
        word_at=begins,
        piece_at=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        pieces=corpus.pieces[take.astype(np.int64)],
        features=features,
        tags=blank,
        inner=blank.copy(),
        quote=blank.copy(),
        entity=np.full(len(origin), ANYTHING, np.uint16),
        cueish=np.zeros(len(origin), np.int8),
        weight=np.zeros(len(words), np.float32),
        entity_weight=np.zeros(len(words), np.float32),
        cue=np.zeros((0, 2), np.int32),
        level=np.zeros(0, np.int8),
        frame_weight=np.zeros(0, np.float32),
        part_at=np.zeros(1, np.int64),
        parts=np.zeros((0, 3), np.int32),
        special=corpus.special,
    )
    return empty, origin


def with_inner(models: Sequence[Reader], corpus: Corpus, device: str, depth: int = DEPTH) -> Corpus:
    """``corpus`` with what the ensemble reads in its contents, as frames of the inner level and inner tags.

    What is found there is read again in its turn, ``depth`` times in all. The cues
    of outermost attributions stay unknown to the inner tags: that head is to see
    cues within contents, and may see others.
    """
    frames = frames_of(corpus)
    inner = np.where(corpus.tags >= 0, 0, -1).astype(np.int8)
    for first, last in corpus.cue[corpus.level == OUTER].tolist():
        inner[first : last + 1] = -1
    fresh = [frame for frame in frames if frame[1] == OUTER]
    for _ in range(depth):
        known = {frame[0] for frame in frames}
        fresh = [frame for frame in _read_again(models, corpus, fresh, device) if frame[0] not in known]
        frames += fresh
    for (first, last), level, *_ in frames:
        if level == INNER:
            inner[first] = 1
            inner[first + 1 : last + 1] = 2
    return with_frames(replace(corpus, inner=inner), frames)


def _read_again(
    models: Sequence[Reader], corpus: Corpus, frames: Sequence[Framed], device: str
) -> Iterator[Framed]:
    """What the ensemble reads in the contents of ``frames``."""
    held, origin = contents(corpus, frames)
    whole = np.diff(held.word_at)
    owners = np.searchsorted(held.word_at, np.arange(len(origin)), side="right") - 1
    for one in decode(models, [held], windows_of(held, 0, None), device):
        base = one.window.first
        size = int(whole[owners[base]])
        for cue, _, parts, real, sure in one.frames:
            content = sum(b - a + 1 for tag, a, b in parts if tag == CONTENT)
            if real < REAL or content == 0 or content >= 0.95 * size:
                continue
            at = [int(origin[base + word]) for word in cue]
            moved = [part for tag, a, b in parts for part in pieces(tag, origin[base + a : base + b + 1])]
            yield (at[0], at[1]), INNER, real * sure, moved


def with_decoys(corpus: Corpus, vocabulary: Sequence[str]) -> Corpus:
    """``corpus`` with the words of saying within contents that open no attribution there marked as such.

    ``vocabulary`` has the form of each piece.
    """
    within = np.zeros(len(corpus.tags), np.bool_)
    taken = np.zeros(len(corpus.tags), np.bool_)
    for cue, level, _, parts in frames_of(corpus):
        taken[cue[0] : cue[1] + 1] = True
        for tag, first, last in parts:
            if tag == CONTENT and level == OUTER:
                within[first : last + 1] = True
    cueish = corpus.cueish.astype(np.int8)
    for at in np.flatnonzero(within & ~taken & (corpus.inner == 0)).tolist():
        held = corpus.pieces[corpus.piece_at[at] : corpus.piece_at[at + 1]].tolist()
        if cues.speaks("".join(vocabulary[piece].removeprefix("##") for piece in held)):
            cueish[at] = NO_INNER
    return replace(corpus, cueish=cueish)


def pieces(tag: int, words: npt.NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """Runs of neighbouring words, as parts."""
    cuts = np.flatnonzero(np.diff(words) != 1) + 1
    return [(tag, int(run[0]), int(run[-1])) for run in np.split(words, cuts)]
