"""Agreement: what two or more independent parties assert alike."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crossread.models import PairModel
from crossread.records import Act, FindingKind, Stance
from crossread.stages.compare import phrases, tables
from crossread.stages.compare.findings import Builder, Draft
from crossread.stages.compare.lexicon import class_of, is_nation
from crossread.stages.compare.matters import Field, Link, alike
from crossread.stages.compare.numbers import compare_numbers
from crossread.stages.compare.quoted import pieces
from crossread.stages.compare.signals import Signal, logistic, odds
from crossread.stages.compare.stance import polarity
from crossread.stages.compare.steps import doubted
from crossread.stages.compare.units import Unit
from crossread.stages.compare.verdict import Judge
from crossread.stages.compare.words import Kind, Term

_SHOWN = 0.6
_TOPIC = 0.7
_LEAST_WORDS = 2  # shared words that are no names
_LEAST_COSINE = 0.5  # measured on 74 pairs of BASIL read by eye: about seven of ten above it agree
_PARALLEL_COSINE = 0.35
_LEAST_WEIGHT = 1.1  # of the shared words that are no names
_RARE_NATION = 0.55
_PARALLEL_ALIKE = 0.4
_LEAST_ALIKE = 0.42
_COUNTED = 0.2  # numbers that fit say much
_MOSTLY = 0.6
_RARE_RELIEF = 0.08
_CLOSE_RELIEF = 0.04
_SIDES_RELIEF = 0.08
_QUOTED_RELIEF = 0.14
_RARE_QUOTED = 0.6
_MEASURED_COSINE = 0.5
_MEASURED_WEIGHT = 0.8
_MEASURED = 0.15
_PARALLEL_WEIGHT = 0.4
_OTHER_STORY = 0.75  # agreement over two stories needs nearly the same words
# Acts whose content the speaker asserts.
_ASSERTING = frozenset(
    map(Act, ("assert", "confirm", "announce", "believe", "warn", "accuse", "agree", "promise", "accept"))
)
# Words with which one holds off another's words: they are not one's own account.
_HELD_OFF = re.compile(
    r"\bwhat \w+ (?:described|called|termed|labell?ed|dubbed)\b|\bso-called\b", re.IGNORECASE
)
_NAMING = ("describ", "call", "term", "label", "dub")
NEAR = ("surroundings", "actors", "cosine", "lemmas")
"""The signals of a link that say, beside the pair model, whether two reports tell alike."""
_Scored = tuple[float, Link, list[Signal]]
_PER_STORY = 10
_OWN_PER_STORY = 3
_MOST = 6  # accounts


def agreements(
    builder: Builder,
    links: Sequence[Link],
    judge: Judge,
    opposed: dict[tuple[int, int], float],
    model: PairModel | None = None,
) -> list[Draft]:
    """Findings of agreement, links that share a matter joined, the closest first.

    What ``model`` says of two accounts, where it is given, is weighed with how near they stand.
    """
    field = builder.field
    scored: list[_Scored] = []
    for link in links:
        if opposed.get((link.one, link.other), 0.0) > 0.2:
            continue
        if not judge.may_differ(link.one, link.other) and not _retold(field, link):
            continue
        signals = _signals(field, judge, link)
        if signals:
            score = logistic(tables.weights("agreement")["bias"] + sum(signal.share for signal in signals))
            if score >= _SHOWN:
                scored.append((score, link, signals))
    if model:
        scored = _weighed(field, scored, model)
    scored.sort(key=lambda item: (-item[0], field.units[item[1].one].key, field.units[item[1].other].key))
    groups: list[_Group] = []
    passing = {(link.one, link.other) for _, link, _ in scored}
    fresh = [item for item in scored if not _retold(field, item[1])]
    for score, link, signals in fresh:
        shared = field.units[link.one].classes & field.units[link.other].classes
        if any(group.takes(field, link, shared, passing) or group.told(field, link) for group in groups):
            continue
        groups.append(_Group(score, signals, [link.one, link.other], shared))
    for _, link, _ in scored:
        if _retold(field, link):  # one voice in two articles joins what others agree on
            shared = field.units[link.one].classes & field.units[link.other].classes
            any(group.takes(field, link, shared, passing) for group in groups)
    return _capped(field, [_finding(builder, group) for group in groups])


def _weighed(field: Field, scored: Sequence[_Scored], model: PairModel) -> list[_Scored]:
    """The links that are rather right than wrong, with that chance, as learned from judged ones of the press.

    What is rare there is left as it is: documents of parties, voices of different sides, one voice in two
    articles.
    """
    press = [link for _, link, _ in scored if _between_reports(field, link)]
    texts = [(field.units[link.one].line, field.units[link.other].line) for link in press]
    follows = model.judge([(a, b) for a, b in texts] + [(b, a) for a, b in texts])[:, 0]
    either = np.maximum(follows[: len(press)], follows[len(press) :]).tolist()
    entailed = {(link.one, link.other): chance for link, chance in zip(press, either, strict=True)}
    weights = tables.weights("told_alike")
    out: list[_Scored] = []
    for score, link, signals in scored:
        follow = entailed.get((link.one, link.other))
        if follow is None:
            out.append((score, link, signals))
            continue
        named = {signal.name: signal.value for signal in link.signals}
        near = sum(weights[name] * named.get(name, 0.0) for name in NEAR)
        word = Signal("entailment", odds(follow), weights["entailment"], f"{follow:.0%} one from the other")
        chance = logistic(weights["bias"] + near + word.share)
        if chance >= weights["least"]:
            out.append((chance, link, [*signals, word]))
    return out


def _between_reports(field: Field, link: Link) -> bool:
    """Whether two reports of the press tell alike, not two parties to what they tell of."""
    first, second = field.units[link.one], field.units[link.other]
    parties = (first.of_party and second.of_party) or field.apart(first, second)
    return not parties and not _retold(field, link)


@dataclass(slots=True)
class _Group:
    """Units that assert the same: those of the closest link, and others that agree with half of them."""

    score: float
    signals: list[Signal]
    members: list[int]
    topic: frozenset[str]

    def takes(self, field: Field, link: Link, shared: frozenset[str], passing: set[tuple[int, int]]) -> bool:
        """Take in the far end of a link that has one end here; False where it belongs elsewhere."""
        inside = [index for index in (link.one, link.other) if index in self.members]
        if not inside or not _held(field, self.topic, shared):
            return False
        for index in (link.one, link.other):
            agreeing = sum((min(index, m), max(index, m)) in passing for m in self.members)
            if index not in self.members and len(self.members) < _MOST and 2 * agreeing >= len(self.members):
                self.members.append(index)
                inside.append(index)
        return len(inside) == 2 or self._knows(field, link)

    def told(self, field: Field, link: Link) -> bool:
        """Whether both givers of a link speak here already, one of them in the same sentence."""
        ends = [field.units[index] for index in (link.one, link.other)]
        here = {(field.units[index].article, field.units[index].sentence) for index in self.members}
        return self._knows(field, link) and any((unit.article, unit.sentence) in here for unit in ends)

    def _knows(self, field: Field, link: Link) -> bool:
        """Whether both givers of a link speak here already: it would say the same once more."""
        units = field.units
        here = {(units[index].party, units[index].article) for index in self.members}
        return all((units[index].party, units[index].article) in here for index in (link.one, link.other))


def _retold(field: Field, link: Link) -> bool:
    """Whether one voice is told of in two articles."""
    first, second = field.units[link.one], field.units[link.other]
    return first.party == second.party and first.article != second.article and not first.own


def _capped(field: Field, drafts: Sequence[Draft]) -> list[Draft]:
    """The closest few of each story, one for each question; fewer of those between articles' own words."""
    asked: set[tuple[str | None, str]] = set()
    count: dict[tuple[str | None, bool], int] = {}
    out = []
    for draft in drafts:
        spoken = any(not field.units[i].own or field.units[i].of_party for i in draft.units)
        if (draft.finding.story, draft.finding.question) in asked:
            continue
        asked.add((draft.finding.story, draft.finding.question))
        key = (draft.finding.story, spoken)
        count[key] = count.get(key, 0) + 1
        if count[key] <= (_PER_STORY if spoken else _OWN_PER_STORY):
            out.append(draft)
    return out


def _held(field: Field, topic: frozenset[str], shared: frozenset[str]) -> bool:
    total = sum(field.weight(c) for c in sorted(topic))
    return sum(field.weight(c) for c in sorted(topic & shared)) >= _TOPIC * total


def _finding(builder: Builder, group: _Group) -> Draft:
    field, members = builder.field, group.members
    same = {field.utterance[index] for index in members}
    more = [i for i, u in enumerate(field.utterance) if u in same and i not in members]
    chosen = [(i, Stance.HEDGES if field.views[i].hedges else Stance.ASSERTS) for i in [*members, *more]]
    return builder.build(FindingKind.AGREEMENT, chosen, group.topic, group.score, group.signals)


def _signals(field: Field, judge: Judge, link: Link) -> list[Signal]:
    """The signals of agreement, none where the two say different things of shared words."""
    first, second = field.units[link.one], field.units[link.other]
    expects = [any(p.expects for p in field.views[i].pieces) for i in (link.one, link.other)]
    numbers = compare_numbers(judge.numbers[link.one], judge.numbers[link.other], (expects[0], expects[1]))
    measured = _measured(judge, link, (expects[0], expects[1]))
    counted = bool(numbers) or measured
    if any(not pair.compatible for pair in numbers):
        return []
    if not _may_agree(field, link, counted=counted, measured=measured):
        return []
    named = {signal.name: signal.value for signal in link.signals}
    parallel = first.of_party and second.of_party
    own = first.own and second.own and not (first.of_party or second.of_party)
    spoken = all(not unit.own or unit.of_party for unit in (first, second))
    sides = [field.sides.get(unit.party) for unit in (first, second)]
    apart = field.apart(first, second)
    values = {
        "matter": (link.probability, f"same matter: {link.probability:.0%}"),
        "cosine": (max(0.0, link.cosine), f"alike: {link.cosine:.2f}"),
        "lemmas": (named["lemmas"], f"shared words: {named['lemmas']:.0%}"),
        "clauses": (_clausal(first) * _clausal(second), "both are whole statements"),
        "own_voices": (own, "two articles' own words"),
        "speakers": (spoken, "both speak for themselves"),
        "mutual": (named.get("mutual", 0.0), "each is the other's nearest"),
        "parallel": (parallel, "both are documents of parties to it"),
        "sides": (apart, " and ".join(str(side) for side in sides)),
        "numbers": (counted, "numbers that fit"),
    }
    weights = tables.weights("agreement")
    return [Signal(name, float(v), weights[name], words) for name, (v, words) in values.items() if v]


def _measured(judge: Judge, link: Link, expects: tuple[bool, bool]) -> bool:
    """Whether two close units give one quantity in one measure, both as it is or both as expected."""
    if expects[0] != expects[1] or link.cosine < _MEASURED_COSINE:
        return False
    return any(
        a.quantity.unit == b.quantity.unit != ""
        and (a.quantity.low, a.quantity.high) == (b.quantity.low, b.quantity.high)
        for a in judge.numbers[link.one]
        for b in judge.numbers[link.other]
    )


def _may_agree(field: Field, link: Link, *, counted: bool, measured: bool = False) -> bool:
    """Whether two units are near enough, in one story, asserted, and differ on no shared word."""
    first, second = field.units[link.one], field.units[link.other]
    if not {first.act, second.act} <= _ASSERTING:
        return False
    parallel = first.of_party and second.of_party
    least = _least(field, link, counted=counted, parallel=parallel)
    if link.cosine < least - _QUOTED_RELIEF:
        return False  # most links end here
    if first.article == second.article and (first.own or second.own):
        return False
    if not _same_polarity(field, link):
        return False
    if _of_others(first, second.classes) or _of_others(second, first.classes):
        return False
    if any(_held_off(unit) or doubted(unit, unit.spans[0].start) for unit in (first, second)):
        return False
    if first.story != second.story and link.cosine < _OTHER_STORY:
        return False
    if not parallel and not all(_clausal(unit) or unit.quoted for unit in (first, second)):
        return False
    if _only_raised(first, second.classes) != _only_raised(second, first.classes):
        return False
    content = _content(first) | _content(second)
    # A nation counts where it is not what everything here is about.
    nations = {c for c in first.classes & second.classes if is_nation(c) and field.weight(c) >= _RARE_NATION}
    shared = [
        c
        for c in sorted(first.classes & second.classes)
        if c in nations or (c in content and not is_nation(c))
    ]
    mass = sum(map(field.weight, shared)) + _PARALLEL_WEIGHT * parallel + _MEASURED_WEIGHT * measured
    same = _PARALLEL_ALIKE if parallel else _LEAST_ALIKE - _COUNTED * counted - _MEASURED * measured
    if alike(field, first, second) < same:
        return False
    if len(shared) < _LEAST_WORDS or mass < _LEAST_WEIGHT:
        return False
    return link.cosine >= least or _quoted_alike(field, first, second)


def _least(field: Field, link: Link, *, counted: bool, parallel: bool) -> float:
    """How near two units must be, words in quotation marks that both print aside."""
    named = {signal.name: signal.value for signal in link.signals}
    close = named["rare"] >= 2 or named["lemmas"] >= _MOSTLY
    apart = field.apart(field.units[link.one], field.units[link.other])
    least = _PARALLEL_COSINE if parallel else _LEAST_COSINE
    least -= _RARE_RELIEF * counted + _CLOSE_RELIEF * close
    return least - _SIDES_RELIEF * apart


def _quoted_alike(field: Field, first: Unit, second: Unit) -> bool:
    """Whether both put the same rare word in quotation marks: they speak of one thing said."""
    held = [
        {class_of(term.stem) for piece in pieces(unit) for term in piece if term.kind is Kind.CONTENT}
        for unit in (first, second)
    ]
    return any(field.weight(c) >= _RARE_QUOTED for c in sorted(held[0] & held[1]))


def _held_off(unit: Unit) -> bool:
    """Whether one tells another's words with "what he described as" or "so-called"."""
    named = any(term.lower.startswith(_NAMING) for term in unit.cue)
    return bool(_HELD_OFF.search(unit.text)) or (unit.terms[0].lower == "what" and named)


def _of_others(unit: Unit, classes: frozenset[str]) -> bool:
    """Whether what a voice shares is only what it says that others say."""
    if unit.own:
        return False
    shared = [term for term in unit.terms if _is_shared(term, classes)]
    return bool(shared) and all(any(span.overlap(t.span) for span in unit.embedded) for t in shared)


def _is_shared(term: Term, classes: frozenset[str]) -> bool:
    return term.kind is Kind.CONTENT and class_of(term.stem) in classes


def _only_raised(unit: Unit, classes: frozenset[str]) -> bool:
    """Whether what a unit shares is only what it says was spoken of: "pressed the mayor over the dam"."""
    starts = [found.start for found in phrases.find([t.lower for t in unit.terms], "pressing.txt")]
    if not starts:
        return False
    shared = (at for at, term in enumerate(unit.terms) if _is_shared(term, classes))
    return next(shared, -1) > starts[0]


def _clausal(unit: Unit) -> bool:
    """Whether a unit's words make a statement, not only a name of something: they hold a verb form."""
    verbs = tables.word_list("auxiliaries.txt") | tables.word_list("pasts.txt")
    return any(
        term.lower in verbs or (term.kind is Kind.CONTENT and term.lower.endswith("ed"))
        for term in unit.terms
    )


def _content(unit: Unit) -> frozenset[str]:
    return frozenset(class_of(term.stem) for term in unit.terms if term.kind in (Kind.CONTENT, Kind.NUMBER))


def _same_polarity(field: Field, link: Link) -> bool:
    signs = [polarity(field.views[index]) for index in (link.one, link.other)]
    shared = signs[0].keys() & signs[1].keys()
    return all(signs[0][c] == signs[1][c] for c in shared)
