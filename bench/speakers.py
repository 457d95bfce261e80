"""How often the right speaker is found: BASIL's quoted spans, and the founding reports' statements.

    python bench/speakers.py [--show]

BASIL (Fan et al. 2019) marks spans of 201 articles on 67 events and says who
speaks in some of them. Each event is one run: its three articles are read and
resolved together. A span counts as found where a claim with voices covers at
least half of it, as right where the innermost voice carries the speaker's name.
Speakers that BASIL only groups ("other_anti") are left out.
"""

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from common import machine, shared

from crossread.models import Reader
from crossread.read import read
from crossread.records import Actor, Article, Claim, Reading, Resolution, Span, content_id
from crossread.resolve import resolve
from crossread.resolve.lexicon import fold


@dataclass(frozen=True)
class Marked:
    """A span of an article and the name of who says it."""

    article: str
    span: Span
    speaker: str


def stories() -> Iterator[tuple[list[Article], list[Marked]]]:
    """BASIL's development events, each with its articles and the spans whose speaker is named."""
    path = shared() / "data" / "stories" / "basil.dev.jsonl.gz"
    rows: dict[str, list[dict[str, object]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            rows[row["story"]].append(row)
    for story in sorted(rows):
        pairs = [_article(row) for row in rows[story]]
        yield [article for article, _ in pairs], [mark for _, marks in pairs for mark in marks]


def _article(row: dict[str, object]) -> tuple[Article, list[Marked]]:
    text = "\n\n".join(str(part).strip() for part in _list(row["paragraphs"]))
    article = Article(
        id=content_id("basil", str(row["id"])),
        path=str(row["id"]),
        text=text,
        format="text",
        encoding="utf-8",
        language="en",
        outlet=str(row["source"]),
        published=str(row["date"]) or None,
    )
    marks = []
    for item in _list(row["spans"]):
        speaker, words = str(item["speaker"]), str(item["txt"]).strip()
        start = text.find(words)
        if item["quote"] == "yes" and speaker and not speaker.startswith("other_") and start >= 0:
            marks.append(Marked(article.id, Span(start, start + len(words)), speaker))
    return article, marks


def _list(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


def best(mark: Marked, claims: list[Claim]) -> Claim | None:
    """The claim with voices that covers most of a span, the innermost of equals; None below half."""
    found = [
        (sum(mark.span.overlap(span) for span in claim.content), -len(claim.extent), claim.id, claim)
        for claim in claims
        if claim.article == mark.article and (claim.cue or claim.source)
    ]
    top = max(found, default=None)
    return top[3] if top and 2 * top[0] >= len(mark.span) else None


def right(speaker: str, actor: Actor | None) -> bool:
    """Whether an actor is the speaker that BASIL names: the surname, or for groups any word, is the same."""
    if actor is None:
        return False
    words = [word for word in fold(speaker.replace("_", " ")).split() if word not in ("jr", "and")]
    forms = " ".join([fold(actor.name), *map(fold, actor.mentions)]).replace("-", " ").split()
    if speaker[:1].isupper() and len(words) == 2 and not words[-1].endswith("s"):
        return words[-1].replace("-", " ").split()[-1][:6] in {form[:6] for form in forms}
    return bool(set(words) & set(forms))


def measure(*, show: bool) -> None:
    """Prints how many spans are found, and how many of those have the right speaker."""
    reader = Reader()
    total = found = good = 0
    for articles, marks in stories():
        if not marks:
            continue
        readings: list[Reading] = [read(article, reader) for article in articles]
        resolution: Resolution = resolve(articles, readings)
        actors = {actor.id: actor for actor in resolution.actors}
        texts = {article.id: article.text for article in articles}
        for mark in marks:
            total += 1
            claim = best(mark, list(resolution.claims))
            if claim is None:
                continue
            found += 1
            actor = actors.get(claim.speaker) if claim.speaker else None
            good += right(mark.speaker, actor)
            if show and not right(mark.speaker, actor):
                source = claim.source.of(texts[mark.article]) if claim.source else "-"
                print(
                    f"{mark.speaker} <> {actor.name if actor else '-'} | {source} | {mark.span.of(texts[mark.article])[:80]}"
                )
    print(
        f"BASIL dev: {total} spans with a named speaker, {found} found, {good} right ({good / max(found, 1):.1%} of found)"
    )
    print(machine())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", action="store_true", help="print the wrong ones")
    measure(show=parser.parse_args().show)
