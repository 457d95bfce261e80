"""The quality gate of resolution: the right speakers for gold attributions of the founding reports."""

import json
from pathlib import Path
from typing import Any

import pytest

from crossread.records import Article, Attribution, Furniture, Quotation, Reading, Span
from crossread.stages.resolve import resolve
from crossread.stages.resolve.lexicon import fold

pytestmark = pytest.mark.gate

SPEAKER_FLOOR = 0.95
CHAIN_FLOOR = 0.90


def span(item: dict[str, Any] | None) -> Span | None:
    return Span(item["start"], item["end"]) if item else None


def story(shared: Path, document: dict[str, Any], rows: list[dict[str, Any]]) -> tuple[Article, Reading]:
    text = (shared / "seeds" / document["file"]).read_bytes().decode("utf-8")
    furniture = tuple(
        Furniture(Span(item["start"], item["end"]), item["why"]) for item in document["boilerplate"]
    )
    article = Article(
        id=document["doc"],
        path=document["file"],
        text=text,
        format="text",
        encoding="utf-8",
        language="en",
        published=document["published"],
        furniture=furniture,
    )
    places = {row["id"]: index for index, row in enumerate(rows)}
    kinds = {"direct": Quotation.DIRECT, "mixed": Quotation.MIXED}
    attributions = tuple(
        Attribution(
            content=tuple(Span(piece["start"], piece["end"]) for piece in row["content"]),
            source=span(row["source"]),
            cue=span(row["cue"]),
            parent=places.get(row["nested_in"]),
            quotation=kinds.get(row["kind"], Quotation.INDIRECT),
        )
        for row in rows
    )
    return article, Reading(article.id, attributions)


def test_gold_attributions_get_their_speakers_and_chains(shared: Path) -> None:
    gold = shared / "gold"
    rows = [json.loads(line) for line in (gold / "statements.jsonl").read_text("utf-8").splitlines() if line]
    actors = {actor["id"]: actor for actor in json.loads((gold / "actors.json").read_text("utf-8"))}
    stories = []
    by_document = {}
    for document in json.loads((gold / "documents.json").read_text("utf-8")):
        own = [row for row in rows if row["doc"] == document["doc"]]
        by_document[document["doc"]] = sorted(own, key=lambda row: row["nested_in"] is not None)
        stories.append(story(shared, document, by_document[document["doc"]]))
    resolution = resolve([article for article, _ in stories], [reading for _, reading in stories])
    forms = {actor.id: {fold(form) for form in (actor.name, *actor.mentions)} for actor in resolution.actors}
    members = {actor.id: set(actor.members) for actor in resolution.actors}

    def same(wanted: str, got: str) -> bool:
        if "+" in wanted:
            parts = [part for part in wanted.split("+") if part in actors]
            return all(any(same(part, member) for member in members[got]) for part in parts)
        named = {fold(mention["text"]).removesuffix("'s") for mention in actors[wanted]["mentions"]}
        return any(form in name or name in form for name in named for form in forms[got])

    claims = {(claim.article, claim.content, claim.cue): claim for claim in resolution.claims}
    speakers, chains = [], []
    for article, reading in stories:
        for row, item in zip(by_document[article.id], reading.attributions, strict=True):
            if not (row["source"] or row["cue"]) or "unspecified" in row["chain"]:
                continue  # said without a word that says so
            voices = claims[article.id, tuple(sorted(item.content)), item.cue].voices
            speakers.append(bool(voices) and same(row["chain"][-1], voices[-1]))
            if row["nested_in"]:
                chains.append(len(voices) == len(row["chain"]) and all(map(same, row["chain"], voices)))
    assert sum(speakers) / len(speakers) >= SPEAKER_FLOOR
    assert sum(chains) / len(chains) >= CHAIN_FLOOR
