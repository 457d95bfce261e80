"""How often the right speaker is found for BASIL's quoted spans, end to end.

    python bench/speakers.py [--show]

BASIL (Fan et al. 2019) marks quoted spans in 201 articles on 67 events. Each
event is one run: its three articles are read and resolved together. Where BASIL
names a person, that is the speaker wanted. Its other labels ("other_anti",
"Democratic_lawmakers") say what kind of speaker it is, not who; for those spans
``data/basil_speakers.csv`` holds who speaks by the text, noted by one reader
before any output of crossread on them was seen: a name, or, after "=", a phrase
("=Senate Democratic aide"); ";" parts equally good answers, "+" joint speakers.
Spans that the text gives to nobody are left out.

A span is found where an attributed claim covers at least half of it; it is
right where the innermost voice is the speaker: for a person, surname and first
name (an initial or a short form will do, a missing first name too) and "Jr."
agree with the actor's name; for an organisation or a phrase, one form of the
actor holds all its words; for joint speakers, every member. A voice of nobody
counts as found and unresolved, not as wrong.
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from common import machine, read_jsonl, shared
from crossread.models import Reader
from crossread.records import Actor, ActorType, Article, Claim, Reading, Span, content_id
from crossread.stages.read import read
from crossread.stages.resolve import resolve
from crossread.stages.resolve.lexicon import fold
from crossread.stages.resolve.names import same_given

KEY = Path(__file__).parent / "data" / "basil_speakers.csv"
_SMALL = frozenset({"the", "a", "an", "of", "for", "s", "mr", "ms", "mrs"})


@dataclass(frozen=True)
class Marked:
    """A span of an article, who says it (answers, see above), and the kind of speaker."""

    article: str
    span: Span
    speaker: str
    kind: str


def stories() -> Iterator[tuple[list[Article], list[Marked]]]:
    """BASIL's development events, each with its articles and the spans whose speaker is known."""
    path = shared() / "data" / "stories" / "basil.dev.jsonl.gz"
    with KEY.open(encoding="utf-8", newline="") as file:
        key = {(row["article"], row["span"]): row["speaker"] for row in csv.DictReader(file, delimiter="|")}
    rows: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in read_jsonl(path):
        rows[row["story"]].append(row)
    for story in sorted(rows):
        pairs = [_article(row, key) for row in rows[story]]
        yield [article for article, _ in pairs], [mark for _, marks in pairs for mark in marks]


def _article(row: dict[str, object], key: Mapping[tuple[str, str], str]) -> tuple[Article, list[Marked]]:
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
        label, words = str(item["speaker"]), str(item["txt"]).strip()
        speaker = key.get((str(row["id"]), str(item["id"])), label.replace("_", " "))
        start = text.find(words)
        if item["quote"] == "yes" and speaker and start >= 0:
            marks.append(Marked(article.id, Span(start, start + len(words)), speaker, _kind(label, speaker)))
    return article, marks


def _list(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list):
        raise TypeError(f"a list was expected, not {value!r}")
    return value


def _kind(label: str, speaker: str) -> str:
    if "=" in speaker or "+" in speaker or any(word in _BODIES for word in fold(speaker).split()):
        return "bodies, roles, joint speakers"
    return "people whom BASIL groups" if _grouped(label) else "people whom BASIL names"


_BODIES = frozenset({"committee", "association", "republicans", "network", "times", "mediaite", "government"})


def _grouped(label: str) -> bool:
    parts = label.removesuffix("_Jr.").split("_")
    return label.startswith("other_") or len(parts) < 2 or any(fold(part) in _GROUPS for part in parts)


_GROUPS = frozenset(
    ("lawmakers", "democrats", "republicans", "officials", "companies", "senate", "campaign", "secure")
)


def best(mark: Marked, claims: Sequence[Claim]) -> Claim | None:
    """The attributed claim that covers most of a span, the innermost of equals; None below half."""
    found = [
        (sum(mark.span.overlap(span) for span in claim.content), -len(claim.extent), claim.id, claim)
        for claim in claims
        if claim.article == mark.article and (claim.cue or claim.source)
    ]
    top = max(found, default=None)
    return top[3] if top and 2 * top[0] >= len(mark.span) else None


def right(speaker: str, actor: Actor | None, actors: Mapping[str, Actor]) -> bool:
    """Whether an actor is one of the equally good answers for a span (see the head of this file)."""
    return actor is not None and any(_is(answer, actor, actors) for answer in speaker.split(";"))


def _is(answer: str, actor: Actor, actors: Mapping[str, Actor]) -> bool:
    if "+" in answer:
        members = [actors[member] for member in actor.members if member in actors]
        return all(any(_is(part, member, actors) for member in members) for part in answer.split("+"))
    if answer.startswith("="):
        return not (actor.type is ActorType.PERSON and actor.named) and _holds(answer, actor)
    if actor.type is ActorType.PERSON:
        return _same_person(_words(answer), _words(actor.name))
    return not actor.members and _holds(answer, actor)


def _words(text: str) -> list[str]:
    return fold(text.replace("_", " ").replace("-", " ").replace("’s", "").replace("'s", "")).split()


def _holds(answer: str, actor: Actor) -> bool:
    wanted = set(_words(answer.removeprefix("="))) - _SMALL
    return any(wanted <= set(_words(form)) for form in (actor.name, *actor.mentions))


def _same_person(wanted: list[str], got: list[str]) -> bool:
    if ("jr" in wanted) != ("jr" in got) and "jr" in wanted:
        return False
    wanted, got = ([word for word in words if word not in _SUFFIXES] for words in (wanted, got))
    # Six letters: BASIL cuts names at accents and misspells some.
    if not got or wanted[-1][:6] != got[-1][:6]:
        return False
    return len(got) == 1 or len(wanted) == 1 or any(same_given(wanted[0], given) for given in got[:-1])


_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True)
class Told:
    """What became of one span: its claim, if found, and its speaker, if resolved."""

    mark: Marked
    claim: Claim | None
    actor: Actor | None
    right: bool


def tell(articles: list[Article], readings: list[Reading], marks: list[Marked]) -> list[Told]:
    """Resolves one event and looks its spans up."""
    resolution = resolve(articles, readings)
    actors = {actor.id: actor for actor in resolution.actors}
    out = []
    for mark in marks:
        claim = best(mark, resolution.claims)
        actor = actors.get(claim.speaker or "") if claim else None
        out.append(Told(mark, claim, actor, right(mark.speaker, actor, actors)))
    return out


def figures(told: Sequence[Told]) -> dict[str, float]:
    """Share of spans found, share of those with the right speaker, and share of the resolved ones."""
    found = [one for one in told if one.claim]
    good = sum(one.right for one in told)
    return {
        "spans": len(told),
        "found": round(len(found) / max(len(told), 1), 4),
        "right": round(good / max(len(found), 1), 4),
        "precision": round(good / max(sum(one.actor is not None for one in found), 1), 4),
    }


def measure(*, show: bool = False) -> dict[str, dict[str, float]]:
    """Figures of all spans and of each kind of speaker."""
    reader = Reader()
    told: list[Told] = []
    for articles, marks in stories():
        if marks:
            outcome = tell(articles, [read(article, reader) for article in articles], marks)
            told += outcome
            if show:
                _print_wrong(articles, outcome)
    kinds = sorted({one.mark.kind for one in told})
    return {
        "all": figures(told),
        **{kind: figures([one for one in told if one.mark.kind == kind]) for kind in kinds},
    }


def _print_wrong(articles: Sequence[Article], told: Sequence[Told]) -> None:
    texts = {article.id: article.text for article in articles}
    for one in told:
        if one.right:
            continue
        text = texts[one.mark.article]
        source = one.claim.source.of(text) if one.claim and one.claim.source else "-"
        state = "unfound" if one.claim is None else one.actor.name if one.actor else "unresolved"
        print(f"{one.mark.speaker} <> {state} | {source} | {one.mark.span.of(text)[:80]}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", action="store_true", help="print the wrong ones")
    for kind, values in measure(show=parser.parse_args().show).items():
        print(f"{kind}: {values}")
    print(machine())


if __name__ == "__main__":
    main()
