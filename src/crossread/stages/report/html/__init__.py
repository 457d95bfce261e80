"""The report as one page that needs nothing else: no script, no font, no network."""

from crossread.stages.report.html.page import to_html, to_notebook

__all__ = ["to_html", "to_notebook"]
