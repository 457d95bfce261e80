"""Articles, claims and an encoder for tests: invented texts, claims marked in them by their words."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from crossread.records import (
    Act,
    Actor,
    ActorMention,
    ActorType,
    Article,
    Claim,
    Finding,
    Grain,
    Grouping,
    Interval,
    Quantity,
    Quotation,
    Resolution,
    Role,
    SaidBasis,
    Span,
    Story,
    StoryArticle,
    content_id,
)
from crossread.stages.compare import compare


class WordEncoder:
    """A bag of hashed words: texts that share words are near. Stands in for the real encoder."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of 256 dimensions."""
        out = np.zeros((len(texts), 256), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                digest = hashlib.sha256(word[:6].encode("utf-8", "surrogatepass")).digest()
                out[row, digest[0]] += 1.0 if digest[1] % 2 else -1.0
            out[row, 0] += 0.01
        return np.asarray(out / np.linalg.norm(out, axis=1, keepdims=True), dtype=np.float32)


@dataclass
class World:
    """Collects articles and claims, and compares them."""

    articles: list[Article] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    quantities: list[Quantity] = field(default_factory=list)
    stories: dict[str, list[str]] = field(default_factory=dict)

    def actor(self, name: str, *, side: str | None = None, members: tuple[str, ...] = ()) -> str:
        """The id of an actor of that name, made on first use."""
        if name not in self.actors:
            ids = tuple(self.actor(member) for member in members)
            kind = ActorType.GROUP if members else ActorType.PERSON
            self.actors[name] = Actor(content_id("actor", name), name, kind, side=side, members=ids)
        return self.actors[name].id

    def article(
        self,
        outlet: str,
        text: str,
        *,
        day: str = "2031-05-04",
        story: str = "s",
        party: str | None = None,
        title_span: Span | None = None,
    ) -> Article:
        """An article of an outlet in a story."""
        article = Article(
            id=content_id("article", outlet, text),
            path=f"{outlet}.txt",
            text=text,
            format="text",
            encoding="utf-8",
            language="en",
            outlet=outlet,
            published=day,
            party=party,
            title_span=title_span,
        )
        self.articles.append(article)
        self.stories.setdefault(story, []).append(article.id)
        return article

    def claim(
        self,
        article: Article,
        words: str,
        *voices: str,
        cue: str | None = None,
        source: str | None = None,
        act: Act = Act.ASSERT,
        quotation: Quotation = Quotation.INDIRECT,
        planned: bool = False,
        hedged: bool = False,
        day: str | None = None,
        parent: Claim | None = None,
        basis: SaidBasis | None = None,
    ) -> Claim:
        """A claim whose content is the first place where ``words`` stand."""
        start = article.text.index(words)
        cue_start = article.text.index(cue) if cue else 0
        source_start = article.text.index(source) if source else 0
        said = datetime.fromisoformat(day) if day else None
        claim = Claim(
            id=content_id("claim", article.id, start, words, *voices),
            article=article.id,
            content=(Span(start, start + len(words)),),
            voices=tuple(self.actor(name) for name in voices),
            source=Span(source_start, source_start + len(source)) if source else None,
            cue=Span(cue_start, cue_start + len(cue)) if cue else None,
            act=act,
            quotation=quotation,
            planned=planned,
            hedged=hedged,
            said_on=Interval(said, said + timedelta(days=1), Grain.DAY) if said else None,
            said_basis=basis,
            parent=parent.id if parent else None,
            story=None,
        )
        self.claims.append(claim)
        return claim

    def quantity(
        self, article: Article, words: str, low: float | None, high: float | None, unit: str
    ) -> None:
        """A quantity at the first place where ``words`` stand."""
        start = article.text.index(words)
        self.quantities.append(Quantity(article.id, Span(start, start + len(words)), low, high, unit))

    def records(self) -> tuple[list[Article], Resolution, Grouping]:
        """What compare takes."""
        mentions = tuple(
            ActorMention(article.id, Span(found.start(), found.end()), actor.id)
            for article in self.articles
            for name, actor in sorted(self.actors.items())
            for found in re.finditer(rf"\b{re.escape(name.split()[-1])}\b", article.text)
        )
        stories = tuple(
            Story(
                content_id("story", name), name, articles=tuple(StoryArticle(a, Role.MAIN) for a in articles)
            )
            for name, articles in sorted(self.stories.items())
        )
        resolution = Resolution(
            actors=tuple(sorted(self.actors.values(), key=lambda actor: actor.id)),
            claims=tuple(self.claims),
            actor_mentions=mentions,
            quantities=tuple(self.quantities),
        )
        return self.articles, resolution, Grouping(stories=stories, claims=tuple(self.claims))

    def findings(self, *kinds: str) -> list[Finding]:
        """The findings, of some kinds only where any are named."""
        articles, resolution, grouping = self.records()
        found = compare(articles, resolution, grouping, WordEncoder())
        return [finding for finding in found if not kinds or finding.kind.value in kinds]

    def words(self, finding: Finding) -> list[tuple[str, str, str]]:
        """(party, stance, words) of the accounts of a finding that say something."""
        names = {actor.id: actor.name for actor in self.actors.values()}
        texts = {article.id: article.text for article in self.articles}
        return [
            (
                names.get(account.party, account.party),
                account.stance.value,
                " … ".join(span.of(texts[account.article]) for span in account.passages),
            )
            for account in finding.accounts
            if account.passages
        ]


def envoys(first: str, second: str, *, sides: tuple[str | None, str | None] = ("Vell", "Tarn")) -> World:
    """What the envoys of two islands say in two papers."""
    world = World()
    for outlet, name, words, side in zip(
        ("Herald", "Courier"), ("Marek Olin", "Teodora Brandt"), (first, second), sides, strict=True
    ):
        world.actor(name, side=side)
        page = world.article(outlet, f"{name} said {words}.")
        world.claim(page, words, name, cue="said")
    return world
