"""Runs of a corpus in this process, and what their tables hold."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

TABLES = ("articles", "stories", "copies", "claims", "findings", "errors")


def run(inputs: Sequence[str | Path], out: str | Path, *, shard: int = 4, **options: Any) -> Any:
    """A run with the engine being this process; it ends after reading unless ``until`` says otherwise."""
    from crossread.corpus.engine import Here
    from crossread.corpus.running import CorpusOptions, Until
    from crossread.corpus.running import run as corpus_run

    until = Until(options.pop("until", "read"))
    chosen = CorpusOptions(shard=shard, until=until, **options)
    return corpus_run(inputs, out, options=chosen, engine=Here())


def table(out: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table, file by file."""
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = []
    for file in sorted((out / name).glob("*.parquet")):
        rows += pq.read_table(file).to_pylist()
    return rows


def tables(out: Path, names: Sequence[str] = TABLES) -> dict[str, list[str]]:
    """All rows of tables in an order that does not depend on the files."""
    return {name: sorted(map(repr, table(out, name))) for name in names}
