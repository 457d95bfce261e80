"""Declared disputes: a writer says that two parties differ on a matter, and names it.

"Russia and the United States continue to differ about …", "the ministers aired
their disagreement about whether …". Such a sentence is the strongest sign there
is, and needs no opposed words: what each of the named parties says on the matter
is set beside it. A dispute is shown where both sides are heard on it, or where two
articles declare it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as fields
from itertools import pairwise

from crossread.records import Act, FindingKind, Stance
from crossread.stages.compare import phrases, tables
from crossread.stages.compare.findings import Builder, Draft
from crossread.stages.compare.lexicon import class_of, classes_in, is_nation
from crossread.stages.compare.matters import Field, Link
from crossread.stages.compare.places import Places, placed
from crossread.stages.compare.signals import Signal, logistic
from crossread.stages.compare.stance import denies_by_act, unsaid
from crossread.stages.compare.units import Unit, overlapping
from crossread.stages.compare.words import Kind, Term

_LONGEST = 16  # words of a sentence that name the matter
_HEARD = 0.6  # least probability of one matter for what a party says on it
_SHARED = 0.5  # least share of the lighter of two matters' weight for one matter
_PER_SIDE = 2
_ASKED = frozenset({"whether", "if", "who", "how", "what", "where", "why"})
_LEAST_WEIGHT = 0.8
_NOT = frozenset({"not", "n't", "can't", "cannot", "couldn't", "didn't", "could", "no", "failed", "unable"})
_DEEDS = frozenset({Act.REFUSE, Act.REJECT, Act.ORDER, Act.PLAN})
_AGREEING = ("come", "reach", "agree")


@dataclass(slots=True)
class _Dispute:
    """A declared dispute: who differs, on which words, and the units that declare it."""

    parties: tuple[frozenset[str], ...]
    topic: frozenset[str]
    names: frozenset[str]  # those of the topic that are names
    phrase: str
    several: bool  # whether the same words declare further disputes
    units: list[int]
    heard: dict[int, list[int]] = fields(default_factory=dict)  # which party: what it says

    def room(self, party: str) -> Iterator[list[int]]:
        """What is heard of each side to which ``party`` belongs, where more may be."""
        for place, side in enumerate(self.parties):
            said = self.heard.setdefault(place, [])
            if party in side and len(said) < _PER_SIDE:
                yield said


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
        _hear_of_office(builder.field, places, dispute)
        _hear(builder.field, dispute, near)
        where = {builder.field.units[index].article for index in dispute.units}
        tellers = {builder.origins.get(article, article) for article in where}  # copies of one text tell once
        both = sum(bool(said) for said in dispute.heard.values()) >= 2
        heard = {i for said in dispute.heard.values() for i in said}
        if (both or len(tellers) > 1) and not (heard | set(dispute.units)) & taken:
            out.append(_draft(builder, dispute, both=both))
    return out


def _declared(field: Field) -> list[_Dispute]:
    out = []
    for index, unit in enumerate(field.units):
        if unit.report:
            continue
        found = _of_claim(field, unit, index) if unit.cue else _of_sentence(field, unit, index)
        out += [d for d in found if sum(map(field.weight, sorted(d.topic))) >= _LEAST_WEIGHT]
    return out


def _of_claim(field: Field, unit: Unit, index: int) -> list[_Dispute]:
    """A joint claim whose cue says that its speakers differ on its content, or whose content says on what."""
    members = sorted(field.members.get(unit.party, frozenset()))
    if len(members) < 2:
        return []
    if phrase := _phrase(unit.cue):
        return _disputes(field, members, unit.terms, phrase.phrase, index)
    if phrase := _phrase(unit.terms):
        return _disputes(field, members, unit.terms[phrase.end :], phrase.phrase, index)
    return []


def _of_sentence(field: Field, unit: Unit, index: int) -> list[_Dispute]:
    """A sentence that says that two parties named before the words of dispute differ on what follows."""
    phrase = _phrase(unit.terms)
    if phrase is None:
        return []
    start = unit.terms[phrase.start].span.start
    named = list(dict.fromkeys(actor for span, actor in unit.meant if span.end <= start))
    if len(named) == 1:
        named = sorted(field.members.get(named[0], ()))
    if len(named) < 2:
        return []
    return _disputes(field, named, unit.terms[phrase.end :], phrase.phrase, index)


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


def _disputes(
    field: Field, parties: Sequence[str], told: Sequence[Term], phrase: str, index: int
) -> list[_Dispute]:
    """The disputes of parties of which at least two are not of one side: one for each "whether …"."""
    sides = [frozenset({party} | _of_side(field, party)) for party in parties]
    apart = [side for i, side in enumerate(sides) if not any(side & other for other in sides[:i])]
    if len(apart) < 2:
        return []
    out = []
    parts = [(part, topic) for part in _questions(told) if (topic := _topic(part))]
    for part, topic in parts:
        meant = [span for span, _ in field.units[index].meant]
        names = frozenset(
            class_of(t.stem) for t in part if t.kind is Kind.NAME and any(t.span.overlap(s) for s in meant)
        )
        out.append(_Dispute(tuple(apart), topic, topic & names, phrase, len(parts) > 1, [index]))
    return out


def _questions(terms: Sequence[Term]) -> list[Sequence[Term]]:
    """ "Whether he should go and whether she knew" names two matters, and so does "much, including tolls"."""
    words = [term.lower for term in terms]
    cuts = [
        at
        for at in range(1, len(words) - 1)
        if (words[at] == "and" and words[at + 1] in _ASKED) or words[at] == "including"
    ]
    edges = [-1, *cuts, len(words)]
    return [terms[start + 1 : end] for start, end in pairwise(edges)]


def _of_side(field: Field, party: str) -> frozenset[str]:
    side = field.sides.get(party)
    return frozenset(actor for actor, other in field.sides.items() if side and other == side)


def _joined(field: Field, found: Sequence[_Dispute]) -> list[_Dispute]:
    """Disputes of the same parties on the same words, told in several places, as one."""
    out: list[_Dispute] = []
    for dispute in found:
        homes = [other for other in out if _same(field, dispute, other)]
        for home in homes:  # "his future and his guilt" speaks to two
            home.units.extend(dispute.units)
        if not homes:
            out.append(dispute)
    return out


def _same(field: Field, one: _Dispute, other: _Dispute) -> bool:
    if sum(any(side & mine for mine in other.parties) for side in one.parties) < 2:
        return False
    weight = {id(d): sum(map(field.weight, sorted(d.topic))) for d in (one, other)}
    shared = sum(map(field.weight, sorted(one.topic & other.topic)))
    return shared >= _SHARED * min(weight.values()) or _one_office(one, other)


def _one_office(one: _Dispute, other: _Dispute) -> bool:
    """Whether both ask if one person stays in office, in whatever words: "his future", "remain in power"."""
    return bool(one.names & other.names) and _of_office(one) and _of_office(other)


def _hear_after(field: Field, places: Places, dispute: _Dispute) -> None:
    """What the parties are heard saying in the sentence right after the one that declares their dispute."""
    for declared in dispute.units:
        after = places.sentence[declared] + 1
        there = [i for i in places.by_article[field.units[declared].article] if places.sentence[i] == after]
        if dispute.several and not any(_speaks_to(dispute, field.units[index]) for index in there):
            continue
        for index in there:
            unit = field.units[index]
            if unit.own or unit.report or field.views[index].asks or unsaid(unit):
                continue
            for said in dispute.room(unit.party):
                said.append(index)


def _hear(field: Field, dispute: _Dispute, near: dict[int, list[tuple[float, int]]]) -> None:
    """What each party is heard saying on the matter: the closest units that share its words."""
    ranked = sorted({pair for index in dispute.units for pair in near.get(index, ())})
    for negative, index in ranked:
        unit = field.units[index]
        if -negative < _HEARD or index in dispute.units or not _account(field, index):
            continue
        if any(overlapping(unit, field.units[member]) for member in dispute.units):
            continue
        if not _speaks_to(dispute, unit):
            continue
        for said in dispute.room(unit.party):
            if index not in said:
                said.append(index)


def _account(field: Field, index: int) -> bool:
    """Whether a unit gives an account: a question is none, nor is a veto, which is a deed."""
    unit = field.units[index]
    if field.views[index].asks or unsaid(unit):
        return False
    return unit.act not in _DEEDS or denies_by_act(unit)


def _speaks_to(dispute: _Dispute, unit: Unit) -> bool:
    """Whether a unit speaks to a dispute: of its words; where it is about an office, of staying in it."""
    if _of_office(dispute):
        ruler = dispute.names | classes_in("rulers.txt")
        return bool(unit.classes & ruler and unit.classes & classes_in("tenure.txt"))
    return bool(dispute.topic & unit.classes)


def _of_office(dispute: _Dispute) -> bool:
    return bool(dispute.names and dispute.topic & classes_in("tenure.txt"))


def _hear_of_office(field: Field, places: Places, dispute: _Dispute) -> None:
    """What the parties say of staying in office where the dispute is declared, the likest first."""
    if not _of_office(dispute):
        return
    for declared in dispute.units:
        there = places.by_article[field.units[declared].article]
        ranked = sorted((-round(float(field.content[declared] @ field.content[i]), 5), i) for i in there)
        for _, index in ranked:
            unit = field.units[index]
            if unit.own or unit.report or not _account(field, index) or not _speaks_to(dispute, unit):
                continue
            for said in dispute.room(unit.party):
                if index not in said:
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
