"""Two accounts in one stretch of words, the one within the other.

"Olin denied claims by Brask that the dam leaks" and "Olin rejected Brask's call to drain the lake" give both
accounts, and "Brask falsely claimed that the dam leaks" gives Brask's and the teller's. Pairs of passages
that have no words in common do not find them.
"""

from collections.abc import Iterator

from crossread.records import Act, Claim
from crossread.stages.compare import tables
from crossread.stages.compare.lexicon import is_nation
from crossread.stages.compare.matters import Field
from crossread.stages.compare.signals import Signal
from crossread.stages.compare.signs import signal
from crossread.stages.compare.stance import belied, denies_by_act, unsaid
from crossread.stages.compare.units import Unit, untruly, within
from crossread.stages.compare.verdict import Opposition, of_sides, opposition

_AGAINST = frozenset({Act.DENY, Act.REJECT, Act.REFUSE})
_HELD_BACK = frozenset({"not", "n't", "never", "declined", "without"})
_EARLIER = frozenset({"earlier", "original", "previous", "prior"})
_LEAST = 3  # words of matter of a charge
_OPENING = 4  # words of a denial in which what is denied is named as another's


def held(field: Field) -> list[Opposition]:
    """Oppositions of two voices in one stretch of text, in the order of their passages."""
    by_article: dict[str, list[int]] = {}
    for index, unit in enumerate(field.units):
        by_article.setdefault(unit.article, []).append(index)
    out = []
    for members in by_article.values():
        for index in members:
            unit = field.units[index]
            if _against(unit):
                told = _held(field, index, members)
                out += [_denied(field, index, other) for other in told if _stated(field, index, other)]
            elif unit.report and belied(unit):
                out += [_belied(field, index, other) for other in members if _told(field, index, other)]
    return out


def _held(field: Field, index: int, members: list[int]) -> Iterator[int]:
    """The claims whose words stand within what a denial denies, the outermost of one voice first."""
    denial = field.units[index]
    seen: set[str] = set()
    inside = [other for other in members if other != index and within(field.units[other], denial)]
    for other in sorted(inside, key=lambda i: (-sum(map(len, field.units[i].spans)), field.units[i].key)):
        if field.units[other].party not in seen:
            seen.add(field.units[other].party)
            yield other


def _against(unit: Unit) -> bool:
    """Whether a voice denies or turns down what its content holds, not only may or would."""
    if unit.own or unit.report or unit.act not in _AGAINST or unsaid(unit):
        return False
    return not {term.lower for term in unit.cue} & (tables.word_list("modals.txt") | _HELD_BACK)


def _stated(field: Field, index: int, other: int) -> bool:
    """Whether a claim within a denial is another's who is named there and states it."""
    denial, charge = field.units[index], field.units[other]
    claim = charge.claim
    if claim is None or claim.source is None or charge.own or charge.report or unsaid(charge):
        return False
    if _one(field, denial, charge) or denies_by_act(charge) or field.views[other].asks:
        return False
    named = any(span.contains(claim.source) for span in denial.spans)
    return named and _object(denial, claim) and sum(term.matters for term in charge.terms) >= _LEAST


def _object(denial: Unit, claim: Claim) -> bool:
    """Whether a denial's object is the other's statement: "Brask's claim", "claims raised by Brask"."""
    start = min(span.start for span in (claim.source, claim.cue) if span)
    return any(term.span.end > start for term in denial.terms[:_OPENING])


def _told(field: Field, index: int, other: int) -> bool:
    """Whether a claim is the one of which a report says that it is untrue."""
    report, told = field.units[index], field.units[other]
    if told.report or told.claim != report.claim or _corrects_itself(report):
        return False
    return not _one(field, report, told)


def _corrects_itself(report: Unit) -> bool:
    """ "An earlier version of this story incorrectly said …": a paper's slip, and nobody's account."""
    source = report.claim.source if report.claim else None
    said = {term.lower for term in report.terms if source and source.contains(term.span)}
    return "version" in said and not said.isdisjoint(_EARLIER)


def _one(field: Field, first: Unit, second: Unit) -> bool:
    """Whether two units have one voice, or one is a member of the other's joint voice."""
    same = first.party == second.party or second.party in field.maybe.get(first.party, ())
    return same or field.joint(first, second)


def _denied(field: Field, index: int, other: int) -> Opposition:
    if denies_by_act(field.units[index]):
        said = signal("rebuttal", 1.0, "one side denies what the other says")
        why = signal("names_accuser", 1.0, "the denial names whose words it denies")
        return _opposition(field, index, other, (said, why))
    return _opposition(field, index, other, (signal("turned_down", 1.0, "one side turns down the other's"),))


def _belied(field: Field, index: int, other: int) -> Opposition:
    said = untruly(field.units[other].cue)
    return _opposition(field, index, other, (signal("untruly", 1.0, f"the teller says “{said}”"),))


def _opposition(field: Field, index: int, other: int, why: tuple[Signal, ...]) -> Opposition:
    sides = of_sides(field, field.units[index], field.units[other])
    if sides and sides.name == "sides":  # that of one side some deny what others say makes it no less sure
        why = (*why, sides)
    topic = frozenset(c for c in field.units[other].classes if not is_nation(c))
    return opposition(field, index, other, why, topic)
