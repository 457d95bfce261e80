"""Tells our own files from sources: a report is an output, never an input, and so are judgements."""

import re

_HEAD = 2_000  # both marks stand at the top of what the report stage writes
_PAGE = re.compile(r'<meta name="generator" content="crossread[ "]')
_FILE = re.compile(r'\A\ufeff?\s*\{\s*"format":\s*"crossread-report/')
_LINES = re.compile(r'\A\ufeff?\s*\{\s*"crossread":\s*"')  # judgements, kept answers


def is_own(text: str) -> bool:
    """True where ``text`` is what crossread wrote: a page, a report file, judgements, kept answers."""
    head = text[:_HEAD]
    return bool(_FILE.match(head) or _LINES.match(head) or _PAGE.search(head))
