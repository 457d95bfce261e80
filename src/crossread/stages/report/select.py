"""Which findings of a report to show."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from crossread.errors import OptionError
from crossread.records import Finding, FindingKind, ReportData, Story
from crossread.stages.report.index import Index, ranked
from crossread.stages.report.shown import one_line

_MOST_NAMES = 10


@dataclass(frozen=True, slots=True)
class Selection:
    """What the reader asked for; empty means everything.

    ``story`` is part of a story's name, or its id or the start of it; ``party``
    part of a party's name or of one of its other forms. Several ``kinds`` are
    alternatives. ``top`` keeps that many findings, the most important first.
    ``min_confidence`` does not drop what a person accepted.
    """

    story: str | None = None
    kinds: tuple[FindingKind, ...] = ()
    party: str | None = None
    top: int | None = None
    min_confidence: float = 0.0


def select(report: ReportData, selection: Selection) -> ReportData:
    """``report`` with the findings that ``selection`` asks for; a chosen story leaves the others out.

    Ranks stay as they are, and so do the articles, claims and actors, so that
    every position still resolves. Raises OptionError, naming the choices, where
    no story or no party answers to the name that was given.
    """
    stories = _stories(report, selection.story)
    keep: list[Callable[[Finding], bool]] = []
    if selection.story is not None:
        chosen = {story.id for story in stories}
        keep.append(lambda finding: finding.story in chosen)
    if selection.kinds:
        keep.append(lambda finding: finding.kind in selection.kinds)
    if selection.party is not None:
        parties = _parties(report, selection.party)
        keep.append(lambda finding: any(account.party in parties for account in finding.accounts))
    if selection.min_confidence > 0:
        keep.append(lambda finding: finding.accepted or finding.score >= selection.min_confidence)
    found = [finding for finding in ranked(report.findings) if all(test(finding) for test in keep)]
    return replace(report, stories=stories, findings=tuple(found[: selection.top]))


def _stories(report: ReportData, wanted: str | None) -> tuple[Story, ...]:
    if wanted is None:
        return report.stories
    needle = wanted.casefold().strip()
    exact = tuple(story for story in report.stories if story.id == needle)
    found = exact or tuple(
        story
        for story in report.stories
        if needle and (story.id.startswith(needle) or needle in one_line(story.name).casefold())
    )
    if not found:
        names = [f"{one_line(story.name)} ({story.id[:6]})" for story in report.stories]
        raise OptionError(f"No story is called {wanted!r}.", remedy=_choices(names, "story"))
    return found


def _parties(report: ReportData, wanted: str) -> frozenset[str]:
    """Ids and names of the parties that answer to ``wanted``."""
    needle = wanted.casefold().strip()
    index = Index(report)
    names: dict[str, str] = {}
    found: set[str] = set()
    for finding in report.findings:
        for account in finding.accounts:
            party = account.party
            names[party] = index.party(party)
            actor = index.actors.get(party)
            forms = (names[party], *(actor.mentions if actor else ()))
            if needle and (party == needle or any(needle in form.casefold() for form in forms)):
                found.add(party)
    if not found:
        raise OptionError(
            f"No party is called {wanted!r}.", remedy=_choices(sorted(set(names.values())), "party")
        )
    return frozenset(found)


def _choices(names: list[str], noun: str) -> str:
    if not names:
        return f"The report has no {noun}."
    more = f", and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"There are: {'; '.join(names[:_MOST_NAMES])}{more}."
