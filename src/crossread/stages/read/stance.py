"""How a content is put: in whose words, affirmed or denied, hedged or flat. Rules over words, no model."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from crossread.records import Act, CueType, Polarity, Quotation, Span
from crossread.records.segment import listed, words
from crossread.stages.read import cues, undertakings
from crossread.stages.read.quotes import Quoted

_EDGE: Final = " \t\r\n\"'“”‘’«».,;:!?…()[]–—-"
# What opens a clause of its own: a negation behind it does not negate the whole.
_SUBORDINATE: Final = listed(
    "which who whom whose because if when while although though unless until since whereas before"
    " after but and or so than as where why how"
)
_COPULAS: Final = listed("is was")  # "the point is that …"
_RELATIVE: Final = listed("which who whom whose")
_HEDGES: Final = listed(
    "may might perhaps maybe possibly probably apparently allegedly reportedly supposedly seemingly"
    " presumably alleged suspected seems seem seemed appears appear appeared likely unlikely could"
    " potentially arguably purportedly"
)
_DENIALS: Final = re.compile(
    r"\b(?:no (?:evidence|proof|sign|indication|basis|truth|reason)|lack of (?:evidence|proof)|not a single"
    r"|nothing to do with|far from|too early to|false|untrue|a lie|fake news|baseless|groundless|unfounded"
    r"|nonsense)\b",
    re.IGNORECASE,
)
# Negations that negate nothing.
_EMPTY: Final = re.compile(
    r"\b(?:no doubt|not only|no longer than|no matter|not just|not least|no less)\b", re.IGNORECASE
)
# Acts whose content is a deed or a person: to accuse somebody of not paying affirms the accusation.
_OF_DEEDS: Final = frozenset({Act.ACCUSE, Act.CONDEMN, Act.PRAISE, Act.THANK})
# Acts whose content may be a statement by its name: to accept a denial is to deny.
_OF_STATEMENTS: Final = frozenset({Act.ACCEPT, Act.AGREE, Act.BELIEVE, Act.CONFIRM, Act.DOUBT, Act.REJECT})
_REACH: Final = 14  # words of the first clause that are looked at
_DIRECT: Final = 0.9
_SAID: Final = cues.sense("said")
_CONDITION: Final = re.compile(r"^\W*(?:\w+\W+){0,7}?(?:if|unless|assuming|provided that)\b", re.IGNORECASE)
_THAT: Final = re.compile(r"\W{0,3}that\b", re.IGNORECASE)
# What, before a telling, leaves it open: "it is unlikely that they agreed to …", "if they agree to …".
_LEFT_OPEN: Final = re.compile(
    r"\b(?:(?:(?:un)?likely|(?:im)?probable|(?:im)?possible|possibility|chance|doubt|doubtful|questionable"
    r"|unclear|uncertain|unconfirmed|untrue|false|rumou?rs?|speculation"
    r"|(?:no|little|scant) (?:\w+ )?(?:evidence|proof|signs?|indications?|suggestion|guarantee)"
    r"|(?:not|n['’]t|never) (?:\w+ )?(?:clear|certain|sure|known|true|the case)) (?:that|whether|if)"
    r"|if|unless|whether|assuming|provided that|suppose)\s+$",
    re.IGNORECASE,
)
_BEFORE: Final = 80  # code points before a telling that are looked at
_OPEN: Final = re.compile(r"\W{0,3}whether\b", re.IGNORECASE)  # a question that the content leaves open


@dataclass(frozen=True, slots=True)
class Telling:
    """How one content is told: everything that its cue and its words say of it."""

    quotation: Quotation
    act: Act
    polarity: Polarity
    hedged: bool
    planned: bool
    cue_type: CueType


def telling(
    text: str, content: Sequence[Span], cue: Span | None, quoted: Sequence[Quoted], source: Span | None = None
) -> Telling:
    """How ``source`` tells ``content`` under ``cue``; ``quoted`` are the quotations of ``text``, in order."""
    sense = _with_its_noun(text, content[0], cues.sense_at(text, cue)) if cue else _SAID
    clause = _main_clause(text, content[0])
    act = undertakings.act(clause, sense)
    return Telling(
        quotation=quotation(text, content, quoted, sense.type),
        act=act,
        polarity=_polarity(text, content, sense, clause),
        hedged=_hedged(text, cue, clause) or _left_open(text, cue, source),
        planned=undertakings.planned(clause, act),
        cue_type=sense.type,
    )


def _with_its_noun(text: str, piece: Span, sense: cues.CueSense) -> cues.CueSense:
    """The sense of a light verb with the noun that its content opens with: "voiced" "its support for …"."""
    if not sense.light or sense.type is not CueType.SAYING:
        return sense
    opening = [
        text[word.start : word.end].lower() for word in words(text, piece.start, piece.end, most=_REACH)
    ]
    entry = cues.named(opening)
    return replace(sense, act=entry.act, polarity=entry.polarity) if entry and not sense.negated else sense


def quotation(text: str, content: Sequence[Span], quoted: Sequence[Quoted], kind: CueType) -> Quotation:
    """How far ``content`` stands between quotation marks.

    ``quoted`` is in text order. A single quoted word makes a content mixed, too:
    it is the speaker's word.
    """
    inside = total = 0
    for piece in content if any(_touched(piece, quoted) for piece in content) else ():
        for word in words(text, piece.start, piece.end):
            if text[word.start : word.end].strip(_EDGE):
                total += 1
                near = bisect_right(quoted, word.start, key=lambda item: item.span.start) - 1
                inside += near >= 0 and word.end <= quoted[near].span.end
    if inside and inside >= _DIRECT * total:
        return Quotation.DIRECT
    if inside:
        return Quotation.MIXED
    return Quotation.INDIRECT if kind is CueType.SAYING else Quotation.NONE


def _touched(piece: Span, quoted: Sequence[Quoted]) -> bool:
    """Whether any of the quotations, in text order, lies over ``piece``."""
    behind = bisect_right(quoted, piece.end, key=lambda item: item.span.start)
    return behind > 0 and quoted[behind - 1].span.end > piece.start


def negated(text: str, content: Sequence[Span]) -> bool:
    """Whether the main clause of ``content`` is negated.

    A clause behind a noun of saying counts as the main one: to accept
    "assurances that nobody had meddled" is about nobody having meddled.
    """
    return _negated(_main_clause(text, content[0]))


def _negated(clause: str) -> bool:
    if _DENIALS.search(clause):
        return True
    plain = _EMPTY.sub(" ", clause)
    found = [word for word in re.findall(r"\w+(?:['’]\w+)?", plain) if cues.is_negation(word)]
    return len(found) % 2 == 1


def hedged(text: str, content: Sequence[Span], cue: Span | None) -> bool:
    """Whether the main clause of ``content``, or the cue, is hedged, or the clause hangs on a condition."""
    return _hedged(text, cue, _main_clause(text, content[0]))


def _hedged(text: str, cue: Span | None, clause: str) -> bool:
    if _CONDITION.match(clause):
        return True
    told = f"{clause} {cue.of(text) if cue else ''}"
    return any(word in _HEDGES for word in re.findall(r"\w+", told.lower()))


def _left_open(text: str, cue: Span | None, source: Span | None) -> bool:
    """Whether what stands before a telling leaves open that it took place."""
    starts = [span.start for span in (cue, source) if span]
    return bool(starts) and _LEFT_OPEN.search(text, max(0, min(starts) - _BEFORE), min(starts)) is not None


def polarity(text: str, content: Sequence[Span], sense: cues.CueSense) -> Polarity:
    """The cue's polarity, turned round where the content is negated, neutral where it asks "whether"."""
    return _polarity(text, content, sense, _main_clause(text, content[0]))


def _polarity(text: str, content: Sequence[Span], sense: cues.CueSense, clause: str) -> Polarity:
    if sense.polarity is Polarity.NEUTRAL:
        return sense.polarity
    if sense.act in _OF_DEEDS and not _THAT.match(text, content[0].start):
        return sense.polarity
    if sense.act is not Act.DOUBT and _OPEN.match(text, content[0].start):
        return Polarity.NEUTRAL
    if _negated(clause) == (sense.act in _OF_STATEMENTS and _names_a_denial(text, content[0])):
        return sense.polarity
    # "denied that he had not paid" affirms.
    return Polarity.AFFIRM if sense.polarity is Polarity.DENY else Polarity.DENY


def _names_a_denial(text: str, piece: Span) -> bool:
    """Whether a short content is a denial by its name: "the ministry's denial (of it)"."""
    forms = [text[word.start : word.end].lower() for word in words(text, piece.start, piece.end)]
    head = forms[: forms.index("of")] if "of" in forms else forms
    entry = cues.noun(head[-1]) if 0 < len(head) <= _REACH // 2 else None
    return entry is not None and entry.polarity is Polarity.DENY


def _main_clause(text: str, piece: Span) -> str:
    """The first words of ``piece``, up to what opens another clause or sentence."""
    out: list[str] = []
    reported = False
    at = piece.start
    for number, word in enumerate(words(text, piece.start, piece.end, most=_REACH + 1)):
        form = text[word.start : word.end]
        if number >= _REACH or (form in ".!?;" and number > 0):
            break
        lowered = form.lower()
        if number > 1 and lowered == "that" and not reported:
            break
        if number > (1 if lowered in _RELATIVE else 3) and lowered in _SUBORDINATE:
            break
        reported = lowered in _COPULAS or cues.introduces(lowered)
        out.append(text[at : word.end])
        at = word.end
    return "".join(out)
