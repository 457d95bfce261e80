"""Where a name begins and ends: the bounds that the tagger gives, mended by spelling."""

import re
from typing import Final

from crossread.records import EntityType, Span
from crossread.stages.read.features import Block

_ABBREVIATED: Final = re.compile(r"(?:(?:\b\w\.)+|\w[ .])[A-Z]$|\b(?:Inc|Ltd|Co|Corp)$")
_FORM: Final = re.compile(r",? (?:(?:Inc|Ltd|Co|Corp)\b\.?|(?:LLC|LLP|PLC|plc|GmbH|AG)\b)")


def name_span(item: Block, first: int, last: int, kind: EntityType) -> Span | None:
    """The span of a name in words ``first`` to ``last`` of ``item``; None where they hold no letter.

    Punctuation at the edges is no part of a name ("- Will Rogers", "Glenview:"), but
    the full stop of what is shortened is ("D.C.", "Seth K."), and the legal form of a
    company ("Hart, LLP").
    """
    forms = [item.text[span.start : span.end] for span in item.words[first : last + 1]]
    spelt = [number for number, form in enumerate(forms) if any(map(str.isalnum, form))]
    if not spelt:
        return None
    span = item.span(first + spelt[0], first + spelt[-1])
    end = span.end
    if kind is EntityType.ORGANISATION and (found := _FORM.match(item.text, end)):
        end = found.end()
    elif item.text[end : end + 1] == "." and _ABBREVIATED.search(item.text, span.start, end):
        end += 1
    return Span(span.start, end)
