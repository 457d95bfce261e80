"""People of one name are kept apart."""

from dataclasses import replace

from crossread.records import EntityType, Mention, Span

from .telling import Told, tell


def test_a_junior_is_a_person_even_where_the_reader_takes_the_name_for_a_body() -> None:
    marked = "Anna Prado Jr. came. Anna Prado stayed. <s>Prado Jr.</s> <c>said</c> <t>all was well</t>."
    article, reading = tell(marked)
    start = article.text.index("Anna Prado stayed")
    body = Mention(Span(0, len("Anna Prado Jr")), EntityType.ORGANISATION, 0.9)
    person = Mention(Span(start, start + len("Anna Prado")), EntityType.PERSON, 0.9)
    told = Told((article, replace(reading, mentions=(body, person))))
    assert told.speaker("well").name == "Anna Prado Jr"


def test_the_junior_and_the_younger_are_the_son() -> None:
    told = Told(
        tell(
            "Bruno Prado and his son Bruno Prado Jr. came. <s1>Prado Jr.</s1> <c1>said</c1> <t1>all was "
            "well</t1>. "
            "<s2>The younger Prado</s2> <c2>said</c2> <t2>it was late</t2>. "
            "<s3>President Prado</s3> <c3>said</c3> <t3>it was warm</t3>.",
            people=("Bruno Prado", "Bruno Prado Jr"),
        )
    )
    assert told.speaker("well").id == told.speaker("late").id
    assert told.speaker("warm").name == "Bruno Prado"
    assert told.speaker("well").id != told.speaker("warm").id


def test_the_governors_son_is_no_governor() -> None:
    told = Told(
        tell(
            "Gov. Bruno Prado was silent. <s1>Felix Prado, the governor’s son,</s1> <c1>said</c1> "
            "<t1>all was well</t1>. <s2>The younger Mr. Prado</s2> <c2>said</c2> <t2>it was late</t2>. "
            "<s3>The governor</s3> <c3>said</c3> <t3>it was warm</t3>.",
            people=("Bruno Prado", "Felix Prado"),
        )
    )
    assert told.speaker("late").name == "Felix Prado"
    assert told.speaker("warm").name == "Bruno Prado"


def test_the_first_lady_is_the_woman_of_the_presidents_name() -> None:
    told = Told(
        tell(
            "President Bruno Prado and Elena Prado came. <s1>The first lady</s1> <c1>said</c1> <t1>it was "
            "late</t1>. "
            "<s2>Mr. Prado</s2> <c2>said</c2> <t2>it was warm</t2>.",
            people=("Bruno Prado", "Elena Prado"),
        )
    )
    assert told.speaker("late").name == "Elena Prado"
    assert told.speaker("warm").name == "Bruno Prado"


def test_a_person_with_the_name_of_an_outlet_is_the_person() -> None:
    told = Told(
        tell(
            "Former President Vidal Fox spoke to Fox News. <s>Fox</s> <c>said</c> <t>the wall was a "
            "folly</t>.",
            people=("Vidal Fox",),
        )
    )
    assert told.speaker("folly").name == "Vidal Fox"
