"""The order of the stages. Wiring only: what a stage does is in its folder.

::

    ingest → clean → read → resolve → group → compare → judge
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol

from crossread.__about__ import __version__
from crossread.errors import OptionError
from crossread.models import Answer, CrossEncoder, Encoder, PairQuestion, Reader, SecondReader
from crossread.records import (
    Article,
    Blob,
    Correction,
    Finding,
    Grouping,
    Judgement,
    ModelUse,
    Reading,
    ReportData,
    Resolution,
    Run,
    Skipped,
)
from crossread.stages.clean import clean
from crossread.stages.compare import compare
from crossread.stages.group import group
from crossread.stages.ingest import IngestOptions, ingest_all
from crossread.stages.judge import judge, set_right
from crossread.stages.read import Policy, read
from crossread.stages.resolve import resolve, with_unstated

Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)``, from one thread at a time."""

LIMITS = IngestOptions()
"""How long an input may be where nobody says otherwise."""


class Inputs(Protocol):
    """What a run reads: blobs one after the other, and what could not be had, complete once they are read."""

    @property
    def blobs(self) -> Iterator[Blob]:
        """The inputs, read when asked for."""
        ...

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What could not be read."""
        ...


@dataclass(frozen=True, slots=True)
class PipelineOptions:
    """What a run may be told.

    ``sides`` maps names of actors to a side, ``languages`` says what is read,
    ``max_bytes`` what a compressed input may unpack to, ``max_words`` how long an
    article may be.

    ``pair_model`` says whether the pair model weighs in where two accounts are set
    against each other, and reads others that may be rivals; ``reader`` reads in place
    of the shipped one; ``nested`` says which voices within voices are kept.
    ``workers`` articles are read at once, one
    thread and one model session each; ``batch_size`` bounds how many articles are
    handed to them together.
    """

    sides: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    max_bytes: int = LIMITS.max_bytes
    max_words: int = LIMITS.max_words
    workers: int = 1
    batch_size: int = 32
    pair_model: bool = True
    reader: Reader | None = None
    nested: Policy = Policy.SPEECH

    def __post_init__(self) -> None:
        for name in ("workers", "batch_size"):
            if getattr(self, name) < 1:
                raise OptionError(f"{name} must be at least 1, not {getattr(self, name)}.")


def _quiet(stage: str, done: int, total: int) -> None:
    """The progress of a caller who wants none."""


@dataclass(frozen=True, slots=True)
class WhoSaidWhat:
    """What a run holds after the resolve stage."""

    articles: tuple[Article, ...]
    readings: tuple[Reading, ...]
    resolution: Resolution
    skipped: tuple[Skipped, ...]
    models: tuple[ModelUse, ...]


def who_said_what(
    inputs: Inputs,
    *,
    options: PipelineOptions | None = None,
    progress: Progress = _quiet,
) -> WhoSaidWhat:
    """Ingest, clean, read and resolve what ``inputs`` hold."""
    options = options or PipelineOptions()
    ingested = ingest_all(
        inputs.blobs,
        IngestOptions(languages=options.languages, max_bytes=options.max_bytes, max_words=options.max_words),
    )
    articles = sorted(clean(ingested.articles), key=_article_order)
    reader = options.reader or Reader()
    readings = tuple(_read_all(articles, reader, options, progress))
    return resolved(
        articles,
        readings,
        options=options,
        skipped=tuple(
            sorted((*inputs.skipped, *ingested.skipped), key=lambda item: (item.path, item.code, item.cause))
        ),
        models=files_of(reader) if articles else (),
        progress=progress,
    )


def resolved(
    articles: Sequence[Article],
    readings: Sequence[Reading],
    *,
    options: PipelineOptions,
    models: tuple[ModelUse, ...],
    skipped: tuple[Skipped, ...] = (),
    corrections: Sequence[Correction] = (),
    progress: Progress = _quiet,
) -> WhoSaidWhat:
    """Articles that were read, with their actors resolved together and set right as people said."""
    ordered = sorted(articles, key=_article_order)
    progress("resolve", 0, 1)
    resolution = resolve(ordered, readings, sides=options.sides)
    progress("resolve", 1, 1)
    return WhoSaidWhat(
        articles=tuple(ordered),
        readings=tuple(readings),
        resolution=set_right(resolution, ordered, corrections),
        skipped=skipped,
        models=models,
    )


def cross_read(
    inputs: Inputs,
    *,
    options: PipelineOptions | None = None,
    second_reader: SecondReader | None = None,
    judgements: Sequence[Judgement] = (),
    progress: Progress = _quiet,
) -> ReportData:
    """Every stage up to compare; what it found, by rank, as those who judged it want it."""
    said = who_said_what(inputs, options=options, progress=progress)
    return read_against(
        said,
        options=options,
        second_reader=second_reader,
        judgements=judgements,
        progress=progress,
    )


def read_against(
    said: WhoSaidWhat,
    *,
    options: PipelineOptions | None = None,
    encoder: Encoder | None = None,
    pair_model: CrossEncoder | None = None,
    second_reader: SecondReader | None = None,
    judgements: Sequence[Judgement] = (),
    corrections: Sequence[Correction] = (),
    progress: Progress = _quiet,
) -> ReportData:
    """The stages after resolve: ``said`` grouped, compared and judged.

    ``encoder`` and ``pair_model`` may be ones that are loaded already; ``corrections`` are of
    stories (those of actors and speakers belong to :func:`resolved`).
    """
    options = options or PipelineOptions()
    encoder = encoder or Encoder(workers=options.workers)
    progress("group", 0, 1)
    grouping = group(said.articles, said.resolution, encoder, corrections=corrections)
    progress("group", 1, 1)
    progress("compare", 0, 1)
    asked = _Shown(second_reader, progress) if second_reader else None
    if options.pair_model and pair_model is None:
        pair_model = CrossEncoder(workers=options.workers)
    findings = compare(said.articles, said.resolution, grouping, encoder, pair_model, asked)
    progress("compare", 1, 1)
    used: list[Encoder | CrossEncoder] = [encoder, *([pair_model] if pair_model else [])]
    more = tuple(file for one in used for file in files_of(one))
    models = (*said.models, *more) if said.articles else ()
    report = report_data(said, grouping, findings, models=models, options=options)
    if second_reader:
        report = with_options(report, second_reader.record)
    return judge(report, judgements)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A second reader whose progress is told."""

    reader: SecondReader
    progress: Progress

    def ask(self, questions: Sequence[PairQuestion]) -> Iterator[Answer | None]:
        self.progress("second reader", 0, len(questions))
        for done, answer in enumerate(self.reader.ask(questions), 1):
            self.progress("second reader", done, len(questions))
            yield answer

    @property
    def record(self) -> Mapping[str, str | int | bool]:
        return self.reader.record


def with_options(report: ReportData, more: Mapping[str, str | int | bool]) -> ReportData:
    """``report`` with more told of how it was made."""
    return replace(report, run=replace(report.run, options={**report.run.options, **more}))


def report_data(
    said: WhoSaidWhat,
    grouping: Grouping | None = None,
    findings: tuple[Finding, ...] = (),
    *,
    models: tuple[ModelUse, ...] | None = None,
    options: PipelineOptions | None = None,
) -> ReportData:
    """Gather the records of a run. Without ``grouping`` the report ends at who said what."""
    options = options or PipelineOptions()
    claims, actors = with_unstated(
        grouping.claims if grouping else said.resolution.claims, said.resolution.actors
    )
    return ReportData(
        run=Run(
            version=__version__,
            started=datetime.now(UTC).isoformat(timespec="seconds"),
            models=said.models if models is None else models,
            # Workers and batch size are left out: they change nothing that a report says.
            options={
                "languages": ",".join(options.languages),
                "nested": options.nested.value,
                **{f"side:{k}": v for k, v in sorted(options.sides.items())},
            },
        ),
        articles=said.articles,
        actors=actors,
        stories=grouping.stories if grouping else (),
        claims=claims,
        findings=findings,
        copies=grouping.copies if grouping else (),
        skipped=said.skipped,
        times=said.resolution.times,
        mentions={reading.article: reading.mentions for reading in said.readings},
    )


def files_of(model: Reader | Encoder | CrossEncoder) -> tuple[ModelUse, ...]:
    """The files of a model, for a report's list of models."""
    return tuple(ModelUse(model.name, digest, file) for file, digest in model.hashes.items())


def _article_order(article: Article) -> tuple[str, str, str]:
    """By date, then path: the order of a run must not depend on the order of its inputs."""
    return (article.published or "9999", article.path, article.id)


def _read_all(
    articles: Sequence[Article], reader: Reader, options: PipelineOptions, progress: Progress
) -> Iterator[Reading]:
    def one(article: Article) -> Reading:
        return read(article, reader, nested=options.nested)

    total = len(articles)
    progress("read", 0, total)
    with ThreadPoolExecutor(max_workers=options.workers, thread_name_prefix="crossread-read") as pool:
        for start in range(0, total, options.batch_size):
            batch = articles[start : start + options.batch_size]
            for done, reading in enumerate(pool.map(one, batch), start + 1):
                progress("read", done, total)
                yield reading
