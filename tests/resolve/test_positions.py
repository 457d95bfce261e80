"""Whatever the text and the reading: every position resolves, and the order of the input does not matter."""

from hypothesis import given
from hypothesis import strategies as st

from crossread.records import (
    Article,
    ArticleKind,
    Attribution,
    EntityType,
    Mention,
    Post,
    Quotation,
    Reading,
    Resolution,
    Span,
    claim_spans,
)
from crossread.stages.resolve import resolve

from .telling import Told, tell

WORDS = st.sampled_from(
    [
        *r"""
        Mr Mrs President the The two leaders both sides he she who they I We you said and of . , : “ ” " ’s 's
        Ana\ Quispe Luis\ Prado Prado Peru Lima US us U.S. Russian foreign\ minister the\ Kremlin a official
        Q MS.\ DOERING: İ ß 𝔄 😀 北京 - – St. Jr. al-Amin on\ Friday two\ hours ministers
        """.replace("\\ ", "\0").split(),
        *("\n", "\r\n", "\ufeff", "\u200b", "e\u0301"),
    ]
).map(lambda word: word.replace("\0", " "))
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(WORDS, max_size=40).map(" ".join),
    st.lists(WORDS, max_size=30).map("".join),
)


@st.composite
def spans(draw: st.DrawFn, size: int, beyond: int = 3) -> Span:
    start = draw(st.integers(0, size + beyond))
    return Span(start, start + draw(st.integers(1, 12)))


@st.composite
def stories(draw: st.DrawFn, name: str) -> tuple[Article, Reading]:
    text = draw(TEXTS)
    some = st.one_of(st.none(), spans(len(text)))
    attributions = tuple(
        Attribution(
            content=tuple(draw(st.lists(spans(len(text)), min_size=1, max_size=2))),
            source=draw(some),
            cue=draw(some),
            parent=draw(st.one_of(st.none(), st.integers(0, 4))),
            quotation=draw(st.sampled_from(Quotation)),
        )
        for _ in range(draw(st.integers(0, 5)))
    )
    mentions = tuple(
        Mention(draw(spans(len(text))), draw(st.sampled_from(EntityType)), draw(st.floats(0, 1)))
        for _ in range(draw(st.integers(0, 5)))
    )
    posts = (Post("10:00", Span(0, len(text))),) if text and draw(st.booleans()) else ()
    article = Article(
        id=name,
        path=name,
        text=text,
        format="text",
        encoding="utf-8",
        language="en",
        kind=draw(st.sampled_from(ArticleKind)),
        published=draw(st.sampled_from([None, "2021-03-04", "2021-03-04T10:00", "nonsense"])),
        party=draw(st.sampled_from([None, "Peru", "???"])),
        posts=posts,
    )
    return article, Reading(name, attributions, mentions)


def check(resolution: Resolution, articles: list[Article]) -> None:
    texts = {article.id: article.text for article in articles}
    known = {actor.id for actor in resolution.actors}
    for claim in resolution.claims:
        assert all(span.of(texts[claim.article]) for span in claim_spans(claim))
        assert set(claim.voices) <= known
    for mention in resolution.actor_mentions:
        assert mention.span.of(texts[mention.article])
        assert mention.actor in known
    for actor in resolution.actors:
        assert actor.name
        assert set(actor.members) <= known
    assert len({claim.id for claim in resolution.claims}) == len(resolution.claims)


@given(stories("a"), stories("b"))
def test_all_positions_and_actors_of_any_resolution_resolve(
    one: tuple[Article, Reading], other: tuple[Article, Reading]
) -> None:
    articles, readings = [one[0], other[0]], [one[1], other[1]]
    resolution = resolve(articles, readings)
    check(resolution, articles)
    assert resolve(articles[::-1], readings[::-1]) == resolution


def test_names_of_people_are_words_of_their_articles() -> None:
    told = Told(
        tell("<s>Chilean President Marta Rojas</s> <c>said</c> <t>yes</t>. She met Ana Quispe, a minister."),
        tell("<s>Mr Prado and Ms Quispe</s> <c>said</c> <t>no</t>.", name="b"),
    )
    texts = " ".join(article.text for article in told.articles.values())
    assert all(actor.name in texts or actor.name.endswith(".txt") for actor in told.resolution.actors)


def test_a_line_of_forty_thousand_words_is_resolved() -> None:
    # Whatever grows with the square of a line would not end here.
    line = "Mr Prado told the Peruvian president that he and Ana Quispe met both leaders in Lima, and "
    line *= 2_500
    article, reading = tell(line)
    resolution = resolve([article], [reading])
    assert any(actor.name == "Ana Quispe" for actor in resolution.actors)
