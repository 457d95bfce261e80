"""Ingest: bytes to articles as found, each with its stored text and what was stated about it."""

from crossread.stages.ingest.decode import page_text
from crossread.stages.ingest.ingest import Ingested, IngestOptions, ingest, ingest_all, ingest_line, text_key

__all__ = ["IngestOptions", "Ingested", "ingest", "ingest_all", "ingest_line", "page_text", "text_key"]
