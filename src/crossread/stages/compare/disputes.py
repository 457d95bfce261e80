"""Declared disputes: a writer says that two parties differ on a matter, and names it.

"Russia and the United States continue to differ about …", "the ministers aired
their disagreement about whether …". Such a sentence is the strongest sign there
is, and needs no opposed words: what each of the named parties says on the matter
is set beside it. A dispute is shown where both sides are heard on it, or where two
articles declare it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as fields

from crossread.records import Act, FindingKind, Stance
from crossread.stages.compare import phrases, tables
from crossread.stages.compare.findings import Builder, Draft
from crossread.stages.compare.lexicon import class_of, is_nation
from crossread.stages.compare.matters import Field, Link, Signal, logistic
from crossread.stages.compare.places import Places, placed
from crossread.stages.compare.stance import denies_by_act, unsaid
from crossread.stages.compare.units import Unit, overlapping
from crossread.stages.compare.words import Term

_LONGEST = 16  # words of a sentence that name the matter
_HEARD = 0.6  # least probability of one matter for what a party says on it
_SHARED = 0.5  # least share of the lighter of two matters' weight for one matter
_PER_SIDE = 2
_LEAST_WEIGHT = 0.8
_NOT = frozenset({"not", "n't", "can't", "cannot", "couldn't", "didn't", "could", "no", "failed", "unable"})
_DEEDS = frozenset({Act.REFUSE, Act.REJECT, Act.ORDER, Act.PLAN})
_AGREEING = ("come", "reach", "agree")


@dataclass(slots=True)
class _Dispute:
    """A declared dispute: who differs, on which words, and the units that declare it."""

    parties: tuple[frozenset[str], ...]
    topic: frozenset[str]
    phrase: str
    units: list[int]
    heard: dict[int, list[int]] = fields(default_factory=dict)  # which party: what it says


def disputes(builder: Builder, links: Sequence[Link], taken: set[int]) -> list[Draft]:
    """A finding for each declared dispute that both sides or two articles speak of, not shown already."""
    found = _declared(builder.field)
    near: dict[int, list[tuple[float, int]]] = {}
    for link in links:
        near.setdefault(link.one, []).append((-link.probability, link.other))
        near.setdefault(link.other, []).append((-link.probability, link.one))
    places = placed(builder.field.units)
    out = []
    for dispute in _joined(builder.field, found):
        _hear_after(builder.field, places, dispute)
        _hear(builder.field, dispute, near)
        articles = {builder.field.units[index].article for index in dispute.units}
        both = sum(bool(said) for said in dispute.heard.values()) >= 2
        heard = {i for said in dispute.heard.values() for i in said}
        if (both or len(articles) > 1) and not (heard | set(dispute.units)) & taken:
            out.append(_draft(builder, dispute, both=both))
    return out


def _declared(field: Field) -> list[_Dispute]:
    out = []
    for index, unit in enumerate(field.units):
        if unit.report:
            continue
        dispute = _of_claim(field, unit, index) if unit.cue else _of_sentence(field, unit, index)
        if dispute and sum(map(field.weight, sorted(dispute.topic))) >= _LEAST_WEIGHT:
            out.append(dispute)
    return out


def _of_claim(field: Field, unit: Unit, index: int) -> _Dispute | None:
    """A joint claim whose cue says that its speakers differ on its content."""
    members = field.members.get(unit.party, frozenset())
    phrase = _phrase(unit.cue)
    if len(members) < 2 or phrase is None:
        return None
    return _dispute(field, sorted(members), _topic(unit.terms), phrase.phrase, index)


def _of_sentence(field: Field, unit: Unit, index: int) -> _Dispute | None:
    """A sentence that says that two parties named before the words of dispute differ on what follows."""
    phrase = _phrase(unit.terms)
    if phrase is None:
        return None
    start = unit.terms[phrase.start].span.start
    named = list(dict.fromkeys(actor for span, actor in unit.meant if span.end <= start))
    if len(named) == 1:
        named = sorted(field.members.get(named[0], ()))
    if len(named) < 2:
        return None
    return _dispute(field, named, _topic(unit.terms[phrase.end :]), phrase.phrase, index)


def _phrase(terms: Sequence[Term]) -> phrases.Found | None:
    words = [term.lower for term in terms]
    for found in phrases.find(words, "disputes.txt"):
        before = set(words[max(0, found.start - 4) : found.start])
        if not found.phrase.startswith(_AGREEING) or before & _NOT:
            return found
    return None


def _topic(terms: Sequence[Term]) -> frozenset[str]:
    ends = tables.word_list("topic_ends.txt")
    out: list[str] = []
    for term in terms[:_LONGEST]:
        if term.lower in ends and out:
            break
        if term.matters:
            out.append(class_of(term.stem))
    return frozenset(c for c in out if not is_nation(c))


def _dispute(
    field: Field, parties: Sequence[str], topic: frozenset[str], phrase: str, index: int
) -> _Dispute | None:
    """The dispute of parties of which at least two are not of one side."""
    sides = [frozenset({party} | _of_side(field, party)) for party in parties]
    apart = [side for i, side in enumerate(sides) if not any(side & other for other in sides[:i])]
    return _Dispute(tuple(apart), topic, phrase, [index]) if len(apart) >= 2 and topic else None


def _of_side(field: Field, party: str) -> frozenset[str]:
    side = field.sides.get(party)
    return frozenset(actor for actor, other in field.sides.items() if side and other == side)


def _joined(field: Field, found: Sequence[_Dispute]) -> list[_Dispute]:
    """Disputes of the same parties on the same words, told in several places, as one."""
    out: list[_Dispute] = []
    for dispute in found:
        home = next((other for other in out if _same(field, dispute, other)), None)
        if home is None:
            out.append(dispute)
        else:
            home.units.extend(dispute.units)
    return out


def _same(field: Field, one: _Dispute, other: _Dispute) -> bool:
    if sum(any(side & mine for mine in other.parties) for side in one.parties) < 2:
        return False
    weight = {id(d): sum(map(field.weight, sorted(d.topic))) for d in (one, other)}
    shared = sum(map(field.weight, sorted(one.topic & other.topic)))
    return shared >= _SHARED * min(weight.values())


def _hear_after(field: Field, places: Places, dispute: _Dispute) -> None:
    """What the parties are heard saying in the sentence right after the one that declares their dispute."""
    for declared in dispute.units:
        after = places.sentence[declared] + 1
        for index in places.by_article[field.units[declared].article]:
            unit = field.units[index]
            if places.sentence[index] != after or unit.own or unit.report or field.views[index].asks:
                continue
            for place, side in enumerate(dispute.parties):
                said = dispute.heard.setdefault(place, [])
                if unit.party in side and len(said) < _PER_SIDE and not unsaid(unit):
                    said.append(index)


def _hear(field: Field, dispute: _Dispute, near: dict[int, list[tuple[float, int]]]) -> None:
    """What each party is heard saying on the matter: the closest units that share its words."""
    ranked = sorted({pair for index in dispute.units for pair in near.get(index, ())})
    for negative, index in ranked:
        unit = field.units[index]
        if -negative < _HEARD or index in dispute.units or field.views[index].asks or unsaid(unit):
            continue
        if unit.act in _DEEDS and not denies_by_act(unit):
            continue  # a veto is a deed, no account
        if any(overlapping(unit, field.units[member]) for member in dispute.units):
            continue
        if not dispute.topic & unit.classes:
            continue
        for place, side in enumerate(dispute.parties):
            said = dispute.heard.setdefault(place, [])
            if unit.party in side and len(said) < _PER_SIDE and index not in said:
                said.append(index)


def _draft(builder: Builder, dispute: _Dispute, *, both: bool) -> Draft:
    weights = tables.weights("dispute")
    articles = len({builder.field.units[index].article for index in dispute.units})
    signals = [
        Signal("declared", 1.0, weights["declared"], f"the writer says that they differ: “{dispute.phrase}”")
    ]
    if both:
        signals.append(Signal("both_heard", 1.0, weights["both_heard"], "both sides are heard on it"))
    if articles > 1:
        signals.append(Signal("articles", 1.0, weights["articles"], f"{articles} articles say so"))
    if both:
        signals.append(builder.witnesses([said for _, said in sorted(dispute.heard.items()) if said]))
    score = logistic(weights["bias"] + sum(signal.share for signal in signals))
    heard = [index for place in sorted(dispute.heard) for index in dispute.heard[place]]
    chosen = [(index, builder.field.views[index].stance) for index in heard]
    chosen += [(index, Stance.ASSERTS) for index in dispute.units]
    return builder.build(FindingKind.CONTRADICTION, chosen, dispute.topic, score, signals)
