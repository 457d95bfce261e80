"""All that a dossier says, in a form that two of them can be compared in."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from crossread.dossier import Dossier, schema
from crossread.stages.report import to_json


def state(dossier: Dossier) -> dict[str, Any]:
    """Stories with their reports, actors, and the index of words; no times of adding."""
    lines = sorted(dossier.stories(limit=1_000).items, key=lambda line: line.id)
    with dossier.database.read() as connection:
        links = sorted(tuple(row) for row in connection.execute(select(schema.link)))
        bundles = sorted(
            tuple(row)
            for row in connection.execute(
                select(schema.bundle.c.id, schema.bundle.c.level, schema.bundle.c.stale)
            )
        )
    return {
        "stories": [asdict(line) | {"changed": ""} for line in lines],
        "reports": {line.id: to_json(dossier.story(line.id).report) for line in lines},
        "actors": sorted(dossier.actors(limit=1_000, named=False).items, key=lambda line: line.id),
        "links": links,
        "bundles": bundles,
        "articles": sorted(line.id for line in dossier.articles(limit=1_000).items),
    }
