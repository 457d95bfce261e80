"""A dossier in the browser and as JSON: pages, an API, both for this machine only.

Needs the extra ``crossread[serve]``; ``crossread serve talks.db`` starts it.
"""

from crossread.serve.app import make_app

__all__ = ["make_app"]
