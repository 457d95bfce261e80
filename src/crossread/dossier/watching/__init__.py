"""Watching feeds and pages: what is new at an address goes into a dossier."""

from crossread.dossier.watching.fetch import Fetcher, FetchOptions
from crossread.dossier.watching.rounds import Round, Watcher

__all__ = ["FetchOptions", "Fetcher", "Round", "Watcher"]
