"""What stands beside an article: the words of others on its matters, the other texts of its page."""

import re
from html import unescape

from fastapi.testclient import TestClient

from dossier.texts import LAKE_POST, blob

from .conftest import Ids

SECTION = r'<section id="{}".*?</section>'
QUOTED = re.compile(r'<blockquote dir="auto"><a href="/articles/(\w+)#p(\d+)">([^<]{12,})</a>')


def test_an_article_shows_the_words_of_others_on_its_matters(reading: TestClient, ids: Ids) -> None:
    texts = {
        name: reading.get(f"/api/v1/articles/{name}").json()["report"]["articles"][0]["text"]
        for name in ids("articles")
    }
    quoted = 0
    for name in texts:
        html = reading.get(f"/articles/{name}").text
        shown = re.search(SECTION.format("elsewhere"), html, re.DOTALL)
        for other, start, words in QUOTED.findall(shown[0] if shown else ""):
            assert other != name
            assert texts[other].startswith(unescape(words).split(" […] ")[0], int(start))
            quoted += 1
    assert quoted > 2


def test_a_new_text_of_a_page_shows_its_differences(writing: TestClient) -> None:
    dossier = writing.app.state.dossier  # type: ignore[attr-defined]
    text = LAKE_POST["text"].replace("more than two hours", "barely one hour")
    (name,) = dossier.add_blobs([blob(LAKE_POST | {"text": text, "published": "2031-05-13"})]).new
    html = writing.get(f"/articles/{name}").text
    assert re.search(r"<del>more than two hours</del>\s*<ins>barely one hour</ins>", html)
