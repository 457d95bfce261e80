"""Machine-translated texts: lost articles and capitals, titles turned about."""

from dataclasses import replace

from crossread.records import Article, Reading

from .telling import Told, tell


def translated(text: str, *people: str) -> tuple[Article, Reading]:
    article, reading = tell(text, people=people)
    return replace(article, flags=("machine-translated",)), reading


def test_a_minister_without_an_article_is_the_one_who_bears_the_title() -> None:
    told = Told(
        translated(
            "Minister of foreign Affairs of Russia Boris Roe was there. "
            "<s1>Minister of foreign Affairs</s1> <c1>has told</c1> <t1>that it was bad</t1>. "
            "<s2>roe</s2> <c2>added</c2> <t2>that it was late</t2>.",
            "Boris Roe",
        )
    )
    assert told.speaker("bad").name == "Boris Roe"
    assert told.speaker("late").name == "Boris Roe"


def test_the_head_of_a_ministry_is_its_minister() -> None:
    told = Told(
        translated(
            "Head of the foreign Ministry of Russia Boris Roe arrived. "
            "<s>The Russian foreign minister</s> <c>told</c> <t>that all is well</t>.",
            "Boris Roe",
        )
    )
    assert told.speaker("well").name == "Boris Roe"


def test_a_leader_without_an_article_is_his_countrys_president() -> None:
    told = Told(
        translated(
            "American President Bruno prado has met with the Russian colleague Boris Roe. "
            "<s1>prado</s1> <c1>stated</c1> <t1>that all was well</t1>. "
            "<s2>American leader</s2> <c2>underlined</c2> <t2>that he is glad</t2>.",
            "Bruno prado",
            "Boris Roe",
        )
    )
    assert told.speaker("well").id == told.speaker("glad").id


def test_the_head_of_state_is_the_president() -> None:
    told = Told(
        translated(
            "The President of the Russian Federation Boris Roe arrived. "
            "<s>The head of state</s> <c>noted</c> <t>it is late</t>.",
            "Boris Roe",
        )
    )
    assert told.speaker("late").name == "Boris Roe"
