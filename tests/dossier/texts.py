"""Invented reports: two meetings of the same people, a flood, a strike; short, for each is really read."""

import json
from collections.abc import Sequence
from typing import Any

from crossread.records import Blob


def _report(name: str, outlet: str, published: str, title: str, *lines: str) -> dict[str, Any]:
    return {
        "name": name,
        "outlet": outlet,
        "published": published,
        "title": title,
        "url": f"https://{outlet.lower().replace(' ', '')}.example/{name}",
        "text": "\n".join(lines),
    }


LAKE_POST = _report(
    "lake-post", "Lake Post", "2031-05-12", "Brenn and Duchess Ottoline hold first talks at Lake Varn",
    "Chancellor Aurel Brenn and Duchess Ottoline of Ostmark spoke for more than two hours at Lake Varn on Monday.",
    "Mr Brenn said the duchess had accepted that her border guards fired first.",
    "Envoy Clara Weiss denied that. “The duchess accepted nothing,” Ms Weiss said.",
    "The two agreed to reopen the salt road by the autumn, Mr Brenn announced.",
)  # fmt: skip
SALT_TIMES = _report(
    "salt-times", "Salt Times", "2031-05-12", "Salt road to reopen after Lake Varn meeting of Brenn and duchess",
    "The salt road will reopen by autumn, Chancellor Aurel Brenn announced after talks with Duchess Ottoline of"
    " Ostmark at Lake Varn on Monday.",
    "Envoy Clara Weiss said that the duchess had not accepted that her border guards fired first.",
    "The talks lasted two hours and ten minutes.",
)  # fmt: skip
TOWER = _report(
    "tower", "Lake Post", "2031-08-20", "Duchess Ottoline and Chancellor Brenn meet again, in the tower of Ostmark",
    "Duchess Ottoline received Chancellor Aurel Brenn in the tower of Ostmark on Wednesday for talks about the"
    " fishing fleet.",
    "The duchess told reporters that the fleet would be allowed to sail.",
    "Mr Brenn said that the salt road would stay closed.",
)  # fmt: skip
FLOOD = _report(
    "flood", "Tessel News", "2031-05-13", "Flood drives hundreds from homes in Tessel",
    "The river Tess broke its banks in Tessel on Tuesday and drove more than three hundred people from their homes.",
    "Mayor Jan Roe said that the dam had held.",
)  # fmt: skip
FLOOD_AGAIN = _report(
    "flood-2", "Harbour Mail", "2031-05-13", "Tessel flood: hundreds flee their homes as river Tess breaks its banks",
    "Some two hundred people fled their homes in Tessel on Tuesday when the river Tess broke its banks.",
    "Mayor Jan Roe said that the dam had broken.",
)  # fmt: skip
STRIKE = _report(
    "strike", "Harbour Mail", "2031-06-02", "Bakers of Norrby strike for higher wages",
    "The bakers of Norrby stopped work on Monday.",
    "“We want eight crowns an hour,” said Ida Lund, who leads their union.",
)  # fmt: skip

ALL: Sequence[dict[str, Any]] = (LAKE_POST, SALT_TIMES, TOWER, FLOOD, FLOOD_AGAIN, STRIKE)


def blob(report: dict[str, Any]) -> Blob:
    """A report as an input: a JSON file."""
    stated = {key: value for key, value in report.items() if key != "name"}
    return Blob(f"{report['name']}.json", json.dumps([stated]).encode())


def blobs(*reports: dict[str, Any]) -> list[Blob]:
    """Reports as inputs."""
    return [blob(report) for report in reports]
