"""Whom a pronoun means, by small scored rules.

The rules are those of salience-based resolution (Lappin & Leass 1994): recency,
grammatical role, speakerhood, frequency; number and gender exclude. Weights were
set by hand on texts other than the project's founding reports.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from crossread.records import ActorType, Span
from crossread.resolve.cast import Entry
from crossread.resolve.lexicon import words
from crossread.resolve.scene import Event, Scene

SENTENCE = -0.45
PARAGRAPH = -0.25
SUBJECT = 0.8
SAME_SENTENCE = 0.6
OBLIQUE = -0.5
INSIDE_CONTENT = -1.0
LAST_SPEAKER = 1.6
LAST_SPEAKER_PARAGRAPH = 0.8
EARLIER_SPEAKER = 0.3
FREQUENCY = 0.12
PRONOUN = 0.3
PARENT = 1.4
INNER_SUBJECT = 1.2
OWN_CONTENT = -2.0
LOOSE_NUMBER = -1.5  # "they" of an organisation
_REACH = 14  # sentences


def fits(word: str, actor: Entry) -> bool:
    """Whether number and gender let the folded pronoun ``word`` mean ``actor``."""
    if word in words("masculine"):
        return actor.type is ActorType.PERSON and actor.gender != "f"
    if word in words("feminine"):
        return actor.type is ActorType.PERSON and actor.gender != "m"
    if word in words("neuter"):
        return actor.type in (ActorType.GOVERNMENT, ActorType.ORGANISATION, ActorType.OUTLET)
    if word in words("plural"):
        return actor.plural or actor.type in (ActorType.GROUP, ActorType.ORGANISATION)
    return True


def is_pronoun(word: str) -> bool:
    """Whether the folded word is a third-person personal pronoun that is resolved here."""
    return any(word in words(kind) for kind in ("masculine", "feminine", "neuter", "plural"))


def antecedent(
    scene: Scene,
    word: str,
    span: Span,
    *,
    own: Span | None = None,
    parent: tuple[Entry, ...] = (),
    direct: bool = False,
    within: Sequence[Span] = (),
) -> Entry | None:
    """The most plausible actor for a pronoun, or None where nothing fits.

    ``own`` is the extent of what this pronoun introduces as a source; ``parent``
    are the speakers of the content that it stands in, ``direct`` says whether
    that content is quoted word for word (a quoted speaker says "I", not "he"),
    ``within`` where that content stands: its own subjects come before its speaker.
    """
    page = scene.page
    section, sentence, paragraph = (
        page.section(span.start),
        page.sentence(span.start),
        page.paragraph(span.start),
    )
    inside = page.in_content(span) and own is None or bool(parent)
    scores: dict[str, float] = defaultdict(lambda: -99.0)
    entries: dict[str, Entry] = {}
    seen_subject: set[int] = set()
    for event in sorted(scene.before(span.start, section=section), key=lambda item: item.span):
        if sentence - event.sentence > _REACH or not fits(word, event.actor):
            continue
        first = event.sentence not in seen_subject and not event.oblique
        if first:
            seen_subject.add(event.sentence)
        value = _value(
            event, sentence, paragraph, subject=first, inside=inside, own=own, plural=word in words("plural")
        )
        if first and any(span.contains(event.span) for span in within):
            value += INNER_SUBJECT
        if value > scores[event.actor.id]:
            scores[event.actor.id] = value
        entries[event.actor.id] = event.actor
    _add_speakers(scene, span, scores, entries, lambda actor: fits(word, actor))
    for speaker in parent:
        if fits(word, speaker) and not direct:
            entries[speaker.id] = speaker
            scores[speaker.id] = max(scores[speaker.id], 0.0) + PARENT
        elif direct:
            entries.pop(speaker.id, None)
    for actor in entries:
        scores[actor] += FREQUENCY * min(scene.counts[actor], 6)
    best = min(entries, key=lambda actor: (-scores[actor], actor), default=None)
    return entries[best] if best else None


def _value(
    event: Event,
    sentence: int,
    paragraph: int,
    *,
    subject: bool,
    inside: bool,
    own: Span | None,
    plural: bool,
) -> float:
    value = SENTENCE * (sentence - event.sentence) + PARAGRAPH * (paragraph - event.paragraph)
    if subject:
        value += SUBJECT + (SAME_SENTENCE if sentence == event.sentence else 0.0)
    value += OBLIQUE if event.oblique else 0.0
    value += LOOSE_NUMBER if event.actor.type is ActorType.ORGANISATION and plural else 0.0
    value += PRONOUN if event.pronoun and not event.in_content else 0.0
    if event.in_content and not inside:
        value += INSIDE_CONTENT
    if own and own.contains(event.span):
        value += OWN_CONTENT
    return value


def _add_speakers(
    scene: Scene,
    span: Span,
    scores: dict[str, float],
    entries: dict[str, Entry],
    fit: Callable[[Entry], bool],
) -> None:
    section, paragraph = scene.page.section(span.start), scene.page.paragraph(span.start)
    last = True
    for item in reversed(scene.spoken):
        if item.section != section or item.position >= span.start or paragraph - item.paragraph > 5:
            continue
        for actor in item.speakers:
            if not fit(actor):
                continue
            entries[actor.id] = actor
            base = max(scores[actor.id], PARAGRAPH * (paragraph - item.paragraph) + SENTENCE)
            bonus = EARLIER_SPEAKER
            if last and not item.embedded:
                bonus = LAST_SPEAKER + (LAST_SPEAKER_PARAGRAPH if item.paragraph == paragraph else 0.0)
            scores[actor.id] = base + bonus / (1 + 0.5 * (paragraph - item.paragraph))
        last = False


def relative_antecedent(scene: Scene, span: Span) -> Entry | None:
    """Whom "who" or "which" goes back to: the speaker or the named one nearest before it in its sentence."""
    sentence = scene.page.sentence(span.start)
    spoken = scene.last_spoken(span.start)
    if spoken and spoken.sentence == sentence and len(spoken.speakers) == 1:
        return spoken.speakers[0]
    near = [
        event
        for event in scene.events
        if event.sentence == sentence
        and event.span.end <= span.start
        and event.actor.type is not ActorType.GOVERNMENT
    ]
    if not near:
        return None
    people = [event for event in near if event.actor.type in (ActorType.PERSON, ActorType.GROUP)]
    return max(people or near, key=lambda event: event.span.end).actor
