"""Who said it: which of the speakers whom tellings of one utterance name, by the better evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crossread.records import Actor, ActorType
from crossread.stages.compare.findings import Builder
from crossread.stages.compare.pages import Page
from crossread.stages.compare.units import Unit
from crossread.stages.compare.words import Kind, terms

_DOCUMENT = 3.0  # a party's own document, a transcript
_NAMED = 2.0  # a name stands in the words that say who speaks
_PRONOUN = 1.0
_UNNAMED = 0.5  # "officials", "a spokesman"
_NOBODY = 0.2
_DIRECT = 0.5  # more, where the words are quoted whole
_KINDS = frozenset({"transcript", "readout"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well one telling says who spoke, in words too."""

    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Settled:
    """The speaker whom the best evidence names, and why, in words. ``rivals`` is False where all agree."""

    party: str
    words: str
    rivals: bool


def settled(builder: Builder, members: Sequence[int], actors: Mapping[str, Actor]) -> Settled:
    """Settle who said an utterance from its tellings: for each speaker the best evidence of each article.

    Copies of one text count once. Of equals the one with more articles, then the first by name.
    """
    field = builder.field
    origin = {article: min(group) for group in builder.copies for article in group}
    found: dict[str, dict[str, Evidence]] = {}
    pages = {page.article.id: page for page in builder.pages}
    for index in members:
        unit = field.units[index]
        if unit.own and not unit.of_party:
            continue
        here = evidence(unit, pages[unit.article], actors.get(unit.party))
        by_article = found.setdefault(unit.party, {})
        key = origin.get(unit.article, unit.article)
        by_article[key] = max(by_article.get(key, here), here, key=lambda e: e.value)
    order = sorted(
        found,
        key=lambda party: (
            -round(sum(e.value for e in found[party].values()), 6),
            -len(found[party]),
            field.names.get(party, party),
        ),
    )
    if not order:
        return Settled("", "nobody is named", rivals=False)
    told = [_told(field.names.get(party, party), found[party]) for party in order]
    return Settled(order[0], "; ".join(told[:3]), rivals=len(order) > 1)


def _told(name: str, by_article: Mapping[str, Evidence]) -> str:
    best = max(by_article.values(), key=lambda e: (e.value, e.words))
    number = "one account" if len(by_article) == 1 else f"{len(by_article)} accounts"
    return f"{name}: {best.words}, {number}"


def evidence(unit: Unit, page: Page, actor: Actor | None) -> Evidence:
    """How well a telling says who speaks."""
    kind = page.article.kind.value if page.article.kind else ""
    direct = _DIRECT if unit.quoted else 0.0
    if page.party or kind in _KINDS:
        return Evidence(_DOCUMENT + direct, "by a document")
    source = unit.claim.source if unit.claim else None
    if source is None:
        return Evidence(_NOBODY + direct, "by the words around")
    words = terms(page.article.prose, source.start, source.end)
    if actor is not None and (not actor.named or actor.type is ActorType.GROUP):
        return Evidence(_UNNAMED + direct, "as nobody named")
    if any(term.kind is Kind.NAME for term in words):
        return Evidence(_NAMED + direct, "named beside the words")
    return Evidence(_PRONOUN + direct, "by a pronoun or title")
