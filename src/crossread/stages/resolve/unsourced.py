"""Who speaks where an attribution names no source: inverted and shared subjects, quotations that go on."""

import re
from collections.abc import Iterator

from crossread.records import ActorType, Attribution, CueType, Quotation, Span
from crossread.stages.resolve.cast import Entry
from crossread.stages.resolve.lexicon import is_function_word, words
from crossread.stages.resolve.scene import Event, Scene, Spoken

_PASSIVE = re.compile(r"\b(?:it|was|were|been|being|be|is|are)\b", re.IGNORECASE)
_OPENERS = '"“„«'
_SPEAKS = (ActorType.PERSON, ActorType.GOVERNMENT, ActorType.ORGANISATION, ActorType.GROUP, ActorType.OUTLET)
_CLAUSES = (":", ";", "—")
_INVERTED = 40  # code points between a cue and the subject that follows it


def unsourced(scene: Scene, item: Attribution) -> tuple[tuple[Entry, ...], Span | None]:
    """The speakers of an attribution that names none, and where the text names them in its sentence.

    A cue after its content takes the subject that follows it ("…," said the
    envoy Jane Doe), else the subject it shares ("Doe said a and added b"). A
    quotation without a cue takes the speaker of its paragraph, or of the
    paragraph before where the quotation runs on. Empty where the text leaves it open.
    """
    if item.cue is not None:
        if item.cue_type is not CueType.SAYING or _PASSIVE.search(item.cue.of(scene.page.text)):
            return (), None
        event = _inverted(scene, item, item.cue)
        if event is not None:
            return (event.actor,), event.span
        event = _subject(scene, item, item.cue)
        shared = _shared(scene, item.cue)
        if shared is not None and not (event and _beside(scene, event.span.end, item.cue.start)):
            return shared.speakers, None
        return ((event.actor,), event.span) if event else ((), None)
    if item.quotation in (Quotation.DIRECT, Quotation.MIXED):
        return _quoted(scene, item.content[0].start), None
    return (), None


def _subjects(scene: Scene, item: Attribution, cue: Span) -> Iterator[Event]:
    """Events of the cue's sentence that can be subjects, in text order, outside what is said."""
    for event in scene.in_sentence(cue.start):
        if event.oblique or event.actor.type not in _SPEAKS:
            continue
        inside = any(span.overlap(event.span) for span in item.content)
        if not inside and (item.parent is not None or not event.in_content):
            yield event


def _inverted(scene: Scene, item: Attribution, cue: Span) -> Event | None:
    if item.content[0].start > cue.start:
        return None
    for event in _subjects(scene, item, cue):
        between = scene.page.text[cue.end : event.span.start]
        if event.span.start < cue.end or len(between) > _INVERTED:
            continue
        tokens = [scene.page.tokens[i] for i in scene.page.within(Span(cue.end, event.span.start + 1))][:-1]
        if not any(mark in between for mark in ",.;:") and not any(
            t.key in words("prepositions") for t in tokens
        ):
            return event
    return None


def _shared(scene: Scene, cue: Span) -> Spoken | None:
    sentence = scene.page.sentence(cue.start)
    near = [one for one in scene.said(cue.start, paragraphs=0) if one.sentence == sentence and one.speakers]
    return max(near, key=lambda one: one.position, default=None)


def _subject(scene: Scene, item: Attribution, cue: Span) -> Event | None:
    """The subject of the cue's clause: whoever stands right before it, else the first of its sentence."""
    page = scene.page
    start = page.sentences[page.sentence(cue.start)].start if page.sentences else 0
    clause = max(page.text.rfind(mark, start, cue.start) for mark in _CLAUSES) + 1
    events = [
        one for one in _subjects(scene, item, cue) if clause <= one.span.start and one.span.end <= cue.start
    ]
    beside = [one for one in events if _beside(scene, one.span.end, cue.start)]
    if beside:
        return beside[-1]
    if _modifies_noun(scene, cue):
        return None
    return events[0] if events else None


def _beside(scene: Scene, end: int, start: int) -> bool:
    between = scene.page.text[end:start]
    return not any(mark in between for mark in ',;:()"“”') and len(between.split()) <= 2


def _modifies_noun(scene: Scene, cue: Span) -> bool:
    """A participle right after a common noun belongs to it: "a resolution demanding …"."""
    page = scene.page
    index = page.within(cue).start
    if index == 0 or index >= len(page.tokens) or not page.tokens[index].key.endswith("ing"):
        return False
    before = page.tokens[index - 1]
    return page.gap(index - 1, index) == " " and not before.capital and not is_function_word(before.key)


def _quoted(scene: Scene, start: int) -> tuple[Entry, ...]:
    page = scene.page
    paragraph = page.paragraph(start)
    end = page.paragraphs[paragraph].end if page.paragraphs else start
    spoken = [one for one in scene.said(end, paragraphs=1) if one.speakers]
    same = [one for one in spoken if one.paragraph == paragraph]
    earlier = [one for one in same if one.content.start < start]
    if earlier:
        return max(earlier, key=lambda one: one.position).speakers
    if same:
        return min(same, key=lambda one: one.position).speakers
    if not page.paragraphs or page.text[page.paragraphs[paragraph].start] not in _OPENERS:
        return ()
    before = [one for one in spoken if one.paragraph == paragraph - 1]
    return max(before, key=lambda one: one.position).speakers if before else ()
