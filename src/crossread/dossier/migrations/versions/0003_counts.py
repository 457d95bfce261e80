"""Indexes from which articles are counted by day and by outlet without reading their rows."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two indexes."""
    op.create_index("article_held", "article", ["current", "published", "added"])
    op.create_index("article_outlet", "article", ["current", "outlet"])


def downgrade() -> None:
    """Take them away."""
    op.drop_index("article_outlet", "article")
    op.drop_index("article_held", "article")
