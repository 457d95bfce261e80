"""Reading whole articles with the shipped weights."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossread.models import Reader
from crossread.records import Act, Article, EntityType, Furniture, Polarity, Quotation, Reading, Span
from crossread.stages.read import Policy, read

# Invented by us: no outlet's words.
TEXT = (
    "Ministers disagree over the harbour deal\n\n"
    "LAKEPORT, May 3 (Desk) — Foreign Minister Anna Berg said on Tuesday that Norland had agreed to reopen"
    " the harbour. “We have a deal,” she told reporters in Lakeport. “It took two years of hard work to get"
    " there.”\n\n"
    "Share this article with your friends\n\n"
    "Norland’s prime minister, Tomas Hale, denied that any agreement had been signed. According to Hale, the"
    " talks were cut short after half an hour.\n\n"
    "A spokesman for the ministry said that Berg had accepted Hale’s assurances that the fishing boats would"
    " return.\n"
)
ADVERT = "Share this article with your friends"


def article(text: str, *furniture: Furniture, title: Span | None = None) -> Article:
    return Article("a1", "a1.txt", text, "text", "utf-8", "en", furniture=furniture, title_span=title)


@pytest.fixture(scope="module")
def sample() -> Article:
    start = TEXT.index(ADVERT)
    title = Span(0, TEXT.index("\n"))
    return article(TEXT, Furniture(Span(start, start + len(ADVERT)), "share notice"), title=title)


@pytest.fixture(scope="module")
def reading(sample: Article, reader: Reader) -> Reading:
    return read(sample, reader)


def claims_of(reading: Reading, source: str) -> list[str]:
    return [
        " … ".join(piece.of(TEXT) for piece in found.content)
        for found in reading.attributions
        if found.source and source in found.source.of(TEXT)
    ]


def test_who_says_what(reading: Reading) -> None:
    assert any("had agreed to reopen the harbour" in claim for claim in claims_of(reading, "Anna Berg"))
    assert any("any agreement had been signed" in claim for claim in claims_of(reading, "Tomas Hale"))
    assert any("the talks were cut short" in claim for claim in claims_of(reading, "Hale"))


def test_an_interrupted_quotation_is_one_claim_in_two_pieces(reading: Reading) -> None:
    found = next(item for item in reading.attributions if "We have a deal" in item.content[0].of(TEXT))
    assert len(found.content) == 2
    assert "It took two years" in found.content[1].of(TEXT)
    assert found.quotation is Quotation.DIRECT


def test_a_denial_denies(reading: Reading) -> None:
    found = next(item for item in reading.attributions if item.cue and item.cue.of(TEXT) == "denied")
    assert (found.act, found.polarity) == (Act.DENY, Polarity.DENY)


def test_names(reading: Reading) -> None:
    named = {(mention.span.of(TEXT), mention.type) for mention in reading.mentions}
    assert ("Anna Berg", EntityType.PERSON) in named
    assert ("Tomas Hale", EntityType.PERSON) in named


def test_voices_within_voices_point_to_their_parent(sample: Article, reader: Reader) -> None:
    found = read(sample, reader, nested=Policy.ALL).attributions
    children = [item for item in found if item.parent is not None]
    assert children
    for number, item in enumerate(found):
        if item.parent is not None:
            assert item.parent < number
            outer = found[item.parent].content
            assert all(any(piece.contains(inner) for piece in outer) for inner in item.content)


def test_assurances_that_somebody_accepts_are_told_by_who_tells_of_it(reading: Reading) -> None:
    found = reading.attributions
    assured = next(item for item in found if item.cue and item.cue.of(TEXT) == "assurances")
    assert assured.source is not None
    assert assured.source.of(TEXT) == "Hale’s"
    assert assured.parent is not None
    teller = found[assured.parent].source
    assert teller is not None
    assert teller.of(TEXT) == "A spokesman for the ministry"


def test_without_nesting_there_are_no_parents(sample: Article, reader: Reader) -> None:
    assert all(item.parent is None for item in read(sample, reader, nested=Policy.NONE).attributions)


def test_reading_is_the_same_whatever_was_read_before(
    sample: Article, reading: Reading, reader: Reader
) -> None:
    read(article("Another text altogether, said the editor."), reader)
    assert read(sample, reader) == reading
    assert read(sample, Reader()) == reading


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\u200b", "\u0301", ".", "“", "\x00\x01", "word " * 2000, "a" * 5000]
)
def test_odd_texts_are_read_without_complaint(text: str, reader: Reader) -> None:
    found = read(article(text), reader)
    assert all(span.end <= len(text) for item in found.attributions for span in item.content)


PIECES = st.sampled_from(
    ["Mr. Hale said ", "“We agreed,” ", "she added. ", "that it rains", "\n", "\n\n", "ADVERT ", "“", "”",
     "İstanbul ", "e\u0301 ", "\u200b", "\U0001f600 ", "no. ", "中文 ", "According to Berg, ",
     "(Hale's version) ", "BERG: ", ". "]
)  # fmt: skip


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    pieces=st.lists(PIECES, max_size=40),
    cuts=st.lists(st.tuples(st.integers(0, 300), st.integers(1, 40)), max_size=4),
)
def test_every_span_resolves_and_none_touches_furniture(
    pieces: list[str], cuts: list[tuple[int, int]], reader: Reader
) -> None:
    text = "".join(pieces)
    furniture = [
        Furniture(Span(at, min(at + size, len(text))), "advert") for at, size in cuts if at < len(text)
    ]
    found = read(article(text, *furniture), reader)
    spans = [mention.span for mention in found.mentions]
    for item in found.attributions:
        spans += [*item.content, *(span for span in (item.source, item.cue) if span)]
        assert 0 <= item.confidence <= 1
        assert all(left.end <= right.start for left, right in pairwise(item.content))
    for span in spans:
        assert span.end <= len(text)
        assert span.of(text).strip() == span.of(text)
        assert not any(span.overlap(part.span) for part in furniture)


def test_what_is_likely_wrong_is_read_only_when_all_is_asked_for(sample: Article, reader: Reader) -> None:
    shown = read(sample, reader).attributions
    assert all(item.confidence >= 0.3 for item in shown if item.parent is None)
    everything = read(sample, reader, nested=Policy.ALL).attributions
    assert {item.content for item in shown} <= {item.content for item in everything}


def test_a_claim_goes_on_behind_links_inside_its_sentence(reader: Reader) -> None:
    links = " Tomas Ivo HaleShips return to Lakeport Five takeaways from the talks MORE"
    text = f"Anna Berg said on Tuesday that Tomas Hale{links} had agreed to reopen the harbour in May."
    gap = Span(text.index(links), text.index(links) + len(links))
    told = replace(
        article(text, Furniture(gap, "links inside a sentence")),
        prose=text.replace(links, " " * len(links)),
    )
    (found,) = read(told, reader, nested=Policy.NONE).attributions
    assert [piece.of(text) for piece in found.content] == [
        "that Tomas Hale",
        "had agreed to reopen the harbour in May",
    ]
    assert all(not one.span.overlap(gap) for one in read(told, reader).mentions)
