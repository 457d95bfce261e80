"""An invented report: two delegations leave a closed room. Every span is found by its words."""

from dataclasses import replace
from datetime import datetime, timedelta

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
    Finding,
    FindingKind,
    Furniture,
    Grain,
    HistoryEntry,
    Interval,
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
    content_id,
)

# Paragraphs of a source are one line each.
# ruff: noqa: E501
HARBOUR = """Ministers disagree over what was said in Lindholm

By Ada Moberg

Share this article

The foreign ministers of Norland and Sudermark met for more than two hours in Lindholm on Tuesday.
Norland's minister, Erik Strand, said that his counterpart “accepted that the survey ships entered our waters”.
Sudermark's minister, Clara Weiss, said she had pressed the denial “more than once”, and that Mr Strand's version was not hers.
The two sides agreed to reopen the border hotline.

ALSO READ: Ten things to do in Lindholm this winter
"""

COURIER = """Weiss: no ship of ours crossed the line

Clara Weiss rejected claims that Sudermark's survey ships had crossed into Norland's waters. “No ship of ours crossed the line, and I told Mr Strand so repeatedly,” she told reporters after the talks.
According to her ministry, the meeting lasted 40 minutes.
A hotline between the two coast guards will be reopened, both ministers announced.
"""

BLOG = """Lindholm talks: as it happened

18.40
Strand speaks: “She accepted that the ships were in our waters.”

18.05
The hotline is back: both sides agree to reopen it.

16.30
The ministers sit down. “We shall be frank,” says Strand.
"""

GAZETTE = """Sudermark suspends hotline

A week after the Lindholm talks, Clara Weiss said the border hotline was suspended until Norland apologises. Ms Weiss, who had denied any crossing, now said that one ship “may have drifted” over the line.
"""


def article(text: str, path: str, outlet: str, published: str, **more: object) -> Article:
    title = text.split("\n", 1)[0]
    made = Article(
        id=content_id("article", text, path),
        path=path,
        text=text,
        format="text",
        encoding="utf-8",
        language="en",
        title=title,
        title_span=Span(0, len(title)),
        outlet=outlet,
        published=published,
        published_basis=DateBasis.STATED,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def at(text: str, words: str, occurrence: int = 0) -> Span:
    """Where ``words`` stand in ``text``."""
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def _day(iso: str) -> Interval:
    start = datetime.fromisoformat(iso)
    return Interval(start, start + timedelta(days=1), Grain.DAY)


def _articles() -> tuple[Article, Article, Article, Article]:
    harbour = article(
        HARBOUR,
        "reports/harbour-post.txt",
        "Harbour Post",
        "2031-03-04",
        byline="Ada Moberg",
        furniture=(
            Furniture(at(HARBOUR, "Share this article"), "share notice"),
            Furniture(at(HARBOUR, "ALSO READ: Ten things to do in Lindholm this winter"), "teaser"),
        ),
    )
    courier = article(COURIER, "reports/courier.txt", "Sudermark Courier", "2031-03-05T08:10")
    at_1840 = BLOG.index("18.40")
    at_1805 = BLOG.index("18.05")
    at_1630 = BLOG.index("16.30")
    blog = article(
        BLOG,
        "reports/blog.html",
        "Norland Daily",
        "2031-03-04",
        kind=ArticleKind.LIVE_BLOG,
        url="https://daily.example/lindholm",
        posts=(
            Post("2031-03-04T16:30", Span(at_1630, len(BLOG) - 1)),
            Post("2031-03-04T18:05", Span(at_1805, at_1630 - 2)),
            Post("2031-03-04T18:40", Span(at_1840, at_1805 - 2)),
        ),
        flags=("machine-translated",),
        doubts=(Doubt("names in small letters", "9 of 20", 27.6),),
    )
    gazette = article(GAZETTE, "reports/gazette.txt", "The Gazette", "2031-03-11")
    return harbour, courier, blog, gazette


STRAND = Actor("a1", "Erik Strand", ActorType.PERSON, "Norland", ("Erik Strand", "Mr Strand", "Strand"))
WEISS = Actor("a2", "Clara Weiss", ActorType.PERSON, "Sudermark", ("Clara Weiss", "Ms Weiss"))
MINISTRY = Actor("a3", "Sudermark's foreign ministry", ActorType.ORGANISATION, "Sudermark", ("her ministry",))


Claims = dict[str, Claim]
Articles = tuple[Article, Article, Article, Article]
DAY = _day("2031-03-04")
WEEK_LATER = _day("2031-03-11")


def _claim(name: str, article: Article, words: str, voices: tuple[str, ...], **more: object) -> Claim:
    made = Claim(
        id=content_id("claim", name), article=article.id, content=(at(article.text, words),), voices=voices
    )
    return replace(made, story="s1", **more)  # type: ignore[arg-type]


def _harbour_claims(harbour: Article) -> Claims:
    def claim(
        name: str, words: str, voices: tuple[str, ...], cue: str | None = None, **more: object
    ) -> Claim:
        return _claim(name, harbour, words, voices, cue=at(HARBOUR, cue) if cue else None, **more)

    outer = claim(
        "accepted",
        "that his counterpart “accepted that the survey ships entered our waters”",
        ("a1",),
        "said",
        source=at(HARBOUR, "Norland's minister, Erik Strand,"),
        quotation=Quotation.MIXED,
        said_on=DAY,
    )
    inner = "that the survey ships entered our waters"
    denied: dict[str, object] = {"act": Act.DENY, "polarity": Polarity.DENY, "said_on": DAY}
    return {
        "accepted": outer,
        "inner": claim(
            "inner", inner, ("a1", "a2"), "accepted", act=Act.ACCEPT, parent=outer.id, said_on=DAY
        ),
        "pressed": claim("pressed", "the denial “more than once”", ("a2",), "pressed", **denied),
        "two hours": claim("two hours", "met for more than two hours in Lindholm on Tuesday", ()),
        "hotline": claim("hotline", "to reopen the border hotline", ("a1", "a2"), act=Act.AGREE, said_on=DAY),
    }


def _other_claims(courier: Article, blog: Article, gazette: Article) -> Claims:
    no_ship = "“No ship of ours crossed the line, and I told Mr Strand so repeatedly,”"
    she = "“She accepted that the ships were in our waters.”"
    suspended = "the border hotline was suspended until Norland apologises"
    both = ("a1", "a2")
    return {
        "no ship": _claim(
            "no ship",
            courier,
            no_ship,
            ("a2",),
            cue=at(COURIER, "told reporters"),
            quotation=Quotation.DIRECT,
            polarity=Polarity.DENY,
            said_on=DAY,
        ),
        "40 minutes": _claim(
            "40 minutes", courier, "the meeting lasted 40 minutes", ("a3",), cue_type=CueType.NOUN
        ),
        "back": _claim("back", courier, "A hotline between the two coast guards will be reopened", both),
        "she accepted": _claim("she accepted", blog, she, ("a1",), quotation=Quotation.DIRECT, said_on=DAY),
        "suspended": _claim("suspended", gazette, suspended, ("a2",), said_on=WEEK_LATER, confidence=0.61),
        "drifted": _claim(
            "drifted",
            gazette,
            "that one ship “may have drifted” over the line",
            ("a2",),
            hedged=True,
            quotation=Quotation.MIXED,
            said_on=WEEK_LATER,
        ),
    }


def _account(claims: Claims, party: str, article: Article, stance: Stance, *names: str) -> Account:
    told = [claims[name] for name in names]
    passages = tuple(span for claim in told for span in claim.content)
    return Account(party, article.id, stance, tuple(claim.id for claim in told), passages)


def _finding(
    rank: int, kind: FindingKind, question: str, accounts: list[Account], *reasons: Reason
) -> Finding:
    made = content_id("finding", kind.value, question)
    return Finding(made, kind, question, tuple(accounts), reasons, 0.8, rank, "s1", independent=2)


def _conflicts(articles: Articles, claims: Claims) -> list[Finding]:
    harbour, courier, _, gazette = articles
    first = _finding(
        1,
        FindingKind.CONTRADICTION,
        "that the survey ships entered our waters",
        [
            _account(claims, "a1", harbour, Stance.ASSERTS, "accepted"),
            _account(claims, "a2", harbour, Stance.DENIES, "pressed"),
            _account(claims, "a2", courier, Stance.DENIES, "no ship"),
            _account(claims, "The Gazette", gazette, Stance.SILENT),
        ],
        Reason("polarity", "one affirms what the other denies", 0.5),
        Reason("matter", "same matter: 78%", 0.3),
    )
    second = _finding(
        2,
        FindingKind.NUMERIC_DIFFERENCE,
        "the meeting lasted",
        [
            _account(claims, "Harbour Post", harbour, Stance.ASSERTS, "two hours"),
            _account(claims, "a3", courier, Stance.ASSERTS, "40 minutes"),
        ],
        Reason("numbers", "more than two hours against 40 minutes", 0.7),
    )
    return [replace(first, score=0.92, independent=3), second]


def _courses(articles: Articles, claims: Claims) -> list[Finding]:
    harbour, courier, _, gazette = articles
    shift = _finding(
        3,
        FindingKind.POSITION_SHIFT,
        "crossed the line",
        [
            _account(claims, "a2", courier, Stance.DENIES, "no ship"),
            _account(claims, "a2", gazette, Stance.HEDGES, "drifted"),
        ],
        Reason("same voice", "Clara Weiss, seven days apart", 0.4),
    )
    commitment = _finding(
        4,
        FindingKind.COMMITMENT,
        "the border hotline",
        [
            _account(claims, "a1", harbour, Stance.ASSERTS, "hotline"),
            _account(claims, "a2", gazette, Stance.ASSERTS, "suspended"),
        ],
        Reason("states", "agreed, suspended", 0.4),
    )

    def history(*steps: tuple[str, str, str]) -> tuple[HistoryEntry, ...]:
        return tuple(HistoryEntry(on, status, claims[name].id) for on, status, name in steps)

    denied = history(("2031-03-04", "denied", "no ship"), ("2031-03-11", "hedged", "drifted"))
    agreed = history(("2031-03-04", "agreed", "hotline"), ("2031-03-11", "suspended", "suspended"))
    return [replace(shift, history=denied, independent=1), replace(commitment, history=agreed)]


def _others(articles: Articles, claims: Claims) -> list[Finding]:
    harbour, courier, blog, gazette = articles
    agreement = _finding(
        5,
        FindingKind.AGREEMENT,
        "to reopen the border hotline",
        [
            _account(claims, "Harbour Post", harbour, Stance.ASSERTS, "hotline"),
            _account(claims, "Sudermark Courier", courier, Stance.ASSERTS, "back"),
        ],
        Reason("matter", "same matter: 81%", 0.5),
    )
    variant = _finding(
        6,
        FindingKind.QUOTE_VARIANT,
        "accepted that the survey ships entered our waters",
        [
            _account(claims, "a1", harbour, Stance.ASSERTS, "accepted"),
            _account(claims, "a1", blog, Stance.ASSERTS, "she accepted"),
        ],
        Reason("alignment", "60% of the words alike", 0.6),
    )
    sole = _finding(
        7,
        FindingKind.SOLE_ACCOUNT,
        "one ship “may have drifted” over the line",
        [
            _account(claims, "a2", gazette, Stance.HEDGES, "drifted"),
            _account(claims, "Harbour Post", harbour, Stance.SILENT),
        ],
        Reason("apart", "nearest account of another party: 20%", 0.2),
    )
    return [agreement, replace(variant, independent=1), replace(sole, score=0.31, independent=1)]


def sample() -> ReportData:
    """Four articles, one story and its sequel, findings of seven kinds."""
    articles = harbour, courier, blog, gazette = _articles()
    claims = {**_harbour_claims(harbour), **_other_claims(courier, blog, gazette)}
    findings = (*_conflicts(articles, claims), *_courses(articles, claims), *_others(articles, claims))
    aside = StoryArticle(gazette.id, Role.MENTION, (at(GAZETTE, "A week after the Lindholm talks"),))
    parts = (*(StoryArticle(article.id, Role.MAIN) for article in (harbour, courier, blog)), aside)
    name = "The foreign ministers of Norland and Sudermark met"
    return ReportData(
        run=Run(
            "0.1.0",
            "2031-03-12T09:00:00+00:00",
            (ModelUse("reader", "ab" * 32, "reader.onnx"),),
            {"languages": "en"},
        ),
        articles=articles,
        actors=(STRAND, WEISS, MINISTRY),
        stories=(Story("s1", name, "2031-03-04", "Lindholm", ("a1", "a2"), parts),),
        claims=tuple(claims.values()),
        findings=findings,
        copies=(CopyGroup((harbour.id, blog.id), "Norland News Agency", 0.62),),
        skipped=(
            Skipped("reports/photo.jpg", "binary", "This is no text.", "Give text, HTML or JSON Lines."),
            Skipped("reports/empty.txt", "empty", "The file holds nothing.", ""),
        ),
    )
