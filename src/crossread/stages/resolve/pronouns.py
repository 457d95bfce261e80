"""Whom a pronoun means, by small scored rules.

The rules are those of salience-based resolution (Lappin & Leass 1994): recency,
grammatical role, speakerhood, frequency; number and gender exclude. The weights
were set by hand.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from crossread.records import ActorType, Span
from crossread.stages.resolve.cast import Entry
from crossread.stages.resolve.lexicon import words
from crossread.stages.resolve.scene import Event, Scene

SENTENCE = -0.45  # per sentence back
PARAGRAPH = -0.25  # per paragraph back
SUBJECT = 0.8
SAME_SENTENCE = 1.0  # named in the pronoun's own sentence
NEARER = 0.5  # what is left of a speaker's bonus where that sentence names somebody
OBLIQUE = -0.5
POSSESSIVE = -0.2  # "Doe's promise … he"
INSIDE_CONTENT = -1.0  # talked about, not telling
LAST_SPEAKER = 1.6
LAST_SPEAKER_PARAGRAPH = 0.8
EARLIER_SPEAKER = 0.3
FREQUENCY = 0.12  # per naming, up to six
PRONOUN = 0.3  # already meant by a pronoun
PARENT = 2.0  # the speaker of the content that the pronoun stands in
INNER_SUBJECT = 1.4  # a subject named inside that content
OWN_CONTENT = -2.0  # speakers seldom name themselves
UNNAMED = -0.5  # somebody without a name is seldom meant for long
LOOSE_NUMBER = -1.5  # "they" of an organisation
_REACH, _PARAGRAPHS = 14, 5


def fits(word: str, actor: Entry) -> bool:
    """Whether number and gender let the folded pronoun ``word`` mean ``actor``."""
    if word in words("masculine"):
        return actor.type is ActorType.PERSON and actor.gender != "f"
    if word in words("feminine"):
        return actor.type is ActorType.PERSON and actor.gender != "m"
    if word in words("neuter"):
        return actor.type in (ActorType.GOVERNMENT, ActorType.ORGANISATION, ActorType.OUTLET)
    return actor.plural or actor.type in (ActorType.GROUP, ActorType.ORGANISATION)


def is_pronoun(word: str) -> bool:
    """Whether the folded word is a third-person personal pronoun that is resolved here."""
    return any(word in words(kind) for kind in ("masculine", "feminine", "neuter", "plural"))


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
class _Ballot:
    """Scores of the actors that a pronoun may mean."""

    scores: dict[str, float] = field(default_factory=lambda: defaultdict(lambda: -99.0))
    entries: dict[str, Entry] = field(default_factory=dict)

    def vote(self, actor: Entry, value: float) -> None:
        self.entries[actor.id] = actor
        self.scores[actor.id] = max(self.scores[actor.id], value)


def antecedent(scene: Scene, pronoun: Pronoun) -> Entry | None:
    """The most plausible actor for a pronoun, or None where nothing fits."""
    ballot = _Ballot()
    near = _vote_events(scene, pronoun, ballot)
    if not pronoun.parent:
        _vote_speakers(scene, pronoun, ballot, share=NEARER if near else 1.0)
    for speaker in pronoun.parent:
        if pronoun.direct:
            ballot.entries.pop(speaker.id, None)
        elif fits(pronoun.word, speaker):
            ballot.vote(speaker, PARENT)
    totals: dict[str, float] = {}
    for actor, entry in ballot.entries.items():
        nameless = entry.type is ActorType.PERSON and not entry.named
        totals[actor] = ballot.scores[actor] + FREQUENCY * min(scene.counts[actor], 6)
        totals[actor] += UNNAMED if nameless else 0.0
    best = min(totals, key=lambda actor: (-totals[actor], actor), default=None)
    return ballot.entries[best] if best else None


def _vote_events(scene: Scene, pronoun: Pronoun, ballot: _Ballot) -> bool:
    """Votes for who was named; True where the pronoun's own sentence names somebody whom it fits."""
    near = False
    with_subject: set[int] = set()
    events = scene.recent(pronoun.span.start, sentences=_REACH)
    for event in sorted(events, key=lambda item: (item.span, item.actor.id)):
        if not fits(pronoun.word, event.actor):
            continue
        inner = any(span.contains(event.span) for span in pronoun.within)
        if not inner and event.actor in pronoun.parent:
            continue
        clause = -1 - event.sentence if inner else event.sentence  # contents have subjects of their own
        subject = clause not in with_subject and not event.oblique
        if subject:
            with_subject.add(clause)
        ballot.vote(event.actor, _salience(scene, pronoun, event, subject=subject))
        near = near or _is_near(scene, pronoun, event) or (subject and _just_before(scene, pronoun, event))
    return near


def _is_near(scene: Scene, pronoun: Pronoun, event: Event) -> bool:
    """Whether somebody is named in the pronoun's own sentence, outside what is said there."""
    if event.sentence != scene.page.sentence(pronoun.span.start) or event.pronoun:
        return False
    return not event.in_content and not (pronoun.own and pronoun.own.contains(event.span))


def _just_before(scene: Scene, pronoun: Pronoun, event: Event) -> bool:
    """Whether somebody else came up in the paragraph since its last speaker, before a pronoun that opens."""
    page, start = scene.page, pronoun.span.start
    if event.in_content or event.pronoun or event.paragraph != page.paragraph(start):
        return False
    if pronoun.own is None or pronoun.own.start < start:
        return False
    last = scene.last_said(start)
    return last is None or (last.position < event.span.start and event.actor not in last.speakers)


def _salience(scene: Scene, pronoun: Pronoun, event: Event, *, subject: bool) -> float:
    page, start = scene.page, pronoun.span.start
    distance = page.sentence(start) - event.sentence
    value = SENTENCE * distance + PARAGRAPH * (page.paragraph(start) - event.paragraph)
    value += SUBJECT if subject else 0.0
    value += SAME_SENTENCE if _is_near(scene, pronoun, event) else 0.0
    value += POSSESSIVE if event.possessive else OBLIQUE if event.oblique else 0.0
    value += PRONOUN if event.pronoun and not event.in_content else 0.0
    loose = pronoun.word in words("plural") and event.actor.type is ActorType.ORGANISATION
    value += LOOSE_NUMBER if loose else 0.0
    if any(span.contains(event.span) for span in pronoun.within):
        value += 0.0 if event.oblique else INNER_SUBJECT
    elif event.in_content and not (pronoun.parent or (page.in_content(pronoun.span) and pronoun.own is None)):
        value += INSIDE_CONTENT
    if pronoun.own and pronoun.own.contains(event.span):
        value += OWN_CONTENT
    return value


def _vote_speakers(scene: Scene, pronoun: Pronoun, ballot: _Ballot, *, share: float) -> None:
    """Whoever spoke last is likely to go on."""
    paragraph = scene.page.paragraph(pronoun.span.start)
    last = True
    for item in scene.said(pronoun.span.start, paragraphs=_PARAGRAPHS):
        distance = paragraph - item.paragraph
        bonus = EARLIER_SPEAKER
        if last and not item.embedded:
            bonus = LAST_SPEAKER + (LAST_SPEAKER_PARAGRAPH if distance == 0 else 0.0)
        for actor in item.speakers:
            if fits(pronoun.word, actor):
                last = False
                base = max(ballot.scores[actor.id], PARAGRAPH * distance + SENTENCE)
                ballot.vote(actor, base + share * bonus / (1 + 0.5 * max(0, distance)))


def relative_antecedent(scene: Scene, span: Span) -> Entry | None:
    """Whom "who" or "which" goes back to: the speaker or the named one nearest before it in its sentence."""
    spoken = scene.last_said(span.start)
    if spoken and spoken.sentence == scene.page.sentence(span.start) and len(spoken.speakers) == 1:
        return spoken.speakers[0]
    near = [
        event
        for event in scene.in_sentence(span.start)
        if event.span.end <= span.start and event.actor.type is not ActorType.GOVERNMENT
    ]
    people = [event for event in near if event.actor.type in (ActorType.PERSON, ActorType.GROUP)]
    return max(people or near, key=lambda event: event.span.end).actor if near else None
