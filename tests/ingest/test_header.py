from hypothesis import given
from hypothesis import strategies as st

from crossread.stages.ingest.header import front_matter, leading_block

BLOCK = (
    "TITLE: Readout of the call\r\nPARTY: Norland\r\nDATE: 2021-12-07\r\nURL: https://norland.example/1\r\n"
    "\r\nThe chancellor spoke."
)


def test_a_leading_block_is_metadata_with_its_span() -> None:
    header = leading_block(BLOCK)
    assert header.stated == {
        "party": "Norland",
        "published": "2021-12-07",
        "title": "Readout of the call",
        "url": "https://norland.example/1",
    }
    assert header.span
    assert header.span.of(BLOCK).startswith("TITLE:")
    assert header.span.of(BLOCK).endswith("/1")


def test_published_is_preferred_to_date_and_unknown_keys_are_left_out() -> None:
    text = "Title: A\nDATE: 2021-01-01\nPUBLISHED: 2021-01-02T10:00\nLICENSE: none\nSECTION: x\n\nWords."
    assert leading_block(text).stated == {"title": "A", "published": "2021-01-02T10:00"}


def test_a_byte_order_mark_before_the_block_does_no_harm() -> None:
    text = "\ufeffTITLE: A\nDATE: 2021-01-01\n\nWords."
    header = leading_block(text)
    assert header.span
    assert header.span.start == 1


def test_dialogue_one_line_and_prose_are_no_header() -> None:
    for text in (
        "ALICE: Good day.\nBOB: Good day to you.\n\nThey left.",
        "TITLE: Only one line\n\nWords.",
        "Moscow: The minister said no.\nHe left: at once.\n\nWords.",
        "TITLE: A\nDATE: 2021-01-01\nThe words begin without a blank line.",
    ):
        assert leading_block(text).span is None


def test_front_matter_of_markdown_is_metadata() -> None:
    text = '---\ntitle: "A visit"\ndate: 2020-02-03\ntags: [x]\nauthor: A. Writer\n---\n\nWords.'
    header = front_matter(text)
    assert header.stated == {"byline": "A. Writer", "published": "2020-02-03", "title": "A visit"}
    assert header.span
    assert text[header.span.end :].strip() == "Words."


@given(st.text(st.sampled_from("TITLEDAurlte:-\r\n \ufeff\u200b\u0301x12")))
def test_every_header_resolves_in_its_text(text: str) -> None:
    for header in (leading_block(text), front_matter(text)):
        if header.span:
            assert 0 <= header.span.start < header.span.end <= len(text)
