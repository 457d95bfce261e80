"""Offices that stand for whoever holds them."""

from crossread.records import ActorType, ArticleKind

from .telling import Told, as_kind, tell


def test_a_role_is_whoever_the_text_ties_to_it_by_apposition() -> None:
    told = Told(
        tell(
            "<s1>Ana Quispe, the Peruvian foreign minister,</s1> <c1>said</c1> <t1>talks had begun</t1>.\n"
            "President Jorge Salas was silent.\n"
            "<s2>The foreign minister</s2> <c2>said</c2> <t2>talks would go on</t2>."
        )
    )
    assert told.speaker("go on").name == "Ana Quispe"
    assert told.speaker("go on").side == "Peru"


def test_a_role_with_its_country_is_known_from_another_article() -> None:
    told = Told(
        tell("Chilean President Marta Rojas met Peruvian President Jorge Salas.", name="a"),
        tell("<s>The Chilean president</s> <c>said</c> <t>copper prices fell</t>.", name="b"),
    )
    assert told.speaker("copper").name == "Marta Rojas"


def test_two_presidents_are_told_apart_by_their_countries() -> None:
    told = Told(
        tell(
            "Chilean President Marta Rojas met Peruvian President Jorge Salas.\n"
            "<s1>The Peruvian president</s1> <c1>said</c1> <t1>the sea was calm</t1>.\n"
            "<s2>Chile’s president</s2> <c2>said</c2> <t2>the sea was rough</t2>."
        )
    )
    assert told.speaker("calm").name == "Jorge Salas"
    assert told.speaker("rough").name == "Marta Rojas"


def test_a_wrong_title_leads_to_the_person_who_bears_it_in_the_same_text() -> None:
    told = Told(
        tell("US Secretary of State Ellen Marsh flew home.", name="a"),
        tell(
            "The meeting was attended by Secretary General Ellen Marsh.\n"
            "<c>According to</c> <s>the Secretary General</s>, <t>nothing was signed</t>.",
            name="b",
        ),
    )
    assert told.speaker("signed").id == told.actor("Ellen Marsh").id
    assert told.actor("Ellen Marsh").side == "United States"


def test_the_president_of_a_country_before_a_name_ties_both() -> None:
    told = Told(
        tell(
            "The President of the Republic of India Asha Rao arrived.\n"
            "<s>The Indian president</s> <c>said</c> <t>the visit was short</t>.",
            people=("Asha Rao",),
        )
    )
    assert told.speaker("visit").name == "Asha Rao"
    assert told.speaker("visit").side == "India"


def test_an_aide_named_after_a_comma_is_the_aide() -> None:
    told = Told(
        tell(
            "Reporters called the spokesman, Tom Hale, at noon.\n"
            "<s>The spokesman</s> <c>said</c> <t>the office was closed</t>."
        )
    )
    assert told.speaker("closed").name == "Tom Hale"


def test_a_region_tells_two_governors_apart() -> None:
    told = Told(
        tell(
            "On Monday Texas Governor Carl Boyd met Ohio Governor Lena Voss.\n"
            "<s>The Texas governor</s> <c>said</c> <t>the border was long</t>."
        )
    )
    assert told.speaker("border").name == "Carl Boyd"


def test_a_role_that_nobody_bears_is_an_actor_without_a_name() -> None:
    told = Told(tell("<s>The Japanese prime minister</s> <c>said</c> <t>the train was late</t>."))
    speaker = told.speaker("train")
    assert (speaker.named, speaker.side, speaker.type) == (False, "Japan", ActorType.PERSON)


def test_the_next_name_in_a_list_does_not_lend_its_title() -> None:
    told = Told(
        tell(
            "Tomas Lind, President Marta Rojas and others met. "
            "<s>The president</s> <c>said</c> <t>it was warm</t>.",
            people=("Tomas Lind", "Marta Rojas"),
        )
    )
    assert told.speaker("warm").name == "Marta Rojas"


def test_a_country_after_the_name_says_whose_president_he_is() -> None:
    told = Told(
        tell(
            "President Jorge Salas of Peru called President Marta Rojas of Chile.\n"
            "<s>The Chilean president</s> <c>said</c> <t>the call was long</t>."
        )
    )
    assert told.speaker("call was long").name == "Marta Rojas"
    assert told.actor("Jorge Salas").side == "Peru"


def test_in_a_governments_own_document_the_president_is_its_own() -> None:
    story = tell(
        "Peruvian President Jorge Salas and Chilean President Marta Rojas spoke. Rojas was late.\n"
        "<s1>The President</s1> <c1>said</c1> <t1>the call was long</t1>. "
        "<s2>The administration</s2> <c2>said</c2> <t2>it was short</t2>."
    )
    told = Told(as_kind(story, ArticleKind.READOUT, party="Peru"))
    assert told.speaker("call was long").name == "Jorge Salas"
    assert told.speaker("it was short").name == "Peru"


def test_a_holder_without_a_country_is_known_elsewhere_by_what_he_stands_beside() -> None:
    told = Told(
        tell("Crown Prince Omar Hadi of the line of Saud left. Saudi Arabia sent Omar Hadi.", name="a"),
        tell("<s>The crown prince of US ally Saudi Arabia</s> <c>said</c> <t>oil prices fell</t>.", name="b"),
    )
    assert told.speaker("oil").name == "Omar Hadi"


def test_of_two_holders_without_a_country_neither_is_taken() -> None:
    told = Told(
        tell(
            "Saudi Arabia sent Crown Prince Omar Hadi. Saudi Arabia received Crown Prince Ali Zein.", name="a"
        ),
        tell("<s>The crown prince of Saudi Arabia</s> <c>said</c> <t>oil prices fell</t>.", name="b"),
    )
    assert not told.speaker("oil").named


def test_the_kingdom_is_the_one_that_the_article_names() -> None:
    told = Told(
        tell("Saudi Arabia cut its output. <s>The kingdom</s> <c>said</c> <t>oil prices fell</t>.", name="a"),
        tell("Saudis met Jordan’s envoys. <s>The kingdom</s> <c>said</c> <t>water was short</t>.", name="b"),
    )
    assert told.speaker("oil").name == "Saudi Arabia"
    assert told.speaker("water").name not in {"Saudi Arabia", "Jordan"}
