"""Articles about countries that do not exist, as sites would show them."""

from crossread.records import Article, RawArticle

PARAGRAPHS = (
    "The chancellor of Norland pressed her counterpart from Sudria on the closed harbour, officials said.",
    "Anton Weiss, the foreign minister of Sudria, said she had “accepted” that Sudria was not to blame.",
    "Her spokeswoman denied this. “The chancellor accepted nothing,” she told reporters in the evening.",
    "The two had met for more than an hour on the margins of the fisheries conference in Eastport.",
    "It was their first meeting since the harbour was closed to ships of both countries in the autumn.",
    "Both sides agreed to send their experts to a working group, which is to meet for the first time in May.",
)
TITLE = "Rival tales of a talk about a harbour"


def raw(text: str, **stated: str) -> RawArticle:
    """A plain-text article as ingest hands it over."""
    return RawArticle(path="a.txt", text=text, format="text", encoding="utf-8", language="en", stated=stated)


def body(*paragraphs: str) -> str:
    """Paragraphs with a blank line between them."""
    return "\n\n".join(paragraphs or PARAGRAPHS)


def furniture(article: Article) -> list[str]:
    """The words of all furniture."""
    return [item.span.of(article.text) for item in article.furniture]


def whys(article: Article) -> dict[str, str]:
    """The reason for each piece of furniture, by its words."""
    return {item.span.of(article.text): item.why for item in article.furniture}


def kept(article: Article) -> str:
    """The body, without white space around its pieces."""
    return "\n".join(span.of(article.text).strip() for span in article.body())
