"""Pairs of units that speak to one matter or do not, from sets that people annotated.

ECB+ and MEANTIME mark mentions of events and which of them, over articles, are
the same event. Two units of different articles whose events are the same by half
or more are one matter; with none in common they are not; between, they are left
out. ClaimDiff says of two claims on one affair whether one strengthens or weakens
the other (one matter) or neither.

Every text goes through the stages, and only pairs that the candidates' index
brings up are taken: a pair's signals are those of a run.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from crossread.models import Encoder, Reader
from crossread.records import Article, DateBasis, Span
from crossread.stages.compare.compare import field_of
from crossread.stages.compare.matters import Field, Link, link, links
from crossread.stages.compare.pages import pages
from crossread.stages.compare.units import Unit, units
from crossread.stages.group import group
from crossread.stages.read import read
from crossread.stages.resolve import resolve

from training.rows import read_jsonl

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Mark:
    """Something annotated in a text: its place and what it is a mention of."""

    span: Span
    key: Hashable


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled pair: the set, the group of articles it is of, its signals by name, one matter or not."""

    of: str
    group: str
    signals: Mapping[str, float]
    same: bool


Marked = tuple[Article, tuple[Mark, ...]]


def article(key: str, text: str, title: str | None = None, published: str | None = None) -> Article:
    """An article of a set, its title above its body."""
    head = f"{title}\n\n" if title else ""
    place = Span(0, len(title)) if title else None
    basis = DateBasis.STATED if published else None
    return Article(
        key, key, head + text, "text", "utf-8", "en",
        title=title, title_span=place, published=published, published_basis=basis,
    )  # fmt: skip


def ecb(data: Path) -> dict[str, list[Marked]]:
    """ECB+ by topic: two look-alike happenings each."""
    found: dict[str, list[Marked]] = defaultdict(list)
    for row in read_jsonl(data / "stories" / "ecbplus.dev.jsonl.gz"):
        marks = tuple(
            Mark(Span(m["start"], m["end"]), m.get("coref") or (row["id"], m["start"]))
            for m in row["mentions"]
            if "ACTION" in m["tag"] and "REPORTING" not in m["tag"]
        )
        found[str(row["topic"])].append((article(row["id"], row["text"]), marks))
    return found


def meantime(data: Path) -> dict[str, list[Marked]]:
    """MEANTIME: Wikinews on four subjects."""
    found: dict[str, list[Marked]] = defaultdict(list)
    for row in read_jsonl(data / "entities" / "meantime.jsonl.gz"):
        marks = tuple(
            Mark(Span(m["start"], m["end"]), m.get("instance") or (row["id"], m["start"]))
            for m in row["mentions"]
            if m["tag"] == "EVENT_MENTION"
        )
        found[row["corpus"]].append((article(row["id"], row["text"], None, row["dct"]), marks))
    return found


def claim_differences(data: Path) -> dict[str, list[Marked]]:
    """ClaimDiff by affair: the claims of one article stand as its paragraphs."""
    claims: dict[tuple[str, str, str], list[tuple[str, Hashable]]] = defaultdict(list)
    for number, row in enumerate(read_jsonl(data / "pairs" / "claimdiff.train.jsonl.gz")):
        for side in ("a", "b"):
            key = (row["topic"], row[f"article_{side}"], row["date"])
            claims[key].append((row[f"claim_{side}"].strip(), (number, row["label"] != "unrelated")))
    found: dict[str, list[Marked]] = defaultdict(list)
    for (topic, title, day), said in sorted(claims.items()):
        text = "\n\n".join(dict.fromkeys(claim for claim, _ in said))
        one = article(f"{topic} {title}", text, title, day)
        base = len(one.text) - len(text)
        places = [(base + text.index(claim), claim, key) for claim, key in said]
        found[topic].append((one, tuple(Mark(Span(at, at + len(c)), key) for at, c, key in places)))
    return found


SETS = {"ecb": ecb, "meantime": meantime, "claimdiff": claim_differences}


def fielded(articles: Sequence[Article], reader: Reader, encoder: Encoder) -> Field:
    """The articles through reading, resolving and grouping to what comparing looks at."""
    ordered = sorted(articles, key=lambda one: (one.published or "9999", one.id))
    resolution = resolve(ordered, [read(one, reader) for one in ordered], sides={})
    grouping = group(ordered, resolution, encoder)
    everything = units(pages(ordered, resolution.actors), resolution, grouping)
    return field_of(everything, resolution, grouping, encoder)


def rows(of: str, data: Path, reader: Reader, encoder: Encoder) -> Iterator[Row]:
    """All labelled pairs of a set."""
    for name, marked in sorted(SETS[of](data).items()):
        field = fielded([one for one, _ in marked], reader, encoder)
        marks = {one.id: found for one, found in marked}
        pairs = _claimed(field, marks) if of == "claimdiff" else _coreferent(field, marks)
        for found, same in pairs:
            yield Row(of, name, {signal.name: signal.value for signal in found.signals}, same)


def _coreferent(field: Field, marks: Mapping[str, tuple[Mark, ...]]) -> Iterator[tuple[Link, bool]]:
    held = [_within(unit, marks[unit.article]) for unit in field.units]
    for found in links(field):
        one, other = held[found.one], held[found.other]
        if not one or not other or field.units[found.one].article == field.units[found.other].article:
            continue
        share = len(one & other) / min(len(one), len(other))
        if share == 0 or share >= HALF:
            yield found, share > 0


def _within(unit: Unit, marks: Sequence[Mark]) -> set[Hashable]:
    return {mark.key for mark in marks if any(span.contains(mark.span) for span in unit.spans)}


def _claimed(field: Field, marks: Mapping[str, tuple[Mark, ...]]) -> Iterator[tuple[Link, bool]]:
    """The largest unit of each of the two claims, whether or not the index brings them up."""
    largest: dict[tuple[int, bool], dict[str, int]] = defaultdict(dict)
    for index, unit in enumerate(field.units):
        for mark in marks[unit.article]:
            if isinstance(mark.key, tuple) and any(span.overlap(mark.span) for span in unit.spans):
                held = largest[mark.key]
                known = held.get(unit.article)
                if known is None or len(field.units[known].text) < len(unit.text):
                    held[unit.article] = index
    for (_, same), held in sorted(largest.items()):
        if len(held) == len("ab"):
            yield link(field, min(held.values()), max(held.values())), same
