"""Verdicts on pairs: whether two accounts of one matter stand against each other, and by which signs."""

from dataclasses import dataclass

from crossread.compare import tables
from crossread.compare.agents import doer, may_be_one, nominal
from crossread.compare.contrast import Contrasts
from crossread.compare.lexicon import class_of, has_opposite, is_nation, opposed
from crossread.compare.matters import Field, Link, Signal, giver, logistic
from crossread.compare.numbers import NumberPair, compare_numbers
from crossread.compare.stance import Piece
from crossread.compare.units import Unit, overlapping
from crossread.compare.words import Kind
from crossread.records import Act, Quantity

_LEAST_SHARED = 0.8  # weight of shared words that a turned word needs beside it
_LEAST_OPPOSED = 0.5
_DENIAL_COSINE = 0.2
_DENIAL_SHARED = 1.0
_NOUNS = ("agreement", "agreements", "permits", "challenges")
_STRENGTH_MATTER = 0.6
_STRENGTH_COSINE = 0.42
_OTHER_WORD = 0.8  # a negated synonym is a weaker sign than the negated word itself
_NUMBER_MATTER = 0.7
_NUMBER_COSINE = 0.45
_NEAR = 12  # words to each side


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two units that stand against each other: how surely, why, and by what kind of sign."""

    link: Link
    score: float
    signals: tuple[Signal, ...]
    numeric: bool
    denial: bool
    shared: frozenset[str]

    @property
    def one(self) -> int:
        """Index of the first unit."""
        return self.link.one

    @property
    def other(self) -> int:
        """Index of the second unit."""
        return self.link.other


# Acts whose content the speaker does not assert.
_NO_ACCOUNT = frozenset(
    {Act.ASK, Act.THANK, Act.HOPE, Act.DEMAND, Act.ORDER, Act.PROPOSE, Act.FEAR, Act.PLAN}
)


class Judge:
    """Judges links. Holds what every judgement looks up."""

    def __init__(
        self,
        field: Field,
        contrasts: Contrasts,
        numbers: tuple[tuple[tuple[Quantity, frozenset[str]], ...], ...],
    ) -> None:
        self.field = field
        self.contrasts = contrasts
        self.numbers = numbers
        self.by_name = tables.weights("conflict")

    def judge(self, link: Link, contradiction: float = 0.0) -> Opposition | None:
        """The opposition of a link's two units, or None where nothing sets them against each other."""
        first, second = self.field.units[link.one], self.field.units[link.other]
        if not self.may_differ(link.one, link.other):
            return None
        shared = first.classes & second.classes
        numbers = self._numbers(link)
        signs = [*self.signs(link), *self._number_sign(link, numbers)]
        if not signs:
            return None
        signs += self._context(first, second, link, shared)
        if contradiction:
            signs.append(self._signal("pair_model", contradiction, f"{contradiction:.0%} contradiction"))
        matter = self._signal("matter", link.probability, f"same matter: {link.probability:.0%}")
        total = self.by_name["bias"] + matter.share + sum(sign.share for sign in signs)
        names = {sign.name for sign in signs}
        numeric = "numbers" in names and not names & {"polarity", "denial", "opposites", "blame"}
        return Opposition(link, logistic(total), (matter, *signs), numeric, "denial" in names, shared)

    def may_differ(self, one: int, other: int) -> bool:
        """Different givers, not one utterance, not one inside the other, at least one of them about now."""
        first, second = self.field.units[one], self.field.units[other]
        if self.field.utterance[one] == self.field.utterance[other] or self._one_voice(first, second):
            return False
        if overlapping(first, second):
            return False
        if first.article == second.article and first.own and second.own:
            return False
        if first.of_party and second.of_party and giver(first) == giver(second):
            return False  # documents and speakers of one party do not differ among themselves
        if self.field.views[one].asks or self.field.views[other].asks:
            return False
        return not {first.act, second.act} & _NO_ACCOUNT

    def _one_voice(self, first: Unit, second: Unit) -> bool:
        if first.of_party and second.of_party and giver(first) != giver(second):
            return False  # two parties' documents on what one of them said
        if first.party == second.party:
            return True
        members = self.field.members
        return first.party in members.get(second.party, ()) or second.party in members.get(first.party, ())

    def signs(self, link: Link) -> list[Signal]:
        """The signs of the two sentences (one of each unit) that are most against each other."""
        found: list[list[Signal]] = [[]]
        units = (self.field.units[link.one], self.field.units[link.other])
        for one in self.field.views[link.one].pieces:
            for other in self.field.views[link.other].pieces:
                shared = frozenset(one.polarity) & frozenset(other.polarity)
                signs = (
                    self._polarity(units, one, other, shared),
                    self._denial(link, one, other, shared),
                    self._opposites(units, one, other),
                )
                found.append([sign for sign in signs if sign])
        best = max(found, key=lambda signs: sum(sign.share for sign in signs))
        further = (self._blame(*units), None if best else self._strength(link))
        return [*best, *(sign for sign in further if sign)]

    def _polarity(
        self, units: tuple[Unit, Unit], one: Piece, other: Piece, shared: frozenset[str]
    ) -> Signal | None:
        """A word that a negation of one side hits first and the other affirms, with the same words near it."""
        if one.denies or other.denies:
            return None
        best: tuple[float, str] | None = None
        for class_ in sorted(shared):
            if one.polarity[class_] == other.polarity[class_] or is_nation(class_):
                continue
            if class_ not in one.heads and class_ not in other.heads:
                continue
            i, j = place(one, class_), place(other, class_)
            near = self._near(one, other, i, j, {class_})
            if near < _LEAST_SHARED:
                continue
            if not may_be_one(doer(one.terms, i, units[0].meant), doer(other.terms, j, units[1].meant)):
                continue
            value = min(1.0, 0.3 + self.field.weight(class_)) * min(1.0, 0.5 + near / 4)
            if not _same_stem(one, other, class_):
                value *= _OTHER_WORD
            if best is None or value > best[0]:
                best = (value, class_)
        return self._signal("polarity", best[0], f"one side negates “{_bare(best[1])}”") if best else None

    def _near(self, one: Piece, other: Piece, i: int, j: int, apart: set[str]) -> float:
        """Weight of the words that stand near both places."""
        shared = (_window(one, i) & _window(other, j)) - apart
        if not any(not is_nation(c) for c in shared):
            return 0.0
        return sum(self.field.weight(c) for c in sorted(shared))

    def _rest(self, shared: frozenset[str], apart: list[str]) -> float:
        return sum(self.field.weight(c) for c in sorted(shared) if c not in apart)

    def _denial(self, link: Link, one: Piece, other: Piece, shared: frozenset[str]) -> Signal | None:
        """One side denies as a whole what the other says: their words must largely be the same."""
        if one.denies == other.denies or link.cosine < _DENIAL_COSINE:
            return None
        same = [c for c in sorted(shared) if one.polarity[c] != other.polarity[c]]
        words = [c for c in same if not is_nation(c)]
        weight = sum(self.field.weight(c) for c in words)
        if weight < _DENIAL_SHARED or len(words) < 2:
            return None
        named = ", ".join(_bare(c) for c in sorted(same, key=lambda c: (-self.field.weight(c), c))[:3])
        return self._signal(
            "denial", min(1.2, 0.4 + weight / 2), f"one side denies what the other says of {named}"
        )

    def _opposites(self, units: tuple[Unit, Unit], one: Piece, other: Piece) -> Signal | None:
        """Opposed words of one doer, both affirmed or both negated, with the same words near them."""
        best: tuple[float, str, str] | None = None
        for i, a in enumerate(one.terms):
            if a.kind is not Kind.CONTENT or not has_opposite(a.stem) or a.lower.endswith(_NOUNS):
                continue
            for j, b in enumerate(other.terms):
                if (
                    b.kind is not Kind.CONTENT
                    or b.lower.endswith(_NOUNS)
                    or not (strength := opposed(a.stem, b.stem))
                ):
                    continue
                if one.sign(a.stem) != other.sign(b.stem) or nominal(one.terms, i) != nominal(other.terms, j):
                    continue
                if not may_be_one(doer(one.terms, i, units[0].meant), doer(other.terms, j, units[1].meant)):
                    continue
                near = self._near(one, other, i, j, set())
                value = strength * min(1.0, 0.5 + near / 4)
                if value >= _LEAST_OPPOSED and near >= _LEAST_SHARED and (best is None or value > best[0]):
                    best = (value, a.lower, b.lower)
        return self._signal("opposites", best[0], f"“{best[1]}” against “{best[2]}”") if best else None

    def _blame(self, first: Unit, second: Unit) -> Signal | None:
        """ "It was B that …": one side puts on another what it is itself charged with."""
        for unit in (first, second):
            words = [term.lower for term in unit.terms]
            for index in range(len(words) - 3):
                if words[index] not in {"it", "that"} or words[index + 1] not in {"is", "was"}:
                    continue
                named = [t for t in unit.terms[index + 2 : index + 5] if t.kind is Kind.NAME]
                turn = {"that", "who", "which"} & set(words[index + 3 : index + 8])
                if turn and named and words[index + 2] in {named[0].lower, "the"}:
                    return self._signal(
                        "blame", 1.0, f"“{words[index]} {words[index + 1]} {named[0].lower} …”"
                    )
        return None

    def _strength(self, link: Link) -> Signal | None:
        """One side is sure of what the other only thinks possible."""
        one, other = self.field.views[link.one], self.field.views[link.other]
        if (
            one.hedges == other.hedges
            or link.probability < _STRENGTH_MATTER
            or link.cosine < _STRENGTH_COSINE
        ):
            return None
        if self.field.units[link.one].own and self.field.units[link.other].own:
            return None
        return self._signal("strength", 1.0, "one side hedges")

    def _numbers(self, link: Link) -> list[NumberPair]:
        expects = [any(p.expects for p in self.field.views[i].pieces) for i in (link.one, link.other)]
        return compare_numbers(self.numbers[link.one], self.numbers[link.other], (expects[0], expects[1]))

    def _number_sign(self, link: Link, numbers: list[NumberPair]) -> list[Signal]:
        if not numbers or any(pair.compatible for pair in numbers):
            return []
        close = link.probability >= _NUMBER_MATTER and link.cosine >= _NUMBER_COSINE
        apart = self.field.units[link.one].article != self.field.units[link.other].article
        if not close or not apart:
            return []
        pair = max(numbers, key=lambda p: (len(p.shared), p.one.span, p.other.span))
        return [self._signal("numbers", 1.0, f"{_amount(pair.one)} against {_amount(pair.other)}")]

    def _context(self, first: Unit, second: Unit, link: Link, shared: frozenset[str]) -> list[Signal]:
        out = []
        articles = sorted({first.article, second.article})
        if found := self.contrasts.between(first, second):
            out.append(
                self._signal("contrast_strong" if found.strong else "contrast_weak", 1.0, f"“{found.phrase}”")
            )
        elif found := next((c for a in articles if (c := self.contrasts.about(shared, a))), None):
            out.append(self._signal("contrast_near", 1.0, f"“{found.phrase}”"))
        if first.own != second.own and first.article == second.article:
            out.append(self._signal("own_page", 1.0, "the article's own words against a voice in it"))
        elif first.own and second.own and not (first.of_party or second.of_party):
            out.append(self._signal("own_voices", 1.0, "two articles' own words"))
        elif (first.own and not first.of_party) or (second.own and not second.of_party):
            out.append(self._signal("own_voice", 1.0, "an article's own words"))
        sides = [self.field.sides.get(unit.party) for unit in (first, second)]
        if all(sides):
            name = "sides" if sides[0] != sides[1] else "one_side"
            out.append(self._signal(name, 1.0, " and ".join(str(side) for side in sides)))
        if self.field.views[link.one].hedges and self.field.views[link.other].hedges:
            out.append(self._signal("hedged", 1.0, "both are hedged"))
        return out

    def _signal(self, name: str, value: float, words: str) -> Signal:
        return Signal(name, value, self.by_name[name], words)


def place(piece: Piece, class_: str) -> int:
    """Where a class first stands in a piece: where a negation hits it, if one does."""
    if class_ in piece.heads:
        return piece.heads[class_]
    return next(i for i, term in enumerate(piece.terms) if class_of(term.stem) == class_)


def _same_stem(one: Piece, other: Piece, class_: str) -> bool:
    stems = [{t.stem for t in piece.terms if class_of(t.stem) == class_} for piece in (one, other)]
    return bool(stems[0] & stems[1])


def _window(piece: Piece, index: int) -> set[str]:
    around = piece.terms[max(0, index - _NEAR) : index + _NEAR + 1]
    return {class_of(term.stem) for term in around if term.matters}


def _bare(class_: str) -> str:
    return class_.split(":")[-1]


def _amount(quantity: Quantity) -> str:
    low, high = quantity.low, quantity.high
    value = (
        f"{low:g}"
        if low == high and low is not None
        else f"{'' if low is None else f'{low:g}'}–{'' if high is None else f'{high:g}'}"
    )
    return f"{value} {quantity.unit}".strip()
