"""Furniture: F1 on the gold documents, and how much of a page's body is eaten on the HTML benchmark.

    python bench/furniture.py [--show N]

Needs the developers' data folder ../shared. Both figures are over characters
that are not white space; titles and subheadings are left out of account, as in
score_report.py.
"""

import argparse
import gzip
import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from common import SHARED
from crossread.inputs import find
from crossread.records import Article, RawArticle, Span
from crossread.stages.clean import clean
from crossread.stages.ingest import ingest_all
from crossread.stages.ingest.language import language_of

_BLOCKS = {
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "time",
    "title",
    "tr",
    "ul",
}
_WORD = re.compile(r"\w+")


def main() -> None:
    """Print both figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", type=int, default=0, help="print what was eaten of this many pages")
    options = parser.parse_args()
    precision, recall, f1 = gold_score()
    print(f"gold documents: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    eaten, caught, pages = benchmark_score(options.show)
    print(f"whole pages as plain text ({pages}): body eaten {eaten:.2%}, other text caught {caught:.1%}")


def gold_score() -> tuple[float, float, float]:
    """Precision, recall and F1 of furniture on the gold documents (the seeds cleaned as one run)."""
    articles = clean(ingest_all(find([str(SHARED / "seeds")]).blobs).articles)
    hit = wrong = missed = 0
    for gold in json.loads((SHARED / "gold" / "documents.json").read_text("utf-8")):
        article = next(item for item in articles if Path(item.path).name.startswith(gold["doc"]))
        neutral = _positions([gold["title"], *gold["subheadings"]])
        blank = {place for place, char in enumerate(article.text) if char.isspace()}
        want = _positions(gold["boilerplate"]) - blank
        got = (
            {place for item in article.furniture for place in range(item.span.start, item.span.end)}
            - blank
            - neutral
        )
        hit, wrong, missed = hit + len(want & got), wrong + len(got - want), missed + len(want - got)
    precision, recall = hit / max(1, hit + wrong), hit / max(1, hit + missed)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def benchmark_score(show: int = 0, most: int | None = None) -> tuple[float, float, int]:
    """Shares of the gold body (runs of four words that are in no kept line) and of other lines set aside.

    ``most``: how many pages to look at.
    """
    body = eaten = other = caught = pages = 0
    for url, markup, gold in islice(_pages(), most):
        raw = RawArticle(path=url, text=dump(markup), format="text", encoding="utf-8", language="en")
        lines = list(_lines(clean([raw])[0]))
        wanted = _grams(gold) & set().union(*(_grams(line) for line, _ in lines))
        lost = wanted - set().union(*(_grams(line) for line, set_aside in lines if not set_aside))
        body, eaten, pages = body + len(wanted), eaten + len(lost), pages + 1
        for line, set_aside in lines:
            grams = _grams(line)
            if pages <= show and set_aside and grams & lost:
                print("eaten ", url[:60], repr(line[:160]))
            if not grams & wanted:
                other += len(line)
                caught += len(line) * set_aside
                if pages <= show and not set_aside:
                    print("missed", url[:60], repr(line[:160]))
    return eaten / max(1, body), caught / max(1, other), pages


def dump(markup: str) -> str:
    """All visible text of a page, a line for each block: what a crude extractor leaves."""
    tree = lxml_html.fromstring(markup)
    parts: list[str] = []
    _walk(tree, parts)
    return "\n\n".join(line for line in (" ".join(row.split()) for row in "".join(parts).split("\n")) if line)


def _walk(root: Any, parts: list[str]) -> None:
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        block = node.tag in _BLOCKS
        if leaving:
            parts.append("\n" if block else "")
            parts.append((node.tail or "").replace("\n", " "))
            continue
        stack.append((node, True))
        if not isinstance(node.tag, str) or node.tag in ("script", "style", "noscript", "head", "svg"):
            continue
        parts.append("\n" if block else "")
        parts.append((node.text or "").replace("\n", " "))
        stack.extend((child, False) for child in reversed(node))


def _pages() -> Iterator[tuple[str, str, str]]:
    with gzip.open(
        SHARED / "data" / "html" / "article_extraction_benchmark.jsonl.gz", "rt", encoding="utf-8"
    ) as rows:
        for row in rows:
            page = json.loads(row)
            if language_of(page["article_body"], ()) != "en":
                continue
            yield page["url"], page["html"], page["article_body"]


def _lines(article: Article) -> Iterator[tuple[str, bool]]:
    position = 0
    marked = [item.span for item in article.furniture]
    for line in article.text.split("\n"):
        if line.strip():
            span = Span(position, position + len(line))
            yield line, sum(span.overlap(other) for other in marked) * 2 > len(line)
        position += len(line) + 1


def _grams(text: str) -> set[tuple[str, ...]]:
    """Runs of four words: a body's are eaten where none of its occurrences was kept."""
    words = _WORD.findall(text.casefold())
    return {tuple(words[place : place + 4]) for place in range(len(words) - 3)}


def _positions(spans: list[dict[str, Any]]) -> set[int]:
    return {place for span in spans if span for place in range(span["start"], span["end"])}


if __name__ == "__main__":
    main()
