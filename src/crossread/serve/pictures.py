"""Where a picture says it quicker: what is drawn, in its own units. The templates draw it as SVG."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil

from crossread.records import Account, Finding, FindingKind, Stance
from crossread.serve.links import PageLinks
from crossread.stages.report.html.dates import long_date, sort_key
from crossread.stages.report.html.view import FindingView
from crossread.stages.report.shown import elided, plural

_AT_ODDS = (FindingKind.CONTRADICTION, FindingKind.DENIAL, FindingKind.NUMERIC_DIFFERENCE)
_MOST_PARTIES = 14
_STEPS = 3  # shades of a colour
_SIDE = 46.0  # of a cell
_NAMES = 236.0
_LONGEST = 32


@dataclass(frozen=True, slots=True)
class Cell:
    """Two parties beside each other: on how many points they agree and differ, and how that is drawn."""

    x: float
    y: float
    tone: str
    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Parties against parties. ``names`` are those of rows and columns, with their places."""

    names: tuple[tuple[int, str, float], ...]
    cells: tuple[Cell, ...]
    left: float
    side: float
    width: float
    height: float


def heat_map(links: PageLinks) -> HeatMap | None:
    """On how many points each two parties agree and differ; None where there are not two that do."""
    agree: Counter[frozenset[str]] = Counter()
    differ: Counter[frozenset[str]] = Counter()
    for finding in links.findings:
        if finding.kind is FindingKind.AGREEMENT:
            agree.update(_pairs(finding, same=True))
        elif finding.kind in _AT_ODDS:
            differ.update(_at_odds(finding))
    weight: Counter[str] = Counter()
    for pair, count in (*agree.items(), *differ.items()):
        weight.update(dict.fromkeys(pair, count))
    parties = [party for party, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0]))]
    parties = parties[:_MOST_PARTIES]
    if len(parties) < 2:
        return None
    names = [elided(links.index.party(party), _LONGEST) for party in parties]
    cells = [
        _cell(row, column, names, agree[frozenset((parties[row], parties[column]))],
              differ[frozenset((parties[row], parties[column]))])
        for row, column in combinations(range(len(parties)), 2)
    ]  # fmt: skip
    return HeatMap(
        names=tuple((number + 1, name, 26 + _SIDE * number) for number, name in enumerate(names)),
        cells=tuple(cells),
        left=_NAMES,
        side=_SIDE,
        width=_NAMES + _SIDE * len(parties),
        height=26 + _SIDE * len(parties),
    )


def _at_odds(finding: Finding) -> list[frozenset[str]]:
    """The parties that a finding sets apart: by their stances, or the two it is most about."""
    if finding.kind is FindingKind.NUMERIC_DIFFERENCE:
        return list(_pairs(finding, same=True))
    by_stance = list(_pairs(finding, same=False))
    # "Accepted" and "pressed" are both asserted; accounts stand in order, the most telling first.
    parties = list(dict.fromkeys(a.party for a in finding.accounts if a.stance is not Stance.SILENT))
    return by_stance or [frozenset(parties[:2])] if len(parties) > 1 else []


def _pairs(finding: Finding, *, same: bool) -> Iterable[frozenset[str]]:
    """Each two parties of a finding whose stances are the same, or are not."""
    stances: defaultdict[str, set[Stance]] = defaultdict(set)
    for account in finding.accounts:
        if account.stance is not Stance.SILENT:
            stances[account.party].add(account.stance)
    for one, other in combinations(sorted(stances), 2):
        if same == bool(stances[one] & stances[other]):
            yield frozenset((one, other))


def _cell(row: int, column: int, names: Sequence[str], agree: int, differ: int) -> Cell:
    parts = []
    if agree:
        parts.append(f"agree on {plural(agree, 'point')}")
    if differ:
        parts.append(f"differ on {plural(differ, 'point')}")
    tone = "empty"
    if agree or differ:
        tone = f"odds-{min(differ, _STEPS)}" if differ >= agree else f"agree-{min(agree, _STEPS)}"
    return Cell(
        x=_NAMES + _SIDE * row,
        y=26 + _SIDE * column,
        tone=tone,
        mark=" ".join(
            part for part in (f"={agree}" if agree else "", f"≠{differ}" if differ else "") if part
        ),
        words=f"{names[row]} and {names[column]}: {', '.join(parts) or 'no common point'}",
    )


@dataclass(frozen=True, slots=True)
class Stop:
    """One telling of a quotation on its way."""

    x: float
    y: float
    outlet: str
    date: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class Travel:
    """How one utterance went from telling to telling, the earliest first."""

    anchor: str
    stops: tuple[Stop, ...]
    width: float
    height: float


_WAY_LEFT, _WAY_RIGHT, _WAY_ROW = 14.0, 640.0, 40.0


def travel(links: PageLinks, view: FindingView) -> Travel | None:
    """The way of a quotation through its tellings; None where fewer than two have words."""
    told: list[tuple[str, Account]] = sorted(
        (
            (links.index.told_on(account) or "9999", account)
            for account in view.finding.accounts
            if account.passages
        ),
        key=lambda item: (sort_key(item[0]) or "9999", item[1].article),
    )
    if len(told) < 2:
        return None
    own = _own_shares(view)
    step = (_WAY_RIGHT - _WAY_LEFT) * 0.5 / (len(told) - 1)
    stops = []
    for row, (day, account) in enumerate(told):
        href = links.passage(account.article, account.passages[0])
        share = own.get(href)
        note = (
            ""
            if share is None
            else ("no word of its own" if share == 0 else f"{share:.0%} of its words its own")
        )
        stops.append(
            Stop(
                x=round(_WAY_LEFT + step * row, 1),
                y=20 + _WAY_ROW * row,
                outlet=elided(links.index.outlet(account.article), _LONGEST),
                date="" if day == "9999" else long_date(day, time=True),
                note=note,
                href=href,
            )
        )
    return Travel(view.anchor, tuple(stops), 900.0, 24 + _WAY_ROW * len(stops))


def _own_shares(view: FindingView) -> dict[str, float]:
    """For each telling, by the link to its first passage, the share of it that no other telling has."""
    out: dict[str, float] = {}
    for party in view.parties:
        for telling in party.tellings:
            runs = [run for passage in telling.passages for run in passage.runs]
            size = sum(len(run.text) for run in runs)
            if size:
                out[telling.passages[0].href] = sum(len(run.text) for run in runs if run.own) / size
    return out


@dataclass(frozen=True, slots=True)
class Bar:
    """A day or month, and how much belongs to it."""

    x: float
    y: float
    height: float
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Counts by day, or by month where there are many days."""

    title: str
    bars: tuple[Bar, ...]
    wide: float
    width: float
    height: float


_MOST_DAYS = 45
_BARS_WIDTH, _BARS_HEIGHT, _WIDEST, _LABEL = 1060.0, 92.0, 60.0, 82.0  # a label's room


def bars(counts: Iterable[tuple[str, int]], title: str, one: str, several: str = "") -> Bars | None:
    """Counts by ISO day as bars; None for fewer than two days. ``one``, ``several``: what is counted."""
    days = Counter[str]()
    for day, count in counts:
        days[day[:10]] += count
    if len(days) > _MOST_DAYS:
        months = Counter[str]()
        for day, count in days.items():
            months[day[:7]] += count
        days = Counter(dict(sorted(months.items())[-_MOST_DAYS:]))
    if len(days) < 2:
        return None
    most = max(days.values())
    step = min(_BARS_WIDTH / len(days), _WIDEST * 1.4)
    wide = round(min(step * 0.7, _WIDEST), 1)
    every = ceil(_LABEL / step)
    made = []
    for number, (day, count) in enumerate(sorted(days.items())):
        height = round(_BARS_HEIGHT * count / most, 1)
        label = _short(day) if number % every == 0 else ""
        words = f"{long_date(day)}: {plural(count, one, several or one + 's')}"
        made.append(Bar(round(step * number, 1), round(_BARS_HEIGHT - height + 14, 1), height, label, words))
    return Bars(title, tuple(made), wide, round(step * len(days) + 90, 1), _BARS_HEIGHT + 36)


def _short(day: str) -> str:
    """A date for the foot of a bar: "7 Dec 2021", "Dec 2021"."""
    words = long_date(day).split(" ")
    return " ".join(word[:3] if word.isalpha() else word for word in words)
