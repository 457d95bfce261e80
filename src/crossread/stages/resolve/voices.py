"""The speakers of one attribution: pronouns, persons of speech, and everything else that a source can be."""

from dataclasses import dataclass, field

from crossread.records import Attribution, Quotation, Span
from crossread.stages.resolve.cast import Cast, Entry
from crossread.stages.resolve.lexicon import words
from crossread.stages.resolve.offices import Holders
from crossread.stages.resolve.pairs import Several, members
from crossread.stages.resolve.pronouns import Pronoun, antecedent, is_pronoun, relative_antecedent
from crossread.stages.resolve.scene import Scene
from crossread.stages.resolve.sources import Sources
from crossread.stages.resolve.tokens import Token

_OPEN, _CLOSED = "“„«", "”»"
_NEARBY = 3  # paragraphs from which "we" still is whoever spoke
_TWO = frozenset({"both", "two", "pair", "duo"})


@dataclass(slots=True)
class Voices:
    """Finds the speakers of an article's attributions. ``turns`` are speakers by start of a turn's label."""

    scene: Scene
    sources: Sources
    holders: Holders
    cast: Cast
    party: Entry | None = None
    turns: dict[int, Entry] = field(default_factory=dict)

    def of(self, item: Attribution, said: Attribution | None, parent: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """The speakers that the source of ``item`` stands for.

        ``said`` is the attribution inside whose content it stands, ``parent`` its speakers.
        """
        page = self.scene.page
        inside = page.within(item.source) if item.source else range(0)
        if item.source is None or not inside:
            return ()
        first, last = page.tokens[inside.start], page.tokens[inside.stop - 1]
        if len(inside) <= 2 and last.key in _TWO and first.key in ("both", "the", "these"):
            return self._two(item.source)
        if first.acronym or not _is_pronoun_phrase(first, len(inside)):
            return self.sources.resolve(item.source)
        return self._pronoun(item, first, said, parent)

    def _two(self, span: Span) -> tuple[Entry, ...]:
        found = members(self.scene, self.holders, self.cast, Several(span, "pair", 2))
        if not found:
            return self.sources.resolve(span)
        return (self.cast.joint([entry.id for entry in found], span.of(self.scene.page.text)),)

    def _pronoun(
        self, item: Attribution, token: Token, said: Attribution | None, parent: tuple[Entry, ...]
    ) -> tuple[Entry, ...]:
        key, span = token.key, Span(token.start, token.end)
        if key in words("first_singular") or key in words("first_plural"):
            return parent or self._first_person(span)
        if key in words("second"):
            return self._second_person(span)
        if key in words("relative"):
            found = relative_antecedent(self.scene, span)
            if found is not None:
                self.scene.note(span, found, pronoun=True)
        else:
            found = self.pronoun(span, extent(item), said, parent)
        return () if found is None else (found,)

    def pronoun(
        self,
        span: Span,
        own: Span | None = None,
        said: Attribution | None = None,
        parent: tuple[Entry, ...] = (),
    ) -> Entry | None:
        """Resolves and notes a third-person pronoun.

        ``own`` is what it says as a source; ``said`` is the attribution in
        whose content it stands, ``parent`` that one's speakers.
        """
        key = self.scene.page.tokens[self.scene.page.within(span).start].key
        direct = said is not None and self._quoted(said, span.start)
        found = antecedent(self.scene, Pronoun(key, span, own, parent, said.content if said else (), direct))
        if found is not None:
            self.scene.note(span, found, possessive=key in _POSSESSIVES, pronoun=True)
        return found

    def _quoted(self, said: Attribution, position: int) -> bool:
        """Whether a place inside a content is quoted word for word."""
        if said.quotation is not Quotation.MIXED:
            return said.quotation is Quotation.DIRECT
        before = self.scene.page.text[said.content[0].start : position]
        opened = sum(before.count(mark) for mark in _OPEN) - sum(before.count(mark) for mark in _CLOSED)
        return opened > 0 or before.count('"') % 2 == 1

    def _first_person(self, span: Span) -> tuple[Entry, ...]:
        """ "I" and "we" outside quotations: the turn's speaker, the document's party, who spoke before."""
        turn = self.scene.page.turn(span.start)
        if turn and turn.label.start in self.turns:
            return (self.turns[turn.label.start],)
        if self.party:
            return (self.party,)
        last = self.scene.last_said(span.start, paragraphs=_NEARBY)
        return last.speakers if last else ()

    def _second_person(self, span: Span) -> tuple[Entry, ...]:
        """ "You" in a transcript: the named one who spoke last before this turn; elsewhere nobody."""
        turn = self.scene.page.turn(span.start)
        if turn is None:
            return ()
        own = self.turns.get(turn.label.start)
        return next(
            ((entry,) for entry in reversed(self.turns.values()) if entry is not own and entry.named), ()
        )


_POSSESSIVES = frozenset({"his", "her", "their", "its"})


def _is_pronoun_phrase(first: Token, size: int) -> bool:
    kinds = ("first_singular", "first_plural", "second", "relative")
    if first.key in words("relative"):
        return True
    pronoun = is_pronoun(first.key) or any(first.key in words(kind) for kind in kinds)
    return pronoun and size == 1


def extent(item: Attribution) -> Span:
    """From the first code point of an attribution's content to the last."""
    return Span(item.content[0].start, item.content[-1].end)
