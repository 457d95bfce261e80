"""What comparing costs for each article as one story grows.

    python bench/story_growth.py [--most 240]    (about ten minutes on two cores)

Articles on one affair (NeuS full texts of the three commonest topics, all US politics) are joined to one
story of 30, 60, 120 and 240 articles. Reading is done once; comparing is timed by itself, in seconds of one
processor. The figure is seconds an article, as a ratio to the smallest story's: 1 is flat. Nothing is
asserted: the times of a shared machine are noisy.
"""

import argparse
import json
import time
from collections import Counter
from typing import Any

from common import machine, read_jsonl, shared
from crossread.models import Reader
from crossread.records import Article, Grouping, Reading, Role, Story, StoryArticle
from crossread.stages.compare import compare
from crossread.stages.compare.compare import field_of
from crossread.stages.compare.matters import candidates
from crossread.stages.compare.pages import pages
from crossread.stages.compare.units import units
from crossread.stages.read import read
from crossread.stages.resolve import resolve

from training.events import iso
from training.stories.sets import Cached, article

SIZES = (30, 60, 120, 240)
TOPICS = 3  # no topic of the set has enough
WORDS = range(120, 1200)


def affair(most: int) -> list[Article]:
    """Articles on the commonest topics, the oldest first."""
    rows = list(read_jsonl(shared() / "data" / "stories" / "neus_fulltext.dev.jsonl.gz"))
    docs = {d["id"]: d for row in rows for d in row["docs"] if len((d.get("text") or "").split()) in WORDS}
    topics = dict(Counter(doc["topic"] for doc in docs.values()).most_common(TOPICS))
    chosen = sorted(
        (d for d in docs.values() if d["topic"] in topics), key=lambda d: (d["date"] or "", d["id"])
    )
    return [article(d["id"], d["title"], d["text"], iso((d["date"] or "")[:10])) for d in chosen[:most]]


def one_story(articles: list[Article]) -> Grouping:
    """All articles as reports of one story."""
    parts = tuple(StoryArticle(one.id, Role.MAIN) for one in articles)
    return Grouping(stories=(Story(id="affair", name="affair", articles=parts),))


def measured(articles: list[Article], readings: list[Reading], encoder: Cached) -> dict[str, Any]:
    """Seconds of comparing one story, and how many units and candidates it has."""
    resolution = resolve(articles, readings, sides={})
    grouping = one_story(articles)
    everything = units(pages(articles, resolution.actors), resolution, grouping)
    field = field_of(everything, resolution, grouping, encoder)  # the vectors are known from here on
    began = time.process_time()
    found = compare(articles, resolution, grouping, encoder)
    return {
        "articles": len(articles),
        "units": len(everything),
        "candidates": len(candidates(field)),
        "findings": len(found),
        "seconds": round(time.process_time() - began, 1),
    }


def main() -> None:
    """Print a line a size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--most", type=int, default=SIZES[-1])
    options = parser.parse_args()
    articles, reader, encoder = affair(options.most), Reader(), Cached()
    began = time.process_time()
    readings = [read(one, reader) for one in articles]
    print(
        json.dumps({"reading, seconds an article": round((time.process_time() - began) / len(articles), 2)})
    )
    least = 0.0
    for size in [size for size in SIZES if size <= len(articles)]:
        row = measured(articles[:size], readings[:size], encoder)
        each = row["seconds"] / size
        least = least or each
        print(
            json.dumps(row | {"seconds an article": round(each, 3), "ratio": round(each / least, 2)}),
            flush=True,
        )
    print(machine())


if __name__ == "__main__":
    main()
