"""The steps by which a dossier's tables came to be what they are (Alembic)."""
