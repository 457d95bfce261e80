"""The sketches of a dossier in memory: which articles a new one is linked to."""

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from sqlalchemy import Connection, select

from crossread.dossier import schema
from crossread.dossier.codec import unpack
from crossread.dossier.meta import read_number
from crossread.stages.group import Embeddings, Sketch, features, level, worth_a_look
from crossread.stages.group.signals import Features

_KEPT = 4_000  # sketches kept unpacked, some 50 KB each


class Nearest:
    """Embeddings of all current articles, in step with the database; sketches when they are asked for."""

    def __init__(self) -> None:
        self._seen = 0  # the number of the last article that was looked at
        self._generation = -1
        self._articles: list[str] = []  # of each row
        self._rows: list[Embeddings] = []
        self._matrix: Embeddings | None = None
        self._features: OrderedDict[str, tuple[Features, ...]] = OrderedDict()

    def links(self, connection: Connection, found: Sketch, embeddings: Embeddings) -> dict[str, int]:
        """The articles that one is linked to, with the level of each link."""
        self._refresh(connection)
        if self._matrix is None:
            return {}
        near = np.flatnonzero(worth_a_look(embeddings, self._matrix))
        others = sorted({self._articles[row] for row in near} - {found.article})
        mine = features(found, embeddings)
        known = self._unpacked(connection, others)
        levels = {other: level(mine, known[other]) for other in others}
        return {other: near_by for other, near_by in levels.items() if near_by}

    def _refresh(self, connection: Connection) -> None:
        generation = read_number(connection, "generation")
        if generation != self._generation:
            self.__init__()  # type: ignore[misc]  # articles left: start again
            self._generation = generation
        rows = connection.execute(
            select(schema.article.c.number, schema.article.c.id, schema.sketch.c.embeddings)
            .join(schema.sketch, schema.sketch.c.article == schema.article.c.id)
            .where(schema.article.c.number > self._seen, schema.article.c.current)
            .order_by(schema.article.c.number)
        ).all()
        for number, article, data in rows:
            vectors = vectors_of(data)
            self._seen = number
            self._articles += [article] * len(vectors)
            self._rows.append(vectors)
        if rows:
            self._matrix = np.concatenate(self._rows)
            self._rows = [self._matrix]

    def _unpacked(self, connection: Connection, articles: Sequence[str]) -> dict[str, tuple[Features, ...]]:
        missing = [article for article in articles if article not in self._features]
        for start in range(0, len(missing), 500):
            rows = connection.execute(
                select(schema.sketch).where(schema.sketch.c.article.in_(missing[start : start + 500]))
            )
            for article, data, embeddings in rows:
                self._features[article] = features(unpack(data, Sketch), vectors_of(embeddings))
        out = {}
        for article in articles:
            self._features.move_to_end(article)
            out[article] = self._features[article]
        while len(self._features) > _KEPT:
            self._features.popitem(last=False)
        return out


def vectors_of(data: bytes) -> Embeddings:
    """The rows of a sketch's embeddings."""
    from crossread.models import DIMENSIONS

    return np.frombuffer(data, np.float32).reshape(-1, DIMENSIONS)
