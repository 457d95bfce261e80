"""Verdicts on pairs: whether two accounts of one matter stand against each other, and by which signs."""

from collections.abc import Sequence
from dataclasses import dataclass

from crossread.records import Act
from crossread.stages.compare import signs, tables
from crossread.stages.compare.contrast import Contrasts
from crossread.stages.compare.denying import denial
from crossread.stages.compare.lexicon import is_nation
from crossread.stages.compare.matters import Field, Link, link
from crossread.stages.compare.numbers import Number, NumberPair, compare_numbers
from crossread.stages.compare.signals import Signal, logistic
from crossread.stages.compare.stance import unsaid
from crossread.stages.compare.units import Unit, giver, overlapping

# Signs that make a conflict; others alone make a difference of emphasis at most.
TELLING = frozenset({"polarity", "denial", "denial_of_charge", "opposites", "positions", "numbers", "blame"})
_INSISTING = frozenset({"indeed", "actually"})
_AT_MOST = 0.3  # before the logistic: what other signs alone can reach


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two units that stand against each other: how surely, why, and by what kind of sign.

    ``charge`` marks a denial whose charge the other side only speaks of.
    """

    link: Link
    score: float
    signals: tuple[Signal, ...]
    numeric: bool
    charge: bool
    shared: frozenset[str]

    @property
    def keys(self) -> frozenset[str]:
        """Classes of the words on which the opposition hangs."""
        return frozenset(key for sign in self.signals for key in sign.keys)

    @property
    def one(self) -> int:
        """Index of the first unit."""
        return self.link.one

    @property
    def other(self) -> int:
        """Index of the second unit."""
        return self.link.other


def opposition(
    field: Field, one: int, other: int, signals: Sequence[Signal], shared: frozenset[str]
) -> Opposition:
    """Two units that stand against each other by ``signals`` alone, however little their words share."""
    first, second = sorted((one, other))
    score = logistic(tables.weights("conflict")["bias"] + sum(signal.share for signal in signals))
    return Opposition(link(field, first, second), score, tuple(signals), False, False, shared)


def by_word(field: Field, link: Link, sign: Signal) -> Opposition:
    """The opposition of two units by a reader's word alone, named by what they share."""
    first, second = field.units[link.one], field.units[link.other]
    shared = frozenset(c for c in first.classes & second.classes if not is_nation(c))
    topic = shared or frozenset(c for c in first.classes | second.classes if not is_nation(c))
    return opposition(field, link.one, link.other, (sign,), topic)


def of_sides(field: Field, first: Unit, second: Unit) -> Signal | None:
    """The signal of the sides of two units' parties, None where one is not known."""
    sides = [field.sides.get(unit.party) for unit in (first, second)]
    if not all(sides):
        return None
    name = "sides" if sides[0] != sides[1] else "one_side"
    return signs.signal(name, 1.0, " and ".join(str(side) for side in sides))


# Acts whose content the speaker does not assert.
_NO_ACCOUNT = frozenset(
    {Act.ASK, Act.THANK, Act.HOPE, Act.DEMAND, Act.ORDER, Act.PROPOSE, Act.FEAR, Act.PLAN}
)


def _hearsay(unit: Unit) -> bool:
    """ "The minister says that she accepted it": that is the minister's account of her, not hers."""
    return (
        unit.act is Act.ACCEPT and unit.claim is not None and unit.claim.parent is not None and not unit.own
    )


class Judge:
    """Judges links. Holds what every judgement looks up."""

    def __init__(
        self,
        field: Field,
        contrasts: Contrasts,
        numbers: tuple[tuple[Number, ...], ...],
    ) -> None:
        self.field = field
        self.contrasts = contrasts
        self.numbers = numbers

    def judge(self, link: Link) -> Opposition | None:
        """The opposition of a link's two units, or None where nothing sets them against each other."""
        first, second = self.field.units[link.one], self.field.units[link.other]
        if not self.may_differ(link.one, link.other):
            return None
        shared = first.classes & second.classes
        found = self.signs(link)
        if not found:
            return None
        names = {sign.name for sign in found}
        found += self._context(first, second, link, shared)
        matter = signs.signal("matter", link.probability, f"same matter: {link.probability:.0%}")
        total = tables.weights("conflict")["bias"] + matter.share + sum(sign.share for sign in found)
        if not names & TELLING:
            total = min(total, _AT_MOST)
        numeric = names & TELLING == {"numbers"}
        charge = "denial_of_charge" in names
        return Opposition(link, logistic(total), (matter, *found), numeric, charge, shared)

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
        if unsaid(first) or unsaid(second) or _hearsay(first) or _hearsay(second):
            return False
        if self._nobody_known(first, second) or self._nobody_known(second, first):
            return False
        return not {first.act, second.act} & _NO_ACCOUNT

    def _nobody_known(self, one: Unit, other: Unit) -> bool:
        """ "The company": somebody named before, who may be the one that the other unit names."""
        words = self.field.names.get(one.party, "").casefold().split()
        anaphoric = len(words) == 2 and words[0] == "the" and words[1] in tables.word_list("anaphors.txt")
        return anaphoric and one.article == other.article and not one.own

    def _one_voice(self, first: Unit, second: Unit) -> bool:
        if second.party in self.field.maybe.get(first.party, ()):
            return True
        if first.of_party and second.of_party and giver(first) != giver(second):
            return False  # two parties' documents on what one of them said
        if first.party == second.party or self._named(first) == self._named(second):
            return True
        return self.field.joint(first, second)

    def _named(self, unit: Unit) -> str:
        """The name of who speaks, articles left out: two actors without a name of their own may be one."""
        return self.field.names.get(unit.party, unit.party).casefold().removeprefix("the ").removeprefix("a ")

    def signs(self, link: Link) -> list[Signal]:
        """The signs of the two sentences (one of each unit) that are most against each other."""
        units = (self.field.units[link.one], self.field.units[link.other])
        drawn = self.contrasts.between(*units)
        # Where the writer sets the two against each other, fewer words need to say that it is one matter.
        ease = signs.EASED if drawn and drawn.strong else self._beside(link)
        best: list[Signal] = []
        for one in self.field.views[link.one].pieces:
            for other in self.field.views[link.other].pieces:
                pair = signs.Sentences(units, one, other, ease)
                found = (
                    signs.polarity(self.field, pair),
                    denial(self.field, pair, link),
                    signs.opposites(self.field, pair),
                )
                here = [sign for sign in found if sign]
                if sum(sign.share for sign in here) > sum(sign.share for sign in best):
                    best = here
        further = (
            signs.blame(units),
            signs.positions(self.field, link),
            signs.numbers(self.field, link, self._numbers(link)),
        )
        best += [sign for sign in further if sign]
        weak = None if best else signs.strength(self.field, link)
        return [weak] if weak else best

    def _beside(self, link: Link) -> float:
        """What ground is enough for voices of different sides in neighbouring sentences of one article.

        Less still, where one of them insists ("did indeed"): that answers the other.
        """
        first, second = self.field.units[link.one], self.field.units[link.other]
        apart = self.field.apart(first, second) and first.article == second.article
        if not apart or not self.contrasts.neighbours(first, second):
            return 1.0
        insists = any(term.lower in _INSISTING for unit in (first, second) for term in unit.terms)
        return signs.EASED if insists else signs.BESIDE

    def _numbers(self, link: Link) -> list[NumberPair]:
        expects = [any(p.expects for p in self.field.views[i].pieces) for i in (link.one, link.other)]
        return compare_numbers(self.numbers[link.one], self.numbers[link.other], (expects[0], expects[1]))

    def _context(self, first: Unit, second: Unit, link: Link, shared: frozenset[str]) -> list[Signal]:
        out = []
        articles = sorted({first.article, second.article})
        if found := self.contrasts.between(first, second):
            out.append(
                signs.signal("contrast_strong" if found.strong else "contrast_weak", 1.0, f"“{found.phrase}”")
            )
        elif found := next((c for a in articles if (c := self.contrasts.about(shared, a))), None):
            out.append(signs.signal("contrast_near", 1.0, f"“{found.phrase}”"))
        if first.own != second.own and first.article == second.article:
            out.append(signs.signal("own_page", 1.0, "the article's own words against a voice in it"))
        elif first.own and second.own and not (first.of_party or second.of_party):
            out.append(signs.signal("own_voices", 1.0, "two articles' own words"))
        elif (first.own and not first.of_party) or (second.own and not second.of_party):
            out.append(signs.signal("own_voice", 1.0, "an article's own words"))
        if sides := of_sides(self.field, first, second):
            out.append(sides)
        if self.field.views[link.one].hedges and self.field.views[link.other].hedges:
            out.append(signs.signal("hedged", 1.0, "both are hedged"))
        return out
