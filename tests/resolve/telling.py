"""Builds small articles with their attributions from marked text."""

import re
from dataclasses import replace

from crossread.records import (
    Actor,
    Article,
    ArticleKind,
    Attribution,
    Claim,
    EntityType,
    Mention,
    Quotation,
    Reading,
    Resolution,
    Span,
)
from crossread.stages.resolve import resolve

_MARK = re.compile(r"<(/?)([sctn])(\d*)>")


def tell(
    marked: str, *, name: str = "a", people: tuple[str, ...] = (), published: str | None = "2021-03-04"
) -> tuple[Article, Reading]:
    """An article and its reading from text with ``<s1>source</s1> <c1>cue</c1> <t1>content</t1>``.

    A number after the letter keeps attributions apart; one whose content lies
    inside another's is its child. ``people`` are found by the model wherever they stand.
    """
    text, spans = "", {}
    opened: dict[str, int] = {}
    last = 0
    for found in _MARK.finditer(marked):
        text += marked[last : found.start()]
        last = found.end()
        key = found[2] + (found[3] or "1")
        if found[1]:
            spans[key] = Span(opened[key], len(text))
        else:
            opened[key] = len(text)
    text += marked[last:]
    article = Article(
        id=name,
        path=f"{name}.txt",
        text=text,
        format="text",
        encoding="utf-8",
        language="en",
        published=published,
    )
    return article, Reading(name, _attributions(text, spans), _mentions(text, people))


def _attributions(text: str, spans: dict[str, Span]) -> tuple[Attribution, ...]:
    numbers = sorted(
        {key[1:] for key in spans if key[0] == "t"},
        key=lambda n: (spans[f"t{n}"].start, -len(spans[f"t{n}"])),
    )
    out: list[Attribution] = []
    for number in numbers:
        content = spans[f"t{number}"]
        outer = [i for i, item in enumerate(out) if item.content[0].contains(content)]
        quoted = content.of(text)[:1] in '"“'
        out.append(
            Attribution(
                content=(content,),
                source=spans.get(f"s{number}"),
                cue=spans.get(f"c{number}"),
                parent=outer[-1] if outer else None,
                quotation=Quotation.DIRECT if quoted else Quotation.INDIRECT,
            )
        )
    return tuple(out)


def _mentions(text: str, people: tuple[str, ...]) -> tuple[Mention, ...]:
    found = [m for person in people for m in re.finditer(re.escape(person), text)]
    return tuple(Mention(Span(m.start(), m.end()), EntityType.PERSON) for m in found)


class Told:
    """A resolution with the questions that tests ask of it."""

    def __init__(self, *stories: tuple[Article, Reading], sides: dict[str, str] | None = None) -> None:
        self.articles = {article.id: article for article, _ in stories}
        self.resolution: Resolution = resolve(
            [article for article, _ in stories], [reading for _, reading in stories], sides=sides
        )
        self.actors = {actor.id: actor for actor in self.resolution.actors}

    def claim(self, words: str) -> Claim:
        """The smallest claim whose content holds ``words``."""
        found = [
            claim
            for claim in self.resolution.claims
            if any(words in span.of(self.articles[claim.article].text) for span in claim.content)
        ]
        return min(found, key=lambda claim: len(claim.extent))

    def voices(self, words: str) -> list[str]:
        """Names of the voices of the claim that holds ``words``."""
        return [self.actors[voice].name for voice in self.claim(words).voices]

    def speaker(self, words: str) -> Actor:
        """The innermost voice of the claim that holds ``words``."""
        speaker = self.claim(words).speaker
        assert speaker is not None, f"nobody says {words!r}"
        return self.actors[speaker]

    def actor(self, name: str) -> Actor:
        """The actor of that name."""
        return next(actor for actor in self.resolution.actors if actor.name == name)


def as_kind(story: tuple[Article, Reading], kind: ArticleKind, **changes: object) -> tuple[Article, Reading]:
    """The same article as another kind."""
    article, reading = story
    return replace(article, kind=kind, **changes), reading  # type: ignore[arg-type]
