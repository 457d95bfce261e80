"""Documents as flat arrays, windows of them, and the padded arrays of a batch."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from crossread.stages.read.labels import ENTITY
from crossread.stages.read.roles import BEFORE, BEHIND, distances
from crossread.stages.read.windows import PIECES, windows

from training.encoder import CLS, MASK, PAD, SEP, VOCABULARY
from training.encoders import Pieces
from training.files import whole

ANYTHING = (1 << len(ENTITY)) - 1
MINILM = Pieces(CLS, SEP, MASK, VOCABULARY, PIECES)
# What a frame's cue is: of an outermost attribution, of one in a content, of none, of none in a content.
OUTER, INNER, NO_CUE, NO_INNER = 1, 2, 3, 4
# Decoys within contents are drawn more often and weigh less: what the silver labels leave out may be a cue.
INNER_DECOYS, INNER_DECOY_WEIGHT = 3.0, 0.5
SOURCE, CONTENT = 1, 3  # first tag of each role in labels.PARTS


@dataclass(slots=True)
class Corpus:
    """Some documents. Words and frames are numbered through; a frame is a cue with its parts.

    ``word_at`` int64 [documents + 1] and ``piece_at`` int64 [words + 1] say where
    each begins; ``features`` uint8 [words, 4]. Labels are -1 where nothing is
    known: ``tags`` (labels.ATTRIBUTION), ``inner`` (O, B, I of cues within
    contents), ``quote`` (at opening quotation marks: 1 where an attribution's
    content lies behind it). ``entity`` has a bit for each label a word may have.
    ``cueish``: NO_CUE or NO_INNER where a word looks like a cue and is none, else 0. Frames are sorted by
    ``cue`` int32 [frames, 2] (first and last word); parts int32 [parts, 3]
    (role's first tag, first, last word) lie at ``part_at`` int64 [frames + 1].
    ``special`` says what is special about the pieces of the encoder that it is for.
    """

    word_at: npt.NDArray[np.int64]
    piece_at: npt.NDArray[np.int64]
    pieces: npt.NDArray[np.unsignedinteger]
    features: npt.NDArray[np.uint8]
    tags: npt.NDArray[np.int8]
    inner: npt.NDArray[np.int8]
    quote: npt.NDArray[np.int8]
    entity: npt.NDArray[np.uint16]
    cueish: npt.NDArray[np.int8]
    weight: npt.NDArray[np.float32]  # [documents] of tags
    entity_weight: npt.NDArray[np.float32]  # [documents]
    cue: npt.NDArray[np.int32]
    level: npt.NDArray[np.int8]
    frame_weight: npt.NDArray[np.float32]
    part_at: npt.NDArray[np.int64]
    parts: npt.NDArray[np.int32]
    special: Pieces = MINILM

    def save(self, path: Path) -> None:
        """Write to a compressed file."""
        arrays = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "special"}
        special = np.asarray(astuple(self.special), np.int64)
        with whole(path) as new, new.open("wb") as file:
            np.savez_compressed(file, **arrays, special=special)

    @classmethod
    def load(cls, path: Path) -> "Corpus":
        """Read what :meth:`save` wrote."""
        with np.load(path) as held:
            arrays = {field.name: held[field.name] for field in fields(cls) if field.name != "special"}
            special = Pieces(*held["special"].tolist()) if "special" in held else MINILM
            return cls(**arrays, special=special)

    def __len__(self) -> int:
        return len(self.word_at) - 1


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``[first, last)`` of document ``document`` of corpus ``corpus``; ``size`` pieces."""

    corpus: int
    document: int
    first: int
    last: int
    size: int


@dataclass(slots=True)
class Batch:
    """Padded arrays of some windows, and of the frames in them.

    ``ids`` and ``mask`` [rows, pieces]; ``facts`` [rows, pieces, 4]; ``first``
    (piece of each word), ``words`` (mask), labels [rows, words]; frames:
    ``row``, ``start`` (first word of the view, in the row), ``mark`` [frames,
    view] (0 word, 1 or 2 cue), ``distance`` [frames, view], ``inside`` [frames,
    view] (mask), ``parts`` [frames, view] (labels.PARTS), ``real`` and ``frame_weight`` [frames].
    """

    ids: Tensor
    mask: Tensor
    facts: Tensor
    first: Tensor
    words: Tensor
    tags: Tensor
    tag_weight: Tensor
    inner: Tensor
    quote: Tensor
    entity: Tensor
    entity_weight: Tensor
    row: Tensor
    start: Tensor
    mark: Tensor
    distance: Tensor
    inside: Tensor
    parts: Tensor
    real: Tensor
    frame_weight: Tensor

    def to(self, device: str) -> "Batch":
        """The same on a device."""
        return Batch(*(getattr(self, field.name).to(device, non_blocking=True) for field in fields(self)))


def windows_of(corpus: Corpus, number: int, rng: random.Random | None) -> list[Window]:
    """All windows of a corpus, each document cut at a random sentence first where ``rng`` is given."""
    out: list[Window] = []
    limit = corpus.special.window
    for document in range(len(corpus)):
        begin, end = int(corpus.word_at[document]), int(corpus.word_at[document + 1])
        sizes = np.diff(corpus.piece_at[begin : end + 1])
        starts = corpus.features[begin:end, 2] == 2
        shift = 0
        if rng:
            within = np.flatnonzero(np.cumsum(sizes) <= limit // 2)
            shift = int(rng.choice(within.tolist() or [0]))
            while shift > 0 and not starts[shift]:
                shift -= 1
        for left, right in ((0, shift), (shift, len(sizes))):
            for window in windows(sizes[left:right].tolist(), starts[left:right], limit=limit, overlap=0):
                first, last = begin + left + window.first, begin + left + window.last
                size = int(corpus.piece_at[last] - corpus.piece_at[first])
                out.append(Window(number, document, first, last, size))
    return out


def groups(items: list[Window], budget: int, rng: random.Random) -> list[list[Window]]:
    """Windows of like length together, at most ``budget`` pieces with padding, in random order."""
    rng.shuffle(items)
    out: list[list[Window]] = []
    chunk_size = max(1, budget // PIECES) * 24
    for at in range(0, len(items), chunk_size):
        group: list[Window] = []
        for item in sorted(items[at : at + chunk_size], key=lambda one: one.size):
            if group and (len(group) + 1) * (item.size + 2) > budget:
                out.append(group)
                group = []
            group.append(item)
        out.append(group)
    rng.shuffle(out)
    return out


@dataclass(frozen=True, slots=True)
class Frame:
    """One cue in a window's row, with the words around it that are looked at (numbers within the row)."""

    row: int
    start: int
    stop: int
    cue: tuple[int, int]
    level: int
    weight: float
    parts: tuple[tuple[int, int, int], ...]


def frames_of(corpus: Corpus, window: Window, row: int, rng: random.Random, decoys: float) -> Iterator[Frame]:
    """The frames of a window, and a share of ``decoys``: words like cues that are none."""
    low, high = np.searchsorted(corpus.cue[:, 0], [window.first, window.last])
    for number in range(int(low), int(high)):
        first, last = (int(at) - window.first for at in corpus.cue[number])
        if last < window.last - window.first:
            held = corpus.parts[corpus.part_at[number] : corpus.part_at[number + 1]]
            parts = tuple((int(tag), int(a) - window.first, int(b) - window.first) for tag, a, b in held)
            yield framed(window, row, (first, last), int(corpus.level[number]),
                         float(corpus.frame_weight[number]), parts)  # fmt: skip
    alike = corpus.cueish[window.first : window.last]
    for at in np.flatnonzero(alike).tolist():
        if rng.random() < decoys * (INNER_DECOYS if alike[at] == NO_INNER else 1.0):
            weight = INNER_DECOY_WEIGHT if alike[at] == NO_INNER else 1.0
            yield framed(window, row, (at, at), int(alike[at]), weight, ())


def framed(
    window: Window,
    row: int,
    cue: tuple[int, int],
    level: int,
    weight: float,
    parts: tuple[tuple[int, int, int], ...],
) -> Frame:
    """A frame with its view cut to the window."""
    count = window.last - window.first
    return Frame(row, max(0, cue[0] - BEFORE), min(count, cue[1] + 1 + BEHIND), cue, level, weight, parts)


def frame_arrays(frames: Sequence[Frame]) -> dict[str, Tensor]:
    """The frames' fields of :class:`Batch`."""
    count = len(frames)
    most = max((frame.stop - frame.start for frame in frames), default=1)
    mark = np.zeros((count, most), np.int64)
    distance = np.zeros((count, most), np.int64)
    inside = np.zeros((count, most), np.bool_)
    parts = np.zeros((count, most), np.int64)
    for number, frame in enumerate(frames):
        size = frame.stop - frame.start
        inside[number, :size] = True
        distance[number, :size] = distances(frame.start, frame.stop, frame.cue)
        mark[number, frame.cue[0] - frame.start : frame.cue[1] + 1 - frame.start] = (
            2 if frame.level in (INNER, NO_INNER) else 1
        )
        for tag, first, last in frame.parts:
            left, right = max(first, frame.start) - frame.start, min(last + 1, frame.stop) - frame.start
            if left < right:
                parts[number, left] = tag
                parts[number, left + 1 : right] = tag + 1
    as_tensor = torch.from_numpy
    return {
        "row": torch.tensor([frame.row for frame in frames], dtype=torch.long),
        "start": torch.tensor([frame.start for frame in frames], dtype=torch.long),
        "mark": as_tensor(mark),
        "distance": as_tensor(distance),
        "inside": as_tensor(inside),
        "parts": as_tensor(parts),
        "real": torch.tensor([float(frame.level in (OUTER, INNER)) for frame in frames]),
        "frame_weight": torch.tensor([frame.weight for frame in frames]),
    }


def collate(
    corpora: Sequence[Corpus], items: Sequence[Window], rng: random.Random, decoys: float = 0.0
) -> Batch:
    """Arrays of one batch."""
    count = len(items)
    length = max(item.size for item in items) + 2
    most = max(item.last - item.first for item in items)
    ids = np.full((count, length), PAD, np.int64)
    facts = np.zeros((count, length, 4), np.int64)
    mask = np.zeros((count, length), np.bool_)
    first = np.zeros((count, most), np.int64)
    words = np.zeros((count, most), np.bool_)
    tags, inner, quote = (np.full((count, most), -1, np.int64) for _ in range(3))
    entity = np.full((count, most), ANYTHING, np.int64)
    frames: list[Frame] = []
    for row, item in enumerate(items):
        corpus = corpora[item.corpus]
        here = slice(item.first, item.last)
        at = corpus.piece_at[item.first : item.last + 1] - corpus.piece_at[item.first]
        sizes, n = np.diff(at), item.last - item.first
        ids[row, 0] = corpus.special.start
        ids[row, 1 : item.size + 1] = corpus.pieces[corpus.piece_at[item.first] : corpus.piece_at[item.last]]
        ids[row, item.size + 1] = corpus.special.end
        mask[row, : item.size + 2] = True
        facts[row, 1 : item.size + 1] = np.repeat(corpus.features[here], sizes, axis=0)
        first[row, :n] = 1 + at[:-1]
        words[row, :n] = True
        for held, given in (
            (tags, corpus.tags),
            (inner, corpus.inner),
            (quote, corpus.quote),
            (entity, corpus.entity),
        ):
            held[row, :n] = given[here]
        # A window may begin inside a content that runs over sentences: begin it anew.
        if tags[row, 0] in (2, 4, 6):
            tags[row, 0] -= 1
        if inner[row, 0] == 2:
            inner[row, 0] = 1
        frames += frames_of(corpus, item, row, rng, decoys)
    as_tensor = torch.from_numpy
    weight = [float(corpora[item.corpus].weight[item.document]) for item in items]
    entity_weight = [float(corpora[item.corpus].entity_weight[item.document]) for item in items]
    return Batch(
        as_tensor(ids), as_tensor(mask), as_tensor(facts), as_tensor(first), as_tensor(words),
        as_tensor(tags), torch.tensor(weight), as_tensor(inner), as_tensor(quote), as_tensor(entity),
        torch.tensor(entity_weight), **frame_arrays(frames),
    )  # fmt: skip
