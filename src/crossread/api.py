"""The Python door: ``crossread.compare(paths)`` and ``crossread.read(paths)``."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from crossread.errors import InputError
from crossread.inputs import InputOptions, find, listed, read_judgements, reader_folder
from crossread.models import Reader, SecondReader
from crossread.pipeline import (
    LIMITS,
    PipelineOptions,
    Progress,
    _quiet,
    cross_read,
    report_data,
    who_said_what,
    with_options,
)
from crossread.records import Claim, Finding, ReportData, Span
from crossread.stages.read import Policy


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """What a comparison may be told.

    ``outlet`` and ``date`` override what every input says of itself; ``sides``
    maps names of actors to a side; files over ``max_bytes`` and articles over
    ``max_words`` are skipped;
    findings below ``min_confidence`` are left out, unless somebody accepted them.
    ``judgements`` is a file of judgements to obey (docs/judgements.md); none is
    looked for. ``second_reader`` (:class:`crossread.second_reader.ChatReader`) is a
    language model that is asked about pairs left unsure; none is ever asked by
    default. ``pair_model`` says whether the shipped pair model weighs in on
    accounts that are set against each other, and reads others that may be rivals.
    ``reader`` names a folder, or an id of the model hub, with a reader to use in place
    of the shipped one (docs/other-readers.md); the hub is asked for nothing else.
    ``nested`` says which voices within voices are kept (none, speech, all).
    ``workers`` (default: one a core) and ``batch_size`` change the time and memory
    that a run takes, never what it says.
    """

    outlet: str | None = None
    date: str | None = None
    sides: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = LIMITS.max_bytes
    max_words: int = LIMITS.max_words
    languages: tuple[str, ...] = ("en",)
    workers: int | None = None
    batch_size: int = 32
    min_confidence: float = 0.0
    judgements: str | os.PathLike[str] | None = None
    second_reader: SecondReader | None = None
    pair_model: bool = True
    reader: str | os.PathLike[str] | None = None
    nested: Policy = Policy.SPEECH

    def inputs(self) -> InputOptions:
        """The part that concerns finding and reading files."""
        return InputOptions(max_bytes=self.max_bytes, outlet=self.outlet, published=self.date)

    def pipeline(self) -> PipelineOptions:
        """The part that concerns the stages.

        Raises OptionError or ModelError where the reader that is named cannot be had.
        """
        return PipelineOptions(
            sides=dict(self.sides),
            languages=self.languages,
            max_bytes=self.max_bytes,
            max_words=self.max_words,
            workers=self.workers if self.workers is not None else os.cpu_count() or 1,
            batch_size=self.batch_size,
            pair_model=self.pair_model,
            nested=self.nested,
            reader=None if self.reader is None else Reader(reader_folder(os.fspath(self.reader))),
        )


@dataclass(frozen=True, slots=True, repr=False)
class Comparison:
    """The outcome of a run: its records in ``data``, and ways to look at them."""

    data: ReportData

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the accounts show against each other, the most important first."""
        return self.data.findings

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Who said what."""
        return self.data.claims

    def words(self, article: str, span: Span) -> str:
        """The words of a passage: the only way from a record to text."""
        text = next((item.text for item in self.data.articles if item.id == article), None)
        if text is None:
            raise InputError(f"No article {article} in this comparison.", remedy="Ids are in .data.articles.")
        return span.of(text)

    def to_json(self) -> str:
        """The report file (docs/report-file.md)."""
        from crossread.stages.report import to_json

        return to_json(self.data)

    def to_html(self) -> str:
        """The report as one self-contained page."""
        from crossread.stages.report import to_html

        return to_html(self.data)

    def __repr__(self) -> str:
        data = self.data
        kinds = Counter(finding.kind.value.replace("_", " ") for finding in data.findings)
        lines = [
            f"Comparison: {len(data.articles)} articles, {len(data.stories)} stories,"
            f" {len(data.claims)} claims, {len(data.findings)} findings, {len(data.skipped)} skipped",
            *(
                f"  {count} × {kind}"
                for kind, count in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
            ),
            *(
                f"  {finding.rank}. [{finding.kind.value}] {finding.question}"
                for finding in data.findings[:5]
            ),
        ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from crossread.stages.report import to_notebook

        return to_notebook(self.data)


def compare(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    options: CompareOptions | None = None,
    progress: Progress = _quiet,
) -> Comparison:
    """Read the reports at ``paths`` against each other.

    ``paths``: files, folders, glob patterns, or "-" for standard input. Inputs
    that cannot be read are listed in ``.data.skipped``; raises InputError where
    nothing is left to read, OptionError for an option that cannot be,
    JudgementError for a file of judgements that cannot be read, ModelError for a
    model that is missing, damaged or of another version.
    """
    options = options or CompareOptions()
    pipeline = options.pipeline()
    found = find(listed(paths), options=options.inputs())
    judged = () if options.judgements is None else read_judgements(Path(options.judgements))
    data = cross_read(
        found,
        options=pipeline,
        second_reader=options.second_reader,
        judgements=judged,
        progress=progress,
    )
    _refuse_nothing(data)
    if options.judgements is not None:
        data = with_options(data, {"judgements_file": str(options.judgements)})
    kept = tuple(item for item in data.findings if item.accepted or item.score >= options.min_confidence)
    return Comparison(replace(data, findings=kept))


def read(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    options: CompareOptions | None = None,
    progress: Progress = _quiet,
) -> Comparison:
    """Stop after who said what: articles, actors and claims, without stories and findings."""
    options = options or CompareOptions()
    pipeline = options.pipeline()
    found = find(listed(paths), options=options.inputs())
    said = who_said_what(found, options=pipeline, progress=progress)
    data = report_data(said, options=pipeline)
    _refuse_nothing(data)
    kept = tuple(claim for claim in data.claims if claim.confidence >= options.min_confidence)
    return Comparison(replace(data, claims=kept))


def _refuse_nothing(data: ReportData) -> None:
    if data.articles:
        return
    reasons = "".join(f"\n  {item.path}: {item.cause} {item.remedy}" for item in data.skipped[:10])
    raise InputError(
        f"There is nothing to read: {len(data.skipped)} inputs were skipped.{reasons}"
        if data.skipped
        else "There is nothing to read: the paths hold no file of a kind that crossread knows.",
        remedy="" if reasons else "Give text, Markdown, HTML or JSON Lines files, or a folder of them.",
    )
