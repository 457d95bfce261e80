"""How often the right speaker is found for BASIL's quoted spans, end to end.

    python bench/speakers.py [--show]

BASIL (Fan et al. 2019) marks spans of 201 articles on 67 events and says who
speaks in some of them. Each event is one run: its three articles are read and
resolved together. A span counts as found where a claim with voices covers at
least half of it, as right where the innermost voice carries the speaker's name.
Speakers that BASIL only groups ("other_anti") are left out; labels of groups
("Democratic_lawmakers"), whom the texts themselves name one by one, are counted apart.
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from common import machine, shared
from crossread.models import Reader
from crossread.records import Actor, Article, Claim, Span, content_id
from crossread.stages.read import read
from crossread.stages.resolve import resolve
from crossread.stages.resolve.lexicon import fold


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
    if not isinstance(value, list):
        raise TypeError(f"a list was expected, not {value!r}")
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


def individual(speaker: str) -> bool:
    """Whether BASIL's label is a person's name ("Jane_Doe"), not a group's ("senate_Democrats")."""
    parts = speaker.removesuffix("_Jr.").split("_")
    group = any(part.casefold() in _GROUPS for part in parts)
    return len(parts) > 1 and all(part[:1].isupper() for part in parts) and not group


_GROUPS = frozenset(
    ("lawmakers", "democrats", "republicans", "officials", "companies", "senate", "campaign", "secure", "now")
)


def right(speaker: str, actor: Actor | None) -> bool:
    """Whether an actor is the speaker that BASIL names: the surname, or for groups any word, is the same."""
    if actor is None:
        return False
    words = [word for word in fold(speaker.replace("_", " ").replace("-", " ")).split() if word != "jr"]
    forms = " ".join([fold(actor.name), *map(fold, actor.mentions)]).replace("-", " ").split()
    if individual(speaker):
        # Six letters: BASIL cuts names at accents and misspells some.
        return words[-1][:6] in {form[:6] for form in forms}
    return bool(set(words) & set(forms))


def measure(*, show: bool) -> None:
    """Prints how many spans are found, and how many of those have the right speaker."""
    reader = Reader()
    counts: Counter[tuple[bool, str]] = Counter()
    for articles, marks in stories():
        if not marks:
            continue
        resolution = resolve(articles, [read(article, reader) for article in articles])
        actors = {actor.id: actor for actor in resolution.actors}
        texts = {article.id: article.text for article in articles}
        for mark in marks:
            claim = best(mark, list(resolution.claims))
            actor = actors.get(claim.speaker or "") if claim else None
            good = right(mark.speaker, actor)
            kind = individual(mark.speaker)
            counts[kind, "all"] += 1
            counts[kind, "found"] += claim is not None
            counts[kind, "right"] += good
            if show and claim and not good:
                source = claim.source.of(texts[mark.article]) if claim.source else "-"
                words = mark.span.of(texts[mark.article])[:80]
                print(f"{mark.speaker} <> {actor.name if actor else '-'} | {source} | {words}")
    for kind, name in ((True, "people"), (False, "groups")):
        total, found, good_ones = (counts[kind, what] for what in ("all", "found", "right"))
        share = good_ones / max(found, 1)
        print(f"{name}: {total} spans, {found} found, {good_ones} right ({share:.1%} of found)")
    print(machine())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", action="store_true", help="print the wrong ones")
    measure(show=parser.parse_args().show)
