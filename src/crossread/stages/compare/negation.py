"""Negation in a sentence: which words it reaches, which it turns, and when the whole is denied."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from crossread.stages.compare import phrases, tables
from crossread.stages.compare.lexicon import looks_past
from crossread.stages.compare.words import Kind, Term, stem

_CLAUSE_END = frozenset({",", ";", ":", "—", "–", ".", "!", "?", "(", ")"})
_CLAUSE_WORDS = frozenset(
    {"but", "however", "although", "though", "because", "since", "while", "whereas", "unless", "if"}
)
_CONDITIONS = frozenset({"if", "unless", "whether", "where"})
_CONTRACTED = ("'m", "'re", "'s", "'ve", "'ll", "'d")
_BETWEEN = frozenset({"going", "be", "been", "being", "yet", "even", "also", "to", "ever", "any", "so"})
# Verbs that only look like adverbs.
_NOT_ADVERBS = frozenset({"apply", "rely", "supply", "reply", "comply", "imply", "multiply", "rally", "fly"})
_COPULAS = frozenset(
    {"is", "are", "was", "were", "am", "be", "been", "it's", "that's", "isn't", "aren't", "wasn't"}
)
_ABOUT = " about"
_THAT = " that"
_ARTICLES = frozenset({"a", "an"})
_PREDICATE = 3  # words of matter of a noun that "is not a …" turns
_NEGATED = frozenset({"not", "n't", "never", "hardly", "isn't", "wasn't", "aren't", "weren't"})
_QUOTES = frozenset({'"', "“", "”", "‘", "«", "»", "„", "'", "’", "`"})
_OR = frozenset({"or", "nor"})  # "refused to condemn the raid or support the inquiry" turns both verbs
_PREPOSITIONS = frozenset({"of", "in", "as", "for", "to", "by", "on", "at", "with", "from"})
_SCOPE = 12  # words that a negation reaches at most
_HEADS = 2  # content words right after a verbal negation among which a noun like "evidence" may be turned
_EVIDENCE = 7  # words between a negation and the evidence that it says is missing
_CLEARING = frozenset(map(stem, ("cleared", "exonerated", "absolved", "acquitted")))
_DENIALS = frozenset({"denial", "denials"})
_OPENING_TOLD = frozenset({"that", "of"})
_OF_EVIDENCE = frozenset({"that", "of", "for", "to"})
_CLEARED = 6  # words between "cleared" and its "of"
_CLAUSE_LEAST = 2  # words of matter that make a clause speak for itself


@dataclass(frozen=True, slots=True)
class Negation:
    """What a sentence negates, by place: words reached, words turned, words of a denied clause.

    ``told`` are words that a voice inside the sentence denies as a whole ("said that the panel found no
    evidence of it"): the speaker tells them as denied and denies nothing.
    """

    reached: frozenset[int]
    turned: frozenset[int]
    denied: frozenset[int]
    told: frozenset[int] = frozenset()


def negation(part: Sequence[Term], embedded: Collection[int] = ()) -> Negation:
    """Read one sentence. Words at ``embedded`` places are another voice's: a negation there turns nothing."""
    words = [term.lower for term in part]
    right, nouns, whole = _ends(words)
    own, named = (
        [p for p in places if p - 1 not in embedded and not (_unasserted(part, p) or _reported(part, p))]
        for places in (right, nouns)
    )
    # "The claim that … is false": the words of denial stand after what is reported, not in it.
    asserted = [place for place in (*whole, *_cleared(part)) if not _unasserted(part, place)]
    claimed = [place for place in asserted if place - 1 not in embedded]
    claimed += [index + 1 for place in (*own, *named) if (index := _evidence(part, place)) is not None]
    inner = [place for place in asserted if place - 1 in embedded]
    inner += [i + 1 for p in (*right, *nouns) if p - 1 in embedded and (i := _evidence(part, p)) is not None]
    return Negation(
        reached=frozenset(_reach(part, [*right, *nouns])),
        turned=_turned(part, own, named),
        denied=frozenset(index for place in claimed for index in _clause(part, place)),
        told=_told(part) | {index for place in inner for index in _clause(part, place) if index in embedded},
    )


@cache
def negatable() -> frozenset[str]:
    """Stems of nouns whose absence is itself a statement."""
    return frozenset(stem(word) for word in tables.word_list("negatable.txt"))


def _ends(words: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
    """Where negations end: those that turn the next verb, the next noun, and the whole."""
    ends: dict[str, list[int]] = {"right": [], "noun": [], "all": [], "none": []}
    # Marks of quotation stand anywhere: "they are “false and offensive”".
    places = [place for place, word in enumerate(words) if word not in _QUOTES]
    bare = [words[place] for place in places]
    for found in phrases.find(bare, "negators.csv"):
        scope = found.value
        before = bare[found.start - 1] if found.start else ""
        helped = before in tables.word_list("auxiliaries.txt") or before.endswith(_CONTRACTED)
        if found.phrase == "not" and not helped:
            scope = "noun"  # "but not the wall" turns a noun, "did not build" a verb
        after = bare[found.end] if found.end < len(bare) else ""
        if scope == "all" and (before in _NEGATED or (found.phrase.endswith(_ABOUT) and after[-3:] != "ing")):
            continue  # "it is not a hoax" affirms, "lied about how" denies nothing
        clause = found.phrase.endswith(_THAT)  # what the phrase denies is the clause that its "that" opens
        ends[scope].append(places[found.end - 1] + (not clause))
    return ends["right"], ends["noun"], ends["all"]


def _turned(part: Sequence[Term], right: Sequence[int], nouns: Sequence[int]) -> frozenset[int]:
    """Places of the words turned: the verb after "did not", the noun after "no"."""
    out: set[int] = set()
    for start in right:
        if _predicated(part, start):
            out.update(
                i for i in _reach(part, [start], most=_PREDICATE, ends=_PREPOSITIONS) if _predicate(part[i])
            )
            continue
        first = next((i for i in range(start, len(part)) if not _passed(part, i)), None)
        # "did not say": where the verb is no word of matter, only a noun like "evidence" is turned.
        near = _reach(part, [start], most=_HEADS)
        out.update(
            i for i in near if i == first or (part[i].stem in negatable() and not _infinitive(part, i))
        )
        out.update(i for i in _reach(part, [start]) if part[i - 1].lower in _OR and _takes_object(part, i))
    out.update(i for i in _reach(part, nouns, most=1, ends=_PREPOSITIONS) if part[i].stem in negatable())
    return frozenset(out)


def _infinitive(part: Sequence[Term], index: int) -> bool:
    """ "Did not plot to interfere" says nothing of interference."""
    return index > 0 and part[index - 1].lower == "to"


def _takes_object(part: Sequence[Term], index: int) -> bool:
    """Whether a word is followed like a verb: "or support the inquiry", unlike "or magazines"."""
    after = part[index + 1].lower if index + 1 < len(part) else ""
    return after in tables.word_list("determiners.txt") - {
        "of",
        "on",
        "for",
        "in",
        "with",
        "from",
        "over",
        "'s",
    }


def _predicated(part: Sequence[Term], start: int) -> bool:
    """ "It is not a vendetta": whether what is negated is what something is said to be."""
    after = next((term.lower for term in part[start : start + 2] if term.lower not in _QUOTES), "")
    before = {term.lower for term in part[max(0, start - 3) : start]}
    return after in _ARTICLES and bool(before & _COPULAS)


def _predicate(term: Term) -> bool:
    return term.kind is Kind.CONTENT


def _evidence(part: Sequence[Term], start: int) -> int | None:
    """Where the evidence stands that "has not seen a single fact" says is missing, if any."""
    for index in range(start, min(len(part), start + _EVIDENCE)):
        if _closes(part[index]):
            return None
        if part[index].lower in tables.word_list("evidence.txt"):
            return index
    return None


def _cleared(part: Sequence[Term]) -> list[int]:
    """Places after the "of" of "cleared the clerks of taking bribes": of what one is cleared is denied."""
    found = []
    for index, term in enumerate(part):
        if term.stem in _CLEARING and term.lower.endswith(("s", "ed", "ing", "d")):
            near = range(index + 1, min(len(part), index + _CLEARED))
            found += [i + 1 for i in near if part[i].lower == "of"][:1]
    return found


def _passed(part: Sequence[Term], index: int) -> bool:
    """Words that may stand between a negation and its verb: adverbs, and "have" before a participle."""
    term = part[index]
    if term.lower in {"have", "had"} and index + 1 < len(part):
        following = part[index + 1].lower
        return looks_past(following) or following == "been"
    adverb = term.lower.endswith("ly") and len(term.lower) > len("only") and term.lower not in _NOT_ADVERBS
    return term.lower in _BETWEEN or adverb


def _unasserted(part: Sequence[Term], start: int) -> bool:
    """Whether a negation is not asserted: in a relative clause or under "if"."""
    for term in reversed(part[:start]):
        if term.lower in _CONDITIONS:
            return True
        if term.lower in _CLAUSE_END:
            break
    for term in part[start:]:
        if term.lower in {"if", "unless"}:
            return True
        if term.lower in _CLAUSE_END:
            break
    return _relative(part, start)


def _relative(part: Sequence[Term], start: int) -> bool:
    """ "States that do not …": the clause tells states apart, it does not say that they do not."""
    before = [term.lower for term in part[max(0, start - 3) : start]]
    if {"who", "which"} & set(before):
        return True
    if "that" not in before:
        return False
    place = start - 1 - before[::-1].index("that")
    verbs = tables.word_list("sayings.txt")
    return place > 0 and part[place - 1].matters and part[place - 1].lower not in verbs


def _reported(part: Sequence[Term], start: int) -> bool:
    """ "She says that he never …": the negation is in what another is reported to say."""
    for index in range(start - 1, 0, -1):
        if part[index].lower in {";", ".", ":"}:
            return False
        if part[index].lower == "that":
            before = {term.lower for term in part[max(0, index - 3) : index]}
            return bool(before & tables.word_list("sayings.txt"))
    return False


def _told(part: Sequence[Term]) -> frozenset[int]:
    """Words of what "denials by the duke that …" or "his denial of …" tell as denied."""
    out: set[int] = set()
    for index, term in enumerate(part):
        if term.lower in _DENIALS:
            end = next((i for i in range(index, len(part)) if _closes(part[i])), len(part))
            opening = next((i for i in range(index, end) if part[i].lower in _OPENING_TOLD), end)
            out.update(range(opening, end))
    return frozenset(out)


def _clause(part: Sequence[Term], place: int) -> range:
    """The clause around a place; the whole sentence where the clause says nothing else.

    Of "the panel found no evidence that they took bribes" and "did not find that …" what follows is denied.
    """
    after = next((i for i in range(place, len(part)) if _closes(part[i])), len(part))
    opening = part[place].lower if place < len(part) else ""
    sought = part[place - 1].lower in tables.word_list("evidence.txt")
    held = sum(part[i].matters for i in range(place, after))
    if held >= _CLAUSE_LEAST and (opening == "that" or (sought and opening in _OF_EVIDENCE)):
        return range(place - sought, after)
    start = next((i + 1 for i in range(place - 1, -1, -1) if _closes(part[i]) or _and_that(part, i)), 0)
    end = next((i for i in range(place, len(part)) if _closes(part[i])), len(part))
    held = sum(1 for i in range(start, end) if part[i].matters and part[i].stem not in negatable())
    return range(start, end) if held >= _CLAUSE_LEAST else range(len(part))


def _and_that(part: Sequence[Term], index: int) -> bool:
    """ "… and that …" begins a further clause."""
    return index > 0 and part[index].lower == "that" and part[index - 1].lower in {"and", "but"}


def _closes(term: Term) -> bool:
    return term.lower in _CLAUSE_END or term.lower in _CLAUSE_WORDS


def _reach(
    terms: Sequence[Term], starts: Sequence[int], *, most: int = _SCOPE, ends: Collection[str] = ()
) -> list[int]:
    """Places of the words of matter that negations reach, up to so many content words after each."""
    out: dict[int, None] = {}
    for start in starts:
        depth = 0
        for index in range(start, min(len(terms), start + _SCOPE)):
            term = terms[index]
            if _closes(term) or term.lower in ends or (term.lower == "only" and index == start):
                break
            if term.matters and depth < most:
                out.setdefault(index)
                depth += term.kind.value == "content"
    return list(out)
