"""The resolve stage: readings of articles to actors, claims, dates and quantities."""

from collections.abc import Mapping, Sequence

from crossread.records import ActorMention, Article, Reading, Resolution
from crossread.stages.resolve.acronyms import acronyms
from crossread.stages.resolve.cast import Cast
from crossread.stages.resolve.claims import claims_of
from crossread.stages.resolve.offices import Holders
from crossread.stages.resolve.page import Page, lay_out
from crossread.stages.resolve.people import gather, tie
from crossread.stages.resolve.quantities import quantities
from crossread.stages.resolve.sides import folded_sides
from crossread.stages.resolve.sightings import bare_surnames, find, in_order, surnames
from crossread.stages.resolve.tagging import tag
from crossread.stages.resolve.time import times
from crossread.stages.resolve.walk import Run, Survey, Walked, walk


def resolve(
    articles: Sequence[Article], readings: Sequence[Reading], *, sides: Mapping[str, str] | None = None
) -> Resolution:
    """Who speaks, when, and in what numbers, across all ``articles`` of a run.

    ``readings`` belong to the articles by id, in any order; an article without
    one has claims in its own voice only. ``sides`` maps names, or any form of
    words used for an actor, to a side. Everything comes out sorted by article id
    and position, whatever the order of the input.
    """
    by_article = {reading.article: reading for reading in readings}
    ordered = sorted({article.id: article for article in articles}.values(), key=lambda article: article.id)
    pages = [lay_out(article, by_article.get(article.id, Reading(article.id))) for article in ordered]
    surveys = _survey(pages)
    roster = gather(pages, {survey.page.article.id: survey.sightings for survey in surveys})
    tie(pages, {survey.page.article.id: survey.tags for survey in surveys}, roster)
    cast = Cast(acronyms(page.text for page in pages))
    run = Run(roster, cast, Holders.of((person, cast.person(person, "")) for person in roster.people))
    all_times = {page.article.id: times(page.article) for page in pages}
    walks = [_walk(survey, run) for survey in surveys]
    claims = [
        claim
        for page, walked in zip(pages, walks, strict=True)
        for claim in claims_of(page, walked, all_times[page.article.id])
    ]
    actors = cast.actors(folded_sides(sides), frozenset(voice for claim in claims for voice in claim.voices))
    known = {actor.id for actor in actors}
    return Resolution(
        actors=actors,
        claims=tuple(claims),
        actor_mentions=tuple(
            mention
            for page, walked in zip(pages, walks, strict=True)
            for mention in _mentions(page, walked)
            if mention.actor in known
        ),
        times=tuple(mention for page in pages for mention in all_times[page.article.id]),
        quantities=tuple(quantity for page in pages for quantity in quantities(page.article)),
    )


def _survey(pages: Sequence[Page]) -> list[Survey]:
    """Sightings of every article; then surnames that another place, or another article, taught."""
    tags = [tag(page) for page in pages]
    found = [find(page, tagged) for page, tagged in zip(pages, tags, strict=True)]
    taught = [surnames(items) for items in found]
    everywhere = frozenset().union(*taught)
    out: list[Survey] = []
    for page, tagged, items, own in zip(pages, tags, found, taught, strict=True):
        taken = {position for item in items for position in range(item.core.start, item.core.end)}
        more = [item for item in bare_surnames(page, own, everywhere) if item.core.start not in taken]
        out.append(Survey(page, tagged, tuple(in_order([*items, *more]))))
    return out


def _walk(survey: Survey, run: Run) -> Walked:
    article = survey.page.article
    party = run.cast.party(article.party) if article.party else None
    if party is None:
        run.cast.outlet(article.label)
    return walk(survey, run, party)


def _mentions(page: Page, walked: Walked) -> list[ActorMention]:
    found = {(event.span, event.actor.id) for event in walked.scene.events}
    return [ActorMention(page.article.id, span, actor) for span, actor in sorted(found)]
