"""The reading of one article: who says what in it, and what it names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from crossread.models import Reader
from crossread.records import Article, Attribution, EntityType, Mention, Reading, Span, outside
from crossread.stages.read import labels, marks, stance
from crossread.stages.read.confidence import calibrated, signals
from crossread.stages.read.decode import Tagged, barriers, tag, tag_loose
from crossread.stages.read.drafts import Draft, Words, drafts, nest, share_sources
from crossread.stages.read.features import Block, block
from crossread.stages.read.holders import identities, with_holders
from crossread.stages.read.names import name_span
from crossread.stages.read.nested import contents_of, within_contents
from crossread.stages.read.roles import Cue, frames
from crossread.stages.read.scores import Scores, score
from crossread.stages.read.worth import Policy, passes_on, takes_up, worth_keeping

_LIKELY = 0.3  # an outermost attribution less likely to be right is left out


@dataclass(frozen=True, slots=True)
class Found:
    """What one pass over one block found."""

    block: Block
    drafts: tuple[Draft, ...]
    mentions: tuple[Mention, ...]


def read(article: Article, reader: Reader, *, nested: Policy = Policy.SPEECH) -> Reading:
    """Who says what in ``article``, and what it names.

    Everything lies in the article's body: no span touches furniture, and no
    span runs over a line break except inside an open quotation. Outermost
    attributions come first, in text order, then those inside their contents, and so on.
    ``nested`` says which voices within voices are kept; unless it is all, what is more likely
    wrong than right is left out. Pure: the same article
    and weights give the same reading. Raises ModelError where the model's files
    are missing, damaged, or of another version.
    """
    labels.check(reader.labels, reader.name)
    found = read_block(block(article.prose, parts_of(article), article.gaps()), reader, zones_of(article))
    attributions: list[Attribution] = []
    chances: list[float] = []  # of each, calibrated; what is kept hangs on the model's own certainty
    made: dict[int, Attribution] = {}  # by number of the draft, kept or not
    places: dict[int, int] = {}
    for number, (draft, holder) in enumerate(nest(found.drafts)):
        one = _attribution(found.block, draft)
        chance = _chance(one, reader)
        if holder is not None:
            outer, teller = made.get(holder), places.get(holder)
            if outer is None or (teller is None and not passes_on(article.text, outer, one)):
                continue  # what it stands in was not kept
            if teller is None or takes_up(article.text, outer, one):
                teller = outer.parent
            chain = one.confidence * (attributions[teller].confidence if teller is not None else 1.0)
            kept = worth_keeping(article.text, outer, one, chain, nested)
            one = replace(one, parent=teller, confidence=round(chain, 4))
            chance *= chances[teller] if teller is not None else 1.0
            if not kept:
                made[number] = one
                continue
        made[number] = one
        if holder is None and nested is not Policy.ALL and chance < _LIKELY:
            continue
        places[number] = len(attributions)
        attributions.append(one)
        chances.append(chance)
    said = (replace(one, confidence=round(p, 4)) for one, p in zip(attributions, chances, strict=True))
    return Reading(article.id, tuple(said), found.mentions)


def _chance(made: Attribution, reader: Reader) -> float:
    found = signals(
        made.confidence, cue_type=made.cue_type, quotation=made.quotation, source=made.source is not None
    )
    return calibrated(made.confidence, found, reader.calibration)


def parts_of(article: Article) -> list[Span]:
    """The stretches of the body, cut where no span may run on: furniture, headline, headings, posts.

    Sentences go on behind the furniture inside them (``gaps`` of an article).
    """
    cuts: set[int] = set()
    gaps = set(article.gaps())
    aside = (item.span for item in article.furniture if item.span not in gaps)
    for span in zone_spans(article):
        cuts |= {span.start, span.end}
    out: list[Span] = []
    for part in outside(aside, len(article.text)):
        edges = [part.start, *sorted(at for at in cuts if part.start < at < part.end), part.end]
        out += [Span(left, right) for left, right in pairwise(edges)]
    return out


def zone_spans(article: Article) -> list[Span]:
    """The spans that stand by themselves: the headline, headings, and each post of a live blog."""
    heads = [article.title_span, *article.headings, *(post.heading for post in article.posts)]
    return [span for span in heads if span] + [post.span for post in article.posts]


def zones_of(article: Article) -> list[Span]:
    """Smaller zones last, so that they win over the posts that hold them."""
    return sorted(zone_spans(article), key=lambda span: -len(span))


def read_block(item: Block, reader: Reader, zones: Sequence[Span] = ()) -> Found:
    """Find cues and the parts of each, and apply the rules of punctuation; no part leaves its cue's zone."""
    scores = score(item, reader)
    fresh = barriers(item)
    mentions = _mentions(item, scores, reader, fresh)
    framed = frames(_cues(scores, reader, fresh), scores.memory, _zone_of_words(item, zones), fresh, reader)
    outer = with_holders(item, share_sources(item, drafts(framed)))
    outer += [one for one in identities(item, outer, contents_of(item, outer)) if not one.inner]
    within = within_contents(item, outer, _inner_cues(scores, reader, fresh))
    inner = drafts(frames(within.cues, scores.memory, within.zones, fresh, reader))
    inner = with_holders(item, share_sources(item, inner, within.zones))
    inner += [one for one in identities(item, [*outer, *inner], within.zones) if one.inner]
    found = [*outer, *inner]
    found = marks.continue_quotations(item, found)
    found = marks.colons(item, found, mentions)
    found = marks.brackets(item, found, mentions)
    found = marks.signatures(item, marks.without_labels(item, found), mentions)
    return Found(item, tuple(sorted(found, key=lambda draft: (draft.first, draft.last))), mentions)


def _cues(scores: Scores, reader: Reader, fresh: npt.NDArray[np.bool_]) -> list[Cue]:
    """The cues of outermost attributions."""
    moves, first = reader.crf
    tagged = tag(scores.attribution, moves, first, reader.labels["attribution"], fresh)
    return [Cue(one.first, one.last, False, one.confidence) for one in tagged if one.kind == "cue"]


def _inner_cues(scores: Scores, reader: Reader, fresh: npt.NDArray[np.bool_]) -> list[Cue]:
    """What the head for cues within contents sees, wherever it stands."""
    labels = reader.labels["inner"]
    tagged = tag_loose(scores.inner, labels, fresh)
    return [Cue(one.first, one.last, True, 1.0) for one in tagged]


def _zone_of_words(item: Block, zones: Sequence[Span]) -> npt.NDArray[np.int32]:
    starts = np.asarray([span.start for span in item.words], np.int64)
    out = np.zeros(len(starts), np.int32)
    for number, zone in enumerate(zones, 1):
        first, last = np.searchsorted(starts, [zone.start, zone.end])
        out[first:last] = number
    return out


def _mentions(
    item: Block, scores: Scores, reader: Reader, fresh: npt.NDArray[np.bool_]
) -> tuple[Mention, ...]:
    names = reader.labels["entity"]
    spans: Iterable[Tagged] = tag_loose(scores.entity, names, fresh | item.gap)
    kinds = ((one, EntityType(one.kind)) for one in spans)
    return tuple(
        Mention(span, kind, round(one.confidence, 4))
        for one, kind in kinds
        if (span := name_span(item, one.first, one.last, kind))
    )


def _attribution(item: Block, draft: Draft) -> Attribution:
    """The record of a draft, with what its cue and words say of act, polarity, hedging and quotation."""

    def span(at: Words) -> Span:
        return max(_within_parts(item, at), key=len)

    content = tuple(piece for at in draft.contents for piece in _within_parts(item, at))
    cue = span(draft.cue) if draft.cue else None
    source = span(draft.source) if draft.source else None
    told = stance.telling(item.text, content, cue, item.quoted, source)
    return Attribution(
        content=content,
        source=source,
        cue=cue,
        parent=None,
        quotation=told.quotation,
        act=told.act,
        polarity=told.polarity,
        hedged=told.hedged,
        planned=told.planned,
        cue_type=told.cue_type,
        confidence=round(min(1.0, draft.confidence), 4),
    )


def _within_parts(item: Block, at: Words) -> Iterable[Span]:
    """The spans of words ``at``, cut where furniture may stand between: at gaps, and where a part ends."""
    first, last = at
    cuts = [n for n in range(first + 1, last + 1) if item.gap[n] or item.part[n] != item.part[n - 1]]
    for left, right in zip([first, *cuts], [*cuts, last + 1], strict=True):
        yield item.span(left, right - 1)
