"""The stance that a unit takes: which of its words are negated, whether it denies the whole, hedges."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from crossread.records import Act, Span, Stance
from crossread.stages.compare import phrases, tables
from crossread.stages.compare.lexicon import class_of
from crossread.stages.compare.negation import negation
from crossread.stages.compare.units import Unit
from crossread.stages.compare.words import Kind, Term, stem

_SENTENCE_END = frozenset({".", "!", "?"})
_NEGATED_CUE = frozenset({"not", "n't", "never", "didn't", "doesn't", "don't", "nor", "neither", "declined"})
_ALLEGED = frozenset({"alleged", "suspected", "purported"})
_OUTRIGHT = frozenset({"deni", "disput", "refut", "rebut"})
_OPENING = 6  # words of a content that name what is denied


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence of a unit.

    ``polarity`` maps each class of words to +1 (affirmed) or -1 (negated);
    ``heads`` are the classes that a negation hits first, with their place; ``denies`` marks that
    the whole is denied, by the act or by its words ("not proven").
    """

    terms: tuple[Term, ...]
    polarity: dict[str, int]
    heads: dict[str, int]
    denies: bool
    expects: bool

    def sign(self, stem: str) -> int:
        """Whether a stem is affirmed (1) or negated (-1) here."""
        return self.polarity.get(class_of(stem), 1)


@dataclass(frozen=True, slots=True)
class View:
    """What a unit says of the words it uses, sentence by sentence, and how surely."""

    pieces: tuple[Piece, ...]
    hedges: bool
    boosts: bool
    asks: bool

    @property
    def denies(self) -> bool:
        """True where a sentence of it denies as a whole."""
        return any(piece.denies for piece in self.pieces)

    @property
    def heads(self) -> frozenset[str]:
        """Classes that its negations hit first."""
        return frozenset(head for piece in self.pieces for head in piece.heads)

    @property
    def stance(self) -> Stance:
        """The stance to show."""
        if self.denies or self.heads:
            return Stance.DENIES
        return Stance.HEDGES if self.hedges else Stance.ASSERTS


def polarity(seen: View) -> dict[str, int]:
    """Each class of words with +1 or -1, as its first sentence has it."""
    out: dict[str, int] = {}
    for piece in seen.pieces:
        for class_, sign in piece.polarity.items():
            out.setdefault(class_, sign)
    return out


def view(unit: Unit) -> View:
    """Read the polarity of a unit's words."""
    denying = denies_by_act(unit)
    pieces = tuple(_piece(part, unit.embedded, denying=denying) for part in _sentences(unit.terms))
    words = {term.lower for term in unit.terms}
    # "Alleged meddling" hedges the meddling, not what is said about it.
    hedged = (unit.hedged and not words & _ALLEGED) or bool(tables.word_list("hedges.txt") & words)
    asks = bool(unit.terms) and (unit.terms[0].lower in {"whether", "if"} or unit.act is Act.ASK)
    return View(pieces, hedged, bool(tables.word_list("boosters.txt") & words), asks)


def denies_by_act(unit: Unit) -> bool:
    """Whether the act denies what its content says: a clause, or the name of a deed or charge.

    "Denied that he knew" and "denied any involvement" deny; "denied service to
    a customer" and "vetoed a bill" refuse, and say nothing of what is so.
    """
    if unit.claim is None or unit.report or unit.act not in (Act.DENY, Act.REJECT):
        return False
    said = {term.stem for term in unit.cue}
    if not said & _denying() or {term.lower for term in unit.cue} & _NEGATED_CUE:
        return False
    opening = frozenset(class_of(term.stem) for term in unit.terms[:_OPENING])
    charged = bool(opening & _charges())
    words = [term.lower for term in unit.terms]
    clause = words[0] == "that" or bool(tables.word_list("auxiliaries.txt") & set(words))
    return charged or (unit.act is Act.DENY and clause and bool(said & _OUTRIGHT))


@cache
def _denying() -> frozenset[str]:
    return frozenset(stem(word) for word in tables.word_list("denials.txt"))


@cache
def _charges() -> frozenset[str]:
    """Classes of nouns for charges and deeds that one may deny."""
    listed = (class_of(stem(word)) for word in tables.word_list("charges.txt"))
    return frozenset(listed)


def _sentences(words: Sequence[Term]) -> list[tuple[Term, ...]]:
    out: list[list[Term]] = [[]]
    for term in words:
        out[-1].append(term)
        if term.lower in _SENTENCE_END:
            out.append([])
    return [tuple(part) for part in out if any(term.matters for term in part)]


def _piece(part: tuple[Term, ...], embedded: Sequence[Span], *, denying: bool) -> Piece:
    inner = [i for i, term in enumerate(part) if any(span.contains(term.span) for span in embedded)]
    found = negation(part, inner)
    denied = frozenset(range(len(part))) if denying else found.denied
    polarity: dict[str, int] = {}
    heads: dict[str, int] = {}
    for index, term in enumerate(part):
        if not term.matters:
            continue
        class_ = class_of(term.stem)
        # A word said both ways inside one sentence settles nothing: the first saying stands.
        polarity.setdefault(class_, -1 if (index in found.reached) != (index in denied) else 1)
        if index in found.turned and term.kind is Kind.CONTENT:
            heads.setdefault(class_, index)
    expects = bool(phrases.find([term.lower for term in part], "expectations.txt"))
    return Piece(part, polarity, heads, bool(denied), expects)
