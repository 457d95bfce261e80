"""The stance that a unit takes: which of its words are negated, whether it denies the whole, hedges."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from crossread.records import Act, Span, Stance
from crossread.stages.compare import phrases, tables
from crossread.stages.compare.lexicon import class_of, negates_itself
from crossread.stages.compare.mentions import mentioned
from crossread.stages.compare.negation import negation
from crossread.stages.compare.units import Unit, untruly
from crossread.stages.compare.words import Kind, Term, stem

_SENTENCE_END = frozenset({".", "!", "?"})
_NEGATED_CUE = frozenset({"not", "n't", "never", "didn't", "doesn't", "don't", "nor", "neither", "declined"})
_FINDING = frozenset({"find", "found", "establish", "established", "prove", "proved", "proven"})
_UNAWARE = frozenset({"aware", "know", "knew", "known", "sure", "certain", "recall", "remember", "familiar"})
_ALLEGED = frozenset({"alleged", "suspected", "purported"})
_UNDONE = frozenset({"would", "could", "might", "should"})
_CASES = frozenset({"charges", "case", "cases", "lawsuit", "lawsuits", "suit", "appeal", "indictment"})
_CLAIMS = frozenset({"claim", "claims"})
OUTRIGHT = frozenset({"deni", "disput", "refut", "rebut"})
_DISCLAIMED = 8  # first words of a content in which it disclaims
_OPENING = 6  # words of a content that name what is denied
_NOUN_ENDS = frozenset(
    {"of", "in", "to", "from", "that", "by", "with", "for", "on", "about", "over", "related", "which", "who"}
)
_CLAUSE_OPENERS = frozenset({"that", "he", "she", "they", "it", "we", "i", "there", "you"})
_NAMING = ("call", "describ", "label", "brand", "dub", "consider", "deem", "declar", "character")
_CAST = frozenset({"a", "an"})
_QUESTIONS = frozenset({"who", "what", "how", "why", "which", "when", "where"})
_SUBORDINATE = frozenset(
    {"as", "after", "while", "when", "amid", "following", "because", "although", "though", "despite"}
)
_MAIN = 1  # words of matter, at least, of a denied clause that come before what is told beside it


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence of a unit.

    ``polarity`` maps each class of words to +1 (affirmed) or -1 (negated);
    ``heads`` are the classes that a negation hits first, with their place; ``denies`` marks that
    the whole is denied, by the act or by its words ("not proven"); ``negates`` that it
    holds a negation of its own, words like "illegal" left aside; ``mentions`` are the classes
    that it only speaks of, without saying that they are so.
    """

    terms: tuple[Term, ...]
    polarity: dict[str, int]
    heads: dict[str, int]
    denies: bool
    expects: bool
    negates: bool = False
    mentions: frozenset[str] = frozenset()

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
        if self.denies or any(piece.negates for piece in self.pieces):
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
    denying = denies_by_act(unit) or disbelieves(unit) or belied(unit)
    charging = any(term.lower in tables.word_list("alleging.txt") for term in unit.cue)
    pieces = tuple(
        _piece(part, unit.embedded, denying=denying, charging=charging, named=not _says(unit))
        for part in _sentences(unit.terms)
    )
    words = {term.lower for term in unit.terms}
    # "Alleged meddling" hedges the meddling, not what is said about it.
    hedged = (unit.hedged and not words & _ALLEGED) or bool(tables.word_list("hedges.txt") & words)
    asks = unit.act is Act.ASK or _asks(unit)
    return View(pieces, hedged, bool(tables.word_list("boosters.txt") & words), asks)


def _asks(unit: Unit) -> bool:
    """Whether a content is an indirect question: "whether …", "questioned who …"."""
    opening = unit.terms[0].lower if unit.terms else ""
    asking = any(term.lower in tables.word_list("asking.txt") for term in unit.cue)
    doubting = any(term.lower.startswith(("question", "doubt", "wonder")) for term in unit.cue)
    return doubting or opening in {"whether", "if"} or (opening in _QUESTIONS and asking)


def unsaid(unit: Unit) -> bool:
    """Whether a cue is negated ("did not list"): whose words these are does not say them."""
    return bool({term.lower for term in unit.cue} & _NEGATED_CUE) and not disbelieves(unit)


def disbelieves(unit: Unit) -> bool:
    """ "Does not believe that …", "did not find that …": not so. "Is not aware that …" leaves it open."""
    said = {term.lower for term in unit.cue}
    negated = said & _NEGATED_CUE and not said & _UNAWARE
    clause = bool(unit.terms) and unit.terms[0].lower in _CLAUSE_OPENERS
    weighing = unit.act in (Act.BELIEVE, Act.ACCEPT, Act.AGREE) or bool(said & _FINDING)
    return bool(negated) and clause and weighing and not unit.report


def belied(unit: Unit) -> bool:
    """ "Brask falsely claimed that …", told by another: an account that it is not so."""
    cue = unit.claim.cue if unit.report and unit.claim else None
    return cue is not None and bool(untruly(term for term in unit.terms if cue.contains(term.span)))


def denies_by_act(unit: Unit) -> bool:
    """Whether the act denies what its content says: a clause, or the name of a deed or charge.

    "Denied that he knew" and "denied any involvement" deny; "denied service to
    a customer" and "rebuffed a subpoena" refuse, and say nothing of what is so.
    """
    if unit.claim is None or unit.report or unit.act not in (Act.DENY, Act.REJECT):
        return False
    said = {term.stem for term in unit.cue}
    if not said & _denying() or {term.lower for term in unit.cue} & (_NEGATED_CUE | _UNDONE):
        return False
    words = [term.lower for term in unit.terms]
    if "dismiss" in said and _case(words[:_OPENING]):
        return False  # a court that dismisses charges ends a case
    clause = (
        words[0] in _CLAUSE_OPENERS
        or words[0].endswith("ing")
        or bool(tables.word_list("auxiliaries.txt") & set(words[:_OPENING]))
    )
    outright = unit.act is Act.DENY and bool(said & OUTRIGHT)
    return _charge(unit.terms) or (outright and clause)


def disclaims(unit: Unit) -> bool:
    """Whether a voice says that it has no part in something: "he had nothing to do with the killing"."""
    if unit.claim is None or unit.report or not unit.cue:
        return False
    return bool(phrases.find([term.lower for term in unit.terms[:_DISCLAIMED]], "disclaimers.txt"))


def _case(words: Sequence[str]) -> bool:
    """Whether a content opens with a case at law: "the lawsuit", "their claims against the guild"."""
    return bool(set(words) & _CASES) or any(a in _CLAIMS and b == "against" for a, b in pairwise(words))


def _charge(terms: Sequence[Term]) -> bool:
    """Whether the noun phrase that a content opens with names a charge or a deed."""
    for index, term in enumerate(terms[:_OPENING]):
        if index and term.lower in _NOUN_ENDS:
            return False
        if term.stem in _charges():
            return True
    return False


@cache
def _denying() -> frozenset[str]:
    return frozenset(stem(word) for word in tables.word_list("denials.txt"))


@cache
def _charges() -> frozenset[str]:
    """Stems of nouns for charges and deeds that one may deny."""
    named = tables.word_list("charges.txt") | tables.word_list("telling_nouns.txt")
    return frozenset(stem(word) for word in named)


def _sentences(words: Sequence[Term]) -> list[tuple[Term, ...]]:
    out: list[list[Term]] = [[]]
    for term in words:
        out[-1].append(term)
        if term.lower in _SENTENCE_END:
            out.append([])
    return [tuple(part) for part in out if any(term.matters for term in part)]


def _piece(
    part: tuple[Term, ...], embedded: Sequence[Span], *, denying: bool, charging: bool, named: bool
) -> Piece:
    inner = [i for i, term in enumerate(part) if any(span.contains(term.span) for span in embedded)]
    found = negation(part, inner)
    denied = frozenset(range(_main_end(part))) if denying else found.denied
    polarity: dict[str, int] = {}
    heads: dict[str, int] = {}
    for index, term in enumerate(part):
        if not term.matters:
            continue
        class_ = class_of(term.stem)
        itself = negates_itself(term.stem)
        # A word said both ways inside one sentence settles nothing: the first saying stands.
        turns = (index in found.reached) + (index in denied) + (index in found.told) + itself
        polarity.setdefault(class_, -1 if turns % 2 else 1)
        if (index in found.turned) != itself and term.kind is Kind.CONTENT:
            heads.setdefault(class_, index)
    expects = bool(phrases.find([term.lower for term in part], "expectations.txt"))
    places = [i for i, term in enumerate(part) if term.matters]
    asserted = {class_of(part[i].stem) for i in places if charging or not (named or mentioned(part, i))}
    return Piece(
        part,
        polarity,
        heads,
        bool(denied),
        expects,
        negates=any(part[i].kind is Kind.CONTENT for i in found.turned),
        mentions=frozenset(polarity) - asserted,
    )


def naming(term: Term) -> bool:
    """Whether a cue calls its content's first part its second: "called the guild parasitic"."""
    return term.lower.startswith(_NAMING)


def cast(unit: Unit) -> bool:
    """ "Assailed the inquiry as a vendetta" calls it one: a cue of judging, and "as a …" in its content."""
    words = [term.lower for term in unit.terms]
    judging = any(term.lower in tables.word_list("casting.txt") for term in unit.cue)
    return judging and any(a == "as" and b in _CAST for a, b in pairwise(words))


def _main_end(part: Sequence[Term]) -> int:
    """Where a denied clause ends: what is told beside it ("as an admiral went home") is not denied."""
    held = 0
    for index, term in enumerate(part):
        if held >= _MAIN and term.lower in _SUBORDINATE:
            return index
        held += term.matters
    return len(part)


def _says(unit: Unit) -> bool:
    """Whether a unit's words say something: they hold a verb form or open like a clause."""
    verbs = tables.word_list("auxiliaries.txt") | tables.word_list("pasts.txt")
    opening = {term.lower for term in unit.terms[:2]}
    sayings = tables.word_list("sayings.txt")
    # What is said is a clause; so is "called the guild parasitic".
    told = any(term.lower in sayings or naming(term) for term in unit.cue)
    return (
        told
        or cast(unit)
        or unit.own
        or unit.report
        or bool(opening & _CLAUSE_OPENERS)
        or any(
            term.lower in verbs or (term.kind is Kind.CONTENT and term.lower.endswith("ed"))
            for term in unit.terms
        )
    )
