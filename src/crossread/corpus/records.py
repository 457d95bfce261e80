"""Articles and their readings as bytes, from the read stage to the later ones."""

from dataclasses import dataclass, replace

from crossread.dossier.codec import pack, unpack
from crossread.records import Article, RawArticle, Reading
from crossread.stages.ingest import text_key

Parts = tuple[RawArticle, str, Article, Reading]


@dataclass(frozen=True, slots=True)
class Read:
    """An article as ingest found it, as clean made it, and what was read in it."""

    raw: RawArticle
    article: Article
    reading: Reading

    @property
    def text_key(self) -> str:
        """Equal for articles that count as duplicates of each other."""
        return text_key(self.raw)


def packed(read: Read) -> bytes:
    """The article as bytes; its text is in them once."""
    article = read.article
    prose = "" if article.prose == article.text else article.prose
    return pack((read.raw, prose, replace(article, text="", prose=""), read.reading))


def unpacked(data: bytes) -> Read:
    """What :func:`packed` wrote."""
    parts: Parts = unpack(data, Parts)  # type: ignore[arg-type]
    raw, prose, article, reading = parts
    return Read(raw, replace(article, text=raw.text, prose=prose or raw.text), reading)
