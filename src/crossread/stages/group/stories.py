"""Happenings to story records: name, date, place, participants, and the parts of articles on them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from crossread.records import (
    Actor,
    ActorMention,
    ActorType,
    Role,
    Span,
    Story,
    StoryArticle,
    content_id,
)
from crossread.records.segment import sentences
from crossread.stages.group.clusters import Happening
from crossread.stages.group.signals import Features
from crossread.stages.group.terms import WEEKDAYS, cosine, first_words

_PARTICIPANTS = 6
_NAME_LENGTH = 160
_NEAR_WORDS = 300
_CAPITALISED = r"[A-Z][\w’'-]+(?:[ \u00a0](?:of[ \u00a0]|de[ \u00a0]|al-)?[A-Z][\w’'-]+)*"
_PLACE = re.compile(rf"\b(?:in|at|near)[ \u00a0](?:the[ \u00a0])?(?P<place>{_CAPITALISED})")
_DATELINE = re.compile(
    r"^\W*(?P<place>[A-Z][A-Z]+(?:[ ][A-Z]+)*)(?:,[^\n]{0,40})?[ ]*(?:\([^)\n]{2,30}\))?[ ]*[–—-]+[ ]"
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_TIME_WORDS = frozenset((*WEEKDAYS, *_MONTHS))


Mentions = Mapping[str, Sequence[ActorMention]]
"""The mentions of actors by article."""


def story_of(happening: Happening, mentions: Mentions, actors: Mapping[str, Actor]) -> Story:
    """The story record of a happening, with its main articles only."""
    parts = _parts(happening)
    return Story(
        id=content_id("story", *(f"{part.article}:{part.spans}" for part in parts)),
        name=_name(happening),
        date=_date(happening),
        place=_place(happening),
        participants=_participants(happening, mentions, actors),
        articles=parts,
    )


def _parts(happening: Happening) -> tuple[StoryArticle, ...]:
    """The whole body of ordinary articles (no spans), what stands outside other segments of a live blog."""
    out = []
    for article in happening.articles:
        members = [one.unit for one in happening.members if one.unit.article.id == article]
        whole = any(not unit.posts for unit in members)
        spans = () if whole else tuple(sorted({post.span for unit in members for post in unit.posts}))
        out.append(StoryArticle(article, Role.MAIN, spans))
    return tuple(out)


def _name(happening: Happening) -> str:
    """The title nearest to all members, else their first sentence: always words of a source."""
    titled = [one for one in happening.members if one.unit.title.strip()]
    pool = titled or list(happening.members)
    best = max(pool, key=lambda one: (round(_centrality(one, happening.members), 6), _negative(one.unit.key)))
    if best.unit.title.strip():
        return " ".join(best.unit.title.split())
    text = best.unit.article.prose
    first = next((s for span in best.unit.spans for s in sentences(text, span.start, span.end)), None)
    if first is None:
        return best.unit.article.label
    return " ".join(first.of(text)[:_NAME_LENGTH].split())


def _negative(key: tuple[str, int]) -> tuple[tuple[int, ...], int]:
    return (tuple(-ord(character) for character in key[0]), -key[1])


def _centrality(one: Features, members: Iterable[Features]) -> float:
    return sum(cosine(one.lead, other.lead) for other in members if other is not one)


def _date(happening: Happening) -> str | None:
    """The day that most openings date; of equally many the earliest."""
    days = Counter(one.unit.event for one in happening.members if one.unit.event)
    best = min(days, key=lambda day: (-days[day], day), default=None)
    return best.isoformat() if best else None


def _place(happening: Happening) -> str | None:
    """The place of most datelines; else the one that most of two or more name early on, after "in"."""
    datelines: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for one in happening.members:
        text = one.unit.article.prose
        lead = " ".join(span.of(text) for span in one.unit.lead)
        dateline = _DATELINE.match(lead)
        if dateline:
            datelines[dateline["place"].title()] += 1
        near = " ".join(span.of(text) for span in first_words(text, one.unit.spans, _NEAR_WORDS))
        named.update({match["place"] for match in _PLACE.finditer(near) if _is_place(match)})
    if datelines:
        return min(datelines, key=lambda place: (-datelines[place], place))
    shared = [place for place in named if named[place] > 1]
    return min(shared, key=lambda place: (-named[place], place), default=None)


def _is_place(match: re.Match[str]) -> bool:
    """Not "in May", "in NATO", nor the last word of a name ("Council for Cooperation in Europe")."""
    first = match["place"].split()[0]
    before = match.string[: match.start()].split()[-1:]
    return first not in _TIME_WORDS and not first.isupper() and not (before and before[0][0].isupper())


def _participants(happening: Happening, mentions: Mentions, actors: Mapping[str, Actor]) -> tuple[str, ...]:
    """Named actors that at least half of the reports speak of, those most spoken of first."""
    counts: Counter[str] = Counter()
    reports: dict[str, set[str]] = {}
    own = {article: _spans(happening, article) for article in happening.articles}
    for mention in (one for article in own for one in mentions.get(article, ())):
        actor = actors.get(mention.actor)
        if actor is None or not actor.named or actor.members or actor.type is ActorType.OUTLET:
            continue
        if any(span.contains(mention.span) for span in own.get(mention.article, ())):
            counts[mention.actor] += 1
            reports.setdefault(mention.actor, set()).add(mention.article)
    enough = [actor for actor in counts if 2 * len(reports[actor]) >= len(happening.articles)]
    enough.sort(key=lambda actor: (-len(reports[actor]), -counts[actor], actors[actor].name, actor))
    return tuple(enough[:_PARTICIPANTS])


def _spans(happening: Happening, article: str) -> tuple[Span, ...]:
    spans = {span for one in happening.members if one.unit.article.id == article for span in one.unit.spans}
    return tuple(sorted(spans))
