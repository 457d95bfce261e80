"""Text that wants to be more than text: shown as text on every page, in every download and by the API."""

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from crossread.dossier import Dossier
from crossread.records import Blob
from crossread.serve import make_app
from report.page import Page

from .conftest import BASE

SCRIPT = "<script>alert(1)</script>"
TURNED = "\u202eecin\u202c \u2066x\u2069"
ODD = (
    SCRIPT,
    f'"><img src=x onerror=alert(1)>{TURNED}',
    "</textarea></title><svg onload=alert(1)>",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "javascript:alert(1)",
    "A" * 1_000_000,
    "\u0000\u0007\ufffe\ud800 zero",
    "]]><!--",
    "\u0301" * 300 + "zalgo",
)
ALLOWED = re.compile(
    "a|article|b|bdi|blockquote|body|br|button|circle|code|datalist|dd|del|desc|details|div|dl|dt|fieldset|figcaption"
    "|figure|form|g|h[1-4]|head|header|html|input|ins|kbd|label|legend|li|line|link|main|meta|nav|noscript|ol"
    "|option|p|path|progress|rect|script|section|select|span|summary|svg|table|tbody|td|text|th|thead|title|tr"
    "|tspan|ul"
)


def reports() -> Iterator[Blob]:
    """For each odd string two reports that carry it wherever a report can carry something."""
    for number, odd in enumerate(ODD):
        name = odd[:200]
        for side, word in (("Post", "said"), ("Mail", "denied")):
            report = {
                "title": f"{name} envoy {number} of Norland {word} harbour is closed",
                "outlet": f"{name} {side}",
                "url": f"https://x.example/{number}{side}?{SCRIPT}",
                "published": f"2031-05-{number + 1:02d}",
                "text": f"Envoy Ann Berg{number} {word} that the harbour of N{number} was closed {odd}.\n"
                f"“The harbour {odd[:400]} is open,” said {name} Minister Per Dahl{number}.",
            }
            path = name[:40].replace("\ud800", "").replace("\0", "")
            yield Blob(f"{path}/{number}-{side}.json", json.dumps([report]).encode())


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The application over a dossier of such reports."""
    where: Path = tmp_path_factory.mktemp("odd") / "odd.db"
    with Dossier.create(where, name=f"Odd {SCRIPT}", workers=1) as dossier:
        dossier.add_blobs(reports())
        with TestClient(make_app(dossier, by=f"Jo {SCRIPT}"), BASE, headers={"origin": BASE}) as client:
            for item in client.get("/api/v1/review?limit=3").json()["items"]:
                client.post(
                    "/review", data={"finding": item["id"], "action": "note", "note": SCRIPT + TURNED}
                )
            yield client


def addresses(client: TestClient) -> list[str]:
    """Every page of everything that the dossier holds, and what is typed into the filters."""
    out = ["/stories", "/actors", "/review", "/judgements", "/import"]
    for kind in ("stories", "articles", "actors"):
        out += [f"/{kind}/{item['id']}" for item in client.get(f"/api/v1/{kind}?limit=200").json()["items"]]
    said = client.get("/api/v1/search?words=harbour&limit=200").json()["items"]
    out += [f"/claims/{item['claim']}" for item in said[:12]]
    out += [f"/articles/{item['article']}/correct" for item in said[:4]]
    out += [f"/findings/{item['id']}" for item in client.get("/api/v1/review?limit=50").json()["items"]]
    for path in (
        "/stories?words=",
        "/search?words=",
        "/search?speaker=",
        "/actors?words=",
        "/stories?outlet=",
    ):
        out += [
            f"{path}{typed}" for typed in ("%3Cscript%3Ealert(1)%3C/script%3E", "%E2%80%AEx", "%22%3E%3Cb%3E")
        ]
    return out


def test_every_page_shows_it_as_text(odd: TestClient) -> None:
    paths = addresses(odd)
    assert len(paths) > 60
    for path in paths:
        answer = odd.get(path)
        assert answer.status_code in (200, 422), path
        page = Page(answer.text)
        assert [tag for tag in page.tags if not ALLOWED.fullmatch(tag)] == [], path
        for tag, name, value in page.attributes:
            assert not name.startswith("on"), (path, tag, name)
            assert not (name in ("href", "src", "action") and value.lower().startswith("javascript:")), path
            if tag == "script":
                assert value in ("/static/htmx.js", "/static/desk.js", ""), (path, value)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", answer.text), path
        if not path.startswith(
            ("/articles/", "/claims/")
        ):  # there the text stands as stored, apart from all else
            assert not re.search("[\u202a-\u202e\u2066-\u2069]", page.words), path
        assert "49" not in page.words.split(), path


def test_what_is_kept_of_it_is_harmless_and_complete(odd: TestClient) -> None:
    for story in odd.get("/api/v1/stories?limit=200").json()["items"]:
        kept = odd.get(f"/stories/{story['id']}/report.html")
        assert "<script>alert" not in kept.text
        assert odd.get(f"/stories/{story['id']}/report.json").json()["articles"]


def test_a_sheet_of_it_has_its_lines_and_columns_and_no_command(odd: TestClient) -> None:
    paths = [f"/stories/{item['id']}/findings.csv" for item in odd.get("/api/v1/stories").json()["items"]]
    for path in ["/search.csv", *paths]:
        answer = odd.get(path)
        assert answer.status_code == 200, path
        head, *rows = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
        for row in rows:
            assert len(row) == len(head), path
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row), path
            assert not any(re.search("[\x00-\x1f\u202a-\u202e\u2066-\u2069]", cell) for cell in row), path
