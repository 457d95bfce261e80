"""What people said, kept in a dossier: judgements of findings, corrections, and their undoing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select

from crossread.dossier import schema
from crossread.dossier.codec import pack, unpack
from crossread.records import Correction, Judgement
from crossread.stages.judge import in_force, standing

_TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that people said, undone or not, the earliest first."""

    judgements: tuple[Judgement, ...]
    corrections: tuple[Correction, ...]

    @property
    def standing(self) -> tuple[Judgement, ...]:
        """The judgements that nobody has undone."""
        return standing(self.judgements)

    @property
    def in_force(self) -> tuple[Correction, ...]:
        """The corrections that nobody has undone."""
        return in_force(self.corrections)

    def about(self, texts: Sequence[str]) -> tuple[Judgement, ...]:
        """The standing judgements that speak of a passage of these texts (digests)."""
        digests = set(texts)
        return tuple(
            item
            for item in self.standing
            if any(a.text in digests for one in (item.target, *item.others) for a in one.anchors)
        )


def everything(connection: Connection) -> Said:
    """All that is kept."""
    judgements: list[Judgement] = []
    corrections: list[Correction] = []
    query = select(schema.judgement.c.sort, schema.judgement.c.data).order_by(
        schema.judgement.c.on, schema.judgement.c.id
    )
    for sort, data in connection.execute(query):
        if sort == "finding":
            judgements.append(unpack(data, Judgement))
        else:
            corrections.append(unpack(data, Correction))
    return Said(tuple(judgements), tuple(corrections))


def keep(connection: Connection, item: Judgement | Correction) -> bool:
    """Keep what somebody said; False where it is kept already."""
    if connection.execute(select(schema.judgement.c.id).where(schema.judgement.c.id == item.id)).first():
        return False
    connection.execute(
        schema.judgement.insert().values(
            id=item.id,
            sort="finding" if isinstance(item, Judgement) else "correction",
            on=item.on,
            by=item.by.replace("\0", "\ufffd"),
            data=pack(item),
        )
    )
    return True


def texts_of(item: Judgement | Correction) -> set[str]:
    """The digests of the texts that it speaks of."""
    if isinstance(item, Correction):
        return {place.text for place in item.places}
    return {anchor.text for one in (item.target, *item.others) for anchor in one.anchors}


def next_time(said: Said) -> str:
    """This second in UTC, or the first after it at which nothing was said: times give the order."""
    taken = {item.on for item in said.judgements} | {item.on for item in said.corrections}
    now = datetime.now(UTC)
    while now.strftime(_TIME) in taken:
        now += timedelta(seconds=1)
    return now.strftime(_TIME)
