"""The sign of denial: one side denies as a whole what the other says."""

from functools import cache
from itertools import pairwise

from crossread.records import Act
from crossread.stages.compare import tables
from crossread.stages.compare.lexicon import class_of, is_nation, negates_itself
from crossread.stages.compare.matters import Field, Link
from crossread.stages.compare.places import meta
from crossread.stages.compare.signals import Signal
from crossread.stages.compare.signs import Sentences, signal
from crossread.stages.compare.stance import Piece
from crossread.stages.compare.words import Kind, stem

_AGAINST = frozenset({Act.REJECT, Act.REFUSE, Act.CONDEMN})
_SIDE_BY_SIDE = 0.8  # least probability of one matter for what shares one word only
_DENIAL_COSINE = 0.2
_DENIAL_SHARED = 1.0
_DENIAL_UNNAMED = 0.7  # of it that is no name
_DENIED_MOST = 3.5  # weight of a long denied clause, of which a part is enough
_COVERED = 0.45  # least share of what is denied that the other side says
_CHARGE_COVERED = 0.6  # the same where the other side only speaks of it
_AGREED = 0.35
_NAMED_EASE = 0.6  # of it where the denial names whose words it denies
_MAIN_WORDS = 5


def denial(field: Field, pair: Sentences, link: Link) -> Signal | None:
    """One side denies as a whole what the other says: it says most of what is denied, and says it is so.

    Where the other side only speaks of the matter ("possible collusion"), the sign is a weaker one: the
    denial of a charge that nobody there makes.
    """
    if pair.one.denies == pair.other.denies or link.cosine < _DENIAL_COSINE:
        return None
    denied, said = (pair.one, pair.other) if pair.one.denies else (pair.other, pair.one)
    if pair.units[said is pair.other].act in _AGAINST:
        return None  # who challenges a rule does not say what it says
    if _yet(denied) and _to_come(said):
        return None
    same = [c for c in sorted(pair.shared) if pair.one.polarity[c] != pair.other.polarity[c]]
    words = [c for c in same if not is_nation(c) and not meta(c)]
    told = {class_of(t.stem) for p in (pair.one, pair.other) for t in p.terms if t.kind is Kind.CONTENT}
    unnamed = [c for c in words if c in told]
    weight = sum(field.weight(c) for c in words)
    # Set side by side, one word that tells is enough.
    least = 1 if pair.ease < 1 and link.probability >= _SIDE_BY_SIDE else 2
    ground = sum(map(field.weight, unnamed))
    if len(words) < least or weight < _DENIAL_SHARED * pair.ease or ground < _DENIAL_UNNAMED * pair.ease:
        return None
    whole = sum(
        field.weight(c)
        for c, sign in denied.polarity.items()
        if sign < 0 and not is_nation(c) and not meta(c) and c not in _denying_words()
    )
    covered = weight / min(_DENIED_MOST, max(whole, weight))
    # "Disputed Brask's comments that …": who is denied is named.
    ease = _NAMED_EASE if _names_other(pair, denied is pair.one) else 1.0
    if covered < _COVERED * ease or not _main(denied) & set(words) or _agree_inside(field, pair, denied):
        return None
    told_best = sorted(same, key=lambda c: (-field.weight(c), c))[:3]
    named = ", ".join(f"“{word}”" for word in dict.fromkeys(pair.word(c) for c in told_best))
    value = min(1.2, 0.4 + weight / 2)
    heavy = max(unnamed, key=lambda c: (field.weight(c), c))
    if heavy in said.mentions:
        if covered < _CHARGE_COVERED * ease:
            return None
        return signal("denial_of_charge", value, f"one side denies what the other speaks of: {named}", words)
    return signal("denial", value, f"one side denies what the other says of {named}", words)


def _yet(denied: Piece) -> bool:
    """ "No evidence yet": what is not so today may be so tomorrow."""
    words = [term.lower for term in denied.terms]
    return "yet" in words or ("so", "far") in pairwise(words)


def _to_come(said: Piece) -> bool:
    return any(term.lower in tables.word_list("future.txt") for term in said.terms)


def _main(denied: Piece) -> frozenset[str]:
    """The first words of what is denied: of one of them the other side must speak."""
    told = dict.fromkeys(class_of(t.stem) for t in denied.terms if t.matters)
    skip = _denying_words()
    kept = [c for c in told if denied.polarity[c] < 0 and not (meta(c) or is_nation(c) or c in skip)]
    return frozenset(kept[:_MAIN_WORDS])


@cache
def _denying_words() -> frozenset[str]:
    """Classes of the words that deny: of "he lied about the gas" only the gas is denied."""
    whole = [phrase for phrase, scope in tables.phrases("negators.csv") if scope == "all"]
    return frozenset(class_of(stem(word)) for phrase in whole for word in phrase)


def _agree_inside(field: Field, pair: Sentences, denied: Piece) -> bool:
    """Whether of what is denied the other side negates a word too: then both say that it is not so."""
    reached = {c for c, sign in denied.polarity.items() if sign < 0} | set(denied.heads)
    turned = {class_of(t.stem) for t in denied.terms if negates_itself(t.stem)}
    alike = {c for c in pair.shared if pair.one.polarity[c] == pair.other.polarity[c]}
    return any(not is_nation(c) and field.weight(c) >= _AGREED for c in alike & (reached | turned))


def _names_other(pair: Sentences, first_denies: bool) -> bool:
    denier, other = pair.units if first_denies else pair.units[::-1]
    return other.party in denier.actors
