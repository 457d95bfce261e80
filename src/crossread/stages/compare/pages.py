"""Pages: articles cut into sentences of their body, with who speaks in an article's own voice."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crossread.records import Actor, ActorType, Article, Span
from crossread.records.segment import sentences
from crossread.stages.compare.lexicon import class_of
from crossread.stages.compare.words import terms


@dataclass(frozen=True, slots=True)
class Page:
    """An article cut into sentences of its body, with who speaks in its own voice."""

    article: Article
    sentences: tuple[Span, ...]
    voice: str
    party: bool  # the article is a document of a party

    def sentence_of(self, position: int) -> int:
        """Index of the sentence at a position."""
        return max(0, bisect_right(self.sentences, position, key=lambda span: span.start) - 1)


def pages(articles: Iterable[Article], actors: Iterable[Actor]) -> tuple[Page, ...]:
    """The articles by id, cut into sentences; an article's voice is its outlet's actor or its party."""
    cast = sorted(actors, key=lambda actor: actor.id)
    outlets = {actor.name.casefold(): actor.id for actor in reversed(cast) if actor.type is ActorType.OUTLET}
    out = []
    for article in sorted(articles, key=lambda article: article.id):
        if article.party:
            voice = _party(article.party, cast) or article.party
        else:
            voice = outlets.get(article.label.casefold(), article.label)
        out.append(Page(article, _body_sentences(article), voice, bool(article.party)))
    return tuple(out)


def _party(name: str, cast: Sequence[Actor]) -> str | None:
    """The actor that a document's party is: of that name, else the government whose forms share its words."""
    for actor in cast:
        if actor.name.casefold() == name.casefold():
            return actor.id
    wanted = _classes_of(name)
    best: tuple[int, str] | None = None
    for actor in cast:
        if actor.type is ActorType.GOVERNMENT:
            shared = len(wanted & _classes_of(" ".join((actor.name, *actor.mentions))))
            if shared and (best is None or shared > best[0]):
                best = (shared, actor.id)
    return best[1] if best else None


def _classes_of(name: str) -> frozenset[str]:
    return frozenset(class_of(term.stem) for term in terms(name, 0, len(name)) if term.matters)


def _body_sentences(article: Article) -> tuple[Span, ...]:
    """Sentences of the body without title and headings."""
    apart = [*article.headings, *(post.heading for post in article.posts if post.heading)]
    apart += [article.title_span] if article.title_span else []
    out: list[Span] = []
    for part in article.body():
        for sentence in sentences(article.prose, part.start, part.end):
            title = any(2 * sentence.overlap(span) > len(sentence) for span in apart)
            out.extend([] if title else [sentence])
    return tuple(out)
