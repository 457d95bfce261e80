"""Chains of voices: every voice of a nested attribution is the right actor."""

import pytest

from .telling import Told, tell

LEADERS = ("Elena Prado", "Carl Meier", "Tom Hale")


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        pytest.param(
            "<s1>Carl Meier, the Peruvian foreign minister,</s1> <c1>said</c1> <t1>that <s2>President Elena "
            "Prado</s2> had <c2>told</c2> him <t2>the talks were over</t2></t1>.",
            "talks were over",
            ["Carl Meier", "Elena Prado"],
            id="a name in a name's words",
        ),
        pytest.param(
            "<s1>Jane Doering</s1> <c1>tweeted</c1> <t1>that <s2>minister Carl Meier</s2> <c2>claims</c2> "
            "<t2>the "
            "president had <c3>promised</c3> <t3>new ships</t3></t2></t1>. President Elena Prado was away.",
            "new ships",
            ["Jane Doering", "Carl Meier", "Elena Prado"],
            id="three deep, the innermost subject unmarked",
        ),
        pytest.param(
            "Carl Meier met Elena Prado. <s1>Meier</s1> <c1>said</c1> <t1><s2>she</s2> <c2>denied</c2> "
            "<t2>any role in the raid</t2></t1>.",
            "any role",
            ["Carl Meier", "Elena Prado"],
            id="a pronoun of the other gender",
        ),
        pytest.param(
            "<s1>Carl Meier</s1> <c1>said</c1> <t1><s2>he</s2> <c2>believed</c2> <t2>that the ban would "
            "go</t2></t1>.",
            "ban would go",
            ["Carl Meier"],
            id="the speaker of himself is one voice",
        ),
        pytest.param(
            "“<t1><s2>We</s2> <c2>believe</c2> <t2>that the dam is safe</t2></t1>,” <s1>Elena Prado</s1> "
            "<c1>said</c1>.",
            "dam is safe",
            ["Elena Prado"],
            id="we in a quotation is the speaker",
        ),
        pytest.param(
            "“<t1>The minister <c2>assured</c2> me <t2>that the dam is safe</t2></t1>,” <s1>Elena "
            "Prado</s1> "
            "<c1>said</c1>. The minister, Carl Meier, left.",
            "dam is safe",
            ["Elena Prado", "Carl Meier"],
            id="a role named only later",
        ),
        pytest.param(
            "<s1>A spokesman for the Kremlin</s1> <c1>said</c1> <t1>that <s2>Mr Putin</s2> <c2>told</c2> Mr "
            "Hale "
            "<t2>that Moscow knew nothing</t2></t1>. Vladimir Putin met Tom Hale.",
            "knew nothing",
            ["A spokesman for the Kremlin", "Vladimir Putin"],
            id="a nameless voice around a named one",
        ),
        pytest.param(
            "<s1>Elena Prado’s spokesman, Tom Hale,</s1> <c1>said</c1> <t1><s2>the president</s2> "
            "<c2>thinks</c2> "
            "<t2>it is late</t2></t1>. President Elena Prado was ill.",
            "it is late",
            ["Tom Hale", "Elena Prado"],
            id="a spokesman is not whom he speaks for",
        ),
        pytest.param(
            "<s1>Meier</s1> <c1>said</c1> <t1>that <s2>his Chilean counterpart</s2> <c2>agreed</c2> <t2>to "
            "a "
            "truce</t2></t1>. Carl Meier, the Peruvian foreign minister, met Tom Hale, the Chilean foreign "
            "minister.",
            "truce",
            ["Carl Meier", "Tom Hale"],
            id="a counterpart",
        ),
        pytest.param(
            "<s1>The Lima Herald</s1> <c1>reported</c1> <t1>that, <c2>according to</c2> <s2>two officials "
            "familiar "
            "with the talks</s2>, <t2>the border would close</t2></t1>.",
            "border would close",
            ["Lima Herald", "two officials familiar with the talks"],
            id="officials in a paper",
        ),
    ],
)
def test_every_voice_of_a_chain_is_the_right_actor(text: str, words: str, voices: list[str]) -> None:
    assert Told(tell(text, people=LEADERS)).voices(words) == voices


def test_the_two_leaders_inside_a_content_are_both_of_them() -> None:
    told = Told(
        tell(
            "President Elena Prado of Peru and President Tom Hale of Chile met on Friday. <s1>Carl "
            "Meier</s1> "
            "<c1>said</c1> <t1><s2>the two leaders</s2> had <c2>agreed</c2> <t2>to meet again</t2></t1>.",
            people=LEADERS,
        )
    )
    outer, inner = told.claim("meet again").voices
    assert told.actors[outer].name == "Carl Meier"
    assert {told.actors[member].name for member in told.actors[inner].members} == {"Elena Prado", "Tom Hale"}
