"""The writers' own contrast: where an article itself says that accounts differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from crossread.stages.compare import phrases
from crossread.stages.compare.lexicon import class_of, is_nation, weight
from crossread.stages.compare.pages import Page
from crossread.stages.compare.units import Unit
from crossread.stages.compare.words import terms

_REACH = 2  # sentences after a strong contrast that it may speak of


@dataclass(frozen=True, slots=True)
class Contrast:
    """A sentence that contrasts: its place, its words, how strong, and what it is about."""

    article: str
    sentence: int
    phrase: str
    strong: bool
    classes: frozenset[str]


def contrasts(page: Page) -> tuple[Contrast, ...]:
    """The contrasts that a page's sentences draw, in order."""
    text = page.article.prose
    out = []
    for index, sentence in enumerate(page.sentences):
        words = terms(text, sentence.start, sentence.end)
        lowered = [term.lower for term in words]
        found = _strongest(lowered)
        if found:
            classes = frozenset(class_of(term.stem) for term in words if term.matters)
            out.append(Contrast(page.article.id, index, found.phrase, found.value == "strong", classes))
    return tuple(out)


def _strongest(words: Sequence[str]) -> phrases.Found | None:
    """The strongest phrase of contrast in a sentence, the first of equals."""
    found = phrases.find(words, "contrasts.csv")
    return min(found, key=lambda item: (item.value != "strong", item.start)) if found else None


class Contrasts:
    """Looks up what the writers say of two units."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = {page.article.id: page for page in pages}
        self._by_place = {(c.article, c.sentence): c for page in pages for c in contrasts(page)}
        self._strong = [c for c in self._by_place.values() if c.strong]

    def between(self, one: Unit, other: Unit) -> Contrast | None:
        """The contrast of one article that covers both units: in their sentence, between or just before."""
        if one.article != other.article:
            return None
        page = self._pages[one.article]
        first, last = sorted((page.sentence_of(one.spans[0].start), page.sentence_of(other.spans[0].start)))
        if last - first > _REACH:
            return None
        places = [*range(max(0, last - _REACH), last + 1)]
        found = [self._by_place[key] for index in places if (key := (one.article, index)) in self._by_place]
        strong = [c for c in found if c.strong and c.sentence >= first - 1]
        if strong:
            return strong[0]
        return next((c for c in found if c.sentence == last), None)

    def prose(self, article: str) -> str:
        """The text of an article as its units stand in it."""
        return self._pages[article].article.prose

    def neighbours(self, one: Unit, other: Unit) -> bool:
        """Whether two units of one article stand in neighbouring sentences or in one."""
        page = self._pages[one.article]
        return abs(page.sentence_of(one.spans[0].start) - page.sentence_of(other.spans[0].start)) <= 1

    def about(self, shared: frozenset[str], article: str) -> Contrast | None:
        """A strong contrast whose sentence holds two or more of the telling words that two units share."""
        best = [c for c in self._strong if c.article == article and len(_telling(c.classes & shared)) >= 2]
        return min(best, key=lambda c: (-len(c.classes & shared), c.sentence)) if best else None


def _telling(classes: frozenset[str]) -> frozenset[str]:
    return frozenset(c for c in classes if not is_nation(c) and weight(c) >= 0.4)
