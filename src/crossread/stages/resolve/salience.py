"""How present each actor is where a pronoun stands: named features, weighed by ``data/salience.toml``.

The features are those of salience-based resolution (Lappin & Leass 1994):
recency, grammatical role, parallel roles, speakerhood, frequency; and those of
binding: an object is seldom the subject of its own clause. Nothing is parsed,
roles are read off the words around.
"""

import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from crossread.records import ActorType, Span
from crossread.stages.resolve.cast import Entry
from crossread.stages.resolve.lexicon import is_function_word, words
from crossread.stages.resolve.page import Page
from crossread.stages.resolve.scene import Event, Scene, Spoken
from crossread.stages.resolve.tokens import Token

_REACH, _PARAGRAPHS = 14, 5  # sentences and paragraphs that a pronoun looks back over
_CLOSE = 4  # words between a subject and an object of one verb
_GENDERS = ("masculine", "feminine")
_MARKS = ',;:()[]—–"“”'


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun and what is known about its place.

    ``own`` is the extent of what it introduces as a source; ``parent`` are the
    speakers of the content that it stands in, ``within`` the pieces of that
    content, and ``direct`` says whether it is quoted word for word there (a
    quoted speaker says "I", not "he").
    """

    word: str
    span: Span
    own: Span | None = None
    parent: tuple[Entry, ...] = ()
    within: Sequence[Span] = ()
    direct: bool = False


@dataclass(slots=True)
class Candidate:
    """An actor that a pronoun may mean: its events in reach, and its features."""

    entry: Entry
    events: list[Event] = field(default_factory=list)
    features: dict[str, float] = field(default_factory=dict)


@cache
def weights(kind: str) -> Mapping[str, float]:
    """Weights of features by name, for pronouns that are a ``source`` or any ``other``."""
    text = files(__package__).joinpath("data", "salience.toml").read_text("utf-8")
    table: dict[str, dict[str, float]] = tomllib.loads(text)
    return {**table[kind], **table["rules"]}


def score(pronoun: Pronoun, features: Mapping[str, float]) -> float:
    """The weighted sum of features; names without a weight count nothing."""
    table = weights("source" if pronoun.own else "other")
    return sum(table.get(name, 0.0) * value for name, value in features.items())


def fits(word: str, actor: Entry) -> bool:
    """Whether number and gender let the folded pronoun ``word`` mean ``actor``."""
    if word in words("masculine"):
        return actor.type is ActorType.PERSON and actor.gender != "f"
    if word in words("feminine"):
        return actor.type is ActorType.PERSON and actor.gender != "m"
    if word in words("neuter"):
        return actor.type in (ActorType.GOVERNMENT, ActorType.ORGANISATION, ActorType.OUTLET)
    return actor.plural or actor.type in (ActorType.GROUP, ActorType.ORGANISATION)


def candidates(scene: Scene, pronoun: Pronoun) -> list[Candidate]:
    """Everybody whom a pronoun may mean, with features, sorted by actor id."""
    found: dict[str, Candidate] = {}
    for event in _events(scene, pronoun):
        if fits(pronoun.word, event.actor) and (pronoun.parent == () or _may(pronoun, event)):
            found.setdefault(event.actor.id, Candidate(event.actor)).events.append(event)
    speakers = _speakers(scene, pronoun)
    for entry in (*pronoun.parent, *speakers):
        if fits(pronoun.word, entry) and not (pronoun.direct and entry in pronoun.parent):
            found.setdefault(entry.id, Candidate(entry))
    out = [found[actor] for actor in sorted(found)]
    for candidate in out:
        candidate.events.sort(key=lambda event: (event.span, event.actor.id))
    before = [event for item in out for event in item.events if event.span.end <= pronoun.span.start]
    latest = max(before, key=lambda event: event.span, default=None)
    place = _Place(scene, pronoun, latest, _chain(scene, pronoun))
    for candidate in out:
        candidate.features = dict(place.features(candidate))
        for name in speakers.get(candidate.entry, ()):
            candidate.features[name] = 1.0
        if candidate.entry in speakers and place.names_another(out, candidate):
            candidate.features["another named since"] = 1.0
    return out


def _may(pronoun: Pronoun, event: Event) -> bool:
    """Inside a content, its speaker is meant only from outside it or where he is not quoted."""
    return not (pronoun.direct and event.actor in pronoun.parent)


def _events(scene: Scene, pronoun: Pronoun) -> Iterator[Event]:
    start = pronoun.span.start
    yield from scene.recent(start, sentences=_REACH)
    for event in scene.in_sentence(start):  # "In her speech, Doe …"
        if event.span.start > start and not event.pronoun:
            yield event


def _chain(scene: Scene, pronoun: Pronoun) -> Event | None:
    """The last pronoun of the same gender before this one."""
    kind = next((kind for kind in _GENDERS if pronoun.word in words(kind)), "")
    if not kind:
        return None
    for event in scene.recent(pronoun.span.start, sentences=_REACH):
        if event.pronoun and event.span.of(scene.page.text).casefold() in words(kind):
            return event
    return None


def _speakers(scene: Scene, pronoun: Pronoun) -> dict[Entry, list[str]]:
    """Those who spoke before, each with its features: whoever spoke last is likely to go on."""
    out: dict[Entry, list[str]] = {}
    if pronoun.parent:
        return out
    paragraph = scene.page.paragraph(pronoun.span.start)
    kind = "source" if pronoun.own else "plain"
    last = True
    for item in scene.said(pronoun.span.start, paragraphs=_PARAGRAPHS):
        fitting = [actor for actor in item.speakers if fits(pronoun.word, actor)]
        for actor in fitting:
            if actor not in out:
                out[actor] = list(_speaking(item, kind, last, paragraph - item.paragraph))
        last = last and not (fitting and not item.embedded)
    return out


def _speaking(item: Spoken, kind: str, last: bool, distance: int) -> Iterator[str]:
    if last and not item.embedded:
        yield f"{kind} last speaker"
        if distance == 0:
            yield f"{kind} last speaker here"
        elif distance == 1:
            yield f"{kind} last speaker before"
    else:
        yield "earlier speaker"


# --- roles -------------------------------------------------------------------------


def pronoun_role(page: Page, index: int) -> str:
    """ "subject", "object" or "possessive": what the pronoun at a token seems to be."""
    key = page.tokens[index].key
    if key in ("he", "she", "they"):
        return "subject"
    if key in ("his", "their", "its"):
        return "possessive"
    if key == "her" and index + 1 < len(page.tokens) and page.gap(index, index + 1) == " ":
        return "object" if is_function_word(page.tokens[index + 1].key) else "possessive"
    return "object"


def is_finite(token: Token) -> bool:
    """Whether a word looks like a finite verb: of a table, or ending in -ed."""
    return token.key in words("finite_verbs") or (token.key.endswith("ed") and not token.capital)


def _is_predicate(page: Page, index: int) -> bool:
    """Whether a verb goes on right after the token before ``index``; adverbs may stand between."""
    for step in range(index, min(index + 3, len(page.tokens))):
        token = page.tokens[step]
        if page.gap(step - 1, step) != " " or token.capital:
            return False
        if is_finite(token) or (token.key.endswith("s") and not token.key.endswith(("ss", "us", "is"))):
            return not is_function_word(token.key) or is_finite(token)
        if not (token.key.endswith("ly") or token.key in ("also", "then", "never", "often", "later", "once")):
            return False
    return False


def opening(page: Page, index: int) -> int:
    """Index of the token that opens the clause of the token at ``index``."""
    sentence = page.sentences[page.sentence(page.tokens[index].start)].start
    while index > 0 and page.tokens[index - 1].start >= sentence:
        if page.tokens[index].key in words("clause_openers"):
            break
        if any(mark in page.gap(index - 1, index) for mark in _MARKS):
            break
        index -= 1
    return index


def role(page: Page, event: Event) -> str:
    """ "subject", "object", "oblique" or "possessive": what a naming seems to be in its clause."""
    if event.possessive:
        return "possessive"
    if event.oblique:
        return "oblique"
    inside = page.within(event.span)
    if not inside:
        return "object"
    if _is_predicate(page, inside.stop):
        return "subject"
    before = range(opening(page, inside.start), inside.start)
    return "object" if any(is_finite(page.tokens[index]) for index in before) else "subject"


# --- features ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """A pronoun's place, and what is the same for all its candidates."""

    scene: Scene
    pronoun: Pronoun
    latest: Event | None
    chain: Event | None

    def features(self, candidate: Candidate) -> Iterator[tuple[str, float]]:
        """Names and values of what holds of one candidate."""
        entry, start = candidate.entry, self.pronoun.span.start
        if entry.gender:
            yield "gender known", 1.0
        if entry.type is ActorType.PERSON and not entry.named:
            yield "nameless", 1.0
        if self.pronoun.word in words("plural") and entry.type is ActorType.ORGANISATION:
            yield "loose number", 1.0
        yield "frequency", math.log1p(min(self.scene.counts[entry.id], 12))
        if entry in self.pronoun.parent:
            yield "parent", 1.0
        if self.chain and self.chain.actor is entry:
            far = self.scene.page.sentence(start) - self.chain.sentence
            yield ("chain here" if far == 0 else "chain before" if far == 1 else "chain far"), 1.0
        before = [event for event in candidate.events if event.span.end <= start]
        if before:
            yield from self._before(before)
        elif candidate.events:
            yield "after", 1.0
            yield f"after {role(self.scene.page, candidate.events[0])}", 1.0
        else:
            yield "unseen", 1.0

    def names_another(self, found: Sequence[Candidate], candidate: Candidate) -> bool:
        """Whether the pronoun's own sentence has named somebody else whom it may mean."""
        start, own = self.pronoun.span.start, self.pronoun.own
        here = self.scene.page.sentence(start)
        return any(
            event.sentence == here
            and event.span.end <= start
            and not (event.pronoun or event.in_content or (own and own.contains(event.span)))
            for other in found
            if other is not candidate
            for event in other.events
        )

    def _before(self, events: Sequence[Event]) -> Iterator[tuple[str, float]]:
        page, pronoun, latest = self.scene.page, self.pronoun, events[-1]
        start = pronoun.span.start
        sentences = page.sentence(start) - latest.sentence
        yield f"sentences {min(sentences, 3)}", 1.0
        yield "further sentences", float(max(0, min(sentences, 10) - 3))
        yield "paragraphs", float(min(page.paragraph(start) - latest.paragraph, 4))
        if latest is self.latest:
            yield "nearest", 1.0
        near = [event for event in events if event.sentence == latest.sentence]
        roles = {role(page, event) for event in near}
        for name in sorted(roles):
            yield f"{name} {'here' if sentences == 0 else 'before'}", 1.0
        mine = pronoun_role(page, page.within(pronoun.span).start)
        if sentences <= 1 and mine in roles:
            yield f"parallel {mine}", 1.0
        if all(event.pronoun for event in near):
            yield "only a pronoun", 1.0
        yield from self._contents(events, latest)
        if sentences == 0:
            yield from self._binding(near, mine)

    def _contents(self, events: Sequence[Event], latest: Event) -> Iterator[tuple[str, float]]:
        """Where what is said stands against the pronoun."""
        page, pronoun = self.scene.page, self.pronoun
        inside = any(span.contains(latest.span) for span in pronoun.within)
        if inside:
            yield "within", 1.0
            if role(page, latest) == "subject":
                yield "subject within", 1.0
        elif pronoun.within:
            yield "outside", 1.0
        elif latest.in_content:
            yield "only said" if all(event.in_content for event in events) else "said", 1.0
        if pronoun.own and all(pronoun.own.contains(event.span) for event in events):
            yield "only own content", 1.0
        elif pronoun.own and pronoun.own.contains(latest.span):
            yield "own content", 1.0

    def _binding(self, near: Sequence[Event], mine: str) -> Iterator[tuple[str, float]]:
        """An object is not the subject of its clause, a possessive often is."""
        page, pronoun = self.scene.page, self.pronoun
        here = page.within(pronoun.span).start
        mine = "reflexive" if page.tokens[here].key.endswith("self") else mine
        for event in near:
            inside = page.within(event.span)
            if not inside or event.span.start > pronoun.span.start:
                continue
            between = range(inside.stop, here)
            clauses = sum(page.tokens[index].key in words("clause_openers") for index in between)
            verbs = sum(is_finite(page.tokens[index]) for index in between)
            kind = role(page, event)
            relative = len(between) == 1 and page.tokens[between[0]].key in ("whom", "who", "which")
            if relative or (mine == "object" and kind == "subject" and self._directly(between)):
                yield "bound", 1.0
            elif clauses == 0 and verbs <= 1:
                yield f"clause {kind} of {mine}", 1.0
            elif kind == "subject":
                yield f"main subject of {mine}", 1.0

    def _directly(self, between: range) -> bool:
        """Whether just a finite verb stands between subject and object, perhaps with a short word or two."""
        tokens = [self.scene.page.tokens[index] for index in between]
        verbs = [index for index, token in enumerate(tokens) if is_finite(token)]
        after = tokens[verbs[-1] + 1 :] if verbs else tokens
        return bool(verbs) and len(tokens) <= _CLOSE and not any(token.key == "to" for token in after[:-1])
