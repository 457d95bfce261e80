"""People who work in a dossier: who they are, their tokens and sessions, and what they did."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


# What was done stays written: the database itself refuses to change or take away entries.
_STAYS_SQLITE = tuple(
    f"create trigger audit_no_{act} before {act} on audit begin select raise(abort, 'entries stay'); end"
    for act in ("update", "delete")
)
_STAYS_POSTGRESQL = (
    "create function audit_stays() returns trigger language plpgsql as"
    " $$ begin raise exception 'entries stay'; end $$",
    "create trigger audit_stays before update or delete or truncate on audit"
    " for each statement execute function audit_stays()",
)


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        "person",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False, unique=True),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("made", sa.String(20), nullable=False),
        sa.Column("revoked", sa.String(20)),
    )
    op.create_table(
        "token",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(16), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("made", sa.String(20), nullable=False),
    )
    op.create_index("token_person", "token", ["person"])
    op.create_table(
        "session",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(16), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("made", sa.String(20), nullable=False),
        sa.Column("seen", sa.String(20), nullable=False),
    )
    op.create_index("session_person", "session", ["person"])
    op.create_index("session_seen", "session", ["seen"])
    op.create_table(
        "audit",
        sa.Column(
            "number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True
        ),
        sa.Column("on", sa.String(20), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("client", sa.String(64), nullable=False),
        sa.Column("request", sa.String(32), nullable=False),
    )
    op.create_index("audit_action", "audit", ["action"])
    for statement in _STAYS_SQLITE if op.get_bind().dialect.name == "sqlite" else _STAYS_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Take them away."""
    for table in ("audit", "session", "token", "person"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("drop function audit_stays")
