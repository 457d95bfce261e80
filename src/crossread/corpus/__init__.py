"""A corpus: many articles read, grouped and compared by an engine, into tables of Parquet.

>>> from crossread import corpus
>>> corpus.run(["articles.jsonl"], "out")  # doctest: +SKIP
Summary(documents=..., articles=..., errors={})

Needs the extra ``crossread[corpus]``; on a cluster ``crossread[cluster]``.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossread.corpus.engine import Runner
    from crossread.corpus.errors import CorpusError
    from crossread.corpus.running import CorpusOptions, Summary, Until, run
    from crossread.corpus.state import Status, status

__all__ = ["CorpusError", "CorpusOptions", "Runner", "Status", "Summary", "Until", "run", "status"]

_WHERE = {"CorpusError": "errors", "Runner": "engine", "Status": "state", "status": "state"}
_EXTRA = ("pyarrow", "fsspec", "fastwarc", "daft", "msgspec")


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'crossread.corpus' has no attribute {name!r}")
    from importlib import import_module

    try:
        return getattr(import_module(f"crossread.corpus.{_WHERE.get(name, 'running')}"), name)
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in _EXTRA:
            raise
        from crossread.corpus.errors import CorpusError

        raise CorpusError(
            f"A corpus needs {error.name}, which is not installed.", remedy="pip install 'crossread[corpus]'"
        ) from error
