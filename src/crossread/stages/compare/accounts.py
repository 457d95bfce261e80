"""Accounts: what one party says on a point in one article, from the units that say it."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from crossread.records import Account, Grouping, Role, Span, Stance, merged
from crossread.stages.compare.matters import Field
from crossread.stages.compare.pages import Page
from crossread.stages.compare.units import Unit, overlapping, within

_PASSAGES = 3
_ACCOUNTS = 8
_SPEAKS = 0.5  # cosine
_LONG = 450  # code points; of a longer sentence only the words themselves are shown


def accounts(
    field: Field, chosen: Iterable[tuple[int, Stance]], *, whole: bool = False
) -> tuple[Account, ...]:
    """One account for each party, article and stance, in the order of ``chosen``, the most telling first.

    ``chosen`` is what ``standing`` leaves.

    At most three passages each; at most eight accounts. ``whole`` shows the
    sentences in which the words stand, not the words alone.
    """
    grouped: dict[tuple[str, str, Stance], list[Unit]] = {}
    for index, stance in chosen:
        unit = field.units[index]
        grouped.setdefault((unit.party, unit.article, stance), []).append(unit)
    out = [_account(*key, members, whole=whole) for key, members in grouped.items()]
    return tuple(out[:_ACCOUNTS])


def standing(
    field: Field, chosen: Iterable[tuple[int, Stance]], rivals: Collection[tuple[int, int]] = ()
) -> list[tuple[int, Stance]]:
    """The chosen units without those whose words another one of them already shows.

    A claim and what is claimed in it are told by the same words: the first that
    is chosen speaks for both, unless the two are ``rivals`` ("Olin denied claims by Brask that …").
    """
    kept: list[tuple[int, Stance]] = []
    for index, stance in chosen:
        shown = (
            overlapping(field.units[index], field.units[other])
            and (min(index, other), max(index, other)) not in rivals
            for other, _ in kept
        )
        if not any(shown):
            kept.append((index, stance))
    return kept


def _account(party: str, article: str, stance: Stance, members: Sequence[Unit], *, whole: bool) -> Account:
    kept: list[Unit] = []
    for unit in members:
        if len(kept) < _PASSAGES and not any(within(unit, other) for other in kept):
            kept.append(unit)
    claims = tuple(dict.fromkeys(unit.claim.id for unit in kept if unit.claim))
    spans: list[Span] = [span for unit in kept for span in (_sentence(unit) if whole else unit.shown)]
    return Account(party, article, stance, claims, merged(spans))


def _sentence(unit: Unit) -> tuple[Span, ...]:
    """The sentence of a unit that stands in one, unless it is very long."""
    if len(unit.sentence) <= _LONG and all(unit.sentence.contains(span) for span in unit.shown):
        return (unit.sentence,)
    return unit.shown


def silent(
    given: Sequence[Account],
    story: str | None,
    grouping: Grouping,
    pages: Sequence[Page],
    speaking: Collection[str] = (),
) -> tuple[Account, ...]:
    """Accounts of silence: articles whose subject is the story and that say nothing on the point.

    A party whose other document tells the point is not silent on it, nor are the
    articles that are ``speaking`` of it in words not shown.
    """
    heard = {account.article for account in given} | set(speaking)
    parties = {account.party for account in given}
    parties |= {page.voice for page in pages if page.article.id in {account.article for account in given}}
    main = {
        part.article
        for item in grouping.stories
        if item.id == story
        for part in item.articles
        if part.role is Role.MAIN and part.article not in heard
    }
    return tuple(
        Account(page.voice, page.article.id, Stance.SILENT)
        for page in pages
        if page.article.id in main and page.voice not in parties
    )


def speaking(field: Field, indices: Sequence[int]) -> frozenset[str]:
    """Articles with a passage so near to one of these units that they cannot be called silent on it."""
    if not indices:
        return frozenset()
    near = (field.content @ field.content[list(indices)].T).max(axis=1) >= _SPEAKS
    return frozenset(unit.article for unit, close in zip(field.units, near, strict=True) if close)


def origins(grouping: Grouping, pages: Sequence[Page]) -> dict[str, str]:
    """Article to where its own words come from: the copies it is one of, or the agency it credits."""
    out = {page.article.id: f"agency {page.article.agency}" for page in pages if page.article.agency}
    out |= {article: f"copy {min(group.articles)}" for group in grouping.copies for article in group.articles}
    return out


def independent(field: Field, indices: Iterable[int], origin: Mapping[str, str]) -> int:
    """How many independent accounts stand behind some units: one for each speaker, each utterance once.

    What copies of one text, or articles of one agency, say in their own voice counts once.
    """
    parties: set[str] = set()
    utterances: set[int] = set()
    for index in sorted(indices):
        unit = field.units[index]
        if field.utterance[index] in utterances:
            continue
        utterances.add(field.utterance[index])
        parties.add(origin.get(unit.article, unit.party) if unit.own else unit.party)
    return len(parties)
