"""Paragraphs that mention a story which their article does not report: background, outlook, comparison."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import numpy.typing as npt

from crossread.records import Article, Grain, Interval, Role, Span, Story, StoryArticle, TimeMention, outside
from crossread.records.segment import lines
from crossread.stages.group.clusters import Happening
from crossread.stages.group.signals import Features, TextEncoder, model
from crossread.stages.group.terms import Weights, cosine, mean_vector, names_of, terms_of, tokens_of

_SHORTEST = 8
_HEAVY = 20  # terms of a story that look for paragraphs
_POSTINGS = 200
_NEAREST = 8
_TELLING = 3.0  # idf from which a name says anything


@dataclass(frozen=True, slots=True)
class _Profile:
    """What a story is known by: terms and names of its openings, its day, its mean embedding."""

    lead: dict[str, float]
    names: frozenset[str]
    date: date | None
    embedding: npt.NDArray[np.float32] | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    article: Article
    span: Span
    story: int
    own: tuple[int, ...]
    dated: bool


def mentioned(
    found: Sequence[Happening],
    stories: Sequence[Story],
    weights: Weights,
    times: Mapping[str, Sequence[TimeMention]],
    encoder: TextEncoder | None,
) -> list[tuple[StoryArticle, ...]]:
    """For each story the articles that mention it, with the paragraphs that do so.

    A paragraph mentions a story that its article does not report where it names
    the story's day, or where it is nearer to it than to its own story and names
    what only the other one is about.
    """
    profiles = [_profile(one, story, weights) for one, story in zip(found, stories, strict=True)]
    index = _index(profiles)
    candidates = [
        one
        for own in _owned(found)
        for paragraph in _paragraphs(own)
        for one in _candidates(own, paragraph, profiles, index, weights, times)
    ]
    spans: dict[tuple[int, str], list[Span]] = {}
    for one in _confirmed(candidates, profiles, encoder):
        spans.setdefault((one.story, one.article.id), []).append(one.span)
    out: list[list[StoryArticle]] = [[] for _ in stories]
    for (number, article), places in sorted(spans.items()):
        out[number].append(StoryArticle(article, Role.MENTION, tuple(sorted(set(places)))))
    return [tuple(parts) for parts in out]


@dataclass(frozen=True, slots=True)
class _Own:
    """A unit, the text that tells of its story, and all stories that its article reports."""

    features: Features
    spans: tuple[Span, ...]
    main: tuple[int, ...]


def _owned(found: Sequence[Happening]) -> list[_Own]:
    stories: dict[str, set[int]] = {}
    for number, one in enumerate(found):
        for article in one.articles:
            stories.setdefault(article, set()).add(number)
    members = [member for one in found for member in one.members]
    taken: dict[str, list[Span]] = defaultdict(list)
    for member in members:
        taken[member.unit.article.id].extend(post.span for post in member.unit.posts)
    return [
        _Own(
            member,
            _text_of(member, taken[member.unit.article.id]),
            tuple(sorted(stories[member.unit.article.id])),
        )
        for member in members
    ]


def _text_of(member: Features, segments: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of a unit; a live blog's whole also has the posts that belong to no segment."""
    article = member.unit.article
    if member.unit.posts or not article.posts:
        return member.unit.spans
    title = [article.title_span] if article.title_span else []
    aside = [*title, *segments, *(item.span for item in article.furniture)]
    return tuple(outside(aside, len(article.prose)))


def _profile(one: Happening, story: Story, weights: Weights) -> _Profile:
    names: set[str] = set()
    for member in one.members:
        unit = member.unit
        names.update(names_of(unit.article.prose, unit.lead))
        names.update(names_of(unit.title, [Span(0, len(unit.title))]) if unit.title else ())
    vectors = [member.embedding for member in one.members if member.embedding is not None]
    mean = np.mean(vectors, axis=0) if vectors else None
    return _Profile(
        mean_vector(member.lead for member in one.members),
        frozenset(name for name in names if weights.idf(name) >= _TELLING),
        date.fromisoformat(story.date) if story.date else None,
        None if mean is None else (mean / max(float(np.linalg.norm(mean)), 1e-6)).astype(np.float32),
    )


_Index = Mapping[str, Sequence[tuple[int, float]]]


def _index(profiles: Sequence[_Profile]) -> _Index:
    """Heavy term to the stories it stands for, with its weight in each; terms of too many find none."""
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        for word in sorted(profile.lead, key=lambda word: (-profile.lead[word], word))[:_HEAVY]:
            index[word].append((number, profile.lead[word]))
    return {word: found for word, found in index.items() if len(found) <= _POSTINGS}


def _nearest(vector: Mapping[str, float], index: _Index, own: Sequence[int]) -> list[int]:
    """The few stories that share most with a paragraph, so that the cost stays linear in the paragraphs."""
    shared: dict[int, float] = defaultdict(float)
    for word, value in vector.items():
        for number, weight in index.get(word, ()):
            shared[number] += value * weight
    others = [number for number in shared if number not in own]
    return sorted(others, key=lambda number: (-round(shared[number], 6), number))[:_NEAREST]


def _paragraphs(own: _Own) -> Iterator[Span]:
    text = own.features.unit.article.prose
    for span in own.spans:
        for line in lines(text, span.start, span.end):
            if len(tokens_of(line.of(text))) >= _SHORTEST:
                yield line


def _candidates(
    own: _Own,
    paragraph: Span,
    profiles: Sequence[_Profile],
    index: _Index,
    weights: Weights,
    times: Mapping[str, Sequence[TimeMention]],
) -> Iterator[_Candidate]:
    options = model()["mentions"]
    article = own.features.unit.article
    vector = weights.vector(terms_of(article.prose, [paragraph]))
    near = {
        number: likeness
        for number in _nearest(vector, index, own.main)
        if (likeness := cosine(vector, profiles[number].lead)) >= options["dated"]
    }
    if not near:
        return
    names = frozenset(names_of(article.prose, [paragraph]))
    intervals = [one.interval for one in times.get(article.id, ()) if paragraph.contains(one.span)]
    known = frozenset().union(*(profiles[number].names for number in own.main))
    days = [profiles[number].date for number in own.main]
    for number, likeness in near.items():
        profile = profiles[number]
        shared = names & profile.names
        if shared and _dated(intervals, profile.date, days):
            yield _Candidate(article, paragraph, number, own.main, True)
            continue
        named = likeness >= options["named"] and len(shared) >= options["names"] and bool(shared - known)
        if named and _told_before(profile.date, own):
            yield _Candidate(article, paragraph, number, own.main, False)


def _told_before(day: date | None, own: _Own) -> bool:
    """Whether a story may be in the past of a text; else only its date can show that it is meant."""
    told = own.features.unit.published
    return day is None or told is None or day <= told


def _dated(intervals: Sequence[Interval], day: date | None, own: Sequence[date | None]) -> bool:
    """Whether a paragraph names the story's day (or month) and not just its own story's."""
    if day is None or any(other and abs((other - day).days) <= 1 for other in own):
        return False
    fine = (Grain.MINUTE, Grain.DAY, Grain.WEEK, Grain.MONTH)
    return any(
        one.grain in fine and _holds(one, day) and not any(other and _holds(one, other) for other in own)
        for one in intervals
    )


def _holds(interval: Interval, day: date) -> bool:
    return interval.start.date() <= day and interval.end > datetime(day.year, day.month, day.day)


def _confirmed(
    candidates: Sequence[_Candidate], profiles: Sequence[_Profile], encoder: TextEncoder | None
) -> Iterator[_Candidate]:
    """Dated candidates, and of the others those that the encoder puts nearer to the mentioned story."""
    options = model()["mentions"]
    unsure = [one for one in candidates if not one.dated]
    yield from (one for one in candidates if one.dated)
    if encoder is None or not unsure:
        return
    vectors = encoder.encode([one.span.of(one.article.prose) for one in unsure])
    for one, vector in zip(unsure, vectors, strict=True):
        there = _near(vector, profiles[one.story])
        here = max((_near(vector, profiles[number]) for number in one.own), default=0.0)
        if there >= options["embedding"] and there >= here + options["margin"]:
            yield one


def _near(vector: npt.NDArray[np.float32], profile: _Profile) -> float:
    return 0.0 if profile.embedding is None else float(vector @ profile.embedding)
