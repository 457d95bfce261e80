"""The first schema: every table as it was then, and the full-text index of the database at hand.

The tables are written out: what the code knows today (schema.py) is made by all steps together.
"""

from alembic import op
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

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

metadata = MetaData()
_Number = BigInteger().with_variant(Integer, "sqlite")


def _article(*, primary: bool = False) -> Column[str]:
    return Column("article", String(16), ForeignKey("article.id"), primary_key=primary, nullable=False)


Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

Table(
    "article",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("text_key", String(16), nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("text_digest", String(16), nullable=False),
    Column("page", Text),
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
    Column("raw", LargeBinary, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("reading", LargeBinary, nullable=False),
    Column("model", String(64), nullable=False),
    Index("article_text", "text_key"),
    Index("article_digest", "text_digest"),
    Index("article_page", "page"),
    Index("article_bundle", "bundle"),
    Index("article_published", "published"),
)

Table(
    "sketch",
    metadata,
    _article(primary=True),
    Column("data", LargeBinary, nullable=False),
    Column("embeddings", LargeBinary, nullable=False),
)

Table(
    "link",
    metadata,
    _article(primary=True),
    Column("other", String(16), ForeignKey("article.id"), primary_key=True),
    Column("level", Integer, nullable=False),
    Index("link_other", "other"),
)

Table(
    "bundle",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("level", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("stale", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("report", LargeBinary),
    Column("made", LargeBinary),
    Index("bundle_stale", "stale"),
)

Table(
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

Table(
    "former_story",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("article", String(16), nullable=False),
)

Table(
    "story_article",
    metadata,
    Column("story", String(16), ForeignKey("story.id"), primary_key=True),
    _article(primary=True),
    Column("role", String(8), nullable=False),
    Index("story_article_article", "article"),
)

Table(
    "story_actor",
    metadata,
    Column("story", String(16), ForeignKey("story.id"), primary_key=True),
    Column("actor", String(16), primary_key=True),
    Index("story_actor_actor", "actor"),
)

Table(
    "finding",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("bundle", String(16), ForeignKey("bundle.id"), nullable=False),
    Column("story", String(16)),
    Column("kind", String(20), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("independent", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("question", Text, nullable=False),
    Index("finding_bundle", "bundle"),
    Index("finding_story", "story"),
    Index("finding_review", "state", "score"),
)

Table(
    "finding_party",
    metadata,
    Column("finding", String(16), ForeignKey("finding.id"), primary_key=True),
    Column("party", Text, primary_key=True),
    Index("finding_party_party", "party"),
)

Table(
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
    Column("forms", Text, nullable=False),
    Index("actor_bundle", "bundle"),
    Index("actor_name", "name"),
)

Table(
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

Table(
    "judgement",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("sort", String(12), nullable=False),
    Column("on", String(20), nullable=False),
    Column("by", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("judgement_on", "on"),
)

Table(
    "feed",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
    Column("visited", String(20)),
    Column("outcome", Text),
)


def upgrade() -> None:
    """Make all tables."""
    connection = op.get_bind()
    metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        op.execute(
            "create virtual table claim_words using fts5(words, content='', tokenize='porter unicode61')"
        )
    else:
        op.execute("create table claim_words (rowid bigint primary key, words tsvector not null)")
        op.execute("create index claim_words_words on claim_words using gin (words)")


def downgrade() -> None:
    """Take all tables away."""
    op.execute("drop table claim_words")
    metadata.drop_all(op.get_bind())
