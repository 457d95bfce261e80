"""Report stage: records to what a person or a program reads. All functions are pure and return strings.

:func:`to_json` is the stage's main function: it writes the report file
(FORMAT.md) from which each other form can be made again, for :func:`from_json`
reads it back.
"""

from crossread.stages.report.html import to_html, to_notebook
from crossread.stages.report.jsonfile import to_json
from crossread.stages.report.jsonread import from_json
from crossread.stages.report.select import Selection, select
from crossread.stages.report.terminal import to_text
from crossread.stages.report.terminal_explain import find_finding, to_explanation
from crossread.stages.report.terminal_judge import receipt, to_judgements_text, to_numbered
from crossread.stages.report.terminal_read import to_claims_text

__all__ = [
    "Selection",
    "find_finding",
    "from_json",
    "receipt",
    "select",
    "to_claims_text",
    "to_explanation",
    "to_html",
    "to_json",
    "to_judgements_text",
    "to_notebook",
    "to_numbered",
    "to_text",
]
