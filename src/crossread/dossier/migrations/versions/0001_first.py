"""The first schema: every table, and the full-text index of the database at hand."""

from alembic import op

from crossread.dossier.schema import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


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
