"""The tables of a dossier: one schema for SQLite and PostgreSQL.

Texts and records are bytes (codec.py); the columns beside them are what lists,
look-ups and filters need. ``bundle`` holds what is read against each other
together (bundles.py), and its report; story, finding, claim and actor rows are
an index of these reports.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

HEAD: Final = "0003"
"""The last of the migrations that make these tables (migrations/versions)."""

metadata = MetaData()
_Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only in INTEGER keys


def _article(*, primary: bool = False) -> Column[str]:
    return Column("article", String(16), ForeignKey("article.id"), primary_key=primary, nullable=False)


meta = Table(
    "meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False)
)

article = Table(
    "article",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),  # in the order of adding
    Column("id", String(16), nullable=False, unique=True),
    Column("text_key", String(16), nullable=False),  # text and provenance: what makes a duplicate
    Column("text_sha256", String(64), nullable=False),
    Column("text_digest", String(16), nullable=False),
    Column("page", Text),  # the address, in the form in which revisions meet
    Column("path", Text, nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("published", String(40)),
    Column("kind", String(20), nullable=False),
    Column("words", Integer, nullable=False),
    Column("added", String(20), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("bundle", String(16)),
    Column("text", LargeBinary, nullable=False),
    Column("raw", LargeBinary, nullable=False),  # RawArticle without its text
    Column("record", LargeBinary, nullable=False),  # Article without its text
    Column("reading", LargeBinary, nullable=False),
    Column("model", String(64), nullable=False),  # hash of the reader's weights
    Index("article_text", "text_key"),
    Index("article_digest", "text_digest"),
    Index("article_page", "page"),
    Index("article_bundle", "bundle"),
    Index("article_published", "published"),
    # What every list counts of the articles stands in these: their rows, heavy with texts, are not read.
    Index("article_held", "current", "published", "added"),
    Index("article_outlet", "current", "outlet"),
)

sketch = Table(
    "sketch",
    metadata,
    _article(primary=True),
    Column("data", LargeBinary, nullable=False),
    Column("embeddings", LargeBinary, nullable=False),  # float32 [units, dimensions]
)

link = Table(
    "link",
    metadata,
    _article(primary=True),
    Column("other", String(16), ForeignKey("article.id"), primary_key=True),
    Column("level", Integer, nullable=False),  # the tightest at which the two are linked
    Index("link_other", "other"),
)

bundle = Table(
    "bundle",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("level", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("stale", Boolean, nullable=False),
    Column("version", Integer, nullable=False),  # counts what made it stale
    Column("report", LargeBinary),  # ReportData without its articles, as judged
    Column("made", LargeBinary),  # the same before it was judged, where that differs
    Index("bundle_stale", "stale"),
)

story = Table(
    "story",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("bundle", String(16), ForeignKey("bundle.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("date", String(10)),
    Column("place", Text),
    Column("articles", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("parties", Integer, nullable=False),
    Column("conflicts", Integer, nullable=False),
    Column("findings", Integer, nullable=False),
    Column("changed", String(20), nullable=False),
    Index("story_bundle", "bundle"),
    Index("story_changed", "changed"),
    Index("story_date", "date"),
)

former_story = Table(
    "former_story",
    metadata,
    Column("id", String(16), primary_key=True),  # an id that a story had
    Column("article", String(16), nullable=False),  # one of its articles, where it is found again
)

story_article = Table(
    "story_article",
    metadata,
    Column("story", String(16), ForeignKey("story.id"), primary_key=True),
    _article(primary=True),
    Column("role", String(8), nullable=False),
    Index("story_article_article", "article"),
)

story_actor = Table(
    "story_actor",
    metadata,
    Column("story", String(16), ForeignKey("story.id"), primary_key=True),
    Column("actor", String(16), primary_key=True),
    Index("story_actor_actor", "actor"),
)

finding = Table(
    "finding",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("bundle", String(16), ForeignKey("bundle.id"), nullable=False),
    Column("story", String(16)),
    Column("kind", String(20), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("independent", Integer, nullable=False),
    Column("state", String(10), nullable=False),  # open, accepted, rejected, judged
    Column("question", Text, nullable=False),
    Index("finding_bundle", "bundle"),
    Index("finding_story", "story"),
    Index("finding_review", "state", "score"),
)

finding_party = Table(
    "finding_party",
    metadata,
    Column("finding", String(16), ForeignKey("finding.id"), primary_key=True),
    Column("party", Text, primary_key=True),  # an actor's id, or an outlet's name
    Index("finding_party_party", "party"),
)

actor = Table(
    "actor",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("bundle", String(16), ForeignKey("bundle.id"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("type", String(12), nullable=False),
    Column("side", Text),
    Column("named", Boolean, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("forms", Text, nullable=False),  # all forms of words that the bundle has for it
    Index("actor_bundle", "bundle"),
    Index("actor_name", "name"),
)

claim = Table(
    "claim",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("id", String(16), nullable=False, unique=True),
    _article(),
    Column("bundle", String(16), ForeignKey("bundle.id"), nullable=False),
    Column("story", String(16)),
    Column("speaker", String(16)),
    Column("voices", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("act", String(12), nullable=False),
    Column("quotation", String(8), nullable=False),
    Column("polarity", String(8), nullable=False),
    Column("hedged", Boolean, nullable=False),
    Column("said_on", String(20)),
    Index("claim_article", "article"),
    Index("claim_bundle", "bundle"),
    Index("claim_speaker", "speaker", "said_on"),
    Index("claim_story", "story"),
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("sort", String(12), nullable=False),  # "finding" or "correction"
    Column("on", String(20), nullable=False),
    Column("by", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("judgement_on", "on"),
)

feed = Table(
    "feed",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("visited", String(20)),
    Column("outcome", Text),
)

person = Table(
    "person",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),  # signs judgements
    Column("folded", Text, nullable=False, unique=True),  # no two names that look alike
    Column("role", String(8), nullable=False),
    Column("made", String(20), nullable=False),
    Column("revoked", String(20)),
)

token = Table(
    "token",
    metadata,
    Column("sha256", String(64), primary_key=True),  # of a token with 256 random bits
    Column("person", String(16), ForeignKey("person.id"), nullable=False),
    Column("made", String(20), nullable=False),
    Index("token_person", "person"),
)

session = Table(
    "session",
    metadata,
    Column("sha256", String(64), primary_key=True),  # of what the browser keeps
    Column("person", String(16), ForeignKey("person.id"), nullable=False),
    Column("made", String(20), nullable=False),
    Column("seen", String(20), nullable=False),
    Index("session_person", "person"),
    Index("session_seen", "seen"),
)

audit = Table(
    "audit",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("on", String(20), nullable=False),
    Column("by", Text, nullable=False),
    Column("action", String(20), nullable=False),
    Column("what", Text, nullable=False),  # ids and names, no words of articles
    Column("client", String(64), nullable=False),
    Column("request", String(32), nullable=False),
    Index("audit_action", "action"),
)
