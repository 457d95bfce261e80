"""What punctuation says of speakers."""

from crossread.records import EntityType, Mention, Span
from crossread.stages.read.drafts import Draft, share_sources
from crossread.stages.read.features import Block, block
from crossread.stages.read.marks import brackets, colons, continue_quotations, signatures, without_labels


def at(item: Block, words: str) -> tuple[int, int]:
    """First and last word of ``words`` in the block."""
    start = item.text.index(words)
    inside = [
        n for n, span in enumerate(item.words) if start <= span.start and span.end <= start + len(words)
    ]
    return inside[0], inside[-1]


def person(text: str, name: str) -> Mention:
    start = text.index(name)
    return Mention(Span(start, start + len(name)), EntityType.PERSON)


def said(item: Block, content: str, cue: str, source: str) -> Draft:
    return Draft((at(item, content),), at(item, cue), at(item, source), 0.9)


def texts(item: Block, draft: Draft) -> list[str]:
    return [item.span(*piece).of(item.text) for piece in draft.contents]


def test_a_quotation_in_the_same_paragraph_goes_on() -> None:
    item = block("“We have won,” Berg said. “Nobody thought it possible.”")
    found = continue_quotations(item, [said(item, "“We have won,”", "said", "Berg")])
    assert texts(item, found[0]) == ["“We have won,”", "“Nobody thought it possible.”"]


def test_a_quotation_that_opens_the_next_paragraph_is_the_same_speakers() -> None:
    item = block("“We have won,” Berg said.\n\n“Nobody thought it possible.”")
    found = continue_quotations(item, [said(item, "“We have won,”", "said", "Berg")])
    assert [texts(item, draft) for draft in found] == [["“We have won,”"], ["“Nobody thought it possible.”"]]
    assert found[1].source == found[0].source


def test_quoted_words_within_a_sentence_are_nobodys() -> None:
    item = block("“We have won,” Berg said. The book “Nobody thought it possible” sold well.")
    draft = said(item, "“We have won,”", "said", "Berg")
    assert continue_quotations(item, [draft]) == [draft]


def test_a_name_and_a_colon_before_a_quotation() -> None:
    text = "Anna Berg: “We have won the vote.”"
    item = block(text)
    found = colons(item, [], [person(text, "Anna Berg")])
    assert [(item.span(*draft.source).of(text), texts(item, draft)) for draft in found if draft.source] == [
        ("Anna Berg", ["“We have won the vote.”"])
    ]


def test_a_version_in_brackets() -> None:
    text = "The talks had gone well (Berg’s version). They ended early."
    item = block(text)
    found = brackets(item, [], [person(text, "Berg")])
    assert [texts(item, draft) for draft in found] == [["The talks had gone well"]]


def test_two_versions_in_one_sentence_are_kept_apart() -> None:
    text = "Berg took part (Hale’s version) or stayed away (Berg’s version)."
    item = block(text)
    hale = person(text, "Hale")
    start = text.rindex("Berg")
    berg = Mention(Span(start, start + 4), EntityType.PERSON)
    found = brackets(item, [], [hale, berg])
    assert [texts(item, draft) for draft in found] == [["Berg took part"], ["stayed away"]]


def test_other_brackets_are_no_attributions() -> None:
    text = "The talks had gone well (Berg arrived late)."
    item = block(text)
    assert brackets(item, [], [person(text, "Berg")]) == []


def test_a_coordinated_cue_shares_its_source() -> None:
    item = block("Berg said it rained and added it snowed.")
    first = said(item, "it rained", "said", "Berg")
    second = Draft((at(item, "it snowed"),), at(item, "added"), None, 0.9)
    assert [draft.source for draft in share_sources(item, [first, second])] == [first.source, first.source]


POST = (
    "The bridge is open and all is well again. https://t.co/x1 pic.twitter.com/y2 "
    "— Anna Berg (@annaberg) May 3, 2019"
)


def test_a_post_is_said_by_who_signed_it() -> None:
    item = block(f"The mayor was pleased.\n\n{POST}\n\nOthers were not.")
    (found,) = signatures(item, [], [])
    assert texts(item, found) == ["The bridge is open and all is well again."]
    assert found.source is not None
    assert item.span(*found.source).of(item.text) == "Anna Berg"


def test_what_a_news_desk_posts_of_others_stays_theirs() -> None:
    text = "Berg says the bridge is open again. — The Post (@thepost) May 3, 2019"
    item = block(text)
    draft = said(item, "the bridge is open again", "says", "Berg")
    assert signatures(item, [draft], []) == [draft]
    held = signatures(item, [draft], [person(text, "The Post")])
    assert [item.span(*one.source).of(text) for one in held if one.source] == ["Berg", "The Post"]


def test_a_post_that_is_attributed_already_is_told_once() -> None:
    text = f"Anna Berg wrote: {POST}"
    item = block(text)
    draft = said(item, "The bridge is open and all is well again.", "wrote", "Anna Berg")
    assert signatures(item, [draft], [person(text, "Anna Berg")]) == [draft]


def test_an_editors_label_is_no_speaker() -> None:
    item = block("UPDATE: The bridge is open again. REPORT: It is closed.\nThe report said it is safe.")
    first = Draft((at(item, "The bridge is open again."),), None, at(item, "UPDATE"), 0.9)
    second = Draft((at(item, "It is closed."),), None, at(item, "REPORT"), 0.9)
    third = said(item, "it is safe", "said", "The report")
    assert without_labels(item, [first, second, third]) == [third]
