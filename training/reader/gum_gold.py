"""GUM's discourse attributions as sources, cues and contents: the only gold for voices within voices here.

GUM marks two stretches of text: what attributes ("but the ambassador says") and
what is attributed. Its dependency trees tell the cue from the source.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

HELD_BACK = 5  # every fifth document serves for measuring
NEAR = 220  # tokens around an attributing stretch in which its content is looked for
_VERBS = ("VERB", "AUX")
_WITH_CUE = ("aux", "aux:pass", "cop")
_NEGATIONS = ("not", "n't", "n’t", "never")


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its place in the text and in the tree; ``head`` is a token of the document, or -1."""

    form: str
    tag: str
    relation: str
    head: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in character spans; ``inner``: it stands in the content of another.

    ``content`` is all that hangs on what is attributed, ``core`` its nucleus alone.
    """

    stretch: tuple[int, int]
    cue: list[tuple[int, int]]
    source: list[tuple[int, int]]
    content: list[tuple[int, int]]
    inner: bool
    core: list[tuple[int, int]]


def held_back(rows: Sequence[dict[str, Any]]) -> set[str]:
    """Ids of the documents that serve for measuring: every fifth of each genre."""
    out: set[str] = set()
    for genre in sorted({row["genre"] for row in rows}):
        ids = sorted(row["id"] for row in rows if row["genre"] == genre)
        out.update(ids[2::HELD_BACK])
    return out


def text_of(row: dict[str, Any]) -> tuple[str, list[Token]]:
    """A document's text, a turn or about five sentences a paragraph, and its tokens."""
    text, tokens = "", []
    at_token, speaker = 0, None
    for number, (sentence, size) in enumerate(zip(row["sentences"], row["sent_lengths"], strict=True)):
        if number:
            text += "\n\n" if sentence["speaker"] != speaker or number % 5 == 0 else " "
        speaker = sentence["speaker"]
        base, at = len(text), 0
        line = sentence["text"]
        for form, tag, relation, head in row["tokens"][at_token : at_token + size]:
            found = line.find(form, at)
            start = found if found >= 0 else at
            at = min(start + len(form), len(line))
            tokens.append(
                Token(form, tag, relation, at_token + head - 1 if head else -1, base + start, base + at)
            )
        text += line
        at_token += size
    return text, tokens


def attributions(row: dict[str, Any], tokens: Sequence[Token]) -> list[Found]:
    """All attributions of a document whose words are found again."""
    forms = [token.form for token in tokens]
    held: list[tuple[range, list[int], list[int]]] = []
    for item in row["attributions"]:
        stretch = item["source"].split()
        placed = place(forms, stretch, item["content_full"].split())
        if placed:
            nucleus = place(forms, stretch, item["content_nucleus"].split())
            held.append((*placed, nucleus[1] if nucleus else placed[1]))
    out = []
    for stretch, content, core in held:
        inner = any(
            stretch.start in other for span, other in ((s, set(c)) for s, c, _ in held) if span != stretch
        )
        cue, source = parts(tokens, stretch)
        spans = [runs(tokens, numbers) for numbers in (cue, source, content)]
        bounds = (tokens[stretch.start].start, tokens[stretch.stop - 1].end)
        out.append(Found(bounds, spans[0], spans[1], spans[2], inner, runs(tokens, core)))
    return out


def place(
    forms: Sequence[str], stretch: Sequence[str], content: Sequence[str]
) -> tuple[range, list[int]] | None:
    """Where an attributing stretch and its content stand: the pair that matches best."""
    best: tuple[float, range, list[int]] | None = None
    size = len(stretch)
    for at in range(len(forms) - size + 1):
        if list(forms[at : at + size]) != list(stretch):
            continue
        low, high = max(0, at - NEAR), min(len(forms), at + size + NEAR)
        window = [None if at <= n < at + size else forms[n] for n in range(low, high)]
        blocks = SequenceMatcher(None, window, list(content), autojunk=False).get_matching_blocks()
        numbers = [low + found.a + step for found in blocks if found.size > 1 or len(content) == 1
                   for step in range(found.size)]  # fmt: skip
        if not numbers:
            continue
        gap = min(abs(at - numbers[-1]), abs(numbers[0] - at - size))
        score = len(numbers) / len(content) - 0.002 * gap
        if len(numbers) >= 0.9 * len(content) and (best is None or score > best[0]):
            best = (score, range(at, at + size), numbers)
    return best[1:] if best else None


def parts(tokens: Sequence[Token], stretch: range) -> tuple[list[int], list[int]]:
    """The tokens of the cue and of the source in an attributing stretch."""
    words = [n for n in stretch if tokens[n].tag != "PUNCT"]
    if not words:
        return [], []
    lead = [tokens[n].form.lower() for n in words[:2]]
    if lead == ["according", "to"]:
        return words[:2], words[2:]
    verbs = [n for n in words if tokens[n].tag in _VERBS]
    if not verbs:
        return [], []
    cue = max((n for n in verbs if tokens[n].tag == "VERB"), default=verbs[-1])
    first = cue
    while first > stretch.start and tokens[first - 1].head == cue and _joins(tokens[first - 1]):
        first -= 1
    last = cue
    while (
        last + 1 < stretch.stop
        and tokens[last + 1].head == cue
        and tokens[last + 1].relation == "compound:prt"
    ):
        last += 1
    span = range(first, last + 1)
    subjects = [n for n in words if tokens[n].head == cue and tokens[n].relation.startswith("nsubj")]
    source = sorted({n for n in words for top in subjects if under(tokens, n, top)} - set(span))
    return list(span), source


def _joins(token: Token) -> bool:
    """Whether a token before a verb belongs to the cue: auxiliaries, and negations between them."""
    return token.relation in _WITH_CUE or (token.relation == "advmod" and token.form.lower() in _NEGATIONS)


def under(tokens: Sequence[Token], number: int, top: int) -> bool:
    """Whether a token is ``top`` or depends on it."""
    for _ in range(40):
        if number == top:
            return True
        if number < 0:
            return False
        number = tokens[number].head
    return False


def runs(tokens: Sequence[Token], numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Character spans of runs of tokens."""
    out: list[tuple[int, int]] = []
    before = None
    for number in numbers:
        if before is not None and number == before + 1:
            out[-1] = (out[-1][0], tokens[number].end)
        else:
            out.append((tokens[number].start, tokens[number].end))
        before = number
    return out
