"""Tells our own reports from sources: a report is an output, never an input."""

import re

_HEAD = 2_000  # both marks stand at the top of what the report stage writes
_PAGE = re.compile(r'<meta name="generator" content="crossread[ "]')
_FILE = re.compile(r'\A\ufeff?\s*\{\s*"format":\s*"crossread-report/')


def is_report(text: str) -> bool:
    """True where ``text`` is a page or a report file that crossread wrote."""
    head = text[:_HEAD]
    return bool(_FILE.match(head) or _PAGE.search(head))
