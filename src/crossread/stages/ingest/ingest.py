"""The stage's one function: bytes in, articles as found out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from crossread.records import Blob, RawArticle, Skipped, content_id
from crossread.stages.ingest.decode import Decoded, decode, replaced_surrogates
from crossread.stages.ingest.formats import foreign, named_format, seen_format
from crossread.stages.ingest.header import Header, front_matter, leading_block
from crossread.stages.ingest.html import Page, read_html
from crossread.stages.ingest.language import language_of
from crossread.stages.ingest.objects import Entry, read_array, read_line, read_lines
from crossread.stages.ingest.own import is_own
from crossread.stages.ingest.unpack import DamagedError, TooLargeError, is_gzip, unpack

_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad"
_WORD = re.compile(r"\w+|[^\w\s]")
_NUMBERED = re.compile(r"(.*):(\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """What may be read.

    ``languages`` are ISO 639-1 codes (empty: any). ``max_bytes`` bounds what a
    .gz unpacks to; ``max_words``, ``max_characters`` and ``max_lines`` bound one
    article: a report has hundreds or thousands of words, and the models' time
    grows with them.
    """

    languages: tuple[str, ...] = ("en",)
    max_bytes: int = 20_000_000
    max_words: int = 50_000
    max_characters: int = 2_000_000
    max_lines: int = 20_000


@dataclass(frozen=True, slots=True)
class Ingested:
    """The articles of one or more blobs, and what was left out and why."""

    articles: tuple[RawArticle, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def ingest(blob: Blob, *, options: IngestOptions | None = None) -> Ingested:
    """Turn the bytes of one input into articles: one, or one for each object of a JSON file.

    The stored text of plain text and Markdown is the decoded file, unchanged; of
    HTML and JSON it is the extracted text. Never raises for what the bytes hold:
    what cannot be read is in ``skipped``.
    """
    options = options or IngestOptions()
    data = _unpacked(blob, options.max_bytes)
    if isinstance(data, Skipped):
        return Ingested(skipped=(data,))
    if not data.strip():
        return Ingested(skipped=(_empty(blob.path),))
    named = named_format(blob.path)
    decoded = None if foreign(data) else decode(data, html=named == "html" or b"<html" in data[:4096].lower())
    if decoded is None:
        return Ingested(skipped=(_binary(blob.path, data),))
    if is_own(decoded.text):
        return Ingested(skipped=(_own_report(blob.path),))
    articles: list[RawArticle] = []
    skipped: list[Skipped] = []
    for item in _articles(blob, decoded, named, options):
        if isinstance(item, RawArticle):
            articles.append(item)
        else:
            skipped.append(item)
    return Ingested(tuple(articles), tuple(skipped))


def ingest_line(blob: Blob, *, options: IngestOptions | None = None) -> Ingested:
    """Turn one line of a JSON Lines file into its article; ``blob.path`` says where the line stands."""
    options = options or IngestOptions()
    decoded = decode(blob.data)
    if decoded is None:
        return Ingested(skipped=(_binary(blob.path, blob.data),))
    entry = read_line(blob.path, decoded.text)
    if isinstance(entry, Entry):
        found = _from_entry(entry, blob, decoded.encoding, options)
        return Ingested((found,)) if isinstance(found, RawArticle) else Ingested(skipped=(found,))
    return Ingested(skipped=(entry,))


def ingest_all(blobs: Iterable[Blob], options: IngestOptions | None = None) -> Ingested:
    """Ingest all ``blobs`` of a run; articles come out by path, each text of one outlet once.

    The same text under another outlet is kept: that is a copy, which a later stage counts.
    """
    articles: list[RawArticle] = []
    skipped: list[Skipped] = []
    for blob in blobs:
        found = ingest(blob, options=options)
        articles.extend(found.articles)
        skipped.extend(found.skipped)
    first: dict[str, RawArticle] = {}
    for article in sorted(articles, key=lambda article: _path_order(article.path)):
        key = text_key(article)
        if key in first:
            skipped.append(_duplicate(article.path, first[key].path))
        else:
            first[key] = article
    return Ingested(tuple(first.values()), tuple(sorted(skipped, key=lambda item: _path_order(item.path))))


def _articles(
    blob: Blob, decoded: Decoded, named: str | None, options: IngestOptions
) -> Iterator[RawArticle | Skipped]:
    form = seen_format(decoded.text, named)
    if form in ("json", "jsonl"):
        read = read_array if form == "json" else read_lines
        for entry in read(blob.path, decoded.text):
            yield entry if isinstance(entry, Skipped) else _from_entry(entry, blob, decoded.encoding, options)
    elif form == "html":
        yield _from_page(
            blob.path, read_html(replaced_surrogates(decoded.text)), {}, blob, decoded.encoding, options
        )
    else:
        header = Header()
        if form == "markdown":
            header = front_matter(decoded.text)
        if header.span is None:
            header = leading_block(decoded.text)
        raw = RawArticle(
            path=blob.path,
            text=decoded.text,
            format=form,
            encoding=decoded.encoding,
            language="en",
            stated=_stated(header.stated, blob.overrides),
            header=header.span,
        )
        yield _checked(raw, options)


def _from_entry(entry: Entry, blob: Blob, encoding: str, options: IngestOptions) -> RawArticle | Skipped:
    if not entry.text.strip():
        page = read_html(entry.html, entry.stated.get("url"))
        return _from_page(entry.path, page, entry.stated, blob, encoding, options)
    raw = RawArticle(
        path=entry.path,
        text=entry.text,
        format="jsonl",
        encoding=encoding,
        language="en",
        stated=_stated(entry.stated, blob.overrides),
    )
    return _checked(raw, options)


def _from_page(
    path: str, page: Page, stated: Mapping[str, str], blob: Blob, encoding: str, options: IngestOptions
) -> RawArticle | Skipped:
    said = _stated(page.stated | dict(stated), blob.overrides)
    raw = RawArticle(
        path=path,
        text=replaced_surrogates(page.text).replace("\0", "\ufffd"),
        format="html",
        encoding=encoding,
        language="en",
        stated=said,
        html_date=None if "published" in said else page.date,
    )
    return _checked(raw, options)


def _checked(raw: RawArticle, options: IngestOptions) -> RawArticle | Skipped:
    """The article with its language, unless it has no words or is in a language that is not read."""
    body = raw.text[raw.header.end :] if raw.header else raw.text
    if not body.strip().strip(_INVISIBLE).strip():
        return _empty(raw.path)
    if (
        len(raw.text) > options.max_characters
        or raw.text.count("\n") > options.max_lines
        or _more_words(raw.text, options.max_words)
    ):
        return Skipped(
            raw.path,
            "too-large",
            f"An article has {options.max_words:,} words and marks, {options.max_lines:,} lines and"
            f" {options.max_characters:,} characters at most.",
            "Split it into articles, one to a file or to a line of a .jsonl file, or raise --max-words.",
        )
    language = language_of(body, options.languages)
    if options.languages and language not in options.languages:
        return Skipped(
            raw.path,
            "language",
            f"It is in another language ({language}); crossread reads {', '.join(options.languages)}.",
            "Give an English translation of it instead, or leave it out.",
        )
    return RawArticle(
        path=raw.path,
        text=raw.text,
        format=raw.format,
        encoding=raw.encoding,
        language=language,
        stated=raw.stated,
        header=raw.header,
        html_date=raw.html_date,
    )


def _more_words(text: str, limit: int) -> bool:
    return next(islice(_WORD.finditer(text), limit, None), None) is not None


def _unpacked(blob: Blob, limit: int) -> bytes | Skipped:
    if not is_gzip(blob.data):
        return blob.data
    try:
        return unpack(blob.data, limit)
    except TooLargeError:
        return Skipped(
            blob.path,
            "too-large",
            f"It unpacks to more than {limit / 1e6:g} MB.",
            "Split it, or raise the limit with --max-size.",
        )
    except DamagedError:
        return Skipped(
            blob.path,
            "format",
            "The gzip file is damaged or cut off.",
            "Fetch it again; gzip -t FILE tests it.",
        )


def _stated(stated: Mapping[str, str], overrides: Mapping[str, str]) -> dict[str, str]:
    merged = {**stated, **{key: value for key, value in overrides.items() if value}}
    return {key: merged[key] for key in sorted(merged)}


def text_key(raw: RawArticle) -> str:
    """Equal for articles that count as duplicates: one text, whatever its white space, of one outlet."""
    return content_id("text", " ".join(raw.text.split()), *_provenance(raw.stated))


def _provenance(stated: Mapping[str, str]) -> tuple[str, str]:
    return stated.get("outlet", "").casefold(), stated.get("url", "")


def _path_order(path: str) -> tuple[str, int]:
    found = _NUMBERED.fullmatch(path)
    return (found[1], int(found[2][:18])) if found else (path, 0)


def _empty(path: str) -> Skipped:
    return Skipped(
        path, "empty", "There are no words in it.", "Check that the file was saved or fetched completely."
    )


def _own_report(path: str) -> Skipped:
    return Skipped(
        path,
        "own-report",
        "It is a file that crossread made, not a source.",
        "Nothing to do; keep such files in another folder to leave this note out.",
    )


def _binary(path: str, data: bytes) -> Skipped:
    known = foreign(data)
    if known:
        return Skipped(
            path, "binary", f"It is not text but {known[0]}.", f"Turn it into text first: {known[1]}."
        )
    return Skipped(
        path,
        "binary",
        "It is not text: it holds NUL or control characters, or fits no encoding.",
        "Save it as UTF-8 text, or leave it out.",
    )


def _duplicate(path: str, first: str) -> Skipped:
    return Skipped(
        path, "duplicate", f"It has the same text as {first}.", f"Nothing to do: {first} was read."
    )
