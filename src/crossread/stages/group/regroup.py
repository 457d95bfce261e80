"""Stories joined and split by people's corrections."""

from collections.abc import Sequence

from crossread.records import Correction, Mend, text_digest
from crossread.stages.group.clusters import Happening


def regrouped(found: Sequence[Happening], corrections: Sequence[Correction]) -> list[Happening]:
    """The happenings as people want them; ``corrections`` are those in force, the earliest first.

    A join makes one happening of all that hold an article of it; a split takes
    its articles out into one of their own, if that leaves something.
    """
    out = list(found)
    digests = {
        one.unit.article.id: text_digest(one.unit.article.text)
        for happening in (found if corrections else ())
        for one in happening.members
    }
    for correction in corrections:
        texts = {place.text for place in correction.places}
        if correction.mend is Mend.JOIN_STORIES:
            out = _joined(out, {article for article, text in digests.items() if text in texts})
        elif correction.mend is Mend.SPLIT_STORY:
            out = _split(out, {article for article, text in digests.items() if text in texts})
    return out


def _joined(found: Sequence[Happening], articles: set[str]) -> list[Happening]:
    meant = [one for one in found if _whole(one) & articles]
    if len(meant) < 2:
        return list(found)
    whole = Happening(tuple(member for one in meant for member in one.members))
    return [*(one for one in found if one not in meant), whole]


def _split(found: Sequence[Happening], articles: set[str]) -> list[Happening]:
    out: list[Happening] = []
    taken = []
    for one in found:
        parted = [m for m in one.members if not m.unit.posts and m.unit.article.id in articles]
        left = [m for m in one.members if m not in parted]
        if left and parted:
            out.append(Happening(tuple(left)))
            taken += parted
        else:
            out.append(one)
    return [*out, Happening(tuple(taken))] if taken else out


def _whole(one: Happening) -> set[str]:
    return {member.unit.article.id for member in one.members if not member.unit.posts}
