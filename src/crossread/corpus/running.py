"""A corpus run: plan, read, group, compare; whatever of it was done before is not done again."""

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import pyarrow as pa

from crossread.__about__ import __version__
from crossread.corpus import plan as plans
from crossread.corpus.comparing import CompareOptions
from crossread.corpus.documents import error_row
from crossread.corpus.engine import DaftEngine, Engine, Runner
from crossread.corpus.errors import CorpusError
from crossread.corpus.into import put_into
from crossread.corpus.jobs import ComparePacket, EmbedShard, ReadShard, put_errors, reader_of
from crossread.corpus.manifest import Manifest
from crossread.corpus.places import Folder
from crossread.corpus.reading import ReadOptions
from crossread.corpus.schema import ERRORS
from crossread.corpus.sources import Source, sources
from crossread.corpus.stories import Packets, grouped_corpus, sweep
from crossread.corpus.work import Stage, finish
from crossread.pipeline import LIMITS, Progress
from crossread.records import Skipped
from crossread.stages.ingest import IngestOptions
from crossread.stages.read import Policy

HEAD = "corpus.json"


class Until(StrEnum):
    """The stage at which a run ends."""

    READ = "read"
    GROUP = "group"
    COMPARE = "compare"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusOptions:
    """What a corpus run may be told.

    ``outlet`` and ``date`` override what every input says of itself. Stories of ``least``
    articles and more are compared, those of more than ``most`` in parts of so many. ``until``
    is the last stage; ``into`` a dossier that gets the articles, too. ``shard`` is how many
    documents a unit of work has: what a killed worker does again at most. ``workers``
    (default: one a core) are processes, or actors of the cluster; they and ``runner``
    change the time that a run takes, never its rows.
    """

    outlet: str | None = None
    date: str | None = None
    sides: Mapping[str, str] = field(default_factory=dict)
    least: int = 2
    most: int = 64
    languages: tuple[str, ...] = ("en",)
    max_bytes: int = LIMITS.max_bytes
    max_words: int = LIMITS.max_words
    nested: Policy = Policy.SPEECH
    reader: str | None = None
    until: Until = Until.COMPARE
    into: str | None = None
    shard: int = 256
    workers: int | None = None
    runner: Runner = Runner.NATIVE
    address: str | None = None

    def reading(self) -> ReadOptions:
        """The part that concerns the read stage."""
        return ReadOptions(
            ingest=IngestOptions(
                languages=self.languages, max_bytes=self.max_bytes, max_words=self.max_words
            ),
            nested=self.nested,
            outlet=self.outlet,
            published=self.date,
        )  # fmt: skip

    def comparing(self) -> CompareOptions:
        """The part that concerns the compare stage."""
        return CompareOptions(sides=dict(self.sides), least=self.least)

    def engine(self) -> Engine:
        """Who does the work."""
        return DaftEngine(self.runner, self.address)

    def hands(self) -> int:
        """How many tasks are worked on at once."""
        return self.workers or os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Summary:
    """What a corpus holds after a run. ``errors`` are counts by code."""

    documents: int = 0
    articles: int = 0
    stories: int = 0
    claims: int = 0
    findings: int = 0
    errors: Mapping[str, int] = field(default_factory=dict)


def _quiet(stage: str, done: int, total: int) -> None:
    """The progress of a caller who wants none."""


def run(
    inputs: Sequence[str | os.PathLike[str]],
    where: str | os.PathLike[str],
    *,
    options: CorpusOptions | None = None,
    engine: Engine | None = None,
    progress: Progress = _quiet,
) -> Summary:
    """Read what lies at ``inputs`` (files, folders, patterns, URLs) into the folder ``where``.

    Run again with the same inputs it goes on where it stopped, with more of them it
    adds these; with none it finishes what was planned. Raises CorpusError where the
    folder was begun with other options, an input has changed, or the engine fails.
    """
    options = options or CorpusOptions()
    folder = Folder(os.fspath(where))
    _begin(folder, options)
    folder.tidy()
    plan = _planned(folder, [os.fspath(path) for path in inputs], options, progress)
    engine = engine or options.engine()
    finish(engine, _reading(folder, plan, options), options.hands(), progress)
    if options.until is not Until.READ:
        finish(engine, _embedding(folder, plan), options.hands(), progress)
        packets = grouped_corpus(
            folder, plan.names, most=options.most, workers=options.hands(), progress=progress
        )
        if options.until is Until.COMPARE:
            finish(engine, _comparing(folder, packets, options), options.hands(), progress)
            sweep(folder, set(packets.sizes))
    if options.into is not None:
        put_into(options.into, folder, plan.names, options, progress)
    return summary(folder)


def _reading(folder: Folder, plan: plans.Plan, options: CorpusOptions) -> Stage:
    return Stage(
        Manifest(folder, "read"),
        ReadShard(folder.url, options.reading(), options.reader),
        {name: {"pieces": plans.as_json(plan.pieces(name))} for name in plan.names},
        {name: plans.size_of(plan.pieces(name)) for name in plan.names},
    )


def _embedding(folder: Folder, plan: plans.Plan) -> Stage:
    return Stage(
        Manifest(folder, "embed"),
        EmbedShard(folder.url),
        {name: {} for name in plan.names},
        {name: plans.size_of(plan.pieces(name)) for name in plan.names},
    )


def _comparing(folder: Folder, packets: Packets, options: CorpusOptions) -> Stage:
    return Stage(
        Manifest(folder, "compare"),
        ComparePacket(folder.url, options.comparing()),
        {name: {} for name in packets.sizes},
        packets.sizes,
    )


def summary(folder: Folder) -> Summary:
    """What a corpus holds."""
    totals: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    for stage, names in (
        ("read", ("documents", "articles")),
        ("group", ("stories",)),
        ("compare", ("claims", "findings")),
    ):
        for one in Manifest(folder, stage).counts().values():
            totals.update({name: one[name] for name in names})
            errors.update(one["errors"])
    if folder.exists(INPUTS):
        errors.update(folder.table(INPUTS, ["code"])["code"].to_pylist())
    return Summary(**totals, errors=dict(errors))


# --- beginning ---------------------------------------------------------------------------

INPUTS = "errors/inputs.parquet"


def _begin(folder: Folder, options: CorpusOptions) -> None:
    """Say in the folder what its rows depend on, or check that it is said already."""
    wanted = _depends_on(options)
    held = folder.read(HEAD)
    if held is None:
        folder.write(HEAD, json.dumps(wanted, indent=1, sort_keys=True).encode())
        return
    known = json.loads(held)
    differing = sorted(key for key in wanted if known.get(key) != wanted[key])
    if differing:
        told = ", ".join(f"{key} {known.get(key)!r}, now {wanted[key]!r}" for key in differing)
        raise CorpusError(
            f"{folder.url} was begun with another {told}.", remedy="Use the same, or begin another folder."
        )


def _depends_on(options: CorpusOptions) -> dict[str, Any]:
    reader = reader_of(options.reader)
    return {
        "format": 1,
        "version": __version__,
        "reader": reader.hashes,
        "outlet": options.outlet,
        "date": options.date,
        "sides": dict(options.sides),
        "languages": list(options.languages),
        "max_bytes": options.max_bytes,
        "max_words": options.max_words,
        "nested": options.nested.value,
        "least": options.least,
        "most": options.most,
    }


def _planned(
    folder: Folder, inputs: Sequence[str], options: CorpusOptions, progress: Progress
) -> plans.Plan:  # fmt: skip
    plan = plans.load(folder)
    if not inputs:
        if not plan.shards:
            raise CorpusError("There is nothing to read.", remedy="Name files, folders or URLs.")
        return plan
    progress("plan", 0, 1)
    found, skipped = sources(inputs)
    found = [source for source in found if not _within(source, folder)]
    plan, uncut = plans.extended(plan, found, options.shard)
    plans.keep(folder, plan)
    _keep_skipped(folder, [*skipped, *uncut])
    progress("plan", 1, 1)
    return plan


def _within(source: Source, folder: Folder) -> bool:
    """Whether a file is one of our own results."""
    if not folder.local or "://" in source.file:
        return source.file.startswith(folder.url + "/")
    return Path(source.file).resolve().is_relative_to(Path(folder.at("")).resolve())


def _keep_skipped(folder: Folder, skipped: Sequence[Skipped]) -> None:
    rows = [error_row("plan", item.path, item) for item in skipped]
    put_errors(folder, "inputs", "", pa.Table.from_pylist(rows, schema=ERRORS))
