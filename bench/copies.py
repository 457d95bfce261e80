"""Which articles carry one text: precision, recall and F1 over judged pairs, by kind.

    python bench/copies.py          # two minutes
    python bench/copies.py --show   # and the pairs on which we differ from a reader

bench/judgements/copies.csv holds 400 pairs of ../shared/data/stories/stream_articles (``stream``), drawn over
the whole range of how much of the shorter text's sentences stands in the longer (all pairs from 0.3 on),
of shared words and of embeddings; 100 pairs of BASIL and of NeuS full texts (``others``), drawn alike; and
100 of ../shared/data/pairs/fnc1_bodies (``web``), short articles without dates and outlets, drawn evenly over
the share of the writer's own words that our stage aligns, where a copy is hardest to tell.
Two readers judged the pairs. The first (``first``, ``kind``) wrote the rules of the stage, saw aligned
sentences marked, and went over the pairs twice, the second time not over all. The second (``second``,
``second_kind``, ``second_sure`` from 1 to 3) saw neither these verdicts nor what any program found: titles,
outlets, dates, openings, some sentences and ends, in an order of his own, and both texts whole where these
did not settle it (108 pairs). Ids only; the texts may not be passed on.

What a copy is: a third or more of what the shorter one says in its writer's own words of the news that both
tell is one text with the longer, printed as it was (``exact``), edited by another outlet or agency
(``rewritten``) or cut (``excerpt``), or carried on by the same (``version``). No copies: a statement, speech,
tweet or letter that both print (``quotation``); standing paragraphs beside other news (``background``);
notices, captions and lists (``furniture``); other texts on one event (``event``); ``unrelated``.

The second was told "mostly taken from the other, or both from a third" in place of "a third or more": on
``web`` the two differ in part for that. A pair counts as found where both stand in one group, as the stage
makes it from all articles of the set. Figures are given beside each reader, and where both agree.
"""

import argparse
import csv
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from common import kappa, machine, read_jsonl, shared
from crossread.records import Article, RawArticle
from crossread.stages.clean import clean
from crossread.stages.group.copies import copy_groups
from grouping import with_f1

from training.events import iso

SHEET = Path(__file__).parent / "judgements" / "copies.csv"
SETS = ("stream", "others", "web")
READERS = ("first", "second")
Row = dict[str, str]


def raw(key: str, title: str | None, outlet: str | None, day: str | None, text: str) -> RawArticle:
    """An article as ingest would hand it on."""
    stated = {"title": title or "", "outlet": outlet or "?"}
    if published := iso(day):
        stated["published"] = published
    return RawArticle(key, text, "jsonl", "utf-8", "en", stated)


def stream() -> Iterator[RawArticle]:
    """The articles of the stream."""
    for row in read_jsonl(shared() / "data" / "stories" / "stream_articles.jsonl.gz"):
        yield raw(row["id"], row["title"], row["source"], row["date"], row["text"])


def others() -> Iterator[RawArticle]:
    """The articles of the NeuS full texts and of BASIL."""
    folder = shared() / "data" / "stories"
    for row in read_jsonl(folder / "neus_fulltext.dev.jsonl.gz"):
        for number, doc in enumerate(row["docs"]):
            if doc.get("text"):
                key = f"neus:{row['story']}:{number}"
                yield raw(key, doc["title"], doc.get("source"), doc["date"], doc["text"])
    for row in read_jsonl(folder / "basil.dev.jsonl.gz"):
        yield raw(
            f"basil:{row['id']}", row["title"], row["source"], row["date"], "\n".join(row["paragraphs"])
        )


def web() -> Iterator[RawArticle]:
    """The bodies of the FNC-1 set."""
    for row in read_jsonl(shared() / "data" / "pairs" / "fnc1_bodies.train.jsonl.gz"):
        yield RawArticle(f"fnc:{row['body_id']}", row["body"], "text", "utf-8", "en")


def cleaned(name: str) -> list[Article]:
    """The articles of a set after the clean stage, which sees them all."""
    return list(clean(tuple({"stream": stream, "others": others, "web": web}[name]())))


def judged(name: str) -> list[Row]:
    """The rows of the sheet for a set."""
    with SHEET.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["set"] == name]


def found(articles: list[Article]) -> set[frozenset[str]]:
    """Pairs of paths that stand in one group, or are one article under two paths."""
    paths: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        paths[article.id].append(article.path)
    groups = [{path for one in group.articles for path in paths[one]} for group in copy_groups(articles)]
    return {frozenset(pair) for same in (*groups, *paths.values()) for pair in combinations(same, 2)}


def scores_of(rows: list[Row], pairs: set[frozenset[str]], reader: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the ``pairs`` found, beside what a reader calls copies."""
    called = {frozenset((row["one"], row["other"])): row[reader] == "yes" for row in rows}
    said = called.keys() & pairs
    right = sum(called[pair] for pair in said)
    return with_f1(right / max(1, len(said)), right / max(1, sum(called.values())))


def measure(name: str, *, show: bool = False) -> tuple[float, float, float]:
    """Print the figures of a set beside either reader, and return those beside the first."""
    articles = cleaned(name)
    start = time.process_time()
    pairs = found(articles)
    seconds = time.process_time() - start
    rows = judged(name)
    settled = [row for row in rows if row["first"] == row["second"]]
    first, second = ([row[reader] == "yes" for row in rows] for reader in READERS)
    print(
        f"{name}: {len(rows)} pairs of {len(articles)} articles, {seconds:.0f} s of processor;"
        f" the readers agree on {len(settled)}, kappa {kappa(first, second):.2f}"
    )
    for who, held, reader in (
        ("the first", rows, "first"),
        ("the second", rows, "second"),
        ("both", settled, "first"),
    ):
        copies = sum(row[reader] == "yes" for row in held)
        told = "precision {:.3f}  recall {:.3f}  F1 {:.3f}".format(*scores_of(held, pairs, reader))
        print(f"  beside {who} ({copies} copies of {len(held)}): {told}")
    said = {(row["one"], row["other"]): frozenset((row["one"], row["other"])) in pairs for row in rows}
    kinds = Counter(row["kind"] for row in rows)
    called = Counter(row["kind"] for row in rows if said[row["one"], row["other"]])
    print(
        "  called copies, by the first one's kinds:",
        ", ".join(f"{kind} {called[kind]} of {kinds[kind]}" for kind in sorted(kinds)),
    )
    for row in rows if show else ():
        if any(said[row["one"], row["other"]] != (row[reader] == "yes") for reader in READERS):
            print("  other than a reader:", row)
    return scores_of(rows, pairs, "first")


def main() -> None:
    """Print the figures of both sets."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", action="store_true", help="name the pairs on which we differ from a reader")
    given = parser.parse_args()
    for name in SETS:
        measure(name, show=given.show)
    print(machine())


if __name__ == "__main__":
    main()
