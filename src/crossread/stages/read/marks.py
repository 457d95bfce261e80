"""What punctuation says of speakers: quotations that go on, colons, brackets, signatures, labels."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from crossread.records import EntityType, Mention, Span
from crossread.records.segment import SIGNATURE
from crossread.stages.read import cues
from crossread.stages.read.drafts import Draft, Words, join
from crossread.stages.read.features import Block
from crossread.stages.read.quotes import Quoted

Ints = npt.NDArray[np.int64]

_LEAST: Final = 4  # words of a quotation that can be an utterance of its own
_NAME: Final = 6  # words of a name before a colon, with its title
_JOINS: Final = frozenset({"and", "but", "or", "while", ",", ";"})
_SURE: Final = 0.5  # confidence of what a rule adds
_BRACKET: Final = re.compile(r"\(([^()\n]{3,60})\)")
_ADDRESSES: Final = re.compile(r"(?:\s*(?:https?://|www\.|pic\.)\S+)+\s*\Z")
_SIGN: Final = 0.9  # confidence of what is signed
# What editors set before a colon: nobody speaks there.
_LABELS: Final = frozenset(
    {
        "analysis",
        "breaking",
        "breaking news",
        "correction",
        "developing",
        "editor's note",
        "exclusive",
        "fact check",
        "just in",
        "latest",
        "listen",
        "live",
        "more",
        "news alert",
        "note",
        "opinion",
        "original post",
        "photos",
        "read",
        "read more",
        "related",
        "report",
        "update",
        "updated",
        "video",
        "watch",
    }
)
_POSSESSIVE: Final = re.compile(r"['’]s?\s+(?P<noun>\w+)\s*$")


def continue_quotations(block: Block, found: Sequence[Draft]) -> list[Draft]:
    """Give quotations that no content holds to the speaker of the quotation before them.

    In one paragraph the quotation is one more piece of that speaker's content;
    opening the next paragraph, it is an utterance of its own by the same speaker.
    """
    out = list(found)
    taken = np.zeros(len(block.words), np.bool_)
    for draft in found:
        for first, last in (*draft.contents, *(at for at in (draft.cue, draft.source) if at)):
            taken[first : last + 1] = True
    starts = np.asarray([span.start for span in block.words])
    for item in block.quoted:
        first, last = _words_of(starts, item)
        if (
            last - first + 1 < _LEAST + 2
            or taken[first : last + 1].any()
            or not _is_utterance(block, item, first, last)
        ):
            continue
        speaker = _speaker_before(block, out, first)
        if speaker is None:
            continue
        held = out[speaker]
        taken[first : last + 1] = True
        if block.line[first] == block.line[held.last]:
            out[speaker] = replace(held, contents=join([*held.contents, (first, last)]))
        else:
            out.append(Draft(((first, last),), held.cue, held.source, held.confidence * _SURE))
    return sorted(out, key=lambda draft: draft.first)


def _words_of(starts: Ints, item: Quoted) -> Words:
    first, stop = np.searchsorted(starts, [item.span.start, item.span.end])
    return int(first), int(stop) - 1


def _is_utterance(block: Block, item: Quoted, first: int, last: int) -> bool:
    """A quotation that begins and ends with a sentence, not a quoted word or title within one."""
    text = block.text
    opens = (
        first == 0
        or block.sentence[first] != block.sentence[first - 1]
        or block.line[first] != block.line[first - 1]
    )
    closes = (
        not item.closed
        or text[item.inner.end - 1] in ".!?…"
        or text[item.span.end : item.span.end + 1] in (".", "!", "?")
    )
    whole = last + 1 >= len(block.words) or block.line[last] != block.line[last + 1] or closes
    return opens and whole


def _speaker_before(block: Block, found: Sequence[Draft], first: int) -> int | None:
    """The draft whose quoted words end last before word ``first``, in its line or the one before."""
    best: int | None = None
    for number, draft in enumerate(found):
        if (
            draft.last >= first
            or not draft.source
            or not draft.cue
            or (best is not None and found[best].last > draft.last)
        ):
            continue
        best = number
    if best is None:
        return None
    held = found[best]
    if block.line[first] - block.line[held.last] > 1 or block.part[first] != block.part[held.last]:
        return None
    if block.line[first] != block.line[held.last] and block.line[first] == block.line[first - 1]:
        return None  # in the next paragraph only what opens it goes on
    return best if any(_is_quoted(block, at) for at in held.contents) else None


def _is_quoted(block: Block, at: Words) -> bool:
    return bool((block.features[at[0] : at[1] + 1, 1] >= 2).mean() > 0.5)


def colons(block: Block, found: Sequence[Draft], mentions: Sequence[Mention]) -> list[Draft]:
    """Attributions by a colon: a line that opens with a person's name, a colon and a quotation."""
    out = list(found)
    people = {mention.span.end: mention for mention in mentions if mention.type is EntityType.PERSON}
    starts = np.asarray([span.start for span in block.words])
    for item in block.quoted:
        first, last = _words_of(starts, item)
        line = block.lines[block.line[first]]
        head = block.text[line.start : item.span.start].rstrip()
        named = people.get(line.start + len(head.removesuffix(":").rstrip()))
        if not named or not head.endswith(":") or len(head.split()) > _NAME:
            continue
        if any(draft.first <= first <= draft.last for draft in out):
            continue
        source = np.searchsorted(starts, [named.span.start, named.span.end])
        out.append(Draft(((first, last),), None, (int(source[0]), int(source[1]) - 1), _SURE))
    return sorted(out, key=lambda draft: draft.first)


def without_labels(block: Block, found: Sequence[Draft]) -> list[Draft]:
    """Drafts but for those of an editor's label in capitals before a colon: "UPDATE: …"."""
    return [draft for draft in found if not (draft.source and _is_label(block, draft.source))]


def _is_label(block: Block, source: Words) -> bool:
    words = block.span(*source).of(block.text)
    after = block.text[block.words[source[1]].end :].lstrip()
    label = " ".join(words.rstrip(": ").lower().replace("’", "'").split())
    return words.isupper() and label in _LABELS and (after.startswith(":") or words.endswith(":"))


def signatures(block: Block, found: Sequence[Draft], mentions: Sequence[Mention]) -> list[Draft]:
    """Embedded posts, which who signed them says: "The bridge is open. — Jane Doe (@janedoe) May 3, 2019".

    What a news desk posts of others ("Doe: all is well — The Post (@thepost)") stays theirs.
    """
    out = list(found)
    starts = np.asarray([span.start for span in block.words])
    people = {item.span.start for item in mentions if item.type is EntityType.PERSON}
    for line in block.lines:
        opening = line.start
        for signed in SIGNATURE.finditer(block.text, line.start, line.end):
            post = _post(block, starts, opening, signed)
            opening = signed.end()
            if post is None:
                continue
            inside = [draft for draft in found if post.first <= draft.first <= post.last]
            if inside and signed.start("name") not in people:
                continue
            if any(_covers(draft, post) for draft in found):
                continue
            out.append(post)
    return sorted(out, key=lambda draft: draft.first)


def _post(block: Block, starts: Ints, opening: int, signed: re.Match[str]) -> Draft | None:
    """What stands before a signature, addresses at its end left out."""
    first, stop, name, name_stop = (
        int(at)
        for at in np.searchsorted(starts, [opening, signed.start(), signed.start("name"), signed.end("name")])
    )
    addresses = _ADDRESSES.search(block.text, opening, signed.start())
    if addresses:
        stop = int(np.searchsorted(starts, addresses.start()))
    if stop - first < _LEAST or name >= name_stop:
        return None
    return Draft(((first, stop - 1),), None, (name, name_stop - 1), _SIGN)


def _covers(draft: Draft, post: Draft) -> bool:
    """Whether an attribution holds most of a post already, by whoever signed it or before it."""
    first, last = post.contents[0]
    held = sum(max(0, min(b, last) - max(a, first) + 1) for a, b in draft.contents)
    return 2 * held > last - first + 1 and not (draft.source and first <= draft.source[0] <= last)


def brackets(block: Block, found: Sequence[Draft], mentions: Sequence[Mention]) -> list[Draft]:
    """Attributions in brackets behind their content: "… (the minister's version)"."""
    out = list(found)
    starts = np.asarray([span.start for span in block.words])
    for line in block.lines:
        for match in _BRACKET.finditer(block.text, line.start, line.end):
            draft = _bracket(block, starts, match, mentions)
            if draft and not any(other.source == draft.source for other in out):
                out.append(draft)
    return sorted(out, key=lambda draft: draft.first)


def _bracket(
    block: Block,
    starts: Ints,
    match: re.Match[str],
    mentions: Sequence[Mention],
) -> Draft | None:
    named = next(
        (item for item in mentions if match.start() < item.span.start and item.span.end < match.end()), None
    )
    if not named:
        return None
    tail = _POSSESSIVE.match(block.text[named.span.end : match.end() - 1])
    if not tail or not cues.noun(tail["noun"]):
        return None
    noun = Span(named.span.end + tail.start("noun"), named.span.end + tail.end("noun"))
    opening, source, source_end, cue = (
        int(at)
        for at in np.searchsorted(starts, [match.start(), named.span.start, named.span.end, noun.start])
    )
    first = opening
    while (
        first > 0 and block.sentence[first - 1] == block.sentence[opening] and _form(block, first - 1) != ")"
    ):
        first -= 1
    while first < opening and _form(block, first).lower() in _JOINS:
        first += 1
    while opening > first and _form(block, opening - 1) in ",;:–—-":
        opening -= 1
    if opening - first < 2 or source >= source_end or cue >= len(starts):
        return None
    return Draft(((first, opening - 1),), (cue, cue), (source, source_end - 1), _SURE)


def _form(block: Block, at: int) -> str:
    return block.words[at].of(block.text)
