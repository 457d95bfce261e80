"""How well articles are put into stories, a stream of other articles around them, beside a tf-idf baseline.

    python bench/grouping.py                       # all measures, on ../shared/data/stories (ten minutes)
    python bench/grouping.py --distractors 1000    # how many articles of the stream stand around the sets
    python bench/grouping.py --only basil --show   # one set, and the articles of the stream in its stories

A pair counts where two articles of the set stand in one story as main. The weights were fitted on the
same NeuS full texts and ECB+ articles: ``python -m training.stories`` gives figures on folds left out. BASIL
and the headlines were never fitted on. NeuS calls "one story" what its editors put side by side; opinion
pieces on the same affair of another week are among them. The baseline is average link over tf-idf
cosines of the same candidate pairs, with the threshold that is best on the measured set itself, so it is
flattered; of headlines it is average link over all pairs.

An article of the stream that is one of the set is left out. One that joins a story of the set is a stranger,
unless the set's own labels put it there; it may still tell of the same event, which only reading shows:
bench/judgements/strangers.csv has 75 of them, read once beside one article of the set (the same event, a
comment on it, the same affair, another matter).

A fifth of NeuS's articles have no date, so each set's figures are also given for pairs of two dated articles
and for the others. bench/judgements/neus_missed.csv has 44 pairs that were missed among the stream (with
features of 26 November 2026), put into the same four kinds by their titles and days.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from common import machine
from crossread.records import Article, Resolution, Role
from crossread.stages.group import TextEncoder, group
from crossread.stages.group.cluster import average_link, mean_link
from crossread.stages.group.pairs import pairs_of

from training.stories.sets import (
    Cached,
    Labelled,
    basil,
    ecb,
    headlines,
    known_stories,
    mentions,
    neus,
    stream,
    undated,
    whole,
)

DEFAULT = Path(__file__).parents[2] / "shared" / "data" / "stories"
Score = tuple[float, float, float]
Groups = list[list[str]]


def pairwise(groups: Iterable[Sequence[str]], labels: Mapping[str, str]) -> Score:
    """Pairwise precision, recall and F1 over the articles that have a label."""
    sizes = Counter(labels.values())
    gold = sum(size * (size - 1) // 2 for size in sizes.values())
    pairs = {
        tuple(sorted(pair))
        for members in groups
        for pair in combinations([m for m in members if m in labels], 2)
    }
    right = sum(labels[a] == labels[b] for a, b in pairs)
    return with_f1(right / max(1, len(pairs)), right / max(1, gold))


def by_dates(groups: Groups, labels: Mapping[str, str], dated: frozenset[str]) -> dict[str, Score]:
    """Pairwise figures of the pairs of which it is known when both were told, and of the others."""
    gold = {pair for pair in combinations(sorted(labels), 2) if labels[pair[0]] == labels[pair[1]]}
    found = {pair for members in groups for pair in combinations(sorted(set(members) & labels.keys()), 2)}
    out = {}
    for name, both in (("both dated", True), ("not both dated", False)):
        ours, its = ({p for p in some if dated.issuperset(p) == both} for some in (found, gold))
        if its:
            out[f"{name} ({len(its)} pairs)"] = with_f1(
                len(ours & its) / max(1, len(ours)), len(ours & its) / len(its)
            )
    return out


def b_cubed(groups: Iterable[Sequence[str]], labels: Mapping[str, str]) -> Score:
    """B³ precision, recall and F1 (Bagga and Baldwin 1998); every article is in one group."""
    sizes = Counter(labels.values())
    precision = recall = 0.0
    for members in groups:
        for label, count in Counter(labels[member] for member in members).items():
            precision += count * count / len(members)
            recall += count * count / sizes[label]
    return with_f1(precision / len(labels), recall / len(labels))


def with_f1(precision: float, recall: float) -> Score:
    """Precision, recall and their harmonic mean."""
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def grouped(articles: Sequence[Article], encoder: TextEncoder) -> Groups:
    """The articles that report each story, by the stage as it ships."""
    found = group(articles, Resolution(times=mentions(articles)), encoder)
    return [[part.article for part in story.articles if part.role is Role.MAIN] for story in found.stories]


def strangers(groups: Groups, labels: Mapping[str, str], known: Mapping[str, str]) -> list[tuple[str, str]]:
    """Articles without a label in stories of the set, each with an article of the set that it stands with."""
    found = []
    for members in groups:
        own = [member for member in members if member in labels]
        stories = {labels[member] for member in own}
        found += [(m, own[0]) for m in members if own and m not in labels and known.get(m) not in stories]
    return found


def measure(
    name: str,
    labelled: Labelled,
    others: Sequence[Article],
    encoder: TextEncoder,
    *,
    known: Mapping[str, str] | None = None,
    show: bool = False,
) -> Score:
    """Print and return precision, recall and F1 of our stage on a set, with ``others`` around it."""
    articles = [one for one, _ in labelled] + list(others)
    start = time.process_time()
    groups = grouped(articles, encoder)
    seconds = time.process_time() - start
    labels = {one.id: label for one, label in labelled}
    score = pairwise(groups, labels)
    joined = strangers(groups, labels, known or {})
    print(f"{name}: precision {score[0]:.3f} recall {score[1]:.3f} F1 {score[2]:.3f};", end=" ")
    print(f"{len(groups)} stories of {len(articles)} articles, {len(joined)} strangers;", end=" ")
    print(f"{seconds:.1f} s of processor", flush=True)
    dated = frozenset(one.id for one in articles if one.published)
    for part, figures in by_dates(groups, labels, dated).items():
        print("    {}: precision {:.3f} recall {:.3f} F1 {:.3f}".format(part, *figures), flush=True)
    titles = {one.id: f"{one.published} {one.title}" for one in articles}
    for one, other in joined if show else ():
        print(f"    {titles[one]}\n        with {titles[other]}")
    return score


def baseline(name: str, labelled: Labelled, others: Sequence[Article]) -> Score:
    """Print and return the figures of average link over tf-idf cosines, at its best threshold."""
    labels = {one.id: label for one, label in labelled}
    features, _ = whole([*labelled, *((one, "") for one in others)], None)
    ids = [one.unit.article.id for one in features]
    pairs, values, _ = pairs_of(features).table()
    scores = {(int(a), int(b)): float(row[1]) for (a, b), row in zip(pairs, values, strict=True)}
    best = (0.0, 0.0, 0.0)
    for threshold in np.arange(0.14, 0.5, 0.04):
        groups = average_link(len(ids), scores, float(threshold))
        best = max(best, pairwise([[ids[n] for n in g] for g in groups], labels), key=lambda one: one[2])
    print(
        f"{name}: tf-idf baseline precision {best[0]:.3f} recall {best[1]:.3f} F1 {best[2]:.3f}", flush=True
    )
    return best


def measure_headlines(labelled: Labelled, encoder: TextEncoder) -> Score:
    """Print and return B³ of our stage on headlines, and that of the baseline."""
    labels = {one.id: label for one, label in labelled}
    start = time.process_time()
    score = b_cubed(grouped([one for one, _ in labelled], encoder), labels)
    seconds = time.process_time() - start
    print("headlines_6k: B³ precision {:.3f} recall {:.3f} F1 {:.3f};".format(*score), end=" ")
    print(f"{seconds:.1f} s of processor", flush=True)
    features, _ = whole(labelled, None)
    ids = [one.unit.article.id for one in features]
    pairs = pairs_of(features).table()[0].tolist()
    best = (0.0, 0.0, 0.0)
    for threshold in (0.04, 0.06, 0.08, 0.1, 0.15, 0.2):
        groups = mean_link([one.body for one in features], [None] * len(ids), pairs, threshold)
        best = max(best, b_cubed([[ids[n] for n in g] for g in groups], labels), key=lambda one: one[2])
    print(
        "headlines_6k: tf-idf baseline B³ precision {:.3f} recall {:.3f} F1 {:.3f}".format(*best), flush=True
    )
    return score


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DEFAULT)
    parser.add_argument("--distractors", type=int, default=10_000)
    parser.add_argument("--only", choices=("basil", "neus", "ecb", "headlines"))
    parser.add_argument("--show", action="store_true", help="print the strangers")
    options = parser.parse_args()
    encoder, folder = Cached(), options.data
    known = known_stories(folder)
    sets = {"basil": basil(folder), "neus": neus(folder), "ecb": ecb(folder)}
    for name, labelled in sets.items():
        if options.only not in (None, name):
            continue
        measure(f"{name}.dev", labelled, (), encoder)
        baseline(f"{name}.dev", labelled, ())
        if name == "ecb":
            continue
        measure(f"{name}.dev undated", undated(labelled), (), encoder)
        titles = frozenset(one.title or "" for one, _ in labelled)
        around = stream(folder, options.distractors, titles)
        among = f"{name}.dev among {len(around)} others"
        measure(among, labelled, around, encoder, known=known, show=options.show)
        baseline(among, labelled, around)
    if options.only in (None, "headlines"):
        measure_headlines(headlines(folder), encoder)
    print(machine())


if __name__ == "__main__":
    main()
