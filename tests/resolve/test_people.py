"""One actor per person, across articles."""

from dataclasses import replace

from crossread.records import ActorType

from .telling import Told, tell


def test_full_name_title_and_surname_are_one_actor_across_articles() -> None:
    told = Told(
        tell("<s>Ana Quispe</s> <c>said</c> <t>the bridge was open</t>.", name="a"),
        tell("<s>Ms Quispe</s> <c>said</c> <t>the road was shut</t>.", name="b"),
        tell("“<t>The river is high</t>,” <c>said</c> <s>Quispe</s>.", name="c"),
    )
    assert {told.speaker(words).id for words in ("bridge", "road", "river")} == {told.actor("Ana Quispe").id}
    assert told.actor("Ana Quispe").type is ActorType.PERSON
    assert {"Ana Quispe", "Ms Quispe", "Quispe"} <= set(told.actor("Ana Quispe").mentions)


def test_spellings_of_a_first_name_and_short_forms_are_one_person() -> None:
    told = Told(
        tell("<s>Sergei Morozov</s> <c>said</c> <t>the ice held</t>.", name="a"),
        tell("<s>Sergey Morozov</s> <c>said</c> <t>the snow melted</t>.", name="b"),
        tell("<s>Robert Pell</s> <c>said</c> <t>the mill ran</t>.", name="c"),
        tell("<s>Bob Pell</s> <c>said</c> <t>the mill stood</t>.", name="d"),
    )
    assert told.speaker("ice").id == told.speaker("snow").id
    assert told.speaker("ran").id == told.speaker("stood").id


def test_namesakes_stay_apart_and_a_title_decides() -> None:
    told = Told(
        tell(
            "<s1>Luis Vargas</s1> <c1>said</c1> <t1>the harvest was good</t1>.\n"
            "<s2>Elena Vargas</s2> <c2>said</c2> <t2>the harvest was poor</t2>.\n"
            "<s3>Mrs Vargas</s3> <c3>added</c3> <t3>that rain was needed</t3>.\n"
            "<s4>Mr Vargas</s4> <c4>said</c4> <t4>rain would come</t4>."
        )
    )
    assert told.speaker("rain was needed").name == "Elena Vargas"
    assert told.speaker("rain would come").name == "Luis Vargas"


def test_a_bare_surname_goes_to_the_namesake_the_article_is_about() -> None:
    told = Told(
        tell(
            "<s1>Peter Holm</s1> <c1>said</c1> <t1>the yard would close</t1>. "
            "Holm met the workers. Holm shook hands.\n"
            "His daughter Karin Holm stood by. <s2>Holm</s2> <c2>said</c2> <t2>he was sorry</t2>."
        )
    )
    assert told.speaker("sorry").name == "Peter Holm"


def test_father_and_son_differ_by_their_suffix() -> None:
    told = Told(
        tell(
            "<s1>Amos Pike</s1> <c1>said</c1> <t1>yes</t1>. <s2>Amos Pike Jr.</s2> <c2>said</c2> <t2>no</t2>."
        )
    )
    assert told.speaker("yes").id != told.speaker("no").id


def test_the_name_of_a_father_after_bin_is_not_the_sons() -> None:
    told = Told(
        tell(
            "Prince Yusuf bin Harun came. <s1>King Harun</s1> <c1>said</c1> <t1>he would go</t1>. "
            "<s2>Bin Harun</s2> <c2>said</c2> <t2>it was late</t2>. "
            "<s3>The king</s3> <c3>said</c3> <t3>it was early</t3>."
        )
    )
    assert [told.speaker(words).name for words in ("would go", "late", "early")] == [
        "Harun",
        "Yusuf bin Harun",
        "Harun",
    ]


def test_lower_case_surnames_of_a_machine_translation_are_known_from_the_full_name() -> None:
    article, reading = tell(
        "Minister Oleh Sydorenko spoke first. Then <s>sydorenko</s> <c>said</c> <t>the talks went on</t>."
    )
    told = Told((replace(article, flags=("machine-translated",)), reading))
    assert told.speaker("talks").name == "Oleh Sydorenko"


def test_a_slip_in_a_surname_is_still_the_person_of_the_article() -> None:
    told = Told(
        tell(
            "<s1>Martin Kowalczyk</s1> <c1>said</c1> <t1>one</t1>. "
            "<s2>Kowalcyzk</s2> <c2>said</c2> <t2>two</t2>."
        )
    )
    assert told.speaker("two").name == "Martin Kowalczyk"


def test_a_family_name_in_front_is_found_after_a_title() -> None:
    told = Told(
        tell(
            "Chinese President Lin Haoyu arrived. <s>President Lin</s> <c>said</c> <t>trade would grow</t>.",
            people=("Lin Haoyu",),
        )
    )
    assert told.speaker("trade").name == "Lin Haoyu"


def test_a_photographer_in_the_furniture_is_no_actor() -> None:
    from crossread.records import Furniture, Span

    article, reading = tell(
        "Photo: Jane Doering. <s>Carl Meier</s> <c>said</c> <t>it rained</t>.", people=("Jane Doering",)
    )
    told = Told((replace(article, furniture=(Furniture(Span(0, 20), "credit"),)), reading))
    assert [actor.name for actor in told.resolution.actors if actor.type is ActorType.PERSON] == [
        "Carl Meier"
    ]


def test_a_surname_of_another_article_is_not_seen_in_every_capitalised_word() -> None:
    told = Told(
        tell("<s>Jane Harbour</s> <c>said</c> <t>yes</t>.", name="a", people=("Jane Harbour",)),
        tell("The Harbour was full. <s>Harbour</s> <c>said</c> <t>no</t>.", name="b"),
    )
    assert told.speaker("no").name == "Jane Harbour"
    spans = [m.span for m in told.resolution.actor_mentions if m.article == "b"]
    assert [span.start for span in spans] == [22]


def test_a_line_in_capitals_teaches_no_names() -> None:
    told = Told(
        tell(
            "Senator Anna Prado left the race.\n\nLIBERAL SENATOR BACKS PRADO\n\nANNA PRADO LEAVES\n\n"
            "<s>She</s> <c>said</c> <t>it was over</t>."
        )
    )
    assert told.speaker("over").name == "Anna Prado"
    people = {actor.name for actor in told.resolution.actors if actor.type is ActorType.PERSON}
    assert people == {"Anna Prado"}


def test_a_president_is_not_his_wife() -> None:
    told = Told(
        tell(
            "First lady Mary Holm came. <s1>President Holm</s1> <c1>said</c1> <t1>it was late</t1>. "
            "<s2>Holm</s2> <c2>added</c2> <t2>it was dark</t2>. "
            "<s3>Mrs. Holm</s3> <c3>said</c3> <t3>it was early</t3>."
        )
    )
    assert [told.speaker(words).name for words in ("late", "dark", "early")] == ["Holm", "Holm", "Mary Holm"]
