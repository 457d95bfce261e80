"""What a large language model wrote or judged for the pair model, each text or pair with its label.

``statements.csv.gz``: three statements about each premise of the general sets, as for MultiNLI, and six about
each passage of the news: what follows, what cannot be, and what is left open in spite of like words; about
other passages five that are ``joined`` of their own words, as in RTE-3.

``accounts.csv.gz``: six accounts beside each account that crossread reads in Wikinews (CC BY 2.5), documents
of the Kremlin (CC BY 4.0) and of the White House (public domain): two that conflict with it, one that does so
weakly, two that do not in spite of like words or tone, one of another matter.

``sentences.csv.gz``: pairs of sentences of the news, and of statements about one premise, judged.

A writer gives itself away: nearly three in four of these statements can be told by their words and by how
many of them the text shares, without reading it (in MNLI's part one in two). Those that can are ``plain``:
their labels are not trained on, a teacher judges them. Texts of others are named by the first digits of their
hash, a passage by the id of its article and these.
"""

import csv
import gzip
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from crossread.models.passages import split

from training.events import text_hash
from training.pair.accounts import ANY, VERDICTS
from training.pair.pairs import LABELS, UNKNOWN, Pair
from training.rows import read_jsonl

HERE = Path(__file__).parent
STATEMENTS, ACCOUNTS, SENTENCES = (
    HERE / f"{name}.csv.gz" for name in ("statements", "accounts", "sentences")
)
PREMISES = ("mnli_part", "lingnli_baseline", "newprotocols_base")
WEIGHTS = {
    "written_general": 1.0, "written_news": 1.2, "written_joined": 1.5, "written_accounts": 1.2,
    "judged_general": 1.2, "judged_news": 1.5,
}  # fmt: skip
LETTERS = {label[0]: 1 << bit for bit, label in enumerate(LABELS)}
FIRST_SENTENCES = 40
Row = dict[str, str]


def named(text: str, article: str = "") -> str:
    """How the sheets name a text."""
    return f"{article}/{text_hash(text)}" if article else text_hash(text)


@cache
def sheet(path: Path) -> list[Row]:
    """All rows of a sheet."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def passages(text: str) -> Iterator[str]:
    """The passages that may be asked about: one sentence of an article, or two in a row."""
    body = " ".join(line.strip() for line in text.split("\n") if len(line.split()) > 12)
    sentences = [one.strip() for one in split(body)][:FIRST_SENTENCES]
    yield from sentences
    yield from (" ".join(two) for two in pairwise(sentences))


def all_texts(data: Path) -> Iterator[str]:
    """Whatever text the sheets may name without an article, those of the stream aside."""
    for name in PREMISES:
        yield from (
            " ".join(row["premise"].split()) for row in read_jsonl(data / "pairs" / f"{name}.train.jsonl.gz")
        )
    yield from (row["statement"] for row in sheet(STATEMENTS))
    for row in read_jsonl(data / "stories" / "neus_train.jsonl.gz"):
        yield from (row["neutral_title"], *split(row["neutral_summary"]))
        for doc in row["docs"]:
            yield from (doc["title"], *split(doc["lead"]))
    yield from (row["headline"] for row in read_jsonl(data / "pairs" / "fnc1_stances.train.jsonl.gz"))


def texts(data: Path, wanted: set[str]) -> dict[str, str]:
    """The text of each of the names, as far as ``data`` has it."""
    articles = {name.partition("/")[0] for name in wanted if "/" in name}
    found = {named(text): text for text in all_texts(data)}
    for row in read_jsonl(data / "stories" / "stream_articles.jsonl.gz"):
        found |= {named(text): text for text in (row["title"], *split(row["text"])[:FIRST_SENTENCES])}
        if row["id"] in articles:
            found |= {named(text, row["id"]): text for text in passages(row["text"])}
    return {name: text for name, text in found.items() if name in wanted}


def statements(rows: list[Row], known: Mapping[str, str]) -> Iterator[Pair]:
    """Text and statement, with the label unless it is plain."""
    for row in rows:
        if row["text"] in known:
            group = f"written_{row['kind']}"
            label = UNKNOWN if int(row["plain"]) else LETTERS[row["label"]]
            yield Pair(known[row["text"]], row["statement"], label, UNKNOWN, WEIGHTS[group], group)


def sentences(rows: list[Row], known: Mapping[str, str]) -> Iterator[Pair]:
    """Two sentences, with what was judged."""
    for row in rows:
        if row["one"] in known and row["other"] in known:
            group, label = f"judged_{row['kind']}", LETTERS[row["label"]]
            yield Pair(known[row["one"]], known[row["other"]], label, UNKNOWN, WEIGHTS[group], group)


def accounts_beside(rows: list[Row]) -> Iterator[Pair]:
    """An account, another, and whether they are rivals unless it is plain."""
    for row in rows:
        verdict, group = ANY if int(row["plain"]) else VERDICTS[row["verdict"]], "written_accounts"
        yield Pair(row["one"], row["other"], UNKNOWN, UNKNOWN, WEIGHTS[group], group, verdict)


def written(data: Path) -> list[Pair]:
    """All pairs of the three sheets."""
    about, two, beside = (sheet(path) for path in (STATEMENTS, SENTENCES, ACCOUNTS))
    wanted = {row["text"] for row in about} | {row[side] for row in two for side in ("one", "other")}
    known = texts(data, wanted)
    return [*statements(about, known), *sentences(two, known), *accounts_beside(beside)]
