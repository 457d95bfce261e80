"""Descriptions without a name, and those that must stay without one."""

from .telling import Told, tell


def test_her_husband_is_the_man_of_her_name() -> None:
    told = Told(
        tell(
            "Bruno Prado and Elena Prado came. <s1>Mrs. Prado</s1> <c1>said</c1> <t1>all was well</t1>. "
            "<s2>Her husband</s2> <c2>said</c2> <t2>it was late</t2>.",
            people=("Bruno Prado", "Elena Prado"),
        )
    )
    assert told.speaker("late").name == "Bruno Prado"


def test_a_spokesman_is_the_one_whom_the_article_names_as_such() -> None:
    told = Told(
        tell(
            "<s>Ms Prado’s spokesman</s> <c>said</c> <t>all was well</t>. "
            "Tom Hale, Elena Prado’s spokesman, was calm.",
            people=("Tom Hale", "Elena Prado"),
        )
    )
    assert told.speaker("well").name == "Tom Hale"


def test_of_two_lawyers_neither_is_taken_for_the_lawyer_of_somebody() -> None:
    told = Told(
        tell(
            "Tom Hale, a lawyer, and Ann Roe, a lawyer, met Elena Prado. "
            "<s>Ms Prado’s lawyer</s> <c>said</c> <t>all was well</t>.",
            people=("Tom Hale", "Ann Roe", "Elena Prado"),
        )
    )
    assert not told.speaker("well").named


def test_a_calling_goes_back_to_the_one_who_has_it() -> None:
    told = Told(
        tell(
            "Tom Hale, a farmer in Ohio, met Carl Meier. <s>The farmer</s> <c>said</c> <t>it was dry</t>.",
            people=("Tom Hale", "Carl Meier"),
        )
    )
    assert told.speaker("dry").name == "Tom Hale"


def test_an_age_goes_back_to_whoever_spoke_last() -> None:
    told = Told(
        tell(
            "“<t1>All was well</t1>,” <c1>said</c1> <s1>Tom Hale</s1>. "
            "<s2>The 45-year-old</s2> <c2>added</c2> <t2>that it was dry</t2>.",
            people=("Tom Hale",),
        )
    )
    assert told.speaker("dry").name == "Tom Hale"


def test_the_group_is_the_organisation_just_named() -> None:
    told = Told(
        tell(
            "<s1>The Harbour Workers Union</s1> <c1>said</c1> <t1>pay was low</t1>. "
            "<s2>The group</s2> <c2>warned</c2> <t2>that ships would wait</t2>."
        )
    )
    assert told.speaker("ships").name == "Harbour Workers Union"


def test_a_statement_is_the_one_from_whom_it_comes() -> None:
    told = Told(
        tell(
            "“<t>We are disappointed</t>,” <c>said</c> <s>the statement from Prado’s lawyer, Tom Hale</s>. "
            "Elena Prado was away.",
            people=("Tom Hale", "Elena Prado", "Prado"),
        )
    )
    assert told.speaker("disappointed").name == "Tom Hale"


def test_an_aide_whom_nobody_names_stays_without_a_name() -> None:
    told = Told(
        tell(
            "Tom Hale met Elena Prado. <s>A senior aide</s> <c>said</c> <t>it was late</t>.",
            people=("Tom Hale", "Elena Prado"),
        )
    )
    assert not told.speaker("late").named


def test_joint_speakers_with_a_word_on_each_are_both() -> None:
    told = Told(
        tell(
            "“<t>The levy must go</t>,” <s>Senator Elena Prado of Ohio and Tom Hale, the mayor of "
            "Akron,</s> "
            "<c>said</c>.",
            people=("Elena Prado", "Tom Hale"),
        )
    )
    members = told.speaker("levy").members
    assert {told.actors[member].name for member in members} == {"Elena Prado", "Tom Hale"}


def test_whoever_a_clause_mentions_does_not_speak_too() -> None:
    told = Told(
        tell(
            "<s>Elena Prado, who met Carl Meier and Tom Hale,</s> <c>said</c> <t>the levy must go</t>.",
            people=("Elena Prado", "Carl Meier", "Tom Hale"),
        )
    )
    assert told.speaker("levy").name == "Elena Prado"


def test_a_comma_before_and_after_a_place_begins_a_clause() -> None:
    told = Told(
        tell(
            "The guards will leave Ruritania, officials said of Spain, and <s>Prado</s> <c>said</c>"
            " <t>the levy must go</t>. Elena Prado smiled.",
            people=("Elena Prado",),
        )
    )
    assert not told.speaker("levy").members


def test_the_paper_is_the_outlet_that_was_just_quoted() -> None:
    told = Told(
        tell(
            "<s1>The Lima Herald</s1> <c1>reported</c1> <t1>that the bridge was shut</t1>. "
            "<s2>The paper</s2> <c2>said</c2> <t2>it would stay shut</t2>."
        )
    )
    assert told.speaker("stay").name == "Lima Herald"


def test_an_envoy_to_a_country_is_whoever_stands_behind_it() -> None:
    told = Told(
        tell(
            "<s>Former Peruvian ambassador to the United Nations Ana Quispe</s> <c>said</c> <t>it began</t>.",
            people=("Ana Quispe",),
        )
    )
    assert told.speaker("began").name == "Ana Quispe"
    assert told.speaker("began").side == "Peru"
