"""Units: what is compared. A claim, or what an article says in its own voice, with its words read once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from crossread.records import (
    Act,
    Actor,
    Claim,
    Grouping,
    Places,
    Quotation,
    Resolution,
    Span,
    outside,
    trimmed,
)
from crossread.stages.compare import tables
from crossread.stages.compare.clauses import Clause, clauses_of
from crossread.stages.compare.lexicon import class_of, weight
from crossread.stages.compare.pages import Page
from crossread.stages.compare.words import Term, terms

# An own-voice sentence is one where claims hold less than this share of it.
_CLAIMED = 0.4
_LENT = 0.4  # the same for a claim in the article's own voice
_LEAST_WORDS = 3
_MENTION = 0.5  # share of an article that a passing mention can be
_TIGHT = 1.3
_BRIEF = 3  # words that matter; a content so short is shown with what introduces it
_GAP = 25  # code points between a cue and its content
# Acts that a content can be shown without.
_STATING = frozenset(map(Act, ("assert", "announce", "believe", "warn", "confirm", "accuse", "hope", "fear")))
_THINGS = frozenset({"it", "they", "this", "that", "these", "those", "which", "both"})
_CONTRADICTING = ("contradict", "belie", "undercut", "undermine", "refute", "disprove")
_OPENING = re.compile(
    r"(?:(?:\b(?!(?:and|but|because|so)\b)[^\s,;:—–]+ ){0,6}?(?:that|whether)|\b(?:if|unless))\s+$",
    re.IGNORECASE,
)
# Acts that an outlet or an outer voice reports as events of their own: "accepted", "pressed", "agreed to".
EVENTFUL = frozenset(
    {Act.ACCEPT, Act.AGREE, Act.REFUSE, Act.REJECT, Act.PROMISE, Act.ORDER, Act.DEMAND, Act.PLAN, Act.CONFIRM}
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One account of something: passages of one article, who gives it, and its words.

    ``voices`` are actor ids or names of parties, the outermost first: empty only
    never, as an article's own voice is its party. ``party`` is whose account it is:
    the innermost voice; in a party's document that party, where the innermost
    voice is not of its side. ``claim`` is None for own-voice
    sentences. ``report`` marks the outer voice's account that an act took place
    ("X pressed Y"), where ``claim`` is the claim that the act introduces.
    """

    article: str
    spans: tuple[Span, ...]
    sentence: Span
    text: str
    around: tuple[str, ...]
    voices: tuple[str, ...]
    own: bool
    of_party: bool
    terms: tuple[Term, ...]
    classes: frozenset[str]
    actors: frozenset[str]
    clauses: tuple["Clause", ...] = ()
    meant: tuple[tuple[Span, str], ...] = ()
    cue: tuple[Term, ...] = ()
    embedded: tuple[Span, ...] = ()  # what other voices say inside it
    shown: tuple[Span, ...] = ()  # its spans, with the act that introduces them where that tells
    claim: Claim | None = None
    report: bool = False
    story: str | None = None
    date: str | None = None
    party: str = ""

    @property
    def key(self) -> tuple[str, int, int, tuple[str, ...], bool]:
        """A stable order of units."""
        return (self.article, self.spans[0].start, self.spans[-1].end, self.voices, self.report)

    @property
    def act(self) -> Act:
        """The act by which it is said; an own-voice sentence or a reported act is asserted."""
        return Act.ASSERT if self.claim is None or self.report else self.claim.act

    @property
    def hedged(self) -> bool:
        """True where the claim is marked as hedged."""
        return self.claim is not None and self.claim.hedged

    @property
    def quoted(self) -> bool:
        """True where some words are the speaker's own."""
        return self.claim is not None and self.claim.quotation in (Quotation.DIRECT, Quotation.MIXED)

    @property
    def line(self) -> str:
        """Its words on one line, as models read them."""
        return " ".join(self.text.split())

    @property
    def mass(self) -> float:
        """Weight of all its words that matter."""
        return sum(weight(class_) for class_ in self.classes)


def units(all_pages: Sequence[Page], resolution: Resolution, grouping: Grouping) -> tuple[Unit, ...]:
    """Every claim and every own-voice sentence as a unit, in a stable order."""
    claims = grouping.claims or resolution.claims
    by_article: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: (claim.article, claim.content, claim.voices, claim.id)):
        by_article.setdefault(claim.article, []).append(claim)
    mentions: dict[str, list[tuple[Span, str]]] = {}
    for mention in resolution.actor_mentions:
        mentions.setdefault(mention.article, []).append((mention.span, mention.actor))
    stories = _main_stories(grouping)
    asking = frozenset(
        a.id for a in resolution.actors if a.name.casefold() in tables.word_list("questioners.txt")
    )
    out: list[Unit] = []
    for page in all_pages:
        maker = _Maker(page, sorted(mentions.get(page.article.id, ())), stories, resolution.actors)
        kept = [claim for claim in by_article.get(page.article.id, []) if not asking & set(claim.voices)]
        dropped = [claim for claim in by_article.get(page.article.id, []) if asking & set(claim.voices)]
        out.extend(maker.make(kept, [span for claim in dropped for span in claim.content]))
    return tuple(sorted(out, key=lambda unit: unit.key))


def _main_stories(grouping: Grouping) -> Mapping[str, list[tuple[tuple[Span, ...], str]]]:
    """Article id to (spans, story), the stories it reports before those it mentions."""
    found: dict[str, list[tuple[bool, int, tuple[Span, ...], str]]] = {}
    for story in grouping.stories:
        for part in story.articles:
            size = sum(len(span) for span in part.spans)
            found.setdefault(part.article, []).append((part.role.value != "main", size, part.spans, story.id))
    return {
        article: [(spans, story) for _, _, spans, story in sorted(parts)] for article, parts in found.items()
    }


class _Maker:
    """Makes the units of one page."""

    def __init__(
        self,
        page: Page,
        mentions: Sequence[tuple[Span, str]],
        stories: Mapping[str, list[tuple[tuple[Span, ...], str]]],
        actors: Sequence[Actor],
    ) -> None:
        self.sides = {actor.id: actor.side for actor in actors if actor.side}
        self.groups = {actor.id for actor in actors if actor.members}
        self.page = page
        self.mentions = Places(mentions)
        self.stories = stories.get(page.article.id, [])

    def make(self, claims: Sequence[Claim], apart: Sequence[Span] = ()) -> list[Unit]:
        """The units of the page's claims, then of its own voice outside what is set ``apart``."""
        parents = {claim.id: claim for claim in claims}
        out: list[Unit] = []
        seen: set[tuple[tuple[Span, ...], tuple[str, ...]]] = set()
        covered: list[Span] = list(apart)
        self.quoted = Places((span, None) for claim in claims if claim.voices for span in claim.content)
        self.contents = Places((span, claim) for claim in claims for span in claim.content)
        self.parts = Places((span, None) for claim in claims for span in _parts(claim))
        plain = [claim.extent for claim in claims if claim.cue is None]
        for claim in claims:
            if self._apart(claim.extent):
                continue
            covered.extend(claim.content if claim.cue else ())
            voices = self._voices(claim.voices[:-1] if self._by_things(claim) else claim.voices)
            if (claim.content, voices) in seen or (not claim.voices and self._lent(claim)):
                continue
            seen.add((claim.content, voices))
            unit = self._unit(claim.content, voices, claim, own=voices == (self.page.voice,))
            if unit and not _asks(unit.text):
                out.append(unit)
            report = self._report(claim, parents, plain)
            if report and (report.spans, report.voices) not in seen:
                seen.add((report.spans, report.voices))
                out.append(report)
        own = plain
        reported = [unit.spans[0] for unit in out if unit.report and unit.own]
        out.extend(self._own_voice(covered, own, reported))
        return out

    def _by_things(self, claim: Claim) -> bool:
        """ "The letters are out, and they contradict him": what things contradict, their teller does."""
        if claim.cue is None or claim.source is None or not claim.voices:
            return False
        text = self.page.article.prose
        by = claim.source.of(text).casefold()
        return by in _THINGS and claim.cue.of(text).casefold().startswith(_CONTRADICTING)

    def _lent(self, claim: Claim) -> bool:
        """Whether an own-voice claim is largely what others are quoted as saying."""
        held = sum(min(len(piece), _held(piece, self.quoted)) for piece in claim.content)
        return held >= _LENT * sum(map(len, claim.content))

    def _apart(self, extent: Span) -> bool:
        """True for words that are no body: furniture, title, headings."""
        first, last = self.page.sentence_of(extent.start), self.page.sentence_of(extent.end)
        return not any(sentence.overlap(extent) for sentence in self.page.sentences[first : last + 1])

    def _voices(self, voices: tuple[str, ...]) -> tuple[str, ...]:
        if not voices:
            return (self.page.voice,)
        return (self.page.voice, *voices) if self.page.party and voices[0] != self.page.voice else voices

    def _shown(
        self, spans: tuple[Span, ...], claim: Claim | None, words: Sequence[Term], *, report: bool
    ) -> tuple[Span, ...]:
        """ "His decision" says nothing without "opposed": such a content is shown with what introduces it."""
        if claim is None or claim.cue is None or report:
            return spans
        brief = sum(term.matters for term in words) <= _BRIEF
        if claim.act in _STATING and not brief:
            return spans
        start = min([claim.cue.start, *([claim.source.start] if claim.source else [])])
        gap = spans[0].start - max([claim.cue.end, *([claim.source.end] if claim.source else [])])
        together = self.page.sentence_of(start) == self.page.sentence_of(spans[0].start)
        if not together or not 0 <= gap <= _GAP:
            return spans
        return (Span(start, spans[0].end), *spans[1:])

    def _embedded(
        self, spans: tuple[Span, ...], voices: tuple[str, ...], claim: Claim | None, *, report: bool
    ) -> tuple[Span, ...]:
        """Contents inside these spans that are said by further voices."""
        depth = len(voices) - report
        near = self.contents.touching(_around(spans))
        return tuple(
            content
            for content, other in near
            if other.voices and (report or other is not claim)
            if any(span.contains(content) and span != content for span in spans)
            if len(self._voices(other.voices)) > depth
        )

    def _whose(self, voices: tuple[str, ...]) -> str:
        """What a readout says that the other side said is the readout's account."""
        if self.page.party and self.sides.get(voices[-1]) != self.sides.get(voices[0]) and len(voices) > 1:
            known = self.sides.get(voices[-1]) or voices[-1] in self.groups
            return voices[0] if known else voices[-1]
        return voices[-1]

    def _report(self, claim: Claim, parents: Mapping[str, Claim], plain: Sequence[Span]) -> Unit | None:
        """The outer voice's account of an eventful act, from its source or cue to the end of its content."""
        if not claim.voices or claim.cue is None:
            return None
        # "Falsely claimed": who tells it holds it to be untrue, which is an account of the teller's own.
        if claim.act not in EVENTFUL and not untruly(
            terms(self.page.article.prose, claim.cue.start, claim.cue.end)
        ):
            return None
        start = min([claim.cue.start, *([claim.source.start] if claim.source else [])])
        if claim.content[0].start < start or self.page.sentence_of(start) != self.page.sentence_of(
            claim.extent.start
        ):
            return None
        whole = Span(self._opening(start) if claim.hedged else start, claim.extent.end)
        if any(span.contains(whole) and len(span) < _TIGHT * len(whole) for span in plain):
            return None  # an own-voice claim says the same
        outer = self._voices(parents[claim.parent].voices if claim.parent and claim.parent in parents else ())
        return self._unit((whole,), outer, claim, own=len(outer) == 1, report=True)

    def _opening(self, start: int) -> int:
        """Where the clause opens that leaves open what starts here: "it is unlikely that …", "if …"."""
        sentence = self.page.sentences[self.page.sentence_of(start)]
        found = _OPENING.search(self.page.article.prose, sentence.start, start)
        return found.start() if found else start

    def _own_voice(
        self, covered: Sequence[Span], own: Sequence[Span], reported: Sequence[Span]
    ) -> list[Unit]:
        out = []
        whole, inside = Places((span, None) for span in (*own, *reported)), Places((s, None) for s in covered)
        for sentence in self.page.sentences:
            taken = any(2 * sentence.overlap(span) > len(sentence) for span, _ in whole.touching(sentence))
            if taken or _asks(sentence.of(self.page.article.prose)):
                continue
            held = _held(sentence, inside)
            rest = sentence if held < _CLAIMED * len(sentence) else self._rest(sentence)
            unit = self._unit((rest,), (self.page.voice,), None, own=True) if rest else None
            if unit and len([t for t in unit.terms if t.matters]) > _LEAST_WORDS:
                out.append(unit)
        return out

    def _rest(self, sentence: Span) -> Span | None:
        """The longest part of a sentence of a party's document that no claim holds: its own words."""
        if not self.page.party:
            return None
        parts = [span for span, _ in self.parts.touching(sentence) if sentence.contains(span)]
        gaps = outside((span.shift(-sentence.start) for span in parts), len(sentence))
        text = self.page.article.prose
        free = [trimmed(text, gap.start + sentence.start, gap.end + sentence.start) for gap in gaps]
        # What begins with a mark goes on from what a claim holds.
        return max((span for span in free if span and text[span.start].isalnum()), key=len, default=None)

    def _unit(
        self,
        spans: tuple[Span, ...],
        voices: tuple[str, ...],
        claim: Claim | None,
        *,
        own: bool,
        report: bool = False,
    ) -> Unit | None:
        text = self.page.article.prose
        words = tuple(term for span in spans for term in terms(text, span.start, span.end))
        classes = frozenset(class_of(term.stem) for term in words if term.matters)
        if not classes:
            return None
        near = self.mentions.touching(_around(spans))
        meant = tuple((s, a) for s, a in near if any(span.contains(s) for span in spans))
        index = self.page.sentence_of(spans[0].start)
        sentence = self.page.sentences[index]
        before = (self.page.sentences[index - 1].of(text),) if index else ()
        return Unit(
            article=self.page.article.id,
            spans=spans,
            sentence=sentence,
            text=" ".join(span.of(text) for span in spans),
            around=(*before, sentence.of(text)),
            clauses=clauses_of(text, words),
            meant=meant,
            voices=voices,
            own=own,
            of_party=self.page.party,
            terms=words,
            classes=classes,
            actors=frozenset(actor for _, actor in meant),
            claim=claim,
            report=report,
            story=self._story(spans[0], claim.story if claim else None),
            date=self._date(claim, spans[0]),
            party=self._whose(voices),
            shown=self._shown(spans, claim, words, report=report),
            embedded=self._embedded(spans, voices, claim, report=report),
            cue=terms(text, claim.cue.start, claim.cue.end) if claim and claim.cue and not report else (),
        )

    def _story(self, span: Span, given: str | None) -> str | None:
        """The given story, unless the article mentions it only, in words that are most of its text."""
        if given and given not in self._overstated:
            return given
        for parts, story in self.stories:
            if story in self._overstated:
                continue
            if not parts or any(part.overlap(span) for part in parts):
                return story
        return None

    @cached_property
    def _overstated(self) -> frozenset[str]:
        """Stories mentioned in a part that is most of the article, where another story is its subject."""
        whole = sum(map(len, self.page.sentences)) or 1
        wide = {s for parts, s in self.stories if parts and sum(map(len, parts)) > _MENTION * whole}
        return frozenset(wide) if len(wide) < len(self.stories) else frozenset()

    def _date(self, claim: Claim | None, span: Span) -> str | None:
        if claim and claim.said_on:
            return claim.said_on.iso()
        post = self.page.article.post_at(span.start)
        if post and len(post.time) > len("HH:MM"):
            return post.time
        return self.page.article.published


def _parts(claim: Claim) -> tuple[Span, ...]:
    return (*claim.content, *(span for span in (claim.source, claim.cue) if span))


def _around(spans: Sequence[Span]) -> Span:
    return Span(spans[0].start, max(span.end for span in spans))


def _held(span: Span, places: Places[None]) -> int:
    """How many code points of a span others hold, each counted by itself."""
    return sum(span.overlap(other) for other, _ in places.touching(span))


def _asks(text: str) -> bool:
    """True for questions and the turns of an interview that put them."""
    return text.rstrip("\"'”’) ").endswith("?") or text[:2] in {"Q ", "Q:", "Q\t", "Q\u00a0"}


def giver(unit: Unit) -> str:
    """Who gives an account: the party of a party's document, else the speaker."""
    return unit.voices[0] if unit.of_party else unit.party


def overlapping(first: Unit, second: Unit) -> bool:
    """True where two units have words in common, as a claim and what is said inside it."""
    return first.article == second.article and any(a.overlap(b) for a in first.spans for b in second.spans)


def untruly(words: Iterable[Term]) -> str:
    """The adverb by which a teller holds what is told to be untrue ("falsely"); "" where there is none."""
    known = tables.word_list("untruly.txt")
    return next((word.lower for word in words if word.lower in known), "")


def within(inner: Unit, outer: Unit) -> bool:
    """True where all words of one unit stand among those of another."""
    return inner.article == outer.article and all(
        any(span.contains(part) for span in outer.spans) for part in inner.spans
    )
