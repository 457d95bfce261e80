"""Questions: a few words that name the matter, taken from one source as they stand there.

A name is a whole phrase: a noun phrase from its determiner to its last noun, or a clause from its subject
to its end. Without a parse these are told by the small words around a run of words.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from crossread.stages.compare.lexicon import class_of, looks_past
from crossread.stages.compare.units import Unit
from crossread.stages.compare.words import Kind, Term

_LONGEST = 14
_STOPS = frozenset({".", "!", "?", ";", ":", "(", ")", "[", "]", "—", "–", "…"})
_HYPHENS = frozenset({"-", "‐", "‑", "/"})
_QUOTES = frozenset({'"', "“", "”", "«", "»", "„"})
_TITLES = frozenset({"mr", "mrs", "ms", "dr"})
_LEADS = frozenset({"the", "a", "an", "all"}) | _TITLES
# Words of grammar that hold on to the word after them: a phrase that begins there is cut.
_HOLDING = frozenset(
    {"the", "a", "an", "all", "such", "some", "every", "another", "each", "both", "our", "my", "his", "her"}
    | {"its", "their", "your", "whose", "this", "these", "those", "more", "most", "very", "so", "too", "how"}
    | {"much", "less", "least", "quite", "rather", "$", "£", "€"}
    | _TITLES
)
_THIRD_PERSON = frozenset({"he", "she", "they", "it", "there"})
_SUBJECTS = _THIRD_PERSON | {"we", "i", "you"}
# After these stands a verb, not a phrase.
_BEFORE_VERB = frozenset({"to", "not", "n't", "never", "who", "which"}) | _SUBJECTS
# Before these a phrase waits for its rest.
_GOES_ON = frozenset({"of", "that", "than", "whom", "whose"}) | _HOLDING | _SUBJECTS
_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had", "does", "do", "did"}) | frozenset(
    {"will", "would", "can", "cannot", "could", "may", "might", "must", "shall", "should"}
)
_JOINTS = frozenset({"and", "or", "but"})
# What opens a clause beside another: a noun phrase does not run on into it.
_BESIDE = frozenset(
    {"if", "because", "while", "when", "although", "though", "unless", "since", "until", "where", "as"}
)
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_TIMES = _DAYS | frozenset(
    {"january", "february", "march", "april", "june", "july", "august", "september", "october"}
    | {"november", "december", "today", "yesterday", "tomorrow"}
)
_PARTS_OF_TIME = frozenset({"late", "early", "mid"})
_TO_CLAUSE = frozenset({"that", "whether", "because", "if", ",", "and", "but", "while", "as"})
_PREPOSITIONS = frozenset(
    {"of", "to", "in", "on", "at", "by", "for", "with", "from", "into", "about", "between", "over", "under"}
    | {"against", "after", "before", "during", "through", "toward", "towards", "without", "despite", "upon"}
)

_PARTICLES = frozenset({"by", "out", "up", "down", "off", "back", "away"})

_HELD = 2.4  # the whole of the matter's words ...
_BENT = 0.7  # ... and how much more the first of them are worth than the last
_WORD = 0.06  # what each word costs
_WHETHER = 0.5
_ENDED = 0.3  # the phrase ends where its clause ends
_CLAUSE = 0.4  # ... and begins where it begins
_CUT = 0.3  # a list, a joint or a verb that is cut
_BARE_VERB = 0.35  # "replace Mattis": nobody does it
_PRONOUN = 0.25
_COMMA = 0.25
_ALONE = 0.5  # one word of matter names little
_NAMES = 0.4  # names alone say who, not what
_AFTER_OF = 0.2
_OBJECT = 0.25
_COMMON = 0.3  # weight of words beside the topic that several accounts hold


def question(units: Iterable[Unit], weight: Callable[[str], float], shared: frozenset[str]) -> str:
    """The phrase of one passage, of at most fourteen words, that holds most of the shared words' weight.

    Words of a source, never invented; of equal phrases the shorter one, then the
    first by article and position. Empty where no phrase holds a shared word.
    """
    given = list(units)
    values = _values(given, weight, shared)
    best: tuple[float, int, tuple[object, ...], str] | None = None
    for unit in given:
        for start, end, value in _phrases(unit, values, shared):
            key = (-value, end - start, unit.key)
            if best is None or key < best[:3]:
                text = _words(unit, start, end)
                best = best if text is None else (*key, text)
    return best[3] if best else ""


def _values(
    units: Sequence[Unit], weight: Callable[[str], float], shared: frozenset[str]
) -> dict[str, float]:
    """What each class of words adds to a name, the whole topic adding up to 1."""
    total = sum(weight(c) for c in sorted(shared)) or 1.0
    values = {c: weight(c) / total for c in sorted(shared)}
    others = sorted({c for unit in units for c in unit.classes} - shared)
    for class_ in others:
        holders = sum(class_ in unit.classes for unit in units)
        values[class_] = _COMMON * weight(class_) / total * (holders - 1) / max(1, len(units) - 1)
    return values


def _phrases(
    unit: Unit, values: dict[str, float], shared: frozenset[str]
) -> Iterator[tuple[int, int, float]]:
    """Runs of words that can name a matter, with how well they do."""
    terms, stops = unit.terms, _stops(unit)
    for start in range(len(terms)):
        opening = _opening(terms, start, stops)
        if opening is None:
            continue
        before = _lower(terms, start - 1)
        verb = terms[start].kind is Kind.CONTENT and before in _BEFORE_VERB | _FINITE
        clause = _begins_clause(terms, start, stops)
        noun = not verb and not clause
        held: set[str] = set()
        words = content = plain = 0
        for end in range(start, len(terms)):
            here = terms[end]
            if end in stops:
                break
            words += here.kind is not Kind.MARK
            content += here.matters
            plain += here.kind is Kind.CONTENT
            if words > _LONGEST:
                break
            if here.matters:
                held.add(class_of(here.stem))
            if not held & shared or not content or _cut(terms, start, end):
                continue
            closing = _closing(terms, start, end, stops, clause=clause)
            if closing is None:
                continue
            if noun and _runs_on(terms, start, end):
                continue
            value = _HELD * min(1.0, sum(values.get(c, 0.0) for c in sorted(held))) ** _BENT
            value += opening + closing - _WORD * words - _ALONE * (content < 2) - _NAMES * (not plain)
            yield start, end, round(value, 6)


def _opening(terms: Sequence[Term], start: int, stops: frozenset[int]) -> float | None:
    """What a beginning at ``start`` is worth; None where it would cut a phrase."""
    term, before = terms[start], _lower(terms, start - 1)
    if term.lower == "whether":
        return _WHETHER
    subject = term.lower in _THIRD_PERSON and _begins_clause(terms, start, stops)
    if not (term.matters or term.lower in _LEADS or subject):
        return None
    if before in _HOLDING or before in _HYPHENS or (before == "." and start - 1 not in stops):
        return None
    after = _lower(terms, start + 1)
    if term.kind is Kind.CONTENT and after in _SUBJECTS:
        return None  # "directly he said"
    if term.lower.endswith("ly") and after in _PREPOSITIONS:
        return None  # "specifically through the sale"
    if term.lower in _TIMES or (term.lower in _PARTS_OF_TIME and after in _TIMES):
        return None  # "Monday blocked the sale"
    if (after == "," and _lower(terms, start + 2) == "one") or (before == "no" and term.lower == "longer"):
        return None  # "wrong, one that …"
    value = -_PRONOUN * subject
    if start and terms[start - 1].matters and before not in _TIMES:
        if term.kind is not Kind.NAME or terms[start - 1].kind is not Kind.CONTENT:
            return None
        value -= _OBJECT  # "ensure US and Russian aircraft …" may be a verb and its object
    after_subject = term.matters and (before in _BEFORE_VERB or before in _FINITE)
    if after_subject or (term.kind is Kind.CONTENT and term.lower.endswith(("ing", "ed"))):
        value -= _BARE_VERB
    value -= _AFTER_OF * (before == "of")
    joined = before in {"and", "or"} and start > 1 and terms[start - 2].matters
    return value - _CUT * joined


def _runs_on(terms: Sequence[Term], start: int, end: int) -> bool:
    """Whether a noun phrase runs on into what hangs on a word before it.

    "(Blamed) the board of selling", "(went to) Vell and sold the ferry", "(tolls on) barges as talks go on".
    """
    for index in range(start + 1, end + 1):
        last, here = terms[index - 1], terms[index].lower
        after = terms[index + 1].lower if index < end else ""
        if here in _BESIDE or (here in _DAYS and index == end):
            return True
        if here in _JOINTS and (after in _FINITE or _verbal(after)):
            return True
        named = last.kind is Kind.NAME or last.lower in _TIMES or (start and _verbal(terms[start - 1].lower))
        if after.endswith("ing") and (here == "from" or (here == "of" and named)):
            return True
        if here == "to" and named and index < end and terms[index + 1].kind is Kind.CONTENT:
            return True
    return False


def _lower(terms: Sequence[Term], index: int) -> str:
    return terms[index].lower if 0 <= index < len(terms) else ""


def _verbal(word: str) -> bool:
    """Whether a word looks like a form of a verb: "sold", "blamed", "selling"."""
    return word.endswith("ing") or looks_past(word)


def _begins_clause(terms: Sequence[Term], start: int, stops: frozenset[int]) -> bool:
    """Whether a clause may begin here: at the head of what is said, or after a joint."""
    before = _lower(terms, start - 1)
    return (
        not start
        or terms[start].lower == "whether"
        or before in _TO_CLAUSE
        or start - 1 in stops
        or (before in _QUOTES and start == 1)
    )


def _cut(terms: Sequence[Term], start: int, end: int) -> bool:
    """Whether an end at ``end`` cuts a phrase by the words on both sides of it."""
    last, after = terms[end], terms[end + 1] if end + 1 < len(terms) else None
    quotes = sum(term.lower in _QUOTES for term in terms[start : end + 1])
    if quotes % 2 or not (last.matters or (last.lower in _QUOTES and end > start)):
        return True
    if last.lower.replace("’", "'").split("'")[0] in _BEFORE_VERB:
        return True  # "those who'd"
    if after is None:
        return False
    if after.lower in _QUOTES and after.span.start == last.span.end and quotes:
        return True
    waits = after.matters or after.lower in _HYPHENS or after.lower in _GOES_ON
    return waits or (after.lower in _PARTICLES and last.lower.endswith(("ed", "ing")))


def _closing(
    terms: Sequence[Term], start: int, end: int, stops: frozenset[int], *, clause: bool
) -> float | None:
    """What an end at ``end`` is worth; None where it would cut a clause. ``clause``: one begins the run."""
    last, after = terms[end], terms[end + 1] if end + 1 < len(terms) else None
    run = terms[start : end + 1]
    finite = any(_finite(term) for term in run[1:])
    if (
        finite
        and start
        and run[0].lower != "whether"
        and (terms[start - 1].lower in _PREPOSITIONS or _finite(run[0]))
    ):
        return None  # the verb belongs to more than what begins here
    at = next((i for i in range(end + 1, len(terms)) if terms[i].lower not in _QUOTES), None)
    ended = at is None or at in stops
    if at is not None and not ended and terms[at].lower == ".":
        return None  # "Gov."
    if not ended and end > start and terms[end - 1].lower in _SUBJECTS:
        return None  # "the council that it considers"
    if not clause:
        if not ended and any(term.lower in _BESIDE for term in run[1:]):
            return None  # "cut tolls as talks (go on)"
        if finite and any(term.lower in {"and", "but"} for term in run):
            return None  # "office and the town has …"
    paused = at is not None and terms[at].lower == "," and finite and clause
    value = _ENDED * (ended or paused) + _CLAUSE * (ended and finite and clause)
    value -= _COMMA * sum(term.lower == "," for term in run)
    value -= _CUT * (after is not None and after.lower in {"and", "or", "to"})
    if after and after.lower == "," and not finite and terms[end + 2 : end + 3] and terms[end + 2].matters:
        value -= _CUT + _ALONE  # "a firm, binding pledge"
    if last.kind is Kind.CONTENT and last.lower.endswith(("ed", "ing")) and not ended:
        value -= _CUT  # a verb that waits for its object
    return value - _CUT * (finite and not ended and not paused)


def _stops(unit: Unit) -> frozenset[int]:
    """Places of the marks that end a clause: no full stop within the unit's first sentence ("Gov.")."""
    within = range(unit.sentence.start, unit.sentence.end - 2)
    return frozenset(
        i
        for i, term in enumerate(unit.terms)
        if term.lower in _STOPS and not (term.lower == "." and term.span.start in within)
    )


def _finite(term: Term) -> bool:
    return term.lower in _FINITE or term.lower.endswith(("n't", "n’t"))


def _words(unit: Unit, start: int, end: int) -> str | None:
    """The words as they stand in the text; None where they run over two passages."""
    first, last = unit.terms[start].span, unit.terms[end].span
    offset = 0
    for span in unit.spans:
        if span.start <= first.start and last.end <= span.end:
            begin = offset + first.start - span.start
            found = unit.text[begin : begin + last.end - first.start]
            return None if "\n" in found else found
        offset += len(span) + 1
    return None
