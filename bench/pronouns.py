"""How often crossread's own resolution finds whom a pronoun means.

    python bench/pronouns.py

GAP (Webster et al. 2018): 2,000 snippets of Wikipedia with an ambiguous pronoun
and two names of its gender. Each snippet is read and resolved as an article of
its own; a name is the pronoun's where both get the same actor. F1 over both
names of all snippets, as GAP's own scorer counts it, and for each gender.

GUM (Zeldes 2017), 57 documents: third-person pronouns for people whom the
document names. A pronoun is right where most namings of its actor lie in gold
mentions of the same person; one without an actor is unresolved.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from common import machine, read_jsonl, shared
from crossread.models import Reader
from crossread.records import ActorMention, Article, Reading, Span
from crossread.stages.read import read
from crossread.stages.resolve import resolve

Read = Callable[[Article], Reading]

MASCULINE = frozenset({"he", "him", "his", "himself"})
FEMININE = frozenset({"she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})


def article_of(name: str, text: str) -> Article:
    """A text as an article."""
    return Article(id=name, path=name, text=text, format="text", encoding="utf-8", language="en")


@dataclass(frozen=True)
class Snippet:
    """One row of GAP: the text, the pronoun, two names, and which of them it means."""

    article: Article
    pronoun: Span
    names: tuple[Span, Span]
    gold: tuple[bool, bool]


def snippets() -> Iterator[Snippet]:
    """GAP's development rows."""
    for row in read_jsonl(shared() / "data" / "entities" / "gap_development.jsonl.gz"):
        spans = [
            Span(start, start + len(str(row[name])))
            for name in ("pronoun", "A", "B")
            for start in [int(str(row[f"{name}_offset"]))]
        ]
        yield Snippet(
            article_of(str(row["id"]), str(row["text"])),
            spans[0],
            (spans[1], spans[2]),
            (bool(row["A_coref"]), bool(row["B_coref"])),
        )


def _actors_at(mentions: Sequence[ActorMention], span: Span) -> set[str]:
    return {mention.actor for mention in mentions if mention.span.overlap(span)}


def guess(snippet: Snippet, reading: Reading) -> tuple[bool, bool]:
    """Which of the two names resolution gives the pronoun's actor."""
    mentions = resolve([snippet.article], [reading]).actor_mentions
    meant = {mention.actor for mention in mentions if mention.span == snippet.pronoun}
    first, second = (bool(meant & _actors_at(mentions, name)) for name in snippet.names)
    return first, second


def _f1(pairs: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    hits = sum(gold and got for gold, got in pairs)
    precision = hits / max(sum(got for _, got in pairs), 1)
    recall = hits / max(sum(gold for gold, _ in pairs), 1)
    both = precision + recall
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / both, 4) if both else 0.0,
    }


def gap(read_: Read, chosen: Sequence[Snippet] | None = None) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 on GAP, all and by gender."""
    pairs: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for snippet in chosen or list(snippets()):
        word = snippet.pronoun.of(snippet.article.text).casefold()
        got = guess(snippet, read_(snippet.article))
        for pair in zip(snippet.gold, got, strict=True):
            pairs["all"].append(pair)
            pairs["masculine" if word in MASCULINE else "feminine"].append(pair)
    return {kind: _f1(pairs[kind]) for kind in sorted(pairs)}


@dataclass(frozen=True)
class Document:
    """One document of GUM: its text, the gold mentions of people by cluster, its pronouns."""

    article: Article
    people: tuple[tuple[Span, str], ...]
    pronouns: tuple[tuple[Span, str], ...]


def documents() -> Iterator[Document]:
    """GUM's documents, each with the third-person pronouns of people that it names."""
    for row in read_jsonl(shared() / "data" / "attribution" / "gum.train.jsonl.gz"):
        yield _document(row)


def _document(row: dict[str, Any]) -> Document:
    sentences, tokens, entities = (row[key] for key in ("sentences", "tokens", "entities"))
    text = "\n".join(sentence["text"] for sentence in sentences)
    spans: list[Span] = []
    position = 0
    for token in tokens:
        position = max(text.find(token[0], position), position)
        spans.append(Span(position, position + len(token[0])))
        position += len(token[0])
    people, pronouns, named = [], [], set()
    for item in entities:
        inside = range(item["start"], item["end"])
        if item["type"] != "person" or not inside:
            continue
        span = Span(spans[inside[0]].start, spans[inside[-1]].end)
        word = tokens[inside[0]][0].casefold()
        if len(inside) == 1 and tokens[inside[0]][1] == "PRON":
            if word in MASCULINE | FEMININE | PLURAL:
                pronouns.append((span, item["id"]))
            continue
        people.append((span, item["id"]))
        if any(tokens[index][1] == "PROPN" for index in inside):
            named.add(item["id"])
    kept = tuple((span, person) for span, person in pronouns if person in named)
    return Document(article_of(str(row["id"]), text), tuple(people), kept)


def _clusters(document: Document, mentions: Sequence[ActorMention]) -> dict[str, str]:
    """Each actor's gold person: the one in whose smallest mentions most of its namings lie."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    known = {span for span, _ in document.pronouns}
    for mention in mentions:
        if mention.span in known:
            continue
        holding = [
            (len(span), person)
            for span, person in document.people
            if span.overlap(mention.span) and (span.contains(mention.span) or mention.span.contains(span))
        ]
        if holding:
            votes[mention.actor][min(holding)[1]] += 1
    return {actor: min(count, key=lambda one: (-count[one], one)) for actor, count in votes.items()}


def gum(read_: Read) -> dict[str, float]:
    """Pronouns of named people in GUM: how many, share resolved, share right, precision of the resolved."""
    total = resolved = right = 0
    for document in documents():
        mentions = resolve([document.article], [read_(document.article)]).actor_mentions
        people = _clusters(document, mentions)
        for span, person in document.pronouns:
            actors = sorted({mention.actor for mention in mentions if mention.span == span})
            total += 1
            resolved += bool(actors)
            right += any(people.get(actor) == person for actor in actors)
    return {
        "pronouns": total,
        "resolved": round(resolved / max(total, 1), 4),
        "right": round(right / max(total, 1), 4),
        "precision": round(right / max(resolved, 1), 4),
    }


def reader() -> Read:
    """Reads an article with the shipped model."""
    model = Reader()
    return lambda article: read(article, model)


def main() -> None:
    """Print the figures."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    read_ = reader()
    for kind, values in gap(read_).items():
        print(f"GAP {kind}: {values}")
    print(f"GUM: {gum(read_)}")
    print(machine())


if __name__ == "__main__":
    main()
