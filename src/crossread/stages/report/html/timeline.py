"""The timeline: what happened, was said, published and done, on which day; and where to draw it."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from math import log2, sqrt

from crossread.records import FindingKind, Grain
from crossread.stages.report.html.dates import long_date, sort_key
from crossread.stages.report.html.links import Links
from crossread.stages.report.index import ranked
from crossread.stages.report.shown import elided, one_line, plural

LANES = (
    ("happened", "Happened"),
    ("said", "Said"),
    ("published", "Published"),
    ("status", "Agreed, done, changed"),
)
_MOST_NAMES = 6
_LEFT, _RIGHT, _TOP, _LANE = 186.0, 56.0, 22.0, 44.0
_WIDTH, _LEAST_STEP, _MOST_STEP = 1090.0, 74.0, 190.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on one day: its words and where it leads. ``count`` is how many it stands for."""

    lane: str
    words: str
    href: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Day:
    """All entries of one date (a day, or a month or year where no more is known)."""

    iso: str
    label: str
    entries: tuple[Entry, ...]
    x: float

    @property
    def year(self) -> str:
        """The year, for the drawing."""
        return self.iso[:4]

    @property
    def short(self) -> str:
        """Day and month, as far as they are known, for the drawing."""
        return self.label.removesuffix(self.year).strip()


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark of the drawing. ``words`` is its tooltip."""

    lane: str
    x: float
    y: float
    radius: float
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days in order, and the drawing of them in its own units."""

    days: tuple[Day, ...]
    dots: tuple[Dot, ...]
    lanes: tuple[tuple[str, str, float], ...]  # name, words, y
    width: float
    height: float
    left: float = _LEFT - 24


def timeline(links: Links) -> Timeline:
    """The timeline of a report; no days where nothing is dated."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for iso, entry in (*_happened(links), *_said(links), *_published(links), *_done(links)):
        key = sort_key(iso)
        if key:
            found[key[:10]].append(entry)
    used = {entry.lane for entries in found.values() for entry in entries}
    kept = [lane for lane in LANES if lane[0] in used]
    lanes = tuple((name, words, _TOP + _LANE * (row + 0.5)) for row, (name, words) in enumerate(kept))
    days = _placed(found)
    return Timeline(
        days=days,
        dots=tuple(dot for day in days for dot in _dots(day, lanes)),
        lanes=lanes,
        width=(days[-1].x if days else _LEFT) + _RIGHT,
        height=_TOP + _LANE * len(lanes) + 40,
    )


def _placed(found: dict[str, list[Entry]]) -> tuple[Day, ...]:
    """Days from left to right; a longer gap takes more room, but by its logarithm only."""
    order = [lane for lane, _ in LANES]
    dates = sorted(found)
    gaps = [(_first_day(later) - _first_day(earlier)).days for earlier, later in pairwise(dates)]
    steps = [0.0, *accumulate(1 + 0.25 * log2(max(1, gap)) for gap in gaps)]
    step = max(_LEAST_STEP, min(_MOST_STEP, (_WIDTH - _LEFT - _RIGHT) / max(steps[-1], 1)))
    days = []
    for iso, place in zip(dates, steps, strict=False):  # no date, no day, though there is a first place
        entries = sorted(
            set(found[iso]), key=lambda entry: (order.index(entry.lane), entry.href, entry.words, entry.count)
        )
        days.append(Day(iso, long_date(iso), tuple(entries), round(_LEFT + step * place, 1)))
    return tuple(days)


def _first_day(iso: str) -> date:
    parts = [int(part) for part in iso.split("-")]
    year, month, day = [*parts, 1, 1][:3]
    try:
        return date(max(year, 1), month, day)
    except ValueError:  # the 30th of February: a date that a source may state
        return date(max(year, 1), max(1, min(month, 12)), 1)


def _dots(day: Day, lanes: tuple[tuple[str, str, float], ...]) -> list[Dot]:
    dots = []
    for name, _, y in lanes:
        entries = [entry for entry in day.entries if entry.lane == name]
        if entries:
            count = sum(entry.count for entry in entries)
            words = f"{day.label}: " + "; ".join(entry.words for entry in entries)
            radius = round(min(4 + 1.6 * sqrt(count), 14), 1)
            dots.append(Dot(name, day.x, y, radius, elided(words, 300), entries[0].href))
    return dots


def _happened(links: Links) -> list[tuple[str, Entry]]:
    return [
        (story.date, Entry("happened", elided(one_line(story.name), 120), links.story(story.id)))
        for story in links.report.stories
        if story.date
    ]


def _said(links: Links) -> list[tuple[str, Entry]]:
    """Claims by the day on which they were said: one entry a day and article, naming the voices."""
    voices: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    first: dict[tuple[str, str], str] = {}
    for article in links.report.articles:
        for claim in links.index.claims_of[article.id]:
            if claim.said_on and claim.heard and claim.said_on.grain in (Grain.DAY, Grain.MINUTE):
                key = (claim.said_on.start.strftime("%Y-%m-%d"), article.id)
                voices[key][links.index.party(claim.heard[-1])] += 1
                first.setdefault(key, links.passage(article.id, claim.content[0]))
    return [
        (
            iso,
            Entry(
                "said",
                f"{_names(count)}, in {links.index.outlet(article)}",
                first[iso, article],
                count.total(),
            ),
        )
        for (iso, article), count in sorted(voices.items())
    ]


def _names(voices: Counter[str]) -> str:
    """Who spoke, the most heard first, with how often."""
    order = sorted(voices.items(), key=lambda item: (-item[1], item[0]))
    names = [f"{elided(name, 40)} ({count})" if count > 1 else elided(name, 40) for name, count in order]
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more


def _published(links: Links) -> list[tuple[str, Entry]]:
    entries = []
    for article in links.report.articles:
        outlet = links.index.outlet(article.id)
        by_day = Counter(post.time[:10] for post in article.posts if len(post.time) > 5)
        for iso, count in sorted(by_day.items()):
            words = f"{outlet}: {plural(count, 'post')}"
            entries.append((iso, Entry("published", words, links.article(article.id), count)))
        if article.published and article.published[:10] not in by_day:
            words = f"{outlet}: {elided(links.index.title(article), 90)}"
            entries.append((article.published, Entry("published", words, links.article(article.id))))
    return entries


def _done(links: Links) -> list[tuple[str, Entry]]:
    """Steps of commitments and of changed positions."""
    kinds = (FindingKind.COMMITMENT, FindingKind.POSITION_SHIFT)
    return [
        (
            step.on,
            Entry(
                "status",
                f"{one_line(step.status)}: {elided(one_line(finding.question), 90)}",
                links.finding(finding.id),
            ),
        )
        for finding in ranked(links.report.findings)
        if finding.kind in kinds
        for step in finding.history
        if step.on
    ]
