"""Articles with the story that each belongs to, from the sets as they lie on disk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from crossread.models import Encoder
from crossread.records import Article, DateBasis, Span, TimeMention
from crossread.stages.group.growing import in_time
from crossread.stages.group.signals import Features, TextEncoder, features_of
from crossread.stages.group.units import units_of
from crossread.stages.resolve.time import times

from training.events import iso
from training.rows import read_jsonl

Labelled = list[tuple[Article, str]]


def article(key: str, title: str | None, text: str, published: str | None) -> Article:
    """An article whose stored text is its title and its body."""
    head = f"{title}\n\n" if title else ""
    span = Span(0, len(title)) if title else None
    basis = DateBasis.STATED if published else None
    return Article(
        key,
        key,
        head + text,
        "text",
        "utf-8",
        "en",
        title=title,
        title_span=span,
        published=published,
        published_basis=basis,
    )


def basil(folder: Path) -> Labelled:
    """BASIL dev: 67 events, each told by three outlets."""
    found = read_jsonl(folder / "basil.dev.jsonl.gz")
    return [
        (article(r["id"], r["title"], "\n".join(r["paragraphs"]), iso(r["date"])), r["story"]) for r in found
    ]


def neus(folder: Path) -> Labelled:
    """NeuS full texts: two or three outlets on what AllSides' editors call one story."""
    return [
        (article(f"{row['story']}-{number}", doc["title"], doc["text"], iso(doc["date"])), row["story"])
        for row in read_jsonl(folder / "neus_fulltext.dev.jsonl.gz")
        for number, doc in enumerate(row["docs"])
        if doc.get("text")
    ]


def known_stories(folder: Path) -> dict[str, str]:
    """Articles of the stream whose story the NeuS files tell."""
    found = {}
    for name in ("neus_train", "neus_val", "neus_fulltext.dev"):
        for row in read_jsonl(folder / f"{name}.jsonl.gz"):
            ids = (doc.get("abp_id") or doc.get("id") for doc in row["docs"])
            found.update({f"stream-{one}": row["story"] for one in ids if one})
    return found


def around(folder: Path, labelled: Sequence[tuple[Article, str]], count: int = 10_000) -> Labelled:
    """The stream around a set, without the set's own articles, with the story of each or ""."""
    taken = frozenset(one.title or "" for one, _ in labelled)
    known = known_stories(folder)
    return [(one, known.get(one.id, "")) for one in stream(folder, count, taken)]


def ecb(folder: Path) -> Labelled:
    """ECB+ dev: undated, untitled; each topic holds two look-alike events, which are the labels."""
    found = read_jsonl(folder / "ecbplus.dev.jsonl.gz")
    return [(article(row["id"], None, row["text"], None), row["subtopic"]) for row in found]


def headlines(folder: Path) -> Labelled:
    """Headlines of two days, up to some hundreds on one story."""
    found = read_jsonl(folder / "headlines_6k.jsonl.gz")
    return [
        (article(f"headline-{row['id']}", row["title"], "", row["published"][:10]), row["story"])
        for row in found
    ]


def undated(labelled: Labelled) -> Labelled:
    """The same articles as extracts that do not say when they came out."""
    return [(replace(one, published=None, published_basis=None), label) for one, label in labelled]


def stream(folder: Path, count: int, taken: frozenset[str]) -> list[Article]:
    """Dated articles of many outlets, none of them with a title in ``taken``."""
    out: list[Article] = []
    for row in read_jsonl(folder / "stream_articles.jsonl.gz"):
        if len(out) == count:
            break
        if iso(row["date"]) and row["text"] and row["title"] not in taken:
            out.append(article(f"stream-{row['id']}", row["title"], row["text"], iso(row["date"])))
    return out


def whole(
    labelled: Sequence[tuple[Article, str]], encoder: TextEncoder | None
) -> tuple[list[Features], list[str]]:
    """Features of whole articles in the order of time, and their labels."""
    units = [units_of(one, times(one))[0] for one, _ in labelled]
    found, _ = features_of(units, encoder)
    label: Mapping[str, str] = {one.id: story for one, story in labelled}
    ordered = in_time(found)
    return ordered, [label[one.unit.article.id] for one in ordered]


def mentions(articles: Iterable[Article]) -> tuple[TimeMention, ...]:
    """The dates that the articles name."""
    return tuple(found for one in articles for found in times(one))


class Cached:
    """An encoder that keeps the vectors of texts it has seen, so that the sets can be measured again."""

    def __init__(self) -> None:
        self._encoder = Encoder()
        self._known: dict[str, npt.NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Vectors of ``texts``, as :class:`crossread.models.Encoder` gives them."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(fresh, self._encoder.encode(fresh), strict=True))
        return np.stack([self._known[text] for text in texts])
