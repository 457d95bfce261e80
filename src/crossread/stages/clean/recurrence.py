"""Lines that recur across the articles of a run: what a site prints under everything it publishes."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from crossread.stages.clean.document import Document
from crossread.stages.clean.lines import Line, Shape

_LEAST_ARTICLES = 3
_LEAST_SHARE = 0.1  # of the articles of one outlet
_MOST_WORDS = 60
_COPY = 0.3  # share of paragraphs in common above which two articles are one text, and prove nothing


def mark_recurring(documents: Sequence[Document]) -> None:
    """Mark lines that stand in three or more articles of one outlet (or of the run, at the edges).

    Copies of one text count once: what they share is their story, not their site.
    Paragraphs count only above the first and below the last other paragraph.
    """
    if len(documents) < _LEAST_ARTICLES:
        return
    family = _families(documents)
    outlets = [_outlet(document) for document in documents]
    sizes = Counter(outlets)
    where: dict[str, set[int]] = defaultdict(set)
    for number, document in enumerate(documents):
        for line in document.lines:
            if line.words and line.words <= _MOST_WORDS:
                where[line.key].add(number)
    for number, document in enumerate(documents):
        edges = _edges(document)
        for line in document.lines:
            if not document.open(line) or len(where.get(line.key, ())) < _LEAST_ARTICLES:
                continue
            same = {family[other] for other in where[line.key] if outlets[other] == outlets[number]}
            enough = len(same) >= _LEAST_ARTICLES and len(same) >= _LEAST_SHARE * sizes[outlets[number]]
            if enough and (line.index in edges or _is_chrome(line)):
                document.mark(line, "recurs across articles")


def _is_chrome(line: Line) -> bool:
    """In the middle of a text only labels of some length can be told from subheadings that recur."""
    return line.shape is Shape.LABEL and (line.words >= 4 or line.plain.isupper())


def _edges(document: Document) -> set[int]:
    """Lines above the first and below the last paragraph, and these two themselves."""
    prose = [line.index for line in document.prose()]
    if len(prose) < 4:
        return set()
    return {line.index for line in document.lines if line.index <= prose[0] or line.index >= prose[-2]}


def _outlet(document: Document) -> str:
    stated = document.raw.stated
    host = stated.get("url", "").split("//")[-1].split("/")[0]
    return (stated.get("outlet") or stated.get("party") or host).casefold()


def _families(documents: Sequence[Document]) -> Mapping[int, int]:
    """Articles that share much of their prose, under the number of the first of them."""
    paragraphs = [
        {line.key for line in document.lines if line.shape is Shape.PROSE} for document in documents
    ]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, keys in enumerate(paragraphs):
        for key in sorted(keys):
            holders[key].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        # A paragraph in very many articles is a notice; pairing all of them would cost too much.
        if 2 <= len(numbers) <= 20:
            shared.update((low, high) for place, low in enumerate(numbers) for high in numbers[place + 1 :])
    family = {number: number for number in range(len(documents))}

    def root(number: int) -> int:
        while family[number] != number:
            number = family[number]
        return number

    for (low, high), count in sorted(shared.items()):
        if count >= _COPY * min(len(paragraphs[low]), len(paragraphs[high])):
            first, second = sorted((root(low), root(high)))
            family[second] = first
    return {number: root(number) for number in family}
