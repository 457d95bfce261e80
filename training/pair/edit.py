"""Make pairs from annotated sentences: one thing changed, or nothing but the wording.

A change of a number, a name, a negation or the actors makes a contradiction. For
each kind of change there are counterparts that alter as little and do not
conflict, so that a model cannot learn that any difference is a contradiction.
"""

import random
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

TABLES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("edits.toml").read_text("utf-8"))
PAST: dict[str, str] = dict(TABLES["past"])
NAMED = ("PERSON", "ORGANIZATION", "LOCATION")
AUXILIARIES = frozenset(
    [
        "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "should", "may",
        "might", "must", "did", "does", "do",
    ]
)  # fmt: skip
PRONOUNS_AND_NO = ("you", "we", "he", "she", "they", "it", "I", "no", "nothing", "nobody", "hardly")
BEFORE_BOUNDS = ("than", "least", "most", "about", "nearly", "over", "$", "#")
COUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Token:
    """One word with its part of speech and entity type, positions in its sentence."""

    start: int
    end: int
    tag: str
    kind: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its words."""

    text: str
    tokens: tuple[Token, ...]

    def word(self, at: int) -> str:
        """The text of one word."""
        return self.text[self.tokens[at].start : self.tokens[at].end]

    def replace(self, first: int, last: int, new: str) -> str:
        """The text with words ``first`` to ``last`` replaced."""
        return self.text[: self.tokens[first].start] + new + self.text[self.tokens[last].end :]

    def names(self) -> list[tuple[int, int, str]]:
        """Runs of words of one entity type: first word, last word, type."""
        out: list[tuple[int, int, str]] = []
        for at, token in enumerate(self.tokens):
            if token.kind not in NAMED or not self.word(at)[:1].isupper():
                continue
            if out and out[-1][1] == at - 1 and out[-1][2] == token.kind:
                out[-1] = (out[-1][0], at, token.kind)
            else:
                out.append((at, at, token.kind))
        return out

    def span(self, first: int, last: int) -> str:
        """The text of words ``first`` to ``last``."""
        return self.text[self.tokens[first].start : self.tokens[last].end]


Pools = dict[tuple[str, int], list[str]]
Edit = Callable[[Sentence, random.Random, Pools], str | None]


def sentences(row: dict[str, Any]) -> Iterator[Sentence]:
    """Plain sentences of 7 to 45 words of one PolNeAR article."""
    for first, end in row["sents"]:
        words = row["toks"][first:end]
        if not 7 <= len(words) <= 45:
            continue
        base, stop = words[0][0], words[-1][1]
        text = row["text"][base:stop]
        if text[-1] not in '.”"' or "?" in text or "\n" in text or not text[0].isupper():
            continue
        tokens = tuple(
            Token(w[0] - base, w[1] - base, w[2], (w[3] if len(w) > 3 else None) or "O") for w in words
        )
        yield Sentence(text, tokens)


def name_pools(found: Sequence[Sentence]) -> Pools:
    """Names by entity type and number of words."""
    pools: dict[tuple[str, int], dict[str, int]] = {}
    for sentence in found:
        for first, last, kind in sentence.names():
            held = pools.setdefault((kind, last - first), {})
            name = sentence.span(first, last)
            held[name] = held.get(name, 0) + 1
    return {key: sorted(held) for key, held in pools.items()}


def other_count(number: str, rng: random.Random) -> str:
    """A number of the same form and a similar size."""
    plain = number.replace(",", "")
    if "." in plain:
        digits = len(plain.split(".")[1])
        return f"{float(plain) * rng.choice([0.3, 0.5, 1.4, 1.8, 3.0]) + 1.1:.{digits}f}"
    value = int(plain)
    if len(plain) == 4 and 1800 < value < 2100 and "," not in number:
        return str(value + rng.choice([-12, -7, -4, -3, -2, -1, 1, 2, 3, 5, 8]))
    new = value
    while new == value:
        change = rng.choice([0.25, 0.5, 0.7, 1.3, 1.5, 2, 3, 10])
        new = int(value * change) if value > 12 and rng.random() < 0.7 else value + rng.randint(1, 9)
    return f"{new:,}" if "," in number else str(new)


def other_number(sentence: Sentence, rng: random.Random, _: Pools) -> str | None:
    """Another number, day, month or scale in place of one."""
    found: list[tuple[int, str]] = []
    for at, token in enumerate(sentence.tokens):
        word = sentence.word(at)
        for name in ("numbers", "days", "months", "scales"):
            if word in TABLES[name] or (name == "numbers" and word.lower() in TABLES[name]):
                new = rng.choice([other for other in TABLES[name] if other != word.lower() and other != word])
                found.append((at, new.capitalize() if word[0].isupper() else new))
        if token.tag == "CD" and COUNT.fullmatch(word):
            found.append((at, other_count(word, rng)))
    if not found:
        return None
    at, new = rng.choice(found)
    return sentence.replace(at, at, new)


def other_name(sentence: Sentence, rng: random.Random, pools: Pools) -> str | None:
    """Another name of the same type and length in place of one that stands once."""
    names = [one for one in sentence.names() if sentence.text.count(sentence.span(one[0], one[1])) == 1]
    rng.shuffle(names)
    for first, last, kind in names:
        mine = set(sentence.span(first, last).split())
        pool = pools.get((kind, last - first), [])
        for _ in range(5):
            new = rng.choice(pool) if pool else ""
            if new and not mine & set(new.split()) and new not in sentence.text:
                return sentence.replace(first, last, new)
    return None


def negated(sentence: Sentence, rng: random.Random, _: Pools) -> str | None:
    """A negation more or a negation less."""
    found: list[str] = []
    for at, token in enumerate(sentence.tokens):
        word = sentence.word(at)
        following = sentence.word(at + 1) if at + 1 < len(sentence.tokens) else ""
        if word.lower() in AUXILIARIES and token.tag in ("MD", "VBZ", "VBP", "VBD"):
            if following in ("not", "n't", "never"):
                cut = sentence.text[: token.end] + sentence.text[sentence.tokens[at + 1].end :]
                found += [cut] * (following != "n't" or word not in ("wo", "ca"))
            elif following not in PRONOUNS_AND_NO:
                found.append(sentence.replace(at, at, f"{word} {rng.choice(['not', 'not', 'never'])}"))
        elif token.tag == "VBD" and word in PAST:
            new = rng.choice([f"did not {PAST[word]}", f"didn't {PAST[word]}", f"never {word}"])
            found.append(sentence.replace(at, at, new))
    return rng.choice(found) if found else None


def swapped_actors(sentence: Sentence, rng: random.Random, _: Pools) -> str | None:
    """Two names exchanged that have a verb between them."""
    names = sentence.names()
    found = []
    for (first, last, kind), (other, end, same) in pairwise(names):
        left, right = sentence.span(first, last), sentence.span(other, end)
        verbs = [
            t.tag for t in sentence.tokens[last + 1 : other] if t.tag.startswith("VB") and t.tag != "VBN"
        ]
        joined = {sentence.word(at) for at in range(last + 1, other)} & {"and", "or", "met", "with"}
        if kind == same and verbs and not joined and not set(left.split()) & set(right.split()):
            text = sentence.text
            a, b, c, d = (sentence.tokens[first].start, sentence.tokens[last].end,
                          sentence.tokens[other].start, sentence.tokens[end].end)  # fmt: skip
            if text.count(left) == text.count(right) == 1:
                found.append(text[:a] + right + text[b:c] + left + text[d:])
    return rng.choice(found) if found else None


def opposite(sentence: Sentence, rng: random.Random, _: Pools) -> str | None:
    """A word's opposite in its place."""
    found = []
    for pair in TABLES["opposites"]:
        for word, new in (pair, pair[::-1]):
            found += [
                sentence.replace(at, at, new)
                for at in range(len(sentence.tokens))
                if sentence.word(at) == word
            ]
    return rng.choice(found) if found else None


def reworded(text: str, rng: random.Random, most: int = 3) -> str | None:
    """Other words for the same: synonyms, contractions, number forms."""
    swaps: list[tuple[str, str]] = []
    for name in ("wordings", "contractions"):
        for pair in TABLES[name]:
            swaps += [
                (old, new) for old, new in (pair, pair[::-1]) if re.search(rf"\b{re.escape(old)}(?!\w)", text)
            ]
    swaps += number_forms(text)
    if not swaps:
        return None
    rng.shuffle(swaps)
    out = text
    for old, new in swaps[: rng.randint(1, most)]:
        found = re.search(rf"(?<!\w){re.escape(old)}(?!\w)", out)
        out = out[: found.start()] + new + out[found.end() :] if found else out
    return out if out != text else None


def number_forms(text: str) -> list[tuple[str, str]]:
    """Other ways to write the numbers of ``text``."""
    money = re.finditer(r"\$(\d[\d.,]*\d|\d) (million|billion)", text)
    out = [(found[0], f"{found[1]} {found[2]} dollars") for found in money]
    out += [(found[0], found[0].replace(",", "")) for found in re.finditer(r"\d{1,3}(?:,\d{3})+", text)]
    out += [(found[0], f"{found[1]}%") for found in re.finditer(r"(\d+(?:\.\d+)?) percent", text)]
    for value, word in enumerate(TABLES["numbers"], start=2):
        out += [
            (old, new)
            for old, new in ((word, str(value)), (str(value), word))
            if re.search(rf"(?<![\d$.,]){old}(?![\d.,:%-])\b", text)
        ]
    for month in TABLES["months"]:
        if len(month) > 5 and f"{month} " in text:
            out.append((f"{month} ", f"{month[:3]}. "))
    return out


def bounded(sentence: Sentence, rng: random.Random) -> tuple[str, bool] | None:
    """A number replaced by a bound or a rounding, and whether it still holds."""
    at_all = [
        at for at, token in enumerate(sentence.tokens)
        if token.tag == "CD" and re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d{2,3}", sentence.word(at))
        and (at == 0 or sentence.word(at - 1).lower() not in BEFORE_BOUNDS)
        and token.kind not in ("DATE", "TIME")
    ]  # fmt: skip
    if not at_all:
        return None
    at = rng.choice(at_all)
    value = int(sentence.word(at).replace(",", ""))
    step = 10 ** (len(str(value)) - 1)
    low, high = value // step * step, (value // step + 1) * step
    low -= step // 2 * (low == value)
    holds = rng.random() < 0.6
    near = [("more than", low), ("over", low), ("at least", low), ("fewer than", high), ("under", high),
            ("about", round(value, 1 - len(str(value)))), ("at most", high), ("around", value)]  # fmt: skip
    far = [("more than", high), ("over", high), ("at least", high), ("fewer than", low), ("under", low),
           ("about", 2 * high), ("nearly", 3 * value)]  # fmt: skip
    words, bound = rng.choice(near if holds else far)
    return sentence.replace(at, at, f"{words} {bound:,}"), holds


def shortened(sentence: Sentence, rng: random.Random) -> str | None:
    """The sentence without an adverb, a first name or what follows a comma: it follows from the whole."""
    found = []
    for at, token in enumerate(sentence.tokens):
        word = sentence.word(at)
        if (
            token.tag == "RB"
            and word.endswith("ly")
            and at
            and word not in ("only", "nearly", "hardly", "rarely")
        ):
            found.append(
                re.sub(r"\s+", " ", sentence.replace(at, at, "")).replace(" ,", ",").replace(" .", ".")
            )
        if word in (",", "—") and at > 8 and at < len(sentence.tokens) - 3:
            tail = sentence.word(at + 1)
            if tail in (
                "which",
                "who",
                "according",
                "saying",
                "adding",
                "including",
                "while",
                "after",
                "where",
            ):
                found.append(sentence.text[: token.start].rstrip() + ".")
    for first, last, kind in sentence.names():
        if kind == "PERSON" and last > first:
            found.append(sentence.replace(first, last, sentence.word(last)))
    return rng.choice(found) if found else None


CHANGES: dict[str, Edit] = {
    "number": other_number,
    "name": other_name,
    "negation": negated,
    "actor": swapped_actors,
}
