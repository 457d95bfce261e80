"""Agreement: what parties' documents raise alike, measures, and what is none."""

from compare.builders import World
from compare.test_rivals import Chance, found
from crossread.stages.compare.agreement import _of_others
from crossread.stages.compare.lexicon import class_of
from crossread.stages.compare.pages import pages
from crossread.stages.compare.units import units
from crossread.stages.compare.words import stem


def documents(first: str, second: str) -> World:
    """Two parties' documents on one talk, around filler."""
    world = World()
    filler = (
        " The weather was mild in the capital. Gifts were handed out at noon. Pages carried lanterns."
        " Bakers sold almond bread. Children waved flags along the river."
    )
    one = world.article("Norland", first + filler, party="Norland Chancery")
    two = world.article(
        "Sudmark", second + " Herring was served. The band played late.", party="Sudmark Court"
    )
    assert one.id != two.id
    return world


def test_two_documents_that_raise_one_rare_matter_agree_that_it_was_raised() -> None:
    world = documents(
        "The chancellors discussed joint work on regional matters such as the Arlen aqueduct.",
        "There was an exchange of views on what became of the Arlen waterworks under the old treaty.",
    )
    found = [f for f in world.findings("agreement") if any(r.signal == "raised" for r in f.reasons)]
    assert len(found) == 1
    assert len({party for party, _, _ in world.words(found[0])}) == 2


def test_words_of_every_agenda_tie_nothing() -> None:
    world = documents(
        "The chancellors discussed a range of important issues in a long conversation.",
        "There was an exchange of views on important issues of the agenda.",
    )
    assert not any(r.signal == "raised" for f in world.findings("agreement") for r in f.reasons)


def test_documents_that_tell_of_one_threat_agree_that_it_was_made() -> None:
    world = documents(
        "Chancellor Ives said that Norland would respond firmly if the dam at Vell is breached.",
        "Chancellor Ives spoke of the sanctions to follow in the event of any harm to the dam at Vell.",
    )
    world.actor("Ives")
    found = [f for f in world.findings("agreement") if any(r.signal == "threat" for r in f.reasons)]
    assert len(found) == 1


def test_the_same_measure_in_two_units_of_time_agrees() -> None:
    world = World()
    one = world.article("Herald", "The harbour meeting of the guilds was scheduled for half an hour.")
    two = world.article("Courier", "The harbour meeting of the guilds was supposed to last about 30 minutes.")
    for page, words in ((one, "half an hour"), (two, "about 30 minutes")):
        world.claim(page, page.text)
        world.quantity(page, words, 30, 30, "minute")
    assert len(world.findings("agreement")) == 1


def test_what_one_paper_says_hardly_happened_is_no_agreement() -> None:
    def told(opening: str) -> World:
        world = World()
        words = "the granary at Tarn Ford burned for three nights"
        one = world.article("Herald", f"Odo Wessel said {words}.")
        two = world.article("Courier", f"{opening} {words}.")
        world.claim(one, words, "Odo Wessel", cue="said")
        world.claim(two, words, "Pell Dunmore", cue=opening)
        return world

    assert told("Dunmore said").findings("agreement")
    assert not told("It is unlikely that").findings("agreement")


def spoken(first: str, second: str) -> World:
    """What two people say in two papers."""
    world = World()
    for outlet, name, words in (("Herald", "Marek Olin", first), ("Courier", "Teodora Brandt", second)):
        page = world.article(outlet, f"The {outlet} was there at noon. {name} said {words}.")
        world.claim(page, words, name, cue="said")
    return world


HARBOUR = "the rebels had damaged the Vell harbour sluices in the spring flood"


def test_what_two_say_alike_is_agreed() -> None:
    assert spoken(HARBOUR, "the rebels had damaged the Vell harbour sluices").findings("agreement")


def test_to_press_another_over_a_matter_is_not_to_say_that_it_is_so() -> None:
    pressed = "the duke had pressed the mayor over the damaged Vell harbour sluices and the rebels"
    assert not spoken(HARBOUR, pressed).findings("agreement")


def test_to_tell_what_another_says_is_not_to_say_it() -> None:
    world = World()
    text = f"Teodora Brandt said of the gates: Marek Olin tells us that {HARBOUR}, and we sigh."
    page = world.article("Courier", text)
    retold = text[text.index("of the gates") : -1]
    outer = world.claim(page, retold, "Teodora Brandt", cue="said")
    world.claim(page, HARBOUR, "Teodora Brandt", "Marek Olin", cue="tells", parent=outer)
    articles, resolution, grouping = world.records()
    everything = units(pages(articles, resolution.actors), resolution, grouping)
    brandt = next(unit for unit in everything if unit.party == world.actor("Teodora Brandt"))
    assert _of_others(brandt, frozenset({class_of(stem("sluices")), class_of(stem("damaged"))}))
    assert not _of_others(brandt, frozenset({class_of(stem("sluices")), class_of(stem("sigh"))}))


def two_of_a_bridge() -> World:
    """Two papers' sentences with the same words that hardly tell the same."""
    world = World()
    papers = [
        world.article(
            "Herald", "Rain fell all week. The Arlen bridge was closed for the two days of the fair."
        ),
        world.article(
            "Courier", "Pipers came. The mayor said the Arlen bridge was built in two days by the fair guild."
        ),
    ]
    for paper in papers:
        world.claim(paper, paper.text[paper.text.index("The ") :])
    return world


def test_what_follows_by_the_model_is_agreed_and_what_does_not_is_not_shown() -> None:
    (plain,) = found(two_of_a_bridge(), None, "agreement")
    (sure,) = found(two_of_a_bridge(), Chance(0.01, 0.99), "agreement")
    (unsure,) = found(two_of_a_bridge(), Chance(0.01, 0.5), "agreement")
    assert sure.score > unsure.score
    assert not found(two_of_a_bridge(), Chance(0.01, 0.001), "agreement")
    assert {one.signal: one.value for one in sure.reasons}["entailment"] == "99% one from the other"
    assert "entailment" not in {one.signal for one in plain.reasons}


def test_documents_of_parties_agree_whatever_the_model_says() -> None:
    world = documents(
        "The chancellors discussed joint work on regional matters such as the Arlen aqueduct.",
        "There was an exchange of views on what became of the Arlen waterworks under the old treaty.",
    )
    assert len(found(world, Chance(0.01, 0.001), "agreement")) == len(found(world, None, "agreement")) > 0
