"""Denials that nobody is heard alleging: shown with what the texts tell of the matter."""

from compare.builders import World
from crossread.records import Act


def test_an_outright_denial_of_a_fact_is_shown_though_nobody_says_that_it_is_so() -> None:
    world = World()
    page = world.article("Herald", "Ilse Corran denied that she had forged the granary seals.")
    world.claim(page, "that she had forged the granary seals", "Ilse Corran", cue="denied", act=Act.DENY)
    found = world.findings("denial")
    assert len(found) == 1
    assert [(party, stance) for party, stance, _ in world.words(found[0])] == [("Ilse Corran", "denies")]


def test_such_involvement_is_shown_with_the_sentence_that_tells_of_it() -> None:
    world = World()
    page = world.article(
        "Herald",
        "An inquiry is to find out whether the mayor took part in the forging of seals."
        " Ilse Corran has denied such involvement.",
    )
    world.claim(page, "such involvement", "Ilse Corran", cue="has denied", act=Act.DENY)
    found = world.findings("denial")
    assert len(found) == 1
    said = {party: (stance, words) for party, stance, words in world.words(found[0])}
    assert said["Ilse Corran"][0] == "denies"
    assert said["Herald"][0] == "hedges"
    assert "inquiry" in said["Herald"][1]


def test_a_bare_denial_takes_no_sentence_before_it_that_charges_nobody() -> None:
    world = World()
    page = world.article(
        "Herald", "The harbour fair opened in bright sunshine. Ilse Corran has denied the claims."
    )
    world.claim(page, "the claims", "Ilse Corran", cue="has denied", act=Act.DENY)
    assert not world.findings("denial")


def test_a_refusal_is_no_denial_and_neither_is_what_ought_to_be() -> None:
    world = World()
    page = world.article(
        "Herald",
        "Ilse Corran denied permits to the Vell ferrymen."
        " Odo Wessel rejected the notion that the guild should pay for the seals.",
    )
    world.claim(page, "permits to the Vell ferrymen", "Ilse Corran", cue="denied", act=Act.DENY)
    world.claim(
        page,
        "the notion that the guild should pay for the seals",
        "Odo Wessel",
        cue="rejected",
        act=Act.REJECT,
    )
    assert not world.findings("denial")


def test_no_sign_of_what_is_alleged_denies_it_and_false_claims_of_ones_own_do_not() -> None:
    world = World()
    page = world.article(
        "Herald",
        "Odo Wessel said there are no signs to support the allegation that the granary seals were forged."
        " Ilse Corran repeated her false claims about the barley.",
    )
    first = "there are no signs to support the allegation that the granary seals were forged"
    world.claim(page, first, "Odo Wessel", cue="said")
    world.claim(page, "her false claims about the barley", "Ilse Corran", cue="repeated")
    found = world.findings("denial")
    assert [party for finding in found for party, _, _ in world.words(finding)] == ["Odo Wessel"]


def test_a_party_that_denies_once_more_joins_its_own_side_of_the_conflict() -> None:
    world = World()
    one = world.article("Herald", "Pell Dunmore said Ilse Corran forged the granary seals of Tarn Ford.")
    two = world.article("Courier", "Ilse Corran denied that she forged the granary seals of Tarn Ford.")
    three = world.article(
        "Gazette",
        "Ilse Corran said there is no evidence for the allegation that she forged granary seals at Tarn"
        " Ford.",
    )
    world.claim(one, "Ilse Corran forged the granary seals of Tarn Ford", "Pell Dunmore", cue="said")
    world.claim(
        two, "that she forged the granary seals of Tarn Ford", "Ilse Corran", cue="denied", act=Act.DENY
    )
    world.claim(
        three,
        "there is no evidence for the allegation that she forged granary seals at Tarn Ford",
        "Ilse Corran",
        cue="said",
    )
    found = world.findings("contradiction", "denial")
    assert [finding.kind.value for finding in found] == ["contradiction"]
    assert len({account.article for account in found[0].accounts if account.passages}) == 3


def test_a_court_that_dismisses_charges_and_one_who_would_deny_a_thing_deny_nothing() -> None:
    world = World()
    page = world.article(
        "Herald",
        "The harbour court dismissed charges of forgery against the granary clerk."
        " Ilse Corran said she would deny the thief any role in the granary feast.",
    )
    world.claim(
        page,
        "charges of forgery against the granary clerk",
        "The harbour court",
        cue="dismissed",
        act=Act.REJECT,
    )
    world.claim(
        page,
        "the thief any role in the granary feast",
        "Ilse Corran",
        cue="would deny",
        act=Act.DENY,
    )
    assert not world.findings("denial")


def test_who_rejects_a_bill_denies_nothing_however_much_is_said_of_the_bill() -> None:
    world = World()
    for outlet in ("Herald", "Courier"):
        page = world.article(
            outlet,
            "Odo Wessel rejected the bill she planned to put before the council in a fourth attempt.",
        )
        bill = "the bill she planned to put before the council in a fourth attempt"
        world.claim(page, bill, "Odo Wessel", cue="rejected", act=Act.REJECT)
    assert not world.findings("denial")


def test_what_is_told_beside_a_short_denial_is_not_denied() -> None:
    world = World()
    one = world.article(
        "Herald", "The duke's house denied that he is in isolation as the harbour admiral caught marsh fever."
    )
    two = world.article("Courier", "Pell Dunmore said the harbour admiral caught marsh fever.")
    denied = "that he is in isolation as the harbour admiral caught marsh fever"
    world.claim(one, denied, "The duke's house", cue="denied", act=Act.DENY)
    world.claim(two, "the harbour admiral caught marsh fever", "Pell Dunmore", cue="said")
    assert not world.findings("contradiction")


def test_a_denial_is_called_by_the_first_words_of_what_it_denies() -> None:
    world = World()
    page = world.article(
        "Herald",
        "Odo Wessel denied that the clerks weighed the barley twice, a practice that Chancellor Teodora"
        " Brandt of Vell has condemned.",
    )
    denied = (
        "that the clerks weighed the barley twice, a practice that Chancellor Teodora Brandt of Vell has"
        " condemned"
    )
    world.claim(page, denied, "Odo Wessel", cue="denied", act=Act.DENY)
    (found,) = world.findings("denial")
    assert "barley" in found.question
    assert "Brandt" not in found.question
