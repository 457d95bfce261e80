import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.records import Blob, RawArticle
from crossread.stages.ingest import IngestOptions, ingest, ingest_all

ENGLISH = (
    "The foreign minister of Norland said that she had raised the matter of the harbour with the "
    "envoy from Sudria and that they would speak again. He told reporters that nothing of the kind "
    "was agreed on, and that the talks were about fish. A joint statement was not released, which "
    "both of them had promised before that."
)
GERMAN = (
    "Die Außenministerin von Norland sagte am Dienstag, sie habe mit dem Gesandten über den Hafen "
    "gesprochen, und man werde sich bald wieder treffen. Er aber erklärte vor der Presse, davon sei "
    "keine Rede gewesen; man habe nur über die Fischerei verhandelt, und eine gemeinsame Erklärung "
    "werde es deshalb nicht geben, wie er noch sagte."
)


def only(blob: Blob, options: IngestOptions | None = None) -> RawArticle:
    found = ingest(blob, options=options)
    assert not found.skipped
    (article,) = found.articles
    return article


def code(blob: Blob, options: IngestOptions | None = None) -> str:
    found = ingest(blob, options=options)
    assert not found.articles
    (item,) = found.skipped
    assert item.path
    assert item.cause
    assert item.remedy
    return item.code


@given(
    st.text(st.characters(codec="utf-8", categories=["L", "M", "N", "P", "Zs", "Cf"]), min_size=3),
    st.booleans(),
)
def test_stored_plain_text_is_the_file_unchanged(words: str, windows: bool) -> None:
    text = ENGLISH + ("\r\n\r\n" if windows else "\n\n") + words
    article = only(Blob("a.txt", text.encode()))
    assert (article.text, article.format, article.encoding, article.language) == (text, "text", "utf-8", "en")


def test_a_byte_order_mark_stays_in() -> None:
    data = b"\xef\xbb\xbf" + ENGLISH.encode()
    assert only(Blob("a.txt", data)).text == data.decode("utf-8")


def test_the_header_is_stated_and_overrides_win() -> None:
    text = f"TITLE: A call\nPARTY: Norland\nDATE: 2021-01-02\nOUTLET: Court circular\n\n{ENGLISH}"
    article = only(Blob("a.txt", text.encode(), {"outlet": "The Post"}))
    assert article.stated == {
        "outlet": "The Post",
        "party": "Norland",
        "published": "2021-01-02",
        "title": "A call",
    }
    assert article.header


def test_markdown_keeps_its_text_and_gives_its_front_matter() -> None:
    text = f"---\ntitle: A call\n---\n\n# A call\n\n{ENGLISH}"
    article = only(Blob("a.md", text.encode()))
    assert article.text == text
    assert article.stated == {"title": "A call"}


def test_html_is_told_by_its_beginning_when_the_name_says_text() -> None:
    page = f"<!doctype html><html><body><p>{ENGLISH}</p><p>{ENGLISH[:80]}</p></body></html>"
    article = only(Blob("a.txt", page.encode()))
    assert article.format == "html"
    assert "<p>" not in article.text


def test_json_lines_give_an_article_or_a_reason_for_each_line() -> None:
    lines = [
        json.dumps(
            {
                "text": ENGLISH,
                "title": "One",
                "published": "2021-05-06",
                "outlet": "The Post",
                "url": "https://post.example/1",
            }
        ),
        "",
        "{broken",
        "[1, 2]",
        json.dumps({"title": "No words"}),
        json.dumps({"text": 7, "html": None}),
        json.dumps({"html": f"<html><body><p>{ENGLISH}</p><p>{ENGLISH}</p></body></html>", "title": "Two"}),
        '{"text": "' + ENGLISH + ' \\ud800 end."}',
    ]
    found = ingest(Blob("news.jsonl", "\n".join(lines).encode()))
    assert [(item.path, item.code) for item in found.skipped] == [
        ("news.jsonl:3", "format"),
        ("news.jsonl:4", "format"),
        ("news.jsonl:5", "empty"),
        ("news.jsonl:6", "empty"),
    ]
    assert [article.path for article in found.articles] == ["news.jsonl:1", "news.jsonl:7", "news.jsonl:8"]
    assert found.articles[0].stated["outlet"] == "The Post"
    assert found.articles[1].format == "html"
    assert found.articles[2].text.endswith("\ufffd end.")


@pytest.mark.parametrize("wrap", [lambda item: item, lambda item: [item], lambda item: {"articles": [item]}])
def test_a_json_file_is_one_article_or_an_array(wrap: object) -> None:
    assert callable(wrap)
    article = only(Blob("a.json", json.dumps(wrap({"text": ENGLISH, "date": "2020-01-01"})).encode()))
    assert article.stated == {"published": "2020-01-01"}


def test_json_on_standard_input_is_told_by_its_beginning() -> None:
    line = json.dumps({"text": ENGLISH})
    assert [article.path for article in ingest(Blob("-", f"{line}\n{line}\n".encode())).articles] == [
        "-:1",
        "-:2",
    ]


def test_json_nested_beyond_reason_is_skipped() -> None:
    assert code(Blob("a.json", b"[" * 100_000)) == "format"


def test_gzip_is_unpacked_within_the_limit() -> None:
    assert only(Blob("a.txt.gz", gzip.compress(ENGLISH.encode()))).text == ENGLISH
    assert (
        code(Blob("a.txt.gz", gzip.compress(b"a " * 500_000)), IngestOptions(max_bytes=10_000)) == "too-large"
    )
    assert code(Blob("a.txt.gz", gzip.compress(ENGLISH.encode())[:-9])) == "format"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        ("\ufeff\u200b \n".encode(), "empty"),
        (b"TITLE: A\nDATE: 2021-01-01\n\n  \n", "empty"),
        (b"%PDF-1.7 words", "binary"),
        (b"words\0words", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (GERMAN.encode(), "language"),
        (b"a\n" * 60_000, "too-large"),
        (b"a" * 2_000_001, "too-large"),
    ],
)
def test_what_cannot_be_read_is_skipped_with_a_reason(data: bytes, expected: str) -> None:
    assert code(Blob("a.txt", data)) == expected


def test_other_languages_are_read_when_asked_for() -> None:
    assert only(Blob("a.txt", GERMAN.encode()), IngestOptions(languages=())).language == "de"


@pytest.mark.parametrize(
    "text",
    [
        GERMAN[:150],  # too short to tell
        f"{ENGLISH} {GERMAN}",
        "MR. WEISS:  Da.\n\nQ  Nein?\n\nMR. WEISS:  The answer is no.\n\nQ    And the fish of Norland?\n\n"
        * 3,
        "In meeting weiss with Gruber this has not agree to end of the conflict, and the sides not to do.",
    ],
)
def test_short_mixed_and_broken_english_is_not_refused(text: str) -> None:
    assert only(Blob("a.txt", text.encode())).language == "en"


def test_the_same_text_is_read_once_the_first_path_counting() -> None:
    blobs = [
        Blob("b.txt", ENGLISH.encode()),
        Blob("c.txt", ENGLISH.encode() + b"\n"),
        Blob("a.txt", ENGLISH.encode()),
    ]
    found = ingest_all(blobs)
    assert [article.path for article in found.articles] == ["a.txt"]
    assert [(item.path, item.code, "a.txt" in item.cause) for item in found.skipped] == [
        ("b.txt", "duplicate", True),
        ("c.txt", "duplicate", True),
    ]
    assert ingest_all(reversed(blobs)) == found


def test_the_same_words_in_another_outlet_are_a_copy_and_kept() -> None:
    lines = [json.dumps({"text": ENGLISH, "outlet": name}) for name in ("The Post", "The Times of Sudria")]
    assert len(ingest_all([Blob("a.jsonl", "\n".join(lines).encode())]).articles) == 2


def test_lines_of_a_file_come_out_in_their_own_order() -> None:
    lines = [json.dumps({"text": f"{number} {ENGLISH}"}) for number in range(12)]
    paths = [article.path for article in ingest_all([Blob("a.jsonl", "\n".join(lines).encode())]).articles]
    assert paths == [f"a.jsonl:{number}" for number in range(1, 13)]
