"""What was said and found as sheets (CSV), for those who go on in a spreadsheet."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from crossread.dossier.views import Said
from crossread.serve.links import PageLinks
from crossread.stages.report.index import ranked
from crossread.stages.report.shown import elided, one_line, sound

_SAID = ("day", "voices", "act", "hedged", "words", "outlet", "published", "article", "story", "claim")
_FOUND = ("finding", "kind", "question", "party", "side", "stance", "words", "outlet", "day", "article",
          "start", "end", "independent", "score", "accepted")  # fmt: skip
_MOST = 32_000  # code points: spreadsheets take 32,767
_COMMANDS = ("=", "+", "-", "@", "\t", "\r")


def said_sheet(items: Sequence[Said], names: Mapping[str, str]) -> str:
    """A line for each claim. ``voices`` are the names of who says it, the outermost first."""
    return _sheet(
        _SAID,
        (
            (
                item.said_on or (item.published or "")[:10],
                " → ".join(names.get(voice, voice) for voice in item.voices),
                item.act,
                "yes" if item.hedged else "",
                item.words,
                item.outlet or "",
                item.published or "",
                item.article,
                item.story or "",
                item.claim,
            )
            for item in items
        ),
    )


def findings_sheet(links: PageLinks) -> str:
    """A line for each account of each finding of a story, silent ones too; places are code points."""
    index = links.index
    return _sheet(
        _FOUND,
        (
            (
                finding.id,
                finding.kind.value,
                finding.question,
                index.party(account.party),
                index.side(account.party),
                account.stance.value,
                " […] ".join(index.passages(account)),
                index.outlet(account.article),
                index.told_on(account),
                account.article,
                str(account.passages[0].start) if account.passages else "",
                str(account.passages[-1].end) if account.passages else "",
                str(finding.independent),
                f"{finding.score:.3f}",
                "yes" if finding.accepted else "",
            )
            for finding in ranked(links.findings)
            for account in finding.accounts
        ),
    )


def _sheet(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV. It begins with the mark by which spreadsheets know UTF-8."""
    out = StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: str) -> str:
    """A value on one line. A spreadsheet obeys what begins like a command: an apostrophe stops it."""
    line = elided(one_line(sound(value)), _MOST)
    return f"'{line}" if line.startswith(_COMMANDS) else line
