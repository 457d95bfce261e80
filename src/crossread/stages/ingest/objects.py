"""Articles as JSON objects: one to a line, or in an array."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from crossread.records import Skipped
from crossread.stages.ingest.decode import replaced_surrogates
from crossread.stages.ingest.header import stated_from

_TEXT = ("text", "body", "content", "article_body", "articleBody", "maintext")
_META = [
    "title",
    "headline",
    "outlet",
    "source",
    "publisher",
    "url",
    "link",
    "byline",
    "author",
    "authors",
    "agency",
    "kind",
    "party",
    "side",
    "date",
    "published",
    "datePublished",
]
_REMEDY = (
    'Each article is an object: {"text": "...", "title": "...", "published": "2024-05-01", "outlet": "..."}'
)


class Entry:
    """One article object: where it stood, its text or its HTML, and what it states."""

    __slots__ = ("html", "path", "stated", "text")

    def __init__(self, path: str, item: Mapping[str, Any]) -> None:
        self.path = path
        self.text = next((words for key in _TEXT if (words := _string(item.get(key)))), "")
        self.html = _string(item.get("html"))
        self.stated = stated_from({key: words for key in _META if (words := _string(item.get(key)))})


def read_lines(path: str, text: str) -> Iterator[Entry | Skipped]:
    """JSON Lines: an entry, or why not, for each line that is not blank."""
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), start=1):
        if line.strip():
            yield _entry(f"{path}:{number}", _loaded(line))


def read_line(path: str, line: str) -> Entry | Skipped:
    """One line of JSON Lines that stands by itself; ``path`` says where."""
    return _entry(path, _loaded(line.lstrip("\ufeff")))


def read_array(path: str, text: str) -> Iterator[Entry | Skipped]:
    """One JSON value: an object, an array of them, or an object that holds an array of "articles"."""
    value = _loaded(text.lstrip("\ufeff"))
    if isinstance(value, dict) and isinstance(value.get("articles"), list):
        value = value["articles"]
    if isinstance(value, list):
        for number, item in enumerate(value, start=1):
            yield _entry(f"{path}:{number}", item)
    else:
        yield _entry(path, value)


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        return ValueError("It is nested too deeply.")
    except ValueError as error:
        return error


def _entry(path: str, item: Any) -> Entry | Skipped:
    if isinstance(item, ValueError):
        return Skipped(path, "format", f"This is not valid JSON: {item}", _REMEDY)
    if not isinstance(item, dict):
        return Skipped(path, "format", f"An article must be an object, not {_name(item)}.", _REMEDY)
    entry = Entry(path, item)
    if not entry.text.strip() and not entry.html.strip():
        return Skipped(path, "empty", 'It has neither "text" nor "html" with words in it.', _REMEDY)
    return entry


def _string(value: Any) -> str:
    """A string, or a list of strings joined; anything else is as if it were not there."""
    if isinstance(value, list):
        value = ", ".join(item for item in value if isinstance(item, str))
    return replaced_surrogates(value).replace("\0", "\ufffd") if isinstance(value, str) else ""


def _name(item: Any) -> str:
    names = {list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(item), "a number")
