"""One article on its way into a dossier: read and sketched, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from crossread.models import Encoder, Reader
from crossread.records import Article, Correction, RawArticle, Reading
from crossread.stages.clean import clean
from crossread.stages.group import Embeddings, Sketch, sketch
from crossread.stages.ingest import text_key
from crossread.stages.judge import dated, marked
from crossread.stages.read import read
from crossread.stages.resolve import times


@dataclass(frozen=True, slots=True)
class Taken:
    """An article with all that is known of it by itself."""

    raw: RawArticle
    article: Article
    reading: Reading
    sketch: Sketch
    embeddings: Embeddings
    model: str

    @property
    def text_key(self) -> str:
        """What makes another article a duplicate of it."""
        return text_key(self.raw)


@dataclass(slots=True)
class Taker:
    """Reads articles one by one: what is found in one must not depend on which came before it."""

    reader: Reader
    encoder: Encoder

    def take(self, raw: RawArticle, corrections: Sequence[Correction]) -> Taken:
        """Clean, read and sketch an article, with its date and furniture as people set them."""
        article = self.clean(raw, corrections)
        return self.finish(raw, article, read(article, self.reader))

    def clean(self, raw: RawArticle, corrections: Sequence[Correction]) -> Article:
        """The article of ``raw`` with its date and furniture as people set them; its id stays."""
        (article,) = clean([dated(raw, corrections)])
        return marked(replace(article, id=raw.id), corrections)

    def finish(self, raw: RawArticle, article: Article, reading: Reading) -> Taken:
        """What is told from an article and its reading."""
        found, embeddings = sketch(article, times(article), self.encoder)
        return Taken(raw, article, reading, found, embeddings, self.reader.sha256)


def page_of(url: str | None) -> str | None:
    """An address in the form in which revisions of one page meet: no scheme, "www.", fragment or last slash.

    >>> page_of("https://www.Example.org/news/a/#top")
    'example.org/news/a'
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if not host:
        return None
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"
