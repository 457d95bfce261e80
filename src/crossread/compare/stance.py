"""The stance that a unit takes: which of its words are negated, whether it denies the whole, hedges."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from crossread.compare import tables
from crossread.compare.lexicon import class_of
from crossread.compare.units import Unit
from crossread.compare.words import Kind, Term, stem
from crossread.records import Act, Stance

_CLAUSE_END = frozenset({",", ";", ":", "—", "–", ".", "!", "?", "(", ")"})
_CLAUSE_WORDS = frozenset(
    {"but", "however", "although", "though", "because", "since", "while", "whereas", "unless", "if"}
)
_SENTENCE_END = frozenset({".", "!", "?"})
_SCOPE = 12  # words that a negation reaches at most
_NEGATED_CUE = frozenset({"not", "n't", "never", "didn't", "doesn't", "don't", "nor", "neither", "declined"})
_OPENING = 6  # words of a content that name what is denied
_CLAUSE_LEAST = 2
_BETWEEN = frozenset(
    {"be", "been", "being", "yet", "even", "also", "to", "ever", "any", "so", "have", "had", "a", "the"}
)
_HEADS = 2  # content words right after a negation that it surely hits


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


def view(unit: Unit) -> View:
    """Read the polarity of a unit's words."""
    denying = _denies(unit)
    pieces = tuple(_piece(part, denying=denying) for part in _sentences(unit.terms))
    words = {term.lower for term in unit.terms}
    hedged = unit.hedged or bool(tables.word_list("hedges.txt") & words)
    asks = bool(unit.terms) and (unit.terms[0].lower in {"whether", "if"} or unit.act is Act.ASK)
    return View(pieces, hedged, bool(tables.word_list("boosters.txt") & words), asks)


def _denies(unit: Unit) -> bool:
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
    return charged or (
        unit.act is Act.DENY
        and (words[0] == "that" or bool(tables.word_list("auxiliaries.txt") & set(words)))
    )


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


def _piece(part: tuple[Term, ...], *, denying: bool) -> Piece:
    words = [term.lower for term in part]
    right, nouns, whole = _negations(words)
    whole = [place for place in whole if not _relative(part, place)]
    negated = _scopes(part, [*right, *nouns])
    hit = _hit(part, right, nouns)
    denied = (
        set(range(len(part))) if denying else {index for place in whole for index in _clause(part, place)}
    )
    polarity: dict[str, int] = {}
    heads: dict[str, int] = {}
    for index, term in enumerate(part):
        if not term.matters:
            continue
        class_ = class_of(term.stem)
        # A word said both ways inside one sentence settles nothing: the first saying stands.
        polarity.setdefault(class_, -1 if (index in negated) != (index in denied) else 1)
        if index in hit and term.kind is Kind.CONTENT:
            heads.setdefault(class_, index)
    return Piece(part, polarity, heads, bool(denied), _expects(words))


def _hit(part: Sequence[Term], right: Sequence[int], nouns: Sequence[int]) -> frozenset[int]:
    """Places of the words that a negation turns: the verb after "did not", the noun after "no"."""
    out: set[int] = set()
    for start in right:
        if _relative(part, start):
            continue
        first = next((i for i in range(start, len(part)) if not _passed(part[i])), None)
        if first is None:
            continue
        near = _scopes(part, [start], heads=_HEADS)
        # "did not say": where the verb is no word of matter, only a noun like "evidence" is turned.
        out.update(i for i in near if i == first or part[i].stem in negatable())
    for index in _scopes(part, nouns, heads=1):
        if part[index].stem in negatable():
            out.add(index)
    return frozenset(out)


def _passed(term: Term) -> bool:
    """Words that may stand between a negation and its verb."""
    return term.lower in _BETWEEN or (term.lower.endswith("ly") and len(term.lower) > len("only"))


def _relative(part: Sequence[Term], start: int) -> bool:
    """Whether a negation is not asserted: in a relative clause ("states that do not …") or under "if"."""
    for term in reversed(part[:start]):
        if term.lower in {"if", "unless", "whether", "where"}:
            return True
        if term.lower in _CLAUSE_END:
            break
    before = [term.lower for term in part[max(0, start - 3) : start]]
    return any(word in {"who", "which"} for word in before) or (
        "that" in before and start >= 4 and part[start - before[::-1].index("that") - 2].matters
    )


def _clause(part: Sequence[Term], place: int) -> range:
    """The clause around a place; the whole sentence where the clause says nothing else."""
    start = next((i + 1 for i in range(place - 1, -1, -1) if _ends(part[i])), 0)
    end = next((i for i in range(place, len(part)) if _ends(part[i])), len(part))
    held = sum(1 for i in range(start, end) if part[i].matters and part[i].stem not in negatable())
    return range(start, end) if held >= _CLAUSE_LEAST else range(len(part))


def _ends(term: Term) -> bool:
    return term.lower in _CLAUSE_END or term.lower in _CLAUSE_WORDS


def _negations(words: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
    """Where negations end: those that turn the next verb, the next noun, and the whole."""
    right: list[int] = []
    nouns: list[int] = []
    whole: list[int] = []
    index = 0
    while index < len(words):
        for phrase, scope in _negators():
            if _matches(words, index, phrase):
                end = index + len(phrase)
                if (
                    scope == "right"
                    and phrase == ("not",)
                    and not (index and words[index - 1] in tables.word_list("auxiliaries.txt"))
                ):
                    scope = "noun"  # "but not the wall" turns a noun, "did not build" a verb
                {"right": right, "noun": nouns, "all": whole}[scope].append(end)
                index += len(phrase) - 1
                break
        else:
            if words[index].endswith("n't"):
                right.append(index + 1)
        index += 1
    return right, nouns, whole


@cache
def _negators() -> tuple[tuple[tuple[str, ...], str], ...]:
    return tables.phrases("negators.csv")


def _matches(words: Sequence[str], index: int, phrase: Sequence[str]) -> bool:
    if index + len(phrase) > len(words):
        return False
    if phrase[0] == "n't":
        return words[index].endswith("n't") and tuple(words[index + 1 : index + len(phrase)]) == tuple(
            phrase[1:]
        )
    return tuple(words[index : index + len(phrase)]) == tuple(phrase)


@cache
def negatable() -> frozenset[str]:
    """Stems of nouns whose absence is itself a statement."""
    return frozenset(stem(word) for word in tables.word_list("negatable.txt"))


def _scopes(terms: Sequence[Term], starts: Sequence[int], *, heads: int = _SCOPE) -> dict[int, int]:
    """Index of each negated word, with how many content words lie between it and its negation."""
    out: dict[int, int] = {}
    for start in starts:
        depth = 0
        for index in range(start, min(len(terms), start + _SCOPE)):
            term = terms[index]
            if term.lower in _CLAUSE_END or term.lower in _CLAUSE_WORDS:
                break
            if term.lower == "only" and index == start:
                break
            if term.matters and depth < heads:
                out.setdefault(index, depth)
                depth += term.kind is Kind.CONTENT
    return out


def _expects(words: Sequence[str]) -> bool:
    """True where the words say what was planned rather than what was."""
    return any(
        _matches(words, i, phrase)
        for i in range(len(words))
        for phrase, _ in tables.phrases("expectations.txt")
    )
