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
    )
    gazette = article(GAZETTE, "reports/gazette.txt", "The Gazette", "2031-03-11")
    return harbour, courier, blog, gazette


STRAND = Actor("a1", "Erik Strand", ActorType.PERSON, "Norland", ("Erik Strand", "Mr Strand", "Strand"))
WEISS = Actor("a2", "Clara Weiss", ActorType.PERSON, "Sudermark", ("Clara Weiss", "Ms Weiss"))
MINISTRY = Actor("a3", "Sudermark's foreign ministry", ActorType.ORGANISATION, "Sudermark", ("her ministry",))


def _claims(harbour: Article, courier: Article, blog: Article, gazette: Article) -> dict[str, Claim]:
    def claim(name: str, article: Article, words: str, voices: tuple[str, ...], **more: object) -> Claim:
        span = at(article.text, words)
        made = Claim(id=content_id("claim", name), article=article.id, content=(span,), voices=voices)
        return replace(made, story="s1", **more)  # type: ignore[arg-type]

    day = _day("2031-03-04")
    accepted = claim(
        "accepted",
        harbour,
        "that his counterpart “accepted that the survey ships entered our waters”",
        ("a1",),
        source=at(HARBOUR, "Norland's minister, Erik Strand,"),
        cue=at(HARBOUR, "said"),
        quotation=Quotation.MIXED,
        said_on=day,
    )
    return {
        "accepted": accepted,
        "inner": claim(
            "inner",
            harbour,
            "that the survey ships entered our waters",
            ("a1", "a2"),
            cue=at(HARBOUR, "accepted"),
            act=Act.ACCEPT,
            parent=accepted.id,
            said_on=day,
        ),
        "pressed": claim(
            "pressed",
            harbour,
            "the denial “more than once”",
            ("a2",),
            cue=at(HARBOUR, "pressed"),
            act=Act.DENY,
            polarity=Polarity.DENY,
            said_on=day,
        ),
        "no ship": claim(
            "no ship",
            courier,
            "“No ship of ours crossed the line, and I told Mr Strand so repeatedly,”",
            ("a2",),
            cue=at(COURIER, "told reporters"),
            quotation=Quotation.DIRECT,
            polarity=Polarity.DENY,
            said_on=day,
        ),
        "40 minutes": claim(
            "40 minutes", courier, "the meeting lasted 40 minutes", ("a3",), cue_type=CueType.NOUN
        ),
        "two hours": claim("two hours", harbour, "met for more than two hours in Lindholm on Tuesday", ()),
        "she accepted": claim(
            "she accepted",
            blog,
            "“She accepted that the ships were in our waters.”",
            ("a1",),
            quotation=Quotation.DIRECT,
            said_on=day,
        ),
        "hotline": claim(
            "hotline", harbour, "to reopen the border hotline", ("a1", "a2"), act=Act.AGREE, said_on=day
        ),
        "hotline back": claim(
            "hotline back", courier, "A hotline between the two coast guards will be reopened", ("a1", "a2")
        ),
        "suspended": claim(
            "suspended",
            gazette,
            "the border hotline was suspended until Norland apologises",
            ("a2",),
            said_on=_day("2031-03-11"),
            confidence=0.61,
        ),
        "drifted": claim(
            "drifted",
            gazette,
            "that one ship “may have drifted” over the line",
            ("a2",),
            hedged=True,
            quotation=Quotation.MIXED,
            said_on=_day("2031-03-11"),
        ),
    }


def sample() -> ReportData:
    """Four articles, one story and its sequel, every kind of finding."""
    articles = harbour, courier, blog, gazette = _articles()
    claims = _claims(*articles)

    def account(party: str, article: Article, stance: Stance, *names: str) -> Account:
        told = [claims[name] for name in names]
        return Account(
            party,
            article.id,
            stance,
            tuple(c.id for c in told),
            tuple(span for c in told for span in c.content),
        )

    def finding(
        rank: int,
        kind: FindingKind,
        question: str,
        accounts: list[Account],
        reasons: list[Reason],
        score: float = 0.8,
        history: tuple[HistoryEntry, ...] = (),
        independent: int = 2,
    ) -> Finding:
        return Finding(
            id=content_id("finding", kind.value, question),
            kind=kind,
            question=question,
            accounts=tuple(accounts),
            reasons=tuple(reasons),
            score=score,
            rank=rank,
            story="s1",
            history=history,
            independent=independent,
        )

    asserts, denies, hedges, silent = Stance.ASSERTS, Stance.DENIES, Stance.HEDGES, Stance.SILENT
    findings = (
        finding(
            1,
            FindingKind.CONTRADICTION,
            "that the survey ships entered our waters",
            [
                account("a1", harbour, asserts, "accepted"),
                account("a2", harbour, denies, "pressed"),
                account("a2", courier, denies, "no ship"),
                account("The Gazette", gazette, silent),
            ],
            [Reason("polarity", "one affirms what the other denies", 0.5), Reason("matter", "0.78", 0.3)],
            0.92,
            independent=3,
        ),
        finding(
            2,
            FindingKind.NUMERIC_DIFFERENCE,
            "the meeting lasted",
            [
                account("Harbour Post", harbour, asserts, "two hours"),
                account("a3", courier, asserts, "40 minutes"),
            ],
            [Reason("numbers", "more than two hours / 40 minutes", 0.7)],
        ),
        finding(
            3,
            FindingKind.POSITION_SHIFT,
            "crossed the line",
            [account("a2", courier, denies, "no ship"), account("a2", gazette, hedges, "drifted")],
            [Reason("same voice", "Clara Weiss, seven days apart", 0.4)],
            history=(
                HistoryEntry("2031-03-04", "denied", claims["no ship"].id),
                HistoryEntry("2031-03-11", "hedged", claims["drifted"].id),
            ),
            independent=1,
        ),
        finding(
            4,
            FindingKind.COMMITMENT,
            "the border hotline",
            [account("a1", harbour, asserts, "hotline"), account("a2", gazette, asserts, "suspended")],
            [Reason("object", "hotline", 0.4)],
            history=(
                HistoryEntry("2031-03-04", "agreed", claims["hotline"].id),
                HistoryEntry("2031-03-11", "suspended", claims["suspended"].id),
            ),
        ),
        finding(
            5,
            FindingKind.AGREEMENT,
            "to reopen the border hotline",
            [
                account("Harbour Post", harbour, asserts, "hotline"),
                account("Sudermark Courier", courier, asserts, "hotline back"),
            ],
            [Reason("matter", "0.81", 0.5)],
        ),
        finding(
            6,
            FindingKind.QUOTE_VARIANT,
            "accepted that the survey ships entered our waters",
            [account("a1", harbour, asserts, "accepted"), account("a1", blog, asserts, "she accepted")],
            [Reason("alignment", "7 of 9 words", 0.6)],
            independent=1,
        ),
        finding(
            7,
            FindingKind.SOLE_ACCOUNT,
            "one ship “may have drifted” over the line",
            [account("a2", gazette, hedges, "drifted"), account("Harbour Post", harbour, silent)],
            [Reason("silence", "3 articles", 0.2)],
            0.31,
            independent=1,
        ),
    )
    story = Story(
        "s1",
        "The foreign ministers of Norland and Sudermark met",
        "2031-03-04",
        "Lindholm",
        ("a1", "a2"),
        (
            StoryArticle(harbour.id, Role.MAIN),
            StoryArticle(courier.id, Role.MAIN),
            StoryArticle(blog.id, Role.MAIN),
            StoryArticle(gazette.id, Role.MENTION, (at(GAZETTE, "A week after the Lindholm talks"),)),
        ),
    )
    return ReportData(
        run=Run("0.1.0", "2031-03-12T09:00:00+00:00", (ModelUse("reader", "ab" * 32),), {"languages": "en"}),
        articles=articles,
        actors=(STRAND, WEISS, MINISTRY),
        stories=(story,),
        claims=tuple(claims.values()),
        findings=findings,
        copies=(CopyGroup((harbour.id, blog.id), "Norland News Agency", 0.62),),
        skipped=(
            Skipped("reports/photo.jpg", "binary", "This is no text.", "Give text, HTML or JSON Lines."),
            Skipped("reports/empty.txt", "empty", "The file holds nothing.", ""),
        ),
    )
