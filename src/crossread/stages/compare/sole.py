"""Sole accounts: what matters and only one party tells, where others report on the same story."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from crossread.records import Act, FindingKind, Role
from crossread.stages.compare import tables
from crossread.stages.compare.findings import Builder, Draft
from crossread.stages.compare.matters import Link
from crossread.stages.compare.pages import Page
from crossread.stages.compare.signals import Signal, logistic
from crossread.stages.compare.units import Unit, giver, overlapping

_SHARE = 7  # one of so many sentences of an article
_PART = 5  # the same for a party's document
_LEAST, _MOST, _OF_PARTY = 4, 10, 16  # a readout is a list of points, and may show the most
_PER_STORY = 36
_SHORT = 60  # sentences
_SAME = 0.65  # a cosine at which two passages surely tell the same
_NEAR = 0.75  # a link this likely means that another party tells of it too
_LEAST_WORDS = 4
_ACTS = frozenset(
    {
        Act.PROMISE,
        Act.WARN,
        Act.THREATEN,
        Act.DENY,
        Act.ACCUSE,
        Act.AGREE,
        Act.ORDER,
        Act.DEMAND,
        Act.PROPOSE,
        Act.REFUSE,
    }
)


def sole_accounts(
    builder: Builder, links: Sequence[Link], taken: set[int], pages: Sequence[Page]
) -> list[Draft]:
    """The most important accounts of each story that no other party gives, a few for each article."""
    field = builder.field
    nearest = [0.0] * len(field.units)
    for link in links:
        first, second = field.units[link.one], field.units[link.other]
        if first.article != second.article and giver(first) != giver(second):
            told = link.probability * min(1.0, max(0.0, link.cosine) / _SAME)
            nearest[link.one] = max(nearest[link.one], told)
            nearest[link.other] = max(nearest[link.other], told)
    out: list[Draft] = []
    for story in sorted(builder.grouping.stories, key=lambda story: story.id):
        main = [part.article for part in story.articles if part.role is Role.MAIN]
        if len({_voice(pages, article) for article in main}) < 2:
            continue
        out.extend(_of_story(builder, story.id, nearest, taken, pages))
    return out


def _of_story(
    builder: Builder, story: str, nearest: Sequence[float], taken: set[int], pages: Sequence[Page]
) -> list[Draft]:
    field = builder.field
    members = [i for i, unit in enumerate(field.units) if unit.story == story]
    if not members:
        return []
    centre = _centre(builder, members)
    shown: dict[str, list[Unit]] = {}
    for index in sorted(taken):
        shown.setdefault(field.units[index].article, []).append(field.units[index])
    scored = []
    for index in members:
        if nearest[index] <= _NEAR and _eligible(field.units[index]):
            signals = _signals(builder, index, nearest[index], float(field.content[index] @ centre), pages)
            score = logistic(tables.weights("sole")["bias"] + sum(signal.share for signal in signals))
            scored.append((score, index, signals))
    scored.sort(key=lambda item: (-item[0], field.units[item[1]].key))
    most = _most(pages)
    out: list[Draft] = []
    seen = {field.utterance[index] for index in taken}
    count: dict[str, int] = {}
    for score, index, signals in scored:
        unit = field.units[index]
        there = shown.setdefault(unit.article, [])
        full = count.get(unit.article, 0) >= most[unit.article] or len(out) >= _PER_STORY
        if full or field.utterance[index] in seen or any(overlapping(unit, other) for other in there):
            continue
        seen.add(field.utterance[index])
        there.append(unit)
        count[unit.article] = count.get(unit.article, 0) + 1
        chosen = [(index, field.views[index].stance)]
        out.append(builder.build(FindingKind.SOLE_ACCOUNT, chosen, unit.classes, score, signals, whole=True))
    return out


def _eligible(unit: Unit) -> bool:
    """Accounts that a party gives: a voice's, or a party's document's own."""
    return not unit.report and len(unit.classes) >= _LEAST_WORDS and (not unit.own or unit.of_party)


def _most(pages: Sequence[Page]) -> dict[str, int]:
    """How many sole accounts of each article are shown at most: the most of a short document of a party."""
    out = {}
    for page in pages:
        length = len(page.sentences)
        if page.party:
            share = _OF_PARTY if length <= _SHORT else length // _PART
            out[page.article.id] = max(_LEAST, min(_OF_PARTY, share))
        else:
            out[page.article.id] = max(_LEAST, min(_MOST, length // _SHARE))
    return out


def _centre(builder: Builder, members: Sequence[int]) -> NDArray[np.float32]:
    """What a story is about: the mean of its articles' means, that a long article not drown the others."""
    by_article: dict[str, list[int]] = {}
    for index in members:
        by_article.setdefault(builder.field.units[index].article, []).append(index)
    means = [builder.field.content[indices].mean(axis=0) for _, indices in sorted(by_article.items())]
    centre = np.mean(means, axis=0)
    return np.asarray(centre / max(float(np.linalg.norm(centre)), 1e-9), dtype=np.float32)


def _signals(
    builder: Builder, index: int, nearest: float, central: float, pages: Sequence[Page]
) -> list[Signal]:
    weights = tables.weights("sole")
    unit = builder.field.units[index]
    length = next(len(page.article.prose) for page in pages if page.article.id == unit.article)
    mass = min(12.0, sum(builder.field.weight(c) for c in sorted(unit.classes)))
    early = unit.spans[0].start * 3 < length
    acts = unit.claim is not None and unit.claim.act in _ACTS
    return [
        Signal("apart", 1.0 - nearest, weights["apart"], f"nearest account of another party: {nearest:.0%}"),
        Signal("central", max(0.0, central), weights["central"], f"nearness to the story: {central:.2f}"),
        Signal("mass", mass, weights["mass"], f"weight of its words: {mass:.1f}"),
        Signal(
            "voice",
            float(not unit.own),
            weights["voice"],
            "a voice is named" if not unit.own else "own voice",
        ),
        Signal(
            "early",
            float(early),
            weights["early"],
            "early in its article" if early else "later in its article",
        ),
        Signal("quoted", float(unit.quoted), weights["quoted"], "quoted" if unit.quoted else "not quoted"),
        Signal("act", float(acts), weights["act"], unit.act.value),
    ]


def _voice(pages: Sequence[Page], article: str) -> str:
    return next((page.voice for page in pages if page.article.id == article), article)
