"""What Alembic runs: the migrations, in the transaction that the dossier opened."""

from alembic import context

from crossread.dossier.schema import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=True
)
context.run_migrations()
