"""The comparing stage: claims and own-voice sentences of many articles, read against each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from crossread.models import PairModel, SecondReader
from crossread.records import Article, Finding, Grouping, Resolution
from crossread.stages.compare.agreement import agreements
from crossread.stages.compare.beside import beside
from crossread.stages.compare.commitments import commitments
from crossread.stages.compare.conflicts import conflicts, denials, emphases
from crossread.stages.compare.contrast import Contrasts
from crossread.stages.compare.culprits import culprits
from crossread.stages.compare.demands import demands
from crossread.stages.compare.disputes import disputes
from crossread.stages.compare.encoder import Encoder
from crossread.stages.compare.findings import Builder, Draft
from crossread.stages.compare.held import held
from crossread.stages.compare.matters import Field, Link, corpus_weights, related_stories, vectors
from crossread.stages.compare.matters import links as find_links
from crossread.stages.compare.numbers import by_article, numbers_of
from crossread.stages.compare.offices import maybe_one
from crossread.stages.compare.order import ordered
from crossread.stages.compare.pages import Page, pages
from crossread.stages.compare.raised import raised
from crossread.stages.compare.rebuttals import rebuttals
from crossread.stages.compare.rivals import rivals
from crossread.stages.compare.second import settled
from crossread.stages.compare.shifts import shifts
from crossread.stages.compare.sole import sole_accounts
from crossread.stages.compare.space import uneven
from crossread.stages.compare.stance import view
from crossread.stages.compare.units import Unit, units
from crossread.stages.compare.unsigned import likeliest
from crossread.stages.compare.utterances import utterances
from crossread.stages.compare.variants import variants
from crossread.stages.compare.verdict import Judge, Opposition


def compare(
    articles: Sequence[Article],
    resolution: Resolution,
    grouping: Grouping,
    encoder: Encoder,
    pair_model: PairModel | None = None,
    second_reader: SecondReader | None = None,
) -> tuple[Finding, ...]:
    """Findings over all articles, ranked from 1, the most important first.

    Tellings of one utterance are merged, claims that speak to one question are
    linked, each is given a stance, and stances of different parties are set
    against each other (TRIALS: this order, because opposing claims before
    merging them shows two wordings of one sentence as a conflict).

    ``grouping.claims`` are the claims with their stories; where it is empty
    those of ``resolution`` are taken. ``encoder`` embeds each text once.
    ``pair_model``, where it is given, weighs in on these and finds rival accounts that no sign
    sets apart; ``second_reader`` is asked about what is left unsure. The result does not depend on
    the order of the articles.
    """
    ground = ground_of(articles, resolution, grouping, encoder)
    all_pages, field, links, judge = ground.pages, ground.judge.field, ground.links, ground.judge
    found = oppositions(field, links, judge)
    if pair_model or second_reader:
        ranked = likeliest(field, links, judge, {(item.one, item.other) for item in found})
        if pair_model:
            found, ranked = rivals(field, found, ranked, pair_model)
        if second_reader:
            found = settled(field, found, ranked, second_reader)
    builder = Builder(field, grouping, all_pages)
    drafts: list[Draft] = conflicts(builder, links, judge, found)
    drafts += disputes(builder, links, {index for draft in drafts for index in draft.units})
    taken = {index for draft in drafts for index in draft.units}
    scores = {(opposition.one, opposition.other): opposition.score for opposition in found}
    drafts += emphases(builder, found, taken)
    drafts += uneven(builder)
    drafts += denials(builder, links, taken, pair_model)
    drafts += shifts(builder, judge, all_pages, resolution)
    drafts += commitments(builder, resolution.times)
    agreed = agreements(builder, links, judge, scores, pair_model)
    drafts += agreed
    drafts += raised(builder, {index for draft in agreed for index in draft.units})
    drafts += variants(builder, resolution.actors)
    taken = {index for draft in drafts for index in draft.units}
    drafts += sole_accounts(builder, links, taken, all_pages)
    return ordered(drafts, field, links)


@dataclass(frozen=True, slots=True)
class Ground:
    """What findings are found on: the pages, the candidate pairs, and the judge of pairs with its field."""

    pages: tuple[Page, ...]
    links: Sequence[Link]
    judge: Judge


def ground_of(
    articles: Sequence[Article], resolution: Resolution, grouping: Grouping, encoder: Encoder
) -> Ground:
    """The ground of some articles; see :func:`compare`."""
    all_pages = tuple(pages(articles, resolution.actors))
    everything = units(all_pages, resolution, grouping)
    field = field_of(everything, resolution, grouping, encoder)
    numbers = by_article(resolution.quantities)
    judge = Judge(field, Contrasts(all_pages), tuple(numbers_of(unit, numbers) for unit in everything))
    return Ground(all_pages, find_links(field), judge)


def field_of(
    everything: tuple[Unit, ...], resolution: Resolution, grouping: Grouping, encoder: Encoder
) -> Field:
    """Where judgements look things up: the units with their views, utterances, vectors and word weights."""
    views = tuple(view(unit) for unit in everything)
    groups = utterances(everything, views)
    seen = vectors(everything, encoder)
    return Field(
        units=everything,
        views=views,
        utterance=tuple(groups.find(index) for index in range(len(everything))),
        content=seen.content,
        around=seen.around,
        clauses=seen.clauses,
        weights=corpus_weights(everything),
        related=related_stories(grouping),
        sides={actor.id: actor.side for actor in resolution.actors if actor.side},
        names={actor.id: actor.name for actor in resolution.actors},
        members={actor.id: frozenset(actor.members) for actor in resolution.actors},
        named=frozenset(actor.id for actor in resolution.actors if actor.named),
        maybe=maybe_one(resolution.actors),
    )


def oppositions(field: Field, links: Sequence[Link], judge: Judge) -> list[Opposition]:
    """All links that some sign sets against each other."""
    judged = (judge.judge(item) for item in links)
    found = {(item.one, item.other): item for item in judged if item}
    further = (
        *rebuttals(field, judge),
        *held(field),
        *demands(field),
        *culprits(field, judge),
        *beside(field, judge),
    )
    for item in further:
        known = found.get((item.one, item.other))
        if known is None or known.score < item.score:
            found[item.one, item.other] = item
    return [found[key] for key in sorted(found)]
