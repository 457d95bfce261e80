"""Reports of any content, for property tests: any Unicode, any overlap, any order."""

from datetime import datetime, timedelta

from hypothesis import strategies as st

from crossread.records import (
    Account,
    Act,
    Actor,
    ActorType,
    Article,
    ArticleKind,
    Claim,
    CopyGroup,
    CueType,
    DateBasis,
    Doubt,
    EntityType,
    Finding,
    FindingKind,
    Furniture,
    Grain,
    HistoryEntry,
    Interval,
    Mention,
    ModelUse,
    Polarity,
    Post,
    Quotation,
    Reason,
    ReportData,
    Role,
    Run,
    Skipped,
    Span,
    Stance,
    Story,
    StoryArticle,
    TimeMention,
)

AWKWARD = (
    "\r\n",
    "\n\n",
    "\r",
    "\ufeff",
    "\u200b",
    "\u202e",
    "\u2066",
    "e\u0301",
    "\x00",
    "\x1b[31m",
    "\x85",
    "\u2028",
    "👩‍👩‍👧",
    "<script>alert(1)</script>",
    "</style>",
    "{{ 7*7 }}",
    "&amp;",
    '"><img src=x onerror=alert(1)>',
    "[bold]",
    ":smile:",
)
texts = st.lists(
    st.one_of(
        st.sampled_from(AWKWARD), st.text(st.characters(exclude_categories=["Cs"]), max_size=12), st.just(" ")
    ),
    max_size=12,
).map("".join)
bodies = texts.map(lambda text: text or "x")
scores = st.floats(0, 1)
days = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1))


def spans(text: str) -> st.SearchStrategy[Span]:
    positions = st.integers(0, len(text))
    pairs = st.tuples(positions, positions).filter(lambda pair: pair[0] != pair[1])
    return pairs.map(lambda pair: Span(min(pair), max(pair)))


def many(one: st.SearchStrategy[Span], least: int = 0) -> st.SearchStrategy[tuple[Span, ...]]:
    return st.lists(one, min_size=least, max_size=3).map(lambda found: tuple(sorted(found)))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    start = draw(days)
    return Interval(start, start + timedelta(hours=draw(st.integers(1, 999))), draw(st.sampled_from(Grain)))


@st.composite
def articles(draw: st.DrawFn, number: int) -> Article:
    text = draw(bodies)
    one = spans(text)
    title = draw(st.none() | one)
    return Article(
        id=f"article{number}",
        path=draw(texts),
        text=text,
        format="text",
        encoding="utf-8",
        language="en",
        kind=draw(st.sampled_from(ArticleKind)),
        title=draw(st.none() | texts),
        title_span=title,
        outlet=draw(st.none() | texts),
        byline=draw(st.none() | texts),
        agency=draw(st.none() | texts),
        url=draw(st.none() | texts | st.just("https://example.org/?a=1&b=2")),
        published=draw(st.none() | days.map(lambda day: day.isoformat()[:10])),
        published_basis=draw(st.none() | st.sampled_from(DateBasis)),
        party=draw(st.none() | texts),
        furniture=tuple(Furniture(span, draw(texts)) for span in draw(many(one))),
        posts=tuple(
            Post(draw(st.just("18:40") | texts), span, draw(st.none() | one)) for span in draw(many(one))
        ),
        headings=draw(many(one)),
        flags=tuple(draw(st.lists(texts, max_size=2))),
        doubts=tuple(Doubt(draw(texts), draw(texts), 1.5) for _ in range(draw(st.integers(0, 2)))),
    )


@st.composite
def claims(draw: st.DrawFn, number: int, article: Article) -> Claim:
    one = spans(article.text)
    return Claim(
        id=f"claim{number}",
        article=article.id,
        content=draw(many(one, least=1)),
        voices=tuple(draw(st.lists(st.sampled_from(["actor0", "actor1", "nobody"]), max_size=2))),
        source=draw(st.none() | one),
        cue=draw(st.none() | one),
        quotation=draw(st.sampled_from(Quotation)),
        act=draw(st.sampled_from(Act)),
        polarity=draw(st.sampled_from(Polarity)),
        hedged=draw(st.booleans()),
        cue_type=draw(st.sampled_from(CueType)),
        said_on=draw(st.none() | intervals()),
        parent=draw(st.none() | st.just("claim0")),
        story=draw(st.sampled_from([None, "story0"])),
        confidence=draw(scores),
    )


@st.composite
def findings(draw: st.DrawFn, number: int, found: list[Article]) -> Finding:
    accounts = []
    for article in draw(st.lists(st.sampled_from(found), max_size=3)):
        party = draw(st.sampled_from(["actor0", "actor1"]) | texts)
        passages = draw(many(spans(article.text)))
        accounts.append(Account(party, article.id, draw(st.sampled_from(Stance)), ("claim0",), passages))
    steps = st.builds(
        HistoryEntry,
        on=st.none() | days.map(lambda day: day.isoformat()[:10]) | texts,
        status=texts,
        claim=st.sampled_from(["claim0", "none"]),
    )
    return Finding(
        id=f"finding{number}",
        kind=draw(st.sampled_from(FindingKind)),
        question=draw(texts),
        accounts=tuple(accounts),
        reasons=tuple(draw(st.lists(st.builds(Reason, texts, texts, st.floats(-1, 1)), max_size=2))),
        score=draw(scores),
        rank=number + 1,
        story=draw(st.sampled_from([None, "story0", "gone"])),
        history=tuple(draw(st.lists(steps, max_size=2))),
        independent=draw(st.integers(0, 3)),
    )


@st.composite
def stories(draw: st.DrawFn, found: list[Article]) -> Story:
    parts = tuple(
        StoryArticle(article.id, draw(st.sampled_from(Role)), draw(many(spans(article.text))))
        for article in found
    )
    date = draw(st.none() | st.just("2031-03-04"))
    return Story("story0", draw(texts), date, draw(st.none() | texts), ("actor0",), parts)


@st.composite
def actors(draw: st.DrawFn, number: int) -> Actor:
    type_ = draw(st.sampled_from(ActorType))
    return Actor(
        f"actor{number}", draw(texts), type_, draw(st.none() | texts), ("a", "b"), draw(st.booleans())
    )


@st.composite
def reports(draw: st.DrawFn) -> ReportData:
    found = [draw(articles(number)) for number in range(draw(st.integers(1, 2)))]
    article = st.sampled_from(found)
    shares = tuple(draw(scores) for _ in found)
    copies = CopyGroup(tuple(article.id for article in found), draw(st.none() | texts), draw(scores), shares)
    return ReportData(
        run=Run(
            "1.0",
            "2031-03-12T09:00:00+00:00",
            (ModelUse("reader", "00"), ModelUse("reader", "01", "roles.onnx")),
            {"b": draw(texts), "a": 1, "c": None},
        ),
        articles=tuple(found),
        actors=tuple(draw(actors(number)) for number in range(2)),
        stories=(draw(stories(found)),),
        claims=tuple(draw(claims(number, draw(article))) for number in range(draw(st.integers(0, 4)))),
        findings=tuple(draw(findings(number, found)) for number in range(draw(st.integers(0, 4)))),
        copies=(copies,),
        skipped=tuple(draw(st.lists(st.builds(Skipped, texts, texts, texts, texts), max_size=2))),
        times=tuple(TimeMention(item.id, draw(spans(item.text)), draw(intervals())) for item in found),
        mentions={
            item.id: (Mention(draw(spans(item.text)), draw(st.sampled_from(EntityType)), draw(scores)),)
            for item in found
        },
    )
