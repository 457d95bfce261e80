"""Position shifts: one voice whose words have turned, by the days or by the writers' own word for it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crossread.records import (
    FindingKind,
    HistoryEntry,
    Places,
    Resolution,
    SaidBasis,
    Span,
    Stance,
    TimeMention,
)
from crossread.stages.compare import tables
from crossread.stages.compare.agents import doer
from crossread.stages.compare.findings import Builder, Draft
from crossread.stages.compare.lexicon import class_of, is_nation, tones
from crossread.stages.compare.matters import Field, link
from crossread.stages.compare.pages import Page
from crossread.stages.compare.signals import Signal, logistic
from crossread.stages.compare.stance import Piece, polarity
from crossread.stages.compare.turns import Turn, turns
from crossread.stages.compare.units import Unit, overlapping
from crossread.stages.compare.verdict import Judge
from crossread.stages.compare.words import terms

_SHOWN = 0.5
_RARE = 0.55
_LEAST_MATTER = 0.45
_NEAR = 0.15  # least cosine of two contents that are looked at
_TURN_ALONE = 0.55  # score of a turn of which the texts do not show both ends
_LEAST_TOPIC = 1.2  # weight of the words that such a turn is on
_ALONE = 3  # of those, shown of each story
_JUST = 4  # code points between the sentence of a turn and the one before
_MOST_TELLINGS = 6
_ISO_DAY = 10  # characters of an ISO date
_DAY = np.timedelta64(1, "D")
_TWO = 2  # countries make relations
_FIRST = frozenset({"i", "my", "me", "we", "our", "i've", "i'm"})
_THIRD = frozenset({"he", "she", "they"})
_OURS = frozenset({"we", "our", "us", "we're", "we've", "we'll"})
_MODAL = 4
_MODALS = frozenset({"would", "could", "might", "may", "should", "if", "hope", "hopes", "hoped", "wish"})


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two units of one voice (the turned words in them) that stand against each other."""

    score: float
    one: int
    other: int
    signals: tuple[Signal, ...]
    topic: frozenset[str]


def shifts(builder: Builder, judge: Judge, pages: Sequence[Page], resolution: Resolution) -> list[Draft]:
    """A finding for each voice and matter on which its words have turned.

    Two tellings of one voice that stand against each other make one where the
    writer says that it turned ("reversed", "once called") or where they are
    surely of different days. A turn that a writer reports of somebody known is
    shown also where the texts do not tell both ends of it.
    """
    finder = _Finder(builder.field, judge, pages, resolution)
    found = [pair for members in finder.by_voice() for pair in finder.pairs(members)]
    units = builder.field.units
    found.sort(key=lambda pair: (-pair.score, units[pair.one].key, units[pair.other].key))
    drafts = _joined(builder, finder, found)
    return [*drafts, *_alone(builder, finder, {index for draft in drafts for index in draft.units})]


class _Finder:
    """Looks for pairs of one voice, with what the sentences around say of turns and of time."""

    def __init__(self, field: Field, judge: Judge, pages: Sequence[Page], resolution: Resolution) -> None:
        self.field = field
        self.judge = judge
        self.texts = {page.article.id: page.article.prose for page in pages}
        self.published = {page.article.id: (page.article.published or "")[:_ISO_DAY] for page in pages}
        self.times: dict[str, list[TimeMention]] = {}
        for time in resolution.times:
            self.times.setdefault(time.article, []).append(time)
        mentions: dict[str, list[tuple[Span, str]]] = {}
        for mention in resolution.actor_mentions:
            mentions.setdefault(mention.article, []).append((mention.span, mention.actor))
        self.mentions = {article: Places(found) for article, found in mentions.items()}
        self._sentences: dict[tuple[str, Span], tuple[tuple[Turn, frozenset[str]], ...]] = {}
        self.turns = {index: self._turns(unit) for index, unit in enumerate(field.units)}

    def by_voice(self) -> list[list[int]]:
        """The units of each voice that speaks, by voice."""
        voices: dict[str, list[int]] = {}
        for index, unit in enumerate(self.field.units):
            if not unit.own and not unit.report and unit.party in self.field.names:
                voices.setdefault(unit.party, []).append(index)
        return [members for _, members in sorted(voices.items())]

    def pairs(self, members: Sequence[int]) -> list[_Pair]:
        """Pairs of a voice's units that stand against each other."""
        vectors = self.field.content[list(members)]
        rows, columns = np.nonzero(np.triu(vectors @ vectors.T >= _NEAR, 1))
        found = (
            self._pair(members[i], members[j])
            for i, j in zip(rows.tolist(), columns.tolist(), strict=True)
            if self._may_turn(members[i], members[j])
        )
        return [pair for pair in found if pair]

    def _may_turn(self, one: int, other: int) -> bool:
        first, second = self.field.units[one], self.field.units[other]
        if self.field.utterance[one] == self.field.utterance[other] or overlapping(first, second):
            return False
        marked = self.turns[one] or self.turns[other]
        return bool(first.classes & second.classes) and bool(marked or self.apart(one, other))

    def _pair(self, one: int, other: int) -> _Pair | None:
        pair = link(self.field, one, other)
        shared = self.field.units[one].classes & self.field.units[other].classes
        bilateral = len(self._countries(one) & self._countries(other)) >= _TWO
        if pair.probability < (_LEAST_MATTER / 2 if bilateral else _LEAST_MATTER):
            return None
        weights = tables.weights("shift")
        turn = max(
            (t for i in (one, other) for t in self.turns[i]), key=lambda t: (t.weight, t.phrase), default=None
        )
        apart = self.apart(one, other)
        signs = [s for s in self.judge.signs(pair) if s.name in {"polarity", "opposites"}]
        turned = [Signal(s.name, s.value, weights[s.name], s.words) for s in signs]
        tone = _tone(self.field, one, other, shared, bilateral=bilateral) if apart else None
        if tone:
            turned.append(Signal("tone", 1.0, weights["tone"], tone))
        if not turned and turn:
            turned += _rare_turn(self.field, one, other, shared, weights["polarity"])
        if not turned:
            return None
        out = [Signal("matter", pair.probability, weights["matter"], f"same matter: {pair.probability:.0%}")]
        out += turned
        if bilateral and tone:
            out.append(
                Signal("bilateral", 1.0, weights["bilateral"], "on the relations of the same two countries")
            )
        if turn:
            out.append(Signal("marker", turn.weight, weights["marker"], f"“{turn.phrase}”"))
        if apart:
            days = [day(self.field.units[i]) for i in (one, other)]
            out.append(Signal("days_apart", 1.0, weights["days_apart"], f"{days[0]} and {days[1]}"))
        score = logistic(weights["bias"] + sum(signal.share for signal in out))
        if bilateral and tone and len(turned) == 1:
            shared = self._countries(one) & self._countries(other)
        return _Pair(score, one, other, tuple(out), shared) if score >= _SHOWN else None

    def apart(self, one: int, other: int) -> bool:
        """Whether two units are surely of different days: each stated, or told more than a day apart."""
        first, second = self.field.units[one], self.field.units[other]
        days = sorted((day(first), day(second)))
        if not all(days) or days[0] == days[1]:
            return False
        gap = np.datetime64(days[1]) - np.datetime64(days[0]) if min(map(len, days)) == _ISO_DAY else _DAY
        return bool(gap > _DAY) or all(self._stated(unit) for unit in (first, second))

    def _stated(self, unit: Unit) -> bool:
        """Whether the day of a unit is stated: by its post, its sentence, or as another than the paper's.

        A day carried over from the words around is a guess: two papers may carry two days to one utterance.
        """
        if unit.claim and unit.claim.said_basis is SaidBasis.CARRIED:
            return False
        told = day(unit)
        if told != self.published.get(unit.article) or len(unit.date or "") > _ISO_DAY:
            return True
        return any(
            unit.sentence.contains(time.span) and time.interval.start.strftime("%Y-%m-%d") == told
            for time in self.times.get(unit.article, ())
        )

    def _countries(self, index: int) -> frozenset[str]:
        """Countries that a unit names, with the speaker's own where it says "we"."""
        unit = self.field.units[index]
        found = {class_ for class_ in unit.classes if is_nation(class_)}
        side = self.field.sides.get(unit.party)
        if side and any(term.lower in _OURS for term in unit.terms):
            initials = "".join(word[0] for word in side.split()).casefold()  # "United States" is "us"
            forms = (initials, *(term.stem for term in terms(side, 0, len(side))))
            found |= {c for form in forms if is_nation(c := class_of(form))}
        return frozenset(found)

    def _turns(self, unit: Unit) -> tuple[Turn, ...]:
        """The turns in a unit's sentence that nobody but its speaker makes."""
        found = self.of_sentence(unit)
        return tuple(turn for turn, actors in found if unit.own or not actors or unit.party in actors)

    def of_sentence(self, unit: Unit) -> tuple[tuple[Turn, frozenset[str]], ...]:
        """The turns in a unit's sentence, each with the actors who likely make it."""
        key = (unit.article, unit.sentence)
        if key not in self._sentences:
            words = terms(self.texts[unit.article], unit.sentence.start, unit.sentence.end)
            near = (
                self.mentions[unit.article].touching(unit.sentence) if unit.article in self.mentions else []
            )
            meant = [mention for mention in near if unit.sentence.contains(mention[0])]
            self._sentences[key] = tuple(
                (turn, doer(words, turn.start, meant).actors)
                for turn in turns([term.lower for term in words])
            )
        return self._sentences[key]


def day(unit: Unit) -> str:
    """The day of a unit, as far as it is known: ISO, "" where it is not."""
    return (unit.date or "")[:_ISO_DAY]


def _rare_turn(field: Field, one: int, other: int, shared: frozenset[str], weight: float) -> list[Signal]:
    """A rare word that one telling negates anywhere and the other affirms."""
    signs = [polarity(field.views[index]) for index in (one, other)]
    rare = [c for c in sorted(shared) if field.weight(c) >= _RARE and not is_nation(c)]
    turned = [c for c in rare if signs[0].get(c, 1) != signs[1].get(c, 1)]
    if not turned:
        return []
    word = next(t.lower for t in field.units[one].terms if class_of(t.stem) == turned[0])
    return [Signal("polarity", 1.0, weight, f"“{word}” is taken back")]


def _tone(field: Field, one: int, other: int, shared: frozenset[str], *, bilateral: bool) -> str | None:
    """The words of tone, where one telling is bright and the other dark on a shared matter."""
    common = sum(field.weight(c) for c in sorted(shared) if not is_nation(c))
    if common < _RARE and not bilateral:
        return None
    sums, words = [], []
    for index in (one, other):
        told = [
            (term.lower, tones()[term.stem] * piece.sign(term.stem))
            for piece in field.views[index].pieces
            for place, term in enumerate(piece.terms)
            if term.stem in tones() and not _supposed(piece, place)
        ]
        total = sum(value for _, value in told)
        sums.append(total)
        words.append(next((word for word, value in told if value * total > 0), ""))
    return f"“{words[0]}” and “{words[1]}”" if sums[0] * sums[1] < 0 else None


def _supposed(piece: Piece, place: int) -> bool:
    """Whether a word of tone is only wished for: "it would be fantastic"."""
    before = {term.lower for term in piece.terms[max(0, place - _MODAL) : place]}
    return bool(before & _MODALS)


def _joined(builder: Builder, finder: _Finder, found: Sequence[_Pair]) -> list[Draft]:
    """One finding for each chain of turns that share a telling and a matter."""
    field = builder.field
    groups: list[tuple[_Pair, list[int]]] = []
    for pair in found:
        ends = {field.utterance[pair.one], field.utterance[pair.other]}
        home = next(
            (members for _, members in groups if ends & {field.utterance[i] for i in members}),
            None,
        )
        if home is None:
            groups.append((pair, [pair.one, pair.other]))
        elif len(home) < _MOST_TELLINGS:
            home.extend(i for i in (pair.one, pair.other) if i not in home)
    return [_finding(builder, finder, members, pair) for pair, members in groups]


def _finding(builder: Builder, finder: _Finder, members: Sequence[int], pair: _Pair) -> Draft:
    field = builder.field
    ordered = sorted(members, key=lambda i: (day(field.units[i]), _phase(finder, i), field.units[i].key))
    chosen = [(i, _turned(field, i, pair.topic)) for i in ordered]
    history = tuple(
        HistoryEntry(None if _phase(finder, i) == 0 else day(field.units[i]) or None, stance.value, claim.id)
        for i, stance in chosen
        if (claim := field.units[i].claim)
    )
    return builder.build(
        FindingKind.POSITION_SHIFT,
        chosen,
        pair.topic,
        pair.score,
        pair.signals,
        history=history,
        silence=False,
    )


def _phase(finder: _Finder, index: int) -> int:
    """0 for what the writer says was so once, 2 for what is so no longer or has turned, else 1."""
    kinds = {turn.kind for turn in finder.turns[index]}
    return 0 if kinds == {"past"} else 2 if kinds & {"end", "turn"} else 1


def _turned(field: Field, index: int, topic: frozenset[str]) -> Stance:
    """Denies where the rarest words of the topic stand negated."""
    rare = sorted(topic, key=lambda c: (-field.weight(c), c))[:2]
    negated = any(piece.polarity.get(c) == -1 for piece in field.views[index].pieces for c in rare)
    if negated:
        return Stance.DENIES
    return Stance.HEDGES if field.views[index].hedges else Stance.ASSERTS


def _alone(builder: Builder, finder: _Finder, taken: set[int]) -> list[Draft]:
    """Turns that a writer reports of somebody known, where no pair shows both ends, the surest first."""
    field = builder.field
    shown = {(field.units[i].article, field.units[i].sentence) for i in taken}
    best: dict[tuple[str, Span], tuple[float, int, Turn, str]] = {}  # the last is who turns
    for index, unit in enumerate(field.units):
        key = (unit.article, unit.sentence)
        for turn, actors in finder.of_sentence(unit):
            known = sorted(actor for actor in actors if actor in field.names and not _of_another(unit, actor))
            topic = _topic(field, unit)
            if turn.kind != "turn" or not known or key in shown or topic < _LEAST_TOPIC:
                continue
            inside = sum(map(len, unit.spans)) / max(1, len(unit.sentence))
            if key not in best or inside > best[key][0]:
                best[key] = (inside, index, turn, known[0])
    count: dict[str | None, int] = {}
    out = []
    for _, (_, index, turn, turner) in sorted(
        best.items(), key=lambda item: (-item[1][2].weight, -_topic(field, field.units[item[1][1]]), item[0])
    ):
        unit = field.units[index]
        count[unit.story] = count.get(unit.story, 0) + 1
        if count[unit.story] > _ALONE:
            continue
        before = _before(field, index, turner)
        signals = [
            Signal("marker", turn.weight, tables.weights("shift")["marker"], f"“{turn.phrase}”"),
            Signal("by", 1.0, 0.0, f"by {field.names[turner]}"),
        ]
        if not before:
            signals.append(Signal("ends", 0.0, 0.0, "the texts do not tell both ends"))
        chosen = [*((i, field.views[i].stance) for i in before), (index, field.views[index].stance)]
        out.append(
            builder.build(
                FindingKind.POSITION_SHIFT,
                chosen,
                unit.classes,
                _TURN_ALONE * turn.weight,
                signals,
                silence=False,
                whole=True,
            )
        )
    return out


def _before(field: Field, index: int, turner: str) -> list[int]:
    """What who turns is told to have said right before: it is likely what is taken back."""
    unit = field.units[index]
    told = [
        (other.sentence.start, -len(other.terms), place)
        for place, other in enumerate(field.units)
        if other.article == unit.article
        and other.party == turner
        and not other.own
        and not other.report
        and other.spans[-1].end <= unit.spans[0].start
        and unit.sentence.start - other.sentence.end <= _JUST
        and not overlapping(unit, other)
    ]
    return [place for _, _, place in sorted(told)[-1:]]


def _of_another(unit: Unit, actor: str) -> bool:
    """Whether a speaker is heard on a turn in the third person: it is not the speaker who turned."""
    said = {term.lower for term in unit.terms}
    return unit.quoted and unit.party == actor and (bool(said & _THIRD) or not said & _FIRST)


def _topic(field: Field, unit: Unit) -> float:
    return sum(field.weight(c) for c in sorted(unit.classes) if not is_nation(c))
