"""The group stage: articles and posts to stories, copies of one text together, claims to their story."""

from collections.abc import Sequence
from dataclasses import replace

from crossread.records import ActorMention, Article, Correction, Grouping, Resolution
from crossread.stages.group.claims import claims_with_story
from crossread.stages.group.clusters import happenings
from crossread.stages.group.copies import copy_groups
from crossread.stages.group.mentions import mentioned
from crossread.stages.group.regroup import regrouped
from crossread.stages.group.signals import TextEncoder, features_of
from crossread.stages.group.stories import story_of
from crossread.stages.group.units import times_by_article, units_of


def group(
    articles: Sequence[Article],
    resolution: Resolution,
    encoder: TextEncoder | None,
    *,
    corrections: Sequence[Correction] = (),
) -> Grouping:
    """Stories that the articles report and mention, groups of copies, and the claims with their story.

    Every article is main in one story, alone if nothing joins it; a live blog
    also in those of its longer runs of posts. Without an ``encoder`` the words
    alone decide. ``corrections`` join and split stories as people said. The order
    of ``articles`` does not matter; claims come back in the order of ``resolution.claims``.
    """
    by_article = times_by_article(resolution.times)
    ordered = sorted(articles, key=lambda article: (article.id, article.path))
    units = [unit for article in ordered for unit in units_of(article, by_article.get(article.id, ()))]
    if not units:
        return Grouping(claims=resolution.claims)
    features, weights = features_of(units, encoder)
    found = regrouped(happenings(features), corrections)
    actors = {actor.id: actor for actor in resolution.actors}
    mentions: dict[str, list[ActorMention]] = {}
    for mention in resolution.actor_mentions:
        mentions.setdefault(mention.article, []).append(mention)
    stories = [story_of(one, mentions, actors) for one in found]
    parts = mentioned(found, stories, weights, by_article, encoder)
    stories = [
        replace(story, articles=(*story.articles, *extra))
        for story, extra in zip(stories, parts, strict=True)
    ]
    stories.sort(key=lambda story: (story.date is None, story.date or "", story.id))
    return Grouping(
        tuple(stories), copy_groups(ordered), claims_with_story(resolution.claims, ordered, stories)
    )
