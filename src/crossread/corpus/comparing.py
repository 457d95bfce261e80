"""The compare stage over a unit: articles and readings in, rows of claims, findings and errors out."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from crossread.corpus.documents import error_row
from crossread.corpus.grouping import Unit
from crossread.corpus.reading import crashed, failed
from crossread.corpus.records import Read
from crossread.corpus.rows import claim_row, finding_row
from crossread.corpus.schema import CLAIMS, ERRORS, FINDINGS
from crossread.models import CrossEncoder, Encoder
from crossread.pipeline import PipelineOptions, WhoSaidWhat, resolved
from crossread.records import Finding, Grouping
from crossread.stages.compare import compare
from crossread.stages.group import claims_with_story

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareOptions:
    """How stories are compared: the sides of actors, and how many articles a story must have for it."""

    sides: Mapping[str, str] = field(default_factory=dict)
    least: int = 2


@dataclass(frozen=True, slots=True)
class ComparedTables:
    """What comes of units: tables of the schemas ``CLAIMS``, ``FINDINGS`` and ``ERRORS``."""

    claims: pa.Table
    findings: pa.Table
    errors: pa.Table


def compare_units(
    units: Sequence[tuple[Unit, Sequence[Read]]],
    *,
    encoder: Encoder,
    pair_model: CrossEncoder,
    options: CompareOptions,
) -> ComparedTables:
    """Resolve and compare units, each by itself; one that fails becomes a row of errors.

    Claims are written of every unit, findings of those with ``options.least`` articles.
    """
    claims: list[Row] = []
    findings: list[Row] = []
    errors: list[Row] = []
    for unit, reads in units:
        name = unit.stories[0].id if unit.stories else reads[0].article.id
        try:
            said, grouping = _resolved(unit, reads, options)
            actors = {actor.id: actor for actor in said.resolution.actors}
            claims += [claim_row(claim, actors) for claim in grouping.claims]
            if len(reads) >= options.least:
                found = compare(said.articles, said.resolution, grouping, encoder, pair_model)
                findings += [finding_row(finding, rank, actors) for finding, rank in _ranked(found)]
        except Exception as error:  # whatever a hostile text does: the other stories go on
            errors.append(error_row("compare", "", failed(f"story {name}", error)))
    return ComparedTables(
        pa.Table.from_pylist(claims, schema=CLAIMS),
        pa.Table.from_pylist(findings, schema=FINDINGS),
        pa.Table.from_pylist(errors, schema=ERRORS),
    )


def lost_unit(unit: Unit) -> ComparedTables:
    """What is written of a unit that killed the process that compared it, every time."""
    lost = crashed(f"story {unit.stories[0].id}")
    return ComparedTables(
        CLAIMS.empty_table(),
        FINDINGS.empty_table(),
        pa.Table.from_pylist([error_row("compare", "", lost)], schema=ERRORS),
    )


def _resolved(
    unit: Unit, reads: Sequence[Read], options: CompareOptions
) -> tuple[WhoSaidWhat, Grouping]:  # fmt: skip
    said = resolved(
        [read.article for read in reads],
        [read.reading for read in reads],
        options=PipelineOptions(sides=options.sides),
        models=(),
    )
    claims = claims_with_story(said.resolution.claims, said.articles, unit.stories)
    return said, Grouping(unit.stories, unit.copies, claims)


def _ranked(found: Sequence[Finding]) -> list[tuple[Finding, int]]:
    """Findings with their rank within their story."""
    counts: Counter[str | None] = Counter()
    out = []
    for finding in found:
        counts[finding.story] += 1
        out.append((finding, counts[finding.story]))
    return out
