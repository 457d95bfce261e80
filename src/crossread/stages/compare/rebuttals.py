"""Rebuttals: denials that point at what they deny without saying it again.

"Brask denied the allegations", "the ministry called the report unfounded", "that
is not true, said Olin": words alone do not tie such a denial to what it denies.
The charge is what another is heard to say shortly before in the same article, or
anywhere in the story where the denial names whose words it denies.
"""

from collections.abc import Iterator, Sequence

from crossread.records import Act
from crossread.stages.compare import tables
from crossread.stages.compare.lexicon import class_of, is_nation
from crossread.stages.compare.matters import Field
from crossread.stages.compare.places import (
    Places,
    denied_words,
    of_a_proposal,
    placed,
    points_back,
    preceding,
)
from crossread.stages.compare.signals import Signal
from crossread.stages.compare.signs import signal
from crossread.stages.compare.stance import denies_by_act, disclaims, naming, unsaid
from crossread.stages.compare.units import Unit, overlapping
from crossread.stages.compare.verdict import Judge, Opposition, opposition
from crossread.stages.compare.words import Term, terms

_BACK = 3  # sentences before an anaphoric denial in which its charge may stand
_BARE = 0.9  # weight of the words of its own that a denial may add to "the allegations"
_LEAST = 0.8  # weight that a named charge must share with what the named one says
_PER_DENIAL = 2
_OPENING = 10  # words of a denial in which its object stands
_FINDING = frozenset({"find", "found"})
_CHARGING = 5  # first words of a content in which it may say that it charges somebody
_NEAR = 0.35  # cosine of a denial and a charge elsewhere in the story
_NAMED = 0.5  # ... or the weight of what is denied that the charge names
_OWNED = 4  # words between an accuser and "claims"
_DETERMINERS = frozenset({"a", "an", "the", "this", "that", "these", "those"})
_BY = frozenset({"by", "from", "made"})
_PASSIVE = ("ed", "en", "wn", "ought", "aught", "ilt", "ade", "one", "ung", "hot")


def rebuttals(field: Field, judge: Judge) -> list[Opposition]:
    """Oppositions of a denial and the charge that it points at, in the order of the denials."""
    places = placed(field.units)
    out: list[Opposition] = []
    seen: set[tuple[int, int]] = set()
    for index, unit in enumerate(field.units):
        if unit.own or unit.report or not _denies(field, index):
            continue
        for other, signals in _charges(field, places, index):
            key = (min(index, other), max(index, other))
            if key not in seen and judge.may_differ(index, other):
                seen.add(key)
                out.append(_opposition(field, index, other, signals))
    return out


def _denies(field: Field, index: int) -> bool:
    """Whether a unit denies by its act, or is said or called to be untrue."""
    unit = field.units[index]
    if of_a_proposal(unit):
        return False
    told = any(term.lower in tables.word_list("sayings.txt") or naming(term) for term in unit.cue)
    return denies_by_act(unit) or (told and (field.views[index].denies or disclaims(unit)))


def _charges(field: Field, places: Places, index: int) -> Iterator[tuple[int, tuple[Signal, ...]]]:
    """The units that a denial may be about, the nearest first, with the signals that say so."""
    unit = field.units[index]
    own = denied_words(unit)
    named = _accusers(unit) - {unit.party} - field.members.get(unit.party, frozenset())
    bare = sum(map(field.weight, own)) < _BARE
    found = 0
    for other in preceding(places, index, _BACK):
        if not _stated(field, other):
            continue
        if found >= _PER_DENIAL:
            return
        distance = places.sentence[index] - places.sentence[other]
        signals = _near(field, unit, other, named, distance) if bare else None
        if signals:
            found += 1
            yield other, signals
    if found:
        return
    for other, charge in enumerate(field.units):
        if charge.party not in named or charge.story != unit.story or charge.report:
            continue
        shared = [c for c in own if c in charge.classes]
        against = _alleges(charge) and bool({unit.party} & charge.actors)
        if (against or sum(map(field.weight, shared)) >= _LEAST) and _stated(field, other):
            found += 1
            yield other, (signal("names_accuser", 1.0, "the denial names whose words it denies"),)
            if found >= _PER_DENIAL:
                return
    if not (found or named):
        yield from _elsewhere(field, index, own, bare=bare)


def _elsewhere(
    field: Field, index: int, own: Sequence[str], *, bare: bool
) -> Iterator[tuple[int, tuple[Signal, ...]]]:
    """Charges against the one who denies anywhere in the story, the nearest by meaning first.

    What a denial names must be in the charge, or near it; "denied the allegations" answers any.
    """
    unit = field.units[index]
    if not (denies_by_act(unit) or disclaims(unit)):
        return
    denier = frozenset({unit.party}) | field.members.get(unit.party, frozenset())
    found = []
    for other, charge in enumerate(field.units):
        if charge.own or charge.report or charge.story != unit.story or overlapping(unit, charge):
            continue
        if not _accuses(charge) or not _meets(field, charge, denier) or not _stated(field, other):
            continue
        near = float(field.content[index] @ field.content[other])
        if bare or near >= _NEAR or sum(field.weight(c) for c in own if c in charge.classes) >= _NAMED:
            found.append((-round(near, 5), other))
    for _, other in sorted(found)[:_PER_DENIAL]:
        yield other, (signal("charged", 1.0, "the denial answers a charge against the one who denies"),)


def _accuses(unit: Unit) -> bool:
    """Whether somebody charges another in so many words, not only tells or supposes it."""
    said = {term.lower for term in unit.cue}
    if said & tables.word_list("modals.txt"):
        return False
    opening = {term.lower for term in unit.terms[:1]}  # "the agency's finding implicates the prince"
    return bool((said | opening) & tables.word_list("accusing.txt"))


def _accusers(unit: Unit) -> frozenset[str]:
    """Whose allegations a denial is about: "Farrow's claims", "the report by the Herald"."""
    out: set[str] = set()
    for index, term in enumerate(unit.terms[:_OPENING]):
        if term.lower not in tables.word_list("telling_nouns.txt") or term.lower in _FINDING:
            continue
        before = unit.terms[max(0, index - _OWNED) : index]
        after = unit.terms[index + 1 : index + 2 + _OWNED]
        told = after if any(t.lower in _BY for t in after[:2]) else ()
        for span, actor in unit.meant:
            if any(span.overlap(t.span) for t in (*before, *told)):
                out.add(actor)
    return frozenset(out)


def _near(
    field: Field, unit: Unit, other: int, named: frozenset[str], distance: int
) -> tuple[Signal, ...] | None:
    """Whether a unit just before is the charge: of whom the denial names, or a charge against the denier."""
    charge = field.units[other]
    if overlapping(unit, charge) or charge.own:
        return None
    denier = frozenset({unit.party}) | field.members.get(unit.party, frozenset())
    if charge.party in named:
        return (signal("names_accuser", 1.0, "the denial names whose words it denies"),)
    if named and not named <= charge.actors:
        return None
    if _alleges(charge) and _meets(field, charge, denier):
        return (signal("charged", 1.0, "the denial follows a charge against the one who denies"),)
    if distance <= 1 and points_back(unit):
        return (signal("charged", 1.0, "the denial points at what was said just before"),)
    return None


def _charged(charge: Unit) -> tuple[frozenset[str], frozenset[str]]:
    """Who is charged with something, and the nations whose people are: those whom a charge names first.

    Of a passive it is who stands behind "by": "that he was killed by the guild's men".
    """
    named = [(span, actor) for span, actor in sorted(charge.meant) if actor != charge.party]
    for place, term in enumerate(charge.terms):
        if term.lower == "by" and place and charge.terms[place - 1].lower.endswith(_PASSIVE):
            behind = charge.terms[place + 1 : place + 1 + _OWNED]
            doers = [actor for span, actor in named if any(span.overlap(t.span) for t in behind)]
            return frozenset(doers[:1]), _nations(behind)
    return frozenset(actor for _, actor in named[:1]), _nations(charge.terms[:_CHARGING])


def _nations(terms: Sequence[Term]) -> frozenset[str]:
    return frozenset(class_ for term in terms if is_nation(class_ := class_of(term.stem)))


def _meets(field: Field, charge: Unit, denier: frozenset[str]) -> bool:
    """Whether a charge is against who denies; a country answers for its own people."""
    charged, nations = _charged(charge)
    if charged & denier:
        return True
    names = [field.names[actor] for actor in denier if actor in field.names and _is_country(field, actor)]
    return any(nations & _nations(terms(name, 0, len(name))) for name in names)


def _is_country(field: Field, actor: str) -> bool:
    return field.sides.get(actor) == field.names.get(actor)


def _stated(field: Field, index: int) -> bool:
    """Whether a unit says something that can be denied: no question, no denial, a voice behind it."""
    unit, view = field.units[index], field.views[index]
    if view.denies or view.asks or unsaid(unit) or _of_another(unit):
        return False
    if any(term.lower in tables.word_list("falsehoods.txt") for term in unit.terms):
        return False  # "what he calls a false narrative" states nothing that he holds
    return sum(t.matters for t in unit.terms) > 2


def _of_another(unit: Unit) -> bool:
    """ "Was referring to a claim by an aide that …": who speaks of another's words does not say them."""
    words = [term.lower for term in unit.terms[:_OPENING]]
    named = words[:1] if words[:1] and words[0] not in _DETERMINERS else words[1:2]
    return bool(set(named) & tables.word_list("telling_nouns.txt")) and bool(_BY & set(words[1:_OWNED]))


def _alleges(unit: Unit) -> bool:
    if unit.act is Act.ACCUSE:
        return True
    words = {term.lower for term in (*unit.cue, *unit.terms[:_CHARGING])}
    # "Could be charged after the vote" charges nobody.
    return bool(words & tables.word_list("allegations.txt")) and not words & tables.word_list("modals.txt")


def _opposition(field: Field, index: int, other: int, why: tuple[Signal, ...]) -> Opposition:
    denial = signal("rebuttal", 1.0, "one side denies what the other says")
    topic = frozenset(c for c in field.units[other].classes if not is_nation(c))
    return opposition(field, index, other, (denial, *why), topic)
