"""Signs that two units stand against each other. Each looks at two sentences: a signal, or None."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from crossread.records import Quantity
from crossread.stages.compare import tables
from crossread.stages.compare.agents import doer, may_be_one, nominal
from crossread.stages.compare.lexicon import (
    class_of,
    has_opposite,
    is_nation,
    looks_past,
    negates_itself,
    opposed,
)
from crossread.stages.compare.matters import Field, Link, alike
from crossread.stages.compare.numbers import NumberPair
from crossread.stages.compare.provisos import doubted, leads_to
from crossread.stages.compare.signals import Signal
from crossread.stages.compare.stance import Piece
from crossread.stages.compare.units import Unit
from crossread.stages.compare.words import Kind, Term, stem

_SENTENCE = 6  # words, at least, of a line that says something
_NEGATING = frozenset({"not", "n't", "never", "didn't", "doesn't", "don't", "won't", "wouldn't"})
_LEAST_SHARED = 0.8  # weight of the words near a turned word that both sides must share
_NEARLY_ALL = 0.8
EASED = 0.4
BESIDE = 0.7  # ... where two voices stand in neighbouring sentences
_WINDOW = 12  # words to each side that count as near
_OTHER_WORD = 0.8  # a negated synonym is a weaker sign than the negated word itself
_LEAST_OPPOSED = 0.5
_OBJECT = 8  # words after a verb that may name its object
_STRENGTH_MATTER = 0.6
_STRENGTH_COSINE = 0.42
_STRENGTH_ALIKE = 0.45
_NUMBER_MATTER = 0.7
_NUMBER_COSINE = 0.45
_MODAL = 5
_SUBJECT = 8  # ... in which its subject is counted
_HYPHENS = frozenset({"-", "‐", "‑"})
_HOUR = re.compile(r"\bas of\b.{0,20}\b(?:a\.?m|p\.?m|noon|midnight|o'clock)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTED = 6  # words before a verb in which "only" or "percent" makes it hold in part
_PARTLY = frozenset({"only", "percent", "%", "few", "little", "half", "most", "some", "majority"})
_OBJECT_WORDS = 3
_OBJECT_ENDS = frozenset(
    {".", ",", ";", "but", "for", "in", "from", "by", "at", "against", "over", "after", "before"}
)
_PASSIVE = frozenset({"was", "were", "been", "being", "is", "are"})
_FAILING = frozenset({"failure", "failing"})
_OUGHT = frozenset({"should", "must", "ought", "cannot", "can't", "can’t"})
_NEAR_BEFORE = 4
_PARTICLES = frozenset({"back"})  # "pushed back" backs nothing
_POSITION_LEMMAS = 0.6
_POSITION_COSINE = 0.5
_POSITION_OPPOSED = 0.7
# Nouns whose stem they share with a verb that stands in the table of opposed words.
_NOUNS = ("agreement", "agreements", "permits", "challenges")


@dataclass(frozen=True, slots=True)
class Sentences:
    """One sentence of each of two units."""

    units: tuple[Unit, Unit]
    one: Piece
    other: Piece
    ease: float = 1.0  # what share of the usual common ground is enough

    @property
    def shared(self) -> frozenset[str]:
        """Classes of words that both hold."""
        return frozenset(self.one.polarity) & frozenset(self.other.polarity)

    def word(self, class_: str) -> str:
        """The word that stands for a class in the first of the two sentences."""
        return self.one.terms[place(self.one, class_)].lower

    def may_be_one_doer(self, i: int, j: int) -> bool:
        """Whether the words at two places may be done by one."""
        first = doer(self.one.terms, i, self.units[0].meant)
        return may_be_one(first, doer(self.other.terms, j, self.units[1].meant))

    def near(self, field: Field, i: int, j: int, apart: Collection[str] = ()) -> float:
        """Weight of the words that both sides hold near two places; 0 where they are too few.

        Nations alone are too few, unless the writer sets the two against each other.
        Statements that are the same but for the turned word have enough in common
        however short they are.
        """
        first, second = _window(self.one, i) - set(apart), _window(self.other, j) - set(apart)
        shared = first & second
        if all(is_nation(c) for c in shared):
            return _LEAST_SHARED if shared and self.ease <= EASED else 0.0
        weight = sum(field.weight(c) for c in sorted(shared))
        heavier = max(sum(field.weight(c) for c in sorted(side)) for side in (first, second))
        if weight >= _NEARLY_ALL * heavier:
            return max(weight, _LEAST_SHARED)
        return weight if weight >= _LEAST_SHARED * self.ease else 0.0


def signal(name: str, value: float, words: str, keys: Collection[str] = ()) -> Signal:
    """A signal of the model of conflict, with its weight."""
    return Signal(name, value, tables.weights("conflict")[name], words, frozenset(keys))


def polarity(field: Field, pair: Sentences) -> Signal | None:
    """A word that one side negates and the other affirms, of one doer, with the same words near it."""
    if pair.one.denies or pair.other.denies or any(_scrap(unit) for unit in pair.units):
        return None
    best: tuple[float, str] | None = None
    for class_ in sorted(pair.shared):
        if pair.one.polarity[class_] == pair.other.polarity[class_] or is_nation(class_):
            continue
        if class_ not in pair.one.heads and class_ not in pair.other.heads:
            continue
        if pair.word(class_) in tables.word_list("hedges.txt"):
            continue  # "likely" and "unlikely" say how sure one is
        i, j = place(pair.one, class_), place(pair.other, class_)
        near = pair.near(field, i, j, {class_})
        if not near or not pair.may_be_one_doer(i, j) or _both_hold(pair, class_, i, j):
            continue
        value = min(1.0, 0.3 + field.weight(class_)) * min(1.0, 0.5 + near / 4)
        value *= 1.0 if _same_stem(pair, class_) or _negates_itself(pair, class_) else _OTHER_WORD
        if best is None or value > best[0]:
            best = (value, class_)
    if best is None:
        return None
    return signal("polarity", best[0], f"one side negates “{pair.word(best[1])}”", {best[1]})


def _scrap(unit: Unit) -> bool:
    """A line of an article's own that is hardly a sentence ("Delay of talks good.") tells nothing surely."""
    return unit.own and len(unit.around[-1].split()) < _SENTENCE


def _only_mentioned(pair: Sentences, class_: str) -> bool:
    """Whether the side that seems to affirm a word only speaks of it, unlike the side that negates it."""
    negated, affirmed = sorted((pair.one, pair.other), key=lambda piece: piece.polarity[class_])
    return class_ in affirmed.mentions and class_ not in negated.mentions


def _both_hold(pair: Sentences, class_: str, i: int, j: int) -> bool:
    """Whether a word that only one side negates is no sign: both sides can be right."""
    return (
        _only(pair, i, j)
        or _of_other_numbers(pair, i, j)
        or _modal(pair, class_, i, j)
        or _supposed(pair.one, i)
        or _supposed(pair.other, j)
        or _only_mentioned(pair, class_)
        or _of_two_things(pair, class_, i, j)
        or _undone(pair, class_, i, j)
        or leads_to(pair.one.terms, i) != leads_to(pair.other.terms, j)
        or (doubted(pair.one.terms, i) if pair.one.polarity[class_] > 0 else doubted(pair.other.terms, j))
    )


def opposites(field: Field, pair: Sentences) -> Signal | None:
    """Opposed words of one doer and one object, both affirmed or both negated, the same words near them."""
    best: tuple[float, Term, Term] | None = None
    there = _opposable(pair.other)
    for i, a in _opposable(pair.one) if there else ():
        for j, b in there:
            strength = opposed(a.stem, b.stem)
            if not strength or pair.one.sign(a.stem) != pair.other.sign(b.stem):
                continue
            if nominal(pair.one.terms, i) != nominal(pair.other.terms, j):
                continue
            if not _objects(pair.one, i) & _objects(pair.other, j) or not pair.may_be_one_doer(i, j):
                continue
            if (class_of(a.stem) in pair.one.mentions) != (class_of(b.stem) in pair.other.mentions):
                continue
            if _both_said(pair, a, b):
                continue
            near = pair.near(field, i, j)
            value = strength * min(1.0, 0.5 + near / 4)
            if (
                value >= _LEAST_OPPOSED
                and near >= _LEAST_SHARED * pair.ease
                and (best is None or value > best[0])
            ):
                best = (value, a, b)
    if best is None:
        return None
    keys = {class_of(best[1].stem), class_of(best[2].stem)}
    return signal("opposites", best[0], f"“{best[1].lower}” against “{best[2].lower}”", keys)


def _both_said(pair: Sentences, a: Term, b: Term) -> bool:
    """ "Leaving one party to join another": where one side says both words, they are not opposed there."""
    return any(
        {class_of(a.stem), class_of(b.stem)} <= set(piece.polarity) for piece in (pair.one, pair.other)
    )


def _opposable(piece: Piece) -> list[tuple[int, Term]]:
    return [
        (index, term)
        for index, term in enumerate(piece.terms)
        if term.kind is Kind.CONTENT
        and has_opposite(term.stem)
        and not term.lower.endswith(_NOUNS)
        and term.lower not in _PARTICLES
        and not _supposed(piece, index)
    ]


def _supposed(piece: Piece, index: int) -> bool:
    """Whether nobody says that a word is so: under "if" or "unless", or as a "failure to" that would harm."""
    before = {term.lower for term in piece.terms[max(0, index - _NEAR_BEFORE) : index]}
    after = {term.lower for term in piece.terms[index:]}
    if before & _FAILING and after & tables.word_list("modals.txt"):
        return True
    for term in reversed(piece.terms[:index]):
        if term.lower in {",", ";", ":", "then"}:
            return False
        if term.lower in {"if", "unless"}:
            return True
    return False


def blame(units: tuple[Unit, Unit]) -> Signal | None:
    """ "It was B that …": one side puts on another what the other side charges it with."""
    for unit, other in (units, units[::-1]):
        if not _accuses(other):
            continue
        words = [term.lower for term in unit.terms]
        for index in range(len(words) - 3):
            if words[index] not in {"it", "that"} or words[index + 1] not in {"is", "was"}:
                continue
            named = [t for t in unit.terms[index + 2 : index + 5] if t.kind is Kind.NAME]
            turn = {"that", "who", "which"} & set(words[index + 3 : index + 8])
            if turn and named and words[index + 2] in {named[0].lower, "the"}:
                said = f"“{words[index]} {words[index + 1]} {named[0].lower} …”"
                return signal("blame", 1.0, said, {class_of(named[0].stem)})
    return None


def _accuses(unit: Unit) -> bool:
    """Whether a unit charges somebody with something that is, not with what might be."""
    words = {term.lower for term in unit.terms}
    return bool(words & tables.word_list("accusations.txt")) and not words & tables.word_list("modals.txt")


def positions(field: Field, link: Link) -> Signal | None:
    """The words that introduce two contents on one thing are opposed: one supports what the other opposes."""
    first, second = field.units[link.one], field.units[link.other]
    named = {item.name: item.value for item in link.signals}
    if named["lemmas"] < _POSITION_LEMMAS or link.cosine < _POSITION_COSINE:
        return None
    if any(term.lower in _NEGATING for unit in (first, second) for term in unit.cue):
        return None
    best = max(
        (
            (opposed(a.stem, b.stem), a.lower, b.lower)
            for a in first.cue
            for b in second.cue
            if {a.stem, b.stem} <= _stances()
        ),
        default=(0.0, "", ""),
    )
    if best[0] < _POSITION_OPPOSED:
        return None
    return signal("positions", best[0], f"“{best[1]}” against “{best[2]}”")


@cache
def _stances() -> frozenset[str]:
    return frozenset(stem(word) for word in tables.word_list("side_taking.txt"))


def strength(field: Field, link: Link) -> Signal | None:
    """One side is sure of what the other only thinks possible."""
    one, other = field.views[link.one], field.views[link.other]
    if one.hedges == other.hedges or (field.units[link.one].own and field.units[link.other].own):
        return None
    if link.probability < _STRENGTH_MATTER or link.cosine < _STRENGTH_COSINE:
        return None
    if alike(field, field.units[link.one], field.units[link.other]) < _STRENGTH_ALIKE:
        return None
    return signal("strength", 1.0, "one side hedges")


def numbers(field: Field, link: Link, found: list[NumberPair]) -> Signal | None:
    """Numbers of one thing in two articles that cannot both hold."""
    fitting = {number for pair in found if pair.compatible for number in (pair.one, pair.other)}
    # A number that fits one of the other side says nothing against another of them.
    against = [pair for pair in found if not pair.compatible and not {pair.one, pair.other} & fitting]
    if not against:
        return None
    close = link.probability >= _NUMBER_MATTER and link.cosine >= _NUMBER_COSINE
    units = (field.units[link.one], field.units[link.other])
    if not close or units[0].article == units[1].article or _of_an_hour(*units):
        return None
    pair = max(against, key=lambda p: (len(p.shared), p.one.span, p.other.span))
    return signal("numbers", 1.0, f"{_amount(pair.one)} against {_amount(pair.other)}", pair.shared)


def _of_an_hour(*units: Unit) -> bool:
    """ "As of 11 p.m. the storm was …": a measure of one hour says nothing of another hour's."""
    return any(_HOUR.search(" ".join(unit.around)) for unit in units)


def place(piece: Piece, class_: str) -> int:
    """Where a class first stands in a piece: where a negation hits it, if one does."""
    if class_ in piece.heads:
        return piece.heads[class_]
    return next(i for i, term in enumerate(piece.terms) if class_of(term.stem) == class_)


def _modal(pair: Sentences, class_: str, i: int, j: int) -> bool:
    """One side denies that a thing is, the other says that it may or should be: both can hold."""
    sides = [(pair.one, i), (pair.other, j)]
    sides.sort(key=lambda side: side[0].polarity[class_])
    before = [{t.lower for t in piece.terms[max(0, at - _MODAL) : at]} for piece, at in sides]
    negated, affirmed = (bool(words & tables.word_list("modals.txt")) for words in before)
    # What never should be or may not be and what was can both hold, too.
    return not (affirmed and negated) and (affirmed or bool(before[0] & _OUGHT))


def _undone(pair: Sentences, class_: str, i: int, j: int) -> bool:
    """ "He did not send it" and "it was sent": who denies having done it says nothing of the deed."""
    sides = [(pair.one, i), (pair.other, j)]
    sides.sort(key=lambda side: side[0].polarity[class_])
    return _passive(*sides[1]) and not _passive(*sides[0])


def _passive(piece: Piece, index: int) -> bool:
    """Whether a word is a passive that does not say who did it."""
    words = [term.lower for term in piece.terms]
    return (
        looks_past(words[index])
        and bool(_PASSIVE & set(words[max(0, index - 2) : index]))
        and "by" not in words[index + 1 : index + 4]
    )


def _only(pair: Sentences, i: int, j: int) -> bool:
    """ "Only applies to" and "17 percent support" deny and affirm at once: no sign."""
    return any(
        {term.lower for term in piece.terms[max(0, place_ - _COUNTED) : place_]} & _PARTLY
        for piece, place_ in ((pair.one, i), (pair.other, j))
    )


def _negates_itself(pair: Sentences, class_: str) -> bool:
    """Whether one side says the word, the other the word that negates it: "legal", "illegal"."""
    stems = {t.stem for p in (pair.one, pair.other) for t in p.terms if class_of(t.stem) == class_}
    return any(map(negates_itself, stems))


def _of_two_things(pair: Sentences, class_: str, i: int, j: int) -> bool:
    """ "Illegal ferries" and "legal advice", "criminal target" and "criminal inquiry": said of two things.

    A part of a compound ("anti-whaling") is no word by itself.
    """
    after = [piece.terms[k + 1 : k + 2] for piece, k in ((pair.one, i), (pair.other, j))]
    if any(t and t[0].lower in _HYPHENS for t in after):
        return True
    said = [class_of(t[0].stem) if t and t[0].kind is Kind.CONTENT else "" for t in after]
    return said[0] != said[1] and (_negates_itself(pair, class_) or all(said))


def _of_other_numbers(pair: Sentences, i: int, j: int) -> bool:
    """ "130 guards will not be paid" and "1,400 guards will be paid": said of two parts of a whole."""
    counts = [_counts(piece, k) for piece, k in ((pair.one, i), (pair.other, j))]
    return all(counts) and not counts[0] & counts[1]


def _counts(piece: Piece, index: int) -> frozenset[str]:
    before = piece.terms[max(0, index - _SUBJECT) : index]
    return frozenset(t.lower for t in before if t.kind is Kind.NUMBER and not _YEAR.fullmatch(t.lower))


def _same_stem(pair: Sentences, class_: str) -> bool:
    stems = [{t.stem for t in p.terms if class_of(t.stem) == class_} for p in (pair.one, pair.other)]
    return bool(stems[0] & stems[1])


def _objects(piece: Piece, index: int) -> set[str]:
    """Classes of the words that follow a verb in its clause, and so may be its object."""
    out: set[str] = set()
    deed = next((t for t in piece.terms[index + 1 : index + 3] if t.kind is Kind.CONTENT), None)
    if deed and deed.lower.endswith("ing") and not deed.lower.endswith(("thing", "eeting", "uilding")):
        return {class_of(deed.stem)}  # who supports razing a wall supports no wall
    for term in piece.terms[index + 1 : index + 1 + _OBJECT]:
        if (term.lower in _OBJECT_ENDS and out) or len(out) >= _OBJECT_WORDS:
            break
        if term.matters:
            out.add(class_of(term.stem))
    return out


def _window(piece: Piece, index: int) -> set[str]:
    around = piece.terms[max(0, index - _WINDOW) : index + _WINDOW + 1]
    return {class_of(term.stem) for term in around if term.matters}


def _amount(quantity: Quantity) -> str:
    low = "" if quantity.low is None else f"{quantity.low:,.12g}"
    high = "" if quantity.high is None else f"{quantity.high:,.12g}"
    return f"{low if low == high else f'{low}–{high}'} {quantity.unit}".strip()
