"""Pronouns as sources, and sources that are not there."""

from dataclasses import replace

from crossread.records import UNSTATED, ArticleKind, Attribution, Post, Reading, Span
from crossread.stages.resolve import with_unstated

from .telling import Told, as_kind, tell


def test_he_goes_on_as_the_one_who_spoke_last() -> None:
    told = Told(
        tell(
            "<s1>Carl Meier</s1> <c1>said</c1> <t1>Tom Hale had lost the key</t1>.\n"
            "“<t2>We searched for hours</t2>,” <s2>he</s2> <c2>said</c2>."
        )
    )
    assert told.speaker("searched").name == "Carl Meier"


def test_she_is_the_woman_and_he_the_man() -> None:
    told = Told(
        tell(
            "<s1>Carl Meier</s1> <c1>told</c1> Elena Prado <t1>the ship had sailed</t1>.\n"
            "<s2>She</s2> <c2>said</c2> <t2>it had not</t2>. <s3>He</s3> <c3>said</c3> <t3>it had</t3>.",
            people=("Elena Prado",),
        )
    )
    assert told.speaker("it had not").name == "Elena Prado"
    assert told.voices("it had")[0] in ("Carl Meier", "Elena Prado")
    assert told.claim("it had not").speaker != told.resolution.claims[-1].speaker


def test_they_are_the_people_who_spoke_together() -> None:
    told = Told(
        tell(
            "<s1>Officials in Lima</s1> <c1>hoped</c1> <t1>for rain</t1>. Carl Meier left.\n"
            "<t2>Anything else would be a surprise</t2>, <s2>they</s2> <c2>said</c2>."
        )
    )
    assert told.speaker("surprise").id == told.speaker("rain").id


def test_it_is_the_government_that_just_acted() -> None:
    told = Told(
        tell("Peru closed its border. <s>It</s> <c>said</c> <t>the closure was brief</t>. Carl Meier waited.")
    )
    assert told.speaker("closure").name == "Peru"


def test_who_behind_a_common_noun_is_nobody_who_is_named() -> None:
    told = Told(
        tell(
            "<s1>Carl Meier</s1> <c1>said</c1> <t1>the two women <s2>who</s2> <c2>alleged</c2> "
            "<t2>that he knew</t2> had gone</t1>. Elena Prado met people <s3>who</s3> <c3>said</c3> "
            "<t3>the dam leaks</t3>.",
            people=("Carl Meier", "Elena Prado"),
        )
    )
    assert told.voices("the dam leaks") == told.voices("he knew") == []
    claims, actors = with_unstated(told.resolution.claims, told.resolution.actors)
    names = {actor.id: actor.name for actor in actors}
    chains = {claim.content[0].of(told.articles["a"].text): claim.voices for claim in claims}
    assert [names[voice] for voice in chains["that he knew"]] == ["Carl Meier", UNSTATED.name]
    assert [names[voice] for voice in chains["the dam leaks"]] == [UNSTATED.name]


def test_who_goes_back_to_the_name_before_it() -> None:
    told = Told(
        tell(
            "“<t1>The well is dry</t1>,” <c1>said</c1> <s1>Jane Doering, head of the mill</s1>, "
            "<s2>who</s2> <c2>added</c2> <t2>that Tom Hale knew</t2>."
        )
    )
    assert told.speaker("knew").name == "Jane Doering"


def test_a_pronoun_does_not_cross_from_one_post_to_the_next() -> None:
    article, reading = tell(
        "9:00\n<s1>Carl Meier</s1> <c1>said</c1> <t1>all was well</t1>.\n"
        "10:00\nTom Hale arrived. <s2>He</s2> <c2>said</c2> <t2>all was lost</t2>."
    )
    cut = article.text.index("10:00")
    posts = (Post("09:00", Span(0, cut)), Post("10:00", Span(cut, len(article.text))))
    told = Told((replace(article, posts=posts), reading))
    assert told.speaker("lost").name == "Tom Hale"


def test_inside_a_quotation_i_is_the_speaker_and_he_is_not() -> None:
    told = Told(
        tell(
            "Tom Hale waited. <s1>Carl Meier</s1> <c1>said</c1>: "
            "<t1>“<s2>I</s2> <c2>think</c2> <t2>the dam will hold</t2>. "
            "<s3>He</s3> <c3>says</c3> <t3>it will break</t3>.”</t1>"
        )
    )
    assert told.voices("dam will hold") == ["Carl Meier"]
    assert told.voices("it will break") == ["Carl Meier", "Tom Hale"]


def test_in_indirect_speech_he_is_the_speaker() -> None:
    told = Told(
        tell("<s1>Carl Meier</s1> <c1>said</c1> <t1><s2>he</s2> <c2>feared</c2> <t2>a flood</t2></t1>.")
    )
    assert told.voices("a flood") == ["Carl Meier"]


def test_a_shared_subject_speaks_twice() -> None:
    told = Told(
        tell(
            "<s1>Carl Meier</s1> <c1>said</c1> <t1>the dam held</t1> "
            "but <c2>added</c2> <t2>that it leaked</t2>."
        )
    )
    assert told.speaker("leaked").name == "Carl Meier"


def test_a_subject_after_the_cue_is_found_where_the_reader_missed_it() -> None:
    told = Told(
        tell(
            "“<t>The train is late</t>,” <c>tweeted</c> Peruvian journalist Rosa Lima.", people=("Rosa Lima",)
        )
    )
    assert told.speaker("train").name == "Rosa Lima"
    claim = told.claim("train")
    assert claim.source is not None
    assert claim.source.of(told.articles["a"].text) == "Peruvian journalist Rosa Lima"


def test_it_was_confirmed_has_no_speaker() -> None:
    told = Told(tell("Carl Meier left. <c>It was confirmed</c> <t>that the talks would open</t>."))
    assert told.voices("talks would open") == []


def test_a_quotation_without_a_cue_goes_to_the_speaker_of_its_paragraph() -> None:
    article, reading = tell(
        "“<t1>Rain is coming</t1>,” <s1>Carl Meier</s1> <c1>said</c1>. <t2>“The dam is old.”</t2> He left."
    )
    told = Told((article, reading))
    assert told.speaker("dam").name == "Carl Meier"


def test_turns_of_a_transcript_speak_and_you_is_the_one_before() -> None:
    told = Told(
        as_kind(
            tell(
                "MS. DOERING: Good morning. The dam is safe.\n"
                "<s1>I</s1> <c1>think</c1> <t1>that it will hold</t1>.\n"
                "Q: Why? <s2>You</s2> <c2>said</c2> <t2>that it leaked</t2>.\n"
                "MS. DOERING: Mr. Hale <c3>told</c3> <t3>us so long ago</t3>."
            ),
            ArticleKind.TRANSCRIPT,
            title="Briefing by Jane Doering",
        )
    )
    assert told.speaker("The dam is safe").name == "DOERING"
    assert told.voices("that it will hold") == ["DOERING"]
    assert told.voices("that it leaked") == ["Q", "DOERING"]


def test_sources_that_are_only_marks_stand_for_nobody() -> None:
    text = "“…” said: it rained."
    article = tell(text)[0]
    reading = Reading("a", (Attribution(content=(Span(10, 19),), source=Span(0, 3), cue=Span(4, 8)),))
    told = Told((article, reading))
    assert told.voices("it rained") == []


def test_it_is_the_document_that_is_being_told() -> None:
    told = Told(
        tell("Peru blocked the vote. The draft was long. <s>It</s> <c>called for</c> <t>a new dam</t>.")
    )
    assert told.speaker("new dam").name == "The draft"


def meant(told: Told, word: str, at: str) -> str:
    """The name of the actor that the first ``word`` in the passage ``at`` means."""
    article = next(iter(told.articles.values()))
    start = article.text.index(word, article.text.index(at))
    found = [m.actor for m in told.resolution.actor_mentions if m.span == Span(start, start + len(word))]
    assert len(found) == 1, f"{word!r} in {at!r} means {found}"
    return told.actors[found[0]].name


def test_a_pronoun_inside_what_is_said_is_noted_too() -> None:
    told = Told(
        tell(
            "<s>Carl Meier</s> <c>said</c> <t>that he had met Elena Prado and that her ship was late</t>.",
            people=("Carl Meier", "Elena Prado"),
        )
    )
    assert meant(told, "he", "he had met") == "Carl Meier"
    assert meant(told, "her", "her ship") == "Elena Prado"


def test_a_possessive_can_stand_before_the_name() -> None:
    told = Told(
        tell("The hall was full. In her first speech, Elena Prado was brief.", people=("Elena Prado",))
    )
    assert meant(told, "her", "her first") == "Elena Prado"


def test_an_object_is_not_the_subject_of_its_clause() -> None:
    told = Told(
        tell("Tom Hale waited for Carl Meier. Meier led him to the ship.", people=("Tom Hale", "Carl Meier"))
    )
    assert meant(told, "him", "him to") == "Tom Hale"
