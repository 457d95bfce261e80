"""Governments, groups, people without a name, and several who speak as one."""

from dataclasses import replace

import pytest

from crossread.records import ActorType, EntityType, Mention, Span

from .telling import Told, tell


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Peru", "Peru"),
        ("Lima", "Lima"),
        ("the Peruvian government", "the Peruvian government"),
        ("the Kremlin", "the Kremlin"),
        ("The US", "US"),
        ("the White House", "the White House"),
    ],
)
def test_governments_speak_by_country_capital_and_house(source: str, name: str) -> None:
    told = Told(tell(f"<s>{source}</s> <c>said</c> <t>the line was open</t>."))
    speaker = told.speaker("line")
    assert speaker.type is ActorType.GOVERNMENT
    assert speaker.name == name


def test_all_names_of_a_government_are_one_actor_named_by_its_country() -> None:
    told = Told(
        tell(
            "<s1>Moscow</s1> <c1>said</c1> <t1>one</t1>. <s2>The Kremlin</s2> <c2>said</c2> <t2>two</t2>. "
            "<s3>The Russian side</s3> <c3>said</c3> <t3>three</t3>. "
            "<s4>Russia</s4> <c4>said</c4> <t4>four</t4>."
        )
    )
    assert {told.speaker(words).name for words in ("one", "two", "three", "four")} == {"Russia"}
    assert told.speaker("one").side == "Russia"


def test_a_place_where_things_happen_is_no_actor() -> None:
    told = Told(tell("At a meeting in Lima, <s>Carl Meier</s> <c>said</c> <t>it rained in Cairo</t>."))
    assert not [actor for actor in told.resolution.actors if actor.type is ActorType.GOVERNMENT]


def test_us_in_capitals_is_a_country_and_us_is_not() -> None:
    told = Told(tell("<s>US</s> <c>demands</c> <t>that talks resume</t>. He told us nothing."))
    assert told.speaker("talks").side == "United States"


def test_the_government_of_a_president_is_that_of_his_country() -> None:
    told = Told(
        tell(
            "Chilean President Marta Rojas spoke. Chile waited.\n"
            "<s>The Rojas administration</s> <c>said</c> <t>taxes would fall</t>."
        )
    )
    assert told.speaker("taxes").name == "Chile"


def test_officials_without_a_name_are_one_actor_per_article() -> None:
    first = (
        "<s1>A senior Chilean official, who asked not to be named,</s1> "
        "<c1>said</c1> <t1>the plan failed</t1>."
    )
    told = Told(
        tell(first + "\n<s2>The official</s2> <c2>said</c2> <t2>a new plan was near</t2>.", name="a"),
        tell(first, name="b"),
    )
    speaker = told.speaker("new plan")
    assert not speaker.named
    assert speaker.side == "Chile"
    others = [actor for actor in told.resolution.actors if actor.name == speaker.name]
    assert len(others) == 2


def test_a_spokesman_for_somebody_is_not_that_somebody() -> None:
    told = Told(
        tell("<s>A spokesman for Jane Doering</s> <c>said</c> <t>she was well</t>.", people=("Jane Doering",))
    )
    assert told.speaker("well").name == "A spokesman for Jane Doering"
    assert not told.speaker("well").named


def test_services_of_a_country_are_one_actor_in_all_wordings() -> None:
    told = Told(
        tell("<s>US intelligence agencies</s> <c>said</c> <t>the code was old</t>.", name="a"),
        tell("<s>the American intelligence community</s> <c>said</c> <t>the code was new</t>.", name="b"),
    )
    assert told.speaker("old").id == told.speaker("new").id
    assert told.speaker("old").side == "United States"


def test_newspapers_are_outlets_and_their_reporters_people() -> None:
    told = Told(
        tell(
            "<s1>The Wall Street Journal</s1> <c1>reported</c1> <t1>that sales fell</t1>.\n"
            "<s2>Harbour Times reporter Nils Aker</s2> <c2>wrote</c2> <t2>that sales rose</t2>."
        )
    )
    assert told.speaker("fell").type is ActorType.OUTLET
    assert told.speaker("rose").name == "Nils Aker"


def test_a_statement_speaks_for_whoever_gave_it() -> None:
    told = Told(
        tell(
            "<s1>Marta Rojas</s1> <c1>said</c1> in a statement <t1>that the port was safe</t1>.\n"
            "“<t2>Ships may enter</t2>,” <s2>the statement</s2> <c2>said</c2>. "
            "<s3>Mr Meier’s remarks</s3> <c3>showed</c3> <t3>that he was tired</t3>."
        )
    )
    assert told.speaker("Ships").name == "Marta Rojas"
    assert told.speaker("tired").name == "Meier"


def test_two_names_speak_as_one_with_both_as_members() -> None:
    told = Told(
        tell(
            "Peruvian foreign minister Ana Quispe met Chilean foreign minister Luis Prado.\n"
            "<s1>Quispe and Prado</s1> <c1>said</c1> <t1>the border was quiet</t1>.\n"
            "<s2>The two ministers</s2> <c2>agreed</c2> <t2>to meet again</t2>."
        )
    )
    members = {told.actors[member].name for member in told.speaker("meet again").members}
    assert members == {"Ana Quispe", "Luis Prado"}
    assert told.speaker("meet again").id == told.speaker("quiet").id
    assert told.speaker("quiet").type is ActorType.GROUP


def test_the_two_leaders_are_the_leaders_and_not_their_ministers() -> None:
    told = Told(
        tell(
            "President Marta Rojas met Prime Minister Olaf Berg. Foreign minister Ana Quispe took notes.\n"
            "<s>The two leaders</s> <c>agreed</c> <t>to cut tariffs</t>."
        )
    )
    assert {told.actors[m].name for m in told.speaker("tariffs").members} == {"Marta Rojas", "Olaf Berg"}


def test_both_sides_are_governments() -> None:
    told = Told(
        tell(
            "Peru and Chile opened talks. Marta Rojas met Olaf Berg.\n"
            "<s>Both sides</s> <c>said</c> <t>progress was slow</t>."
        )
    )
    assert {told.actors[m].name for m in told.speaker("slow").members} == {"Peru", "Chile"}


def test_sides_of_the_user_win_by_any_form_of_the_name() -> None:
    story = tell(
        "<s>Peruvian foreign minister Ana Quispe</s> <c>said</c> <t>talks had begun</t>. Lima was calm."
    )
    assert Told(story).speaker("talks").side == "Peru"
    assert Told(story, sides={"Quispe": "South"}).speaker("talks").side == "Peru"
    assert Told(story, sides={"ana quispe": "South"}).speaker("talks").side == "South"
    assert Told(story, sides={"Peru": "South"}).speaker("talks").side == "South"


def test_a_short_form_explained_in_brackets_is_the_organisation() -> None:
    told = Told(
        tell(
            "The Roe Harbour Authority (RHA) met. "
            "<s>The Roe Harbour Authority</s> <c>said</c> <t>ships came</t>."
        ),
        tell("<s>The RHA</s> <c>said</c> <t>ships went</t>.", name="b"),
    )
    assert told.speaker("came").id == told.speaker("went").id
    assert told.speaker("went").name == "Roe Harbour Authority"


def test_a_calling_that_a_name_explains_is_that_person() -> None:
    told = Told(
        tell(
            "“<t>The bridge will stand</t>,” <c>said</c> "
            "<s>the league’s executive director, Tom Hale,</s> in Lima.",
            people=("Tom Hale",),
        )
    )
    assert told.speaker("bridge").name == "Tom Hale"


def test_a_surname_that_is_a_common_word_names_its_bearer() -> None:
    told = Told(
        tell(
            "Senator David Long opened the session. "
            "“<t>Nobody will be left out</t>,” <s>Long</s> <c>said</c>.",
            people=("David Long",),
        )
    )
    assert told.speaker("left out").name == "David Long"


@pytest.mark.parametrize(
    "found",
    [
        ("Office of the Director of National Intelligence",),
        ("Office of", "Director of National Intelligence"),
    ],
)
def test_an_office_that_ends_the_name_of_a_body_is_no_holder(found: tuple[str, ...]) -> None:
    body = "Office of the Director of National Intelligence"
    marked = f"The director left. <s>the {body}</s> <c>said</c> <t>the line was open</t>."
    article, reading = tell(marked)
    starts = [article.text.index(name) for name in found]
    mentions = tuple(
        Mention(Span(start, start + len(name)), EntityType.ORGANISATION, 0.99)
        for start, name in zip(starts, found, strict=True)
    )
    told = Told((article, replace(reading, mentions=mentions)))
    assert told.speaker("line").name == body


def test_officials_of_another_country_are_others() -> None:
    told = Told(
        tell(
            "<s1>Peruvian officials</s1> <c1>said</c1> <t1>the port was shut</t1>. "
            "<s2>U.S. intelligence officials</s2> <c2>reported</c2> <t2>that boats had left</t2>. "
            "<s3>European officials</s3> <c3>said</c3> <t3>the sea was calm</t3>. "
            "<s4>Officials</s4> <c4>said</c4> <t4>it would stay so</t4>."
        )
    )
    assert told.speaker("shut").side == "Peru"
    assert told.speaker("boats").side == "United States"
    assert len({told.speaker(words).id for words in ("shut", "boats", "calm")}) == 3
    assert told.speaker("stay").id == told.speaker("calm").id


def test_a_report_by_its_name_is_not_the_report_before() -> None:
    told = Told(
        tell(
            "<s1>A third report</s1> <c1>said</c1> <t1>the port was shut</t1>. "
            "<s2>The Herald report</s2> <c2>said</c2> <t2>boats had left</t2>. "
            "<s3>The report</s3> <c3>added</c3> <t3>that it was calm</t3>."
        )
    )
    assert told.speaker("shut").id != told.speaker("boats").id == told.speaker("calm").id
