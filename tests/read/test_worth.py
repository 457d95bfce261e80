"""Which voices within voices are shown, and whose content they stand in."""

from dataclasses import replace

import pytest

from crossread.records import Act, Attribution, CueType, Polarity, Quotation, Span
from crossread.stages.read.worth import Policy, speaks_for_teller, takes_up, worth_keeping


def attribution(
    text: str,
    source: str | None,
    cue: str,
    content: str,
    *,
    act: Act = Act.ASSERT,
    cue_type: CueType = CueType.SAYING,
    confidence: float = 0.95,
) -> Attribution:
    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    return Attribution(
        content=(span(content),),
        source=span(source) if source else None,
        cue=span(cue),
        parent=None,
        quotation=Quotation.INDIRECT,
        act=act,
        polarity=Polarity.AFFIRM,
        hedged=False,
        planned=False,
        cue_type=cue_type,
        confidence=confidence,
    )


SAID = "Berg said Hale agreed that the harbour would open again"
OUTER = attribution(SAID, "Berg", "said", "Hale agreed that the harbour would open again", confidence=0.7)


def test_a_sure_voice_counts_even_where_the_one_around_it_is_unsure() -> None:
    inner = attribution(SAID, "Hale", "agreed", "that the harbour would open again", confidence=0.95)
    assert worth_keeping(SAID, OUTER, inner, 0.95 * OUTER.confidence, Policy.SPEECH)
    assert not worth_keeping(SAID, OUTER, inner, 0.3, Policy.SPEECH)
    assert not worth_keeping(SAID, OUTER, inner, 0.95 * OUTER.confidence, Policy.NONE)
    unsure = replace(inner, confidence=0.7)
    assert not worth_keeping(SAID, OUTER, unsure, 0.7, Policy.SPEECH)


@pytest.mark.parametrize("cue", ["would say", "should ask", "may claim"])
def test_what_somebody_may_say_is_not_said(cue: str) -> None:
    text = f"Berg said Hale {cue} that the harbour would open again"
    outer = attribution(text, "Berg", "said", f"Hale {cue} that the harbour would open again")
    inner = attribution(text, "Hale", cue, "that the harbour would open again")
    assert not worth_keeping(text, outer, inner, inner.confidence, Policy.SPEECH)


@pytest.mark.parametrize("cue", ["did not mention", "never said"])
def test_what_somebody_did_not_say_is_not_said(cue: str) -> None:
    text = f"Berg said Hale {cue} that the harbour would open again"
    outer = attribution(text, "Berg", "said", f"Hale {cue} that the harbour would open again")
    inner = attribution(text, "Hale", cue, "that the harbour would open again")
    assert not worth_keeping(text, outer, inner, inner.confidence, Policy.SPEECH)
    doubt = replace(inner, act=Act.DENY)
    assert worth_keeping(text, outer, doubt, inner.confidence, Policy.SPEECH)


@pytest.mark.parametrize(
    ("asking", "cue", "kept"),
    [
        ("demanded that Hale", "say", False),
        ("urged Hale", "to say", False),
        ("asked whether Hale", "said", True),
        ("asked why others like Hale", "say", True),
    ],
)
def test_what_somebody_is_asked_to_say_is_not_said(asking: str, cue: str, kept: bool) -> None:
    verb, _, rest = asking.partition(" ")
    content = "that the harbour would open again"
    text = f"Berg {asking} {cue} {content}"
    told = f"{rest} {cue} {content}"
    outer = attribution(text, "Berg", verb, told, act=Act.ASK if verb == "asked" else Act.DEMAND)
    inner = attribution(text, "Hale", cue, content)
    assert worth_keeping(text, outer, inner, inner.confidence, Policy.SPEECH) is kept


@pytest.mark.parametrize(
    ("content", "kept"), [("how it had been won", False), ("that it had been won", True)]
)
def test_what_somebody_came_to_say_may_not_be_said_but_a_comment_is_on_what_was(
    content: str, *, kept: bool
) -> None:
    text = f"Berg said for Hale to say {content} was brave"
    outer = attribution(text, "Berg", "said", f"for Hale to say {content} was brave")
    inner = attribution(text, "Hale", "to say", content)
    assert worth_keeping(text, outer, inner, inner.confidence, Policy.SPEECH) is kept


def test_a_demand_that_opens_with_what_is_to_be_said_is_no_statement() -> None:
    text = "Berg demanded saying by Hale that the harbour would open again"
    outer = attribution(text, "Berg", "demanded", text[len("Berg demanded ") :], act=Act.DEMAND)
    inner = attribution(text, "Hale", "saying", "that the harbour would open again")
    assert not worth_keeping(text, outer, inner, inner.confidence, Policy.SPEECH)


def test_a_question_is_told_in_few_words_where_the_reader_is_sure() -> None:
    text = "Berg said Hale had raised serious questions about the harbour"
    outer = attribution(text, "Berg", "said", "Hale had raised serious questions about the harbour")
    inner = attribution(
        text, "Hale", "had raised serious questions about", "the harbour", act=Act.ASK, confidence=0.99
    )
    assert worth_keeping(text, outer, inner, inner.confidence, Policy.SPEECH)
    assert not worth_keeping(text, outer, replace(inner, act=Act.PRAISE), 0.99, Policy.SPEECH)
    assert not worth_keeping(text, outer, replace(inner, confidence=0.9), 0.9, Policy.SPEECH)


def test_a_wish_is_no_statement_but_a_promise_is() -> None:
    for noun, act, kept in (("decision", Act.PLAN, False), ("promise", Act.PROMISE, True)):
        text = f"Berg praised in her speech Hale’s {noun} to open the old harbour again"
        outer = attribution(text, "Berg", "praised", f"Hale’s {noun} to open the old harbour again")
        inner = attribution(
            text, "Hale’s", noun, "to open the old harbour again", act=act, cue_type=CueType.NOUN
        )
        assert worth_keeping(text, outer, inner, inner.confidence, Policy.SPEECH) is kept


def test_a_demand_needs_no_auxiliary() -> None:
    text = "Berg said a resolution demanded the government cooperate with an inquiry at once"
    outer = attribution(
        text, "Berg", "said", "a resolution demanded the government cooperate with an inquiry at once"
    )
    content = "the government cooperate with an inquiry at once"
    inner = attribution(text, "a resolution", "demanded", content, act=Act.DEMAND)
    assert worth_keeping(text, outer, inner, inner.confidence, Policy.SPEECH)
    assert not worth_keeping(text, outer, replace(inner, act=Act.ASSERT), 0.95, Policy.SPEECH)


def test_who_accepts_a_statement_does_not_tell_it() -> None:
    text = "Berg accepted the envoy’s assurances that the boats would return"
    outer = attribution(
        text, "Berg", "accepted", "the envoy’s assurances that the boats would return", act=Act.ACCEPT
    )
    inner = attribution(
        text, "the envoy’s", "assurances", "that the boats would return", cue_type=CueType.NOUN
    )
    assert takes_up(text, outer, inner)
    text = "Berg refused to endorse the findings of the panel that the boats would return"
    refused = attribution(
        text,
        "Berg",
        "refused",
        "to endorse the findings of the panel that the boats would return",
        act=Act.REFUSE,
    )
    finding = attribution(text, "the panel", "findings", "that the boats would return", cue_type=CueType.NOUN)
    assert takes_up(text, refused, finding)


def test_who_admits_that_another_said_something_tells_it() -> None:
    text = "Berg accepted that Hale said the boats would return"
    outer = attribution(text, "Berg", "accepted", "that Hale said the boats would return", act=Act.ACCEPT)
    assert not takes_up(text, outer, attribution(text, "Hale", "said", "the boats would return"))
    said = attribution(text, "Berg", "accepted", "that Hale said the boats would return")
    assert not takes_up(text, said, attribution(text, "Hale", "said", "the boats would return"))


def test_a_voice_that_is_the_tellers_own_holds_nothing_back() -> None:
    text = "Berg said I think that Hale lied"
    assert speaks_for_teller(text, attribution(text, "I", "think", "that Hale lied"))
    assert speaks_for_teller(text, attribution(text, None, "think", "that Hale lied"))
    assert not speaks_for_teller(text, attribution(text, "Hale", "lied", "think"))
