"""Commitments: which words undertake, on what object, by whom, joined and dated."""

import pytest

from compare.builders import World
from crossread.records import Act, Article, Finding, Quotation


def told(*sentences: str, days: tuple[str, ...] = ()) -> World:
    """A world of one outlet a sentence; Odo Wessel and Norland are known."""
    world = World()
    for name in ("Odo Wessel", "Norland", "Sudmark"):
        world.actor(name)
    for place, sentence in enumerate(sentences):
        day = days[place] if days else "2031-05-04"
        page = world.article(f"Paper {place}", sentence, day=day)
        world.claim(page, sentence)
    return world


def histories(world: World) -> list[list[tuple[str | None, str]]]:
    return [[(step.on, step.status) for step in f.history] for f in world.findings("commitment")]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Odo Wessel agreed to dredge the harbour at Tarn Ford before winter.", "agreed"),
        ("Odo Wessel promised that Norland would dredge the harbour at Tarn Ford.", "promised"),
        ("Odo Wessel ordered the harbour pilots at Tarn Ford to dredge the channel.", "ordered"),
        ("Norland refused to dredge the harbour at Tarn Ford.", "refused"),
        ("Norland and Sudmark will establish a dredging commission for Tarn Ford.", "planned"),
    ],
)
def test_an_undertaking_by_somebody_known_is_shown_with_its_status(sentence: str, status: str) -> None:
    assert histories(told(sentence)) == [[("2031-05-04", status)]]


@pytest.mark.parametrize(
    "sentence",
    [
        "“It is typical Wessel,” agreed a former harbour pilot who dredged the channel at Tarn Ford.",
        "Odo Wessel agreed that the harbour at Tarn Ford was shallow.",
        "Odo Wessel agrees Pell Dunmore is a careless pilot at Tarn Ford.",
        "Norland could suspend the dredging agreement at Tarn Ford.",
        "Odo Wessel urged Norland to suspend the dredging agreement at Tarn Ford.",
        "Norland did not suspend the dredging agreement at Tarn Ford.",
        "Odo Wessel refused to comment on the harbour at Tarn Ford.",
        "The harbour bill Odo Wessel promised has turned into a dredging scandal.",
        "Odo Wessel said the next tide promises to be another wet one at Tarn Ford.",
    ],
)
def test_what_is_so_possible_asked_for_or_routine_is_no_undertaking(sentence: str) -> None:
    assert histories(told(sentence)) == []


def test_what_became_of_a_thing_is_joined_over_articles_and_dated() -> None:
    world = told(
        "Norland suspended the signal-fire hotline on the Vell strait.",
        "Norland agreed to restore the signal-fire hotline on the Vell strait.",
        days=("2031-05-01", "2031-05-09"),
    )
    assert histories(world) == [[("2031-05-01", "suspended"), ("2031-05-09", "agreed")]]


def test_a_suspension_told_after_its_end_comes_first_and_its_day_is_unknown() -> None:
    world = told(
        "Norland agreed to restore the signal-fire hotline on the Vell strait.",
        "Norland suspended the signal-fire hotline on the Vell strait.",
        days=("2031-05-01", "2031-05-09"),
    )
    assert histories(world) == [[(None, "suspended"), ("2031-05-01", "agreed")]]


def test_the_agreement_goes_on_with_the_memorandum_before_it() -> None:
    world = World()
    page: Article = world.article(
        "Herald",
        "Odo Wessel said he was ready to reinstate a memorandum on pilots in the Vell strait."
        " The harbour ministry suspended the agreement last spring.",
    )
    world.actor("Odo Wessel")
    world.claim(
        page, "he was ready to reinstate a memorandum on pilots in the Vell strait", "Odo Wessel", cue="said"
    )
    world.claim(page, "The harbour ministry suspended the agreement last spring.")
    assert [[step[1] for step in history] for history in histories(world)] == [["suspended", "planned"]]


def test_two_laws_refused_in_one_story_stay_apart() -> None:
    world = told(
        "Norland vetoed the bill on herring quotas in the northern fjords.",
        "Norland vetoed the bill on granary rents for widowed millers.",
    )
    assert all(len(history) <= 1 for history in histories(world))
    assert len({finding.question for finding in world.findings("commitment")}) == len(
        world.findings("commitment")
    )


def test_what_hardly_is_so_is_hedged_and_no_step() -> None:
    world = told(
        "Norland and Sudmark agreed to support the truce on the Vell strait.",
        "It is unlikely that Norland and Sudmark agreed to support the truce on the Vell strait.",
    )
    found: list[Finding] = world.findings("commitment")
    stances = {stance for finding in found for _, stance, _ in world.words(finding)}
    assert "hedges" in stances
    assert all(len(finding.history) <= 1 for finding in found)


def test_who_does_it_stands_in_the_reasons() -> None:
    world = World()
    page = world.article("Herald", "Odo Wessel agreed to dredge the harbour at Tarn Ford before winter.")
    world.claim(
        page, "to dredge the harbour at Tarn Ford before winter", "Odo Wessel", cue="agreed", act=Act.AGREE
    )
    finding = world.findings("commitment")[0]
    assert {"by Odo Wessel"} == {reason.value for reason in finding.reasons if reason.signal == "by"}


def test_one_veto_is_one_commitment_however_its_object_is_named() -> None:
    world = told(
        "Norland vetoed the council resolution that condemned the shelling of Tarn Ford.",
        "Norland vetoed a council vote that condemned the shelling of Tarn Ford.",
    )
    assert len(world.findings("commitment")) == 1


def test_a_thing_that_both_name_is_one_however_its_sentence_goes_on() -> None:
    world = told(
        "After nine weeks of siege in the southern marshes Odo Wessel announced that Norland had agreed to"
        " implement a ceasefire.",
        "Barges left the frozen quay at dawn, herring was served to pilgrims, and clerks copied letters when"
        " Norland agreed on a ceasefire.",
        "The band played late into the night.",
        "Children waved flags along the river.",
        "Bakers sold almond bread at the gates.",
        "Odd clouds hung over Sudmark.",
        "Pilots mended their nets.",
        "A comet was seen at dusk.",
        "Two judges resigned on Tuesday.",
        "Wheat prices rose again.",
        "Herring was served in the gardens.",
    )
    found = world.findings("commitment")
    assert len(found) == 1
    assert len({account.article for account in found[0].accounts if account.passages}) == 2


def said(content: str, *, act: Act = Act.ASSERT, voice: str = "Odo Wessel", quoted: bool = False) -> World:
    """A world in which a voice, of Norland, says ``content``, read as the act that it is."""
    world = World()
    world.actor("Norland")
    world.actor("Odo Wessel", side="Norland")
    page = world.article("Paper", f"{voice} said {content}")
    quotation = Quotation.DIRECT if quoted else Quotation.INDIRECT
    world.claim(page, content, voice, cue="said", act=act, planned=act is not Act.ASSERT, quotation=quotation)
    return world


@pytest.mark.parametrize(
    ("content", "act", "status"),
    [
        ("he would not withdraw the pilots from Tarn Ford.", Act.REFUSE, "refused"),
        ("he was willing to dredge the harbour at Tarn Ford.", Act.PROMISE, "promised"),
        ("to close the harbour at Tarn Ford for a month.", Act.THREATEN, "threatened"),
        ("to remain a partner of the pilots at Tarn Ford.", Act.PLAN, "planned"),
        ("that he would soon visit the pilots at Tarn Ford.", Act.ASSERT, "promised"),
        ("Norland would defend the harbour at Tarn Ford.", Act.ASSERT, "promised"),
        ("Norland was still willing to keep the pilots at Tarn Ford.", Act.ASSERT, "promised"),
        ("Norland won't be showing the pilots' games at Tarn Ford.", Act.ASSERT, "refused"),
    ],
)
def test_what_a_voice_says_it_will_do_or_will_not_is_an_undertaking(
    content: str, act: Act, status: str
) -> None:
    assert histories(said(content, act=act)) == [[("2031-05-04", status)]]


def test_we_in_the_speakers_own_words_undertakes() -> None:
    assert histories(said("“We will rebuild the pier at Tarn Ford.”", quoted=True)) == [
        [("2031-05-04", "promised")]
    ]


@pytest.mark.parametrize(
    "content",
    [
        "he would be a careless pilot at Tarn Ford.",  # a state
        "he would lose the harbour vote at Tarn Ford.",  # nothing one undertakes
        "Sudmark would rebuild the pier at Tarn Ford.",  # another's
        "if he would rebuild the pier at Tarn Ford.",  # open
    ],
)
def test_what_comes_of_itself_or_is_another_s_is_no_undertaking_of_the_speaker(content: str) -> None:
    assert histories(said(content)) == []


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Norland slapped tariffs on the tin pilots of Tarn Ford.", "imposed"),
        ("Norland withdrew the harbour troops from Tarn Ford.", "withdrawn"),
        ("Norland expelled two herring diplomats from Tarn Ford.", "expelled"),
    ],
)
def test_a_deed_told_once_of_somebody_known_is_shown(sentence: str, status: str) -> None:
    assert histories(told(sentence)) == [[("2031-05-04", status)]]


@pytest.mark.parametrize(
    "sentence",
    [
        "The long delay in sending troops to Norland has worried the pilots of Tarn Ford.",
        "If Norland is found to have ordered the pilots of Tarn Ford to strike, they will pay.",
    ],
)
def test_a_noun_or_what_is_only_supposed_is_no_deed(sentence: str) -> None:
    assert histories(told(sentence)) == []


def test_what_one_only_sought_or_failed_to_do_binds_nobody() -> None:
    world = World()
    world.actor("Odo Wessel")
    page = world.article("Paper", "Odo Wessel sought to clear the harbour of pilots at Tarn Ford.")
    content = "to clear the harbour of pilots at Tarn Ford."
    world.claim(page, content, "Odo Wessel", cue="sought", act=Act.PLAN, planned=True)
    assert histories(world) == []
