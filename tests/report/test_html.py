import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from crossread.errors import PositionError
from crossread.records import Actor, ActorType, Finding, FindingKind, Furniture, ReportData, Span
from crossread.stages.report import to_html, to_notebook
from crossread.stages.report.shown import harmless

from .page import Page
from .sample import sample
from .strategies import reports

CONTENT_TAGS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "header",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "nav",
        "ul",
        "ol",
    ),
    *(
        "li",
        "main",
        "section",
        "article",
        "bdi",
        "span",
        "fieldset",
        "legend",
        "label",
        "input",
        "b",
        "div",
        "figure",
    ),
    *(
        "blockquote",
        "figcaption",
        "ins",
        "details",
        "summary",
        "code",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ),
    *("svg", "line", "text", "circle", "dl", "dt", "dd"),
}


def one_finding(report: ReportData, **changes: object) -> ReportData:
    return replace(report, findings=(replace(report.findings[0], **changes),))  # type: ignore[arg-type]


@given(reports())
@settings(max_examples=60)
def test_any_text_comes_out_escaped_and_complete_and_every_link_lands(report: ReportData) -> None:
    html = to_html(report)
    html.encode()
    page = Page(html)
    assert page.texts == [harmless(article.text) for article in report.articles]
    assert page.tags <= CONTENT_TAGS
    assert len(page.ids) == len(set(page.ids))
    for link in page.links():
        assert link[1:] in page.ids if link.startswith("#") else re.match("https?://", link)
    assert not any(name.startswith("on") or name == "src" for _, name, _ in page.attributes)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)


@given(reports())
@settings(max_examples=40)
def test_every_passage_of_a_finding_has_a_link_that_lands_on_its_first_words(report: ReportData) -> None:
    page = Page(to_html(report))
    for finding in report.findings:
        for account in finding.accounts:
            number = [article.id for article in report.articles].index(account.article)
            text = harmless(report.articles[number].text)
            for span in account.passages:
                words = page.at[f"a{number + 1}-{span.start}"]
                assert text.startswith(words, span.start)
                assert words or text[span.start] == "\n"


def test_a_followed_link_lights_up_the_whole_passage() -> None:
    html = to_html(sample())
    assert re.search(r"body:has\(#(a1-\d+):target\) \.p-\1\b", html)
    page = Page(html)
    marked = {cls for _, name, value in page.attributes if name == "class" for cls in value.split()}
    assert set(re.findall(r"\.(p-a\d+-\d+)", html)) <= marked


def test_the_page_needs_nothing_from_outside() -> None:
    html = to_html(sample())
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in html
    assert not re.search(r"@import|url\(|<script|<link|<img|<iframe|src=", html)
    outside = [link for link in Page(html).links() if not link.startswith("#")]
    assert outside == ["https://daily.example/lindholm"]


def test_rival_accounts_show_party_outlet_date_stance_and_words() -> None:
    words = " ".join(Page(to_html(sample())).at["f1"].split())
    for shown in (
        "contradict",
        "Erik Strand Norland asserts",
        "Clara Weiss Sudermark denies",
        "silent The Gazette",
    ):
        assert shown in words
    assert (
        "“No ship of ours crossed the line, and I told Mr Strand so repeatedly,” Sudermark Courier, 4 March"
        in words
    )
    assert "Why this counts · 3 independent accounts" in words


def test_every_section_is_there_and_empty_ones_are_not() -> None:
    full = Page(to_html(sample()))
    sections = {
        "stories",
        "findings",
        "commitments",
        "quotations",
        "points",
        "timeline",
        "articles",
        "about",
        "not-read",
    }
    assert sections <= set(full.ids)
    empty = Page(to_html(replace(sample(), findings=(), stories=(), skipped=(), copies=())))
    assert not {"findings", "commitments", "quotations", "points", "not-read"} & set(empty.ids)


def test_the_table_tells_silent_from_not_compared() -> None:
    points = " ".join(Page(to_html(sample())).at["points"].split())
    assert "contradict denies asserts · · · silent" in points


def test_words_that_only_one_telling_has_are_marked() -> None:
    html = to_html(sample())
    assert "<ins>that his counterpart</ins> “accepted that the <ins>survey</ins> ships" in html


def test_furniture_is_grey_and_says_why() -> None:
    html = to_html(sample())
    mark = '<span class="furniture" title="not body: share notice">Share this article</span>'
    assert f'<p class="furniture">{mark}</p>' in html


def test_claims_tell_their_voices_where_they_stand() -> None:
    page = Page(to_html(sample()))
    titles = [value for _, name, value in page.attributes if name == "title"]
    assert any("Erik Strand → Clara Weiss accepts\n" in f"{title}\n" for title in titles)


def test_posts_carry_their_times_and_the_stored_text_does_not() -> None:
    html = to_html(sample())
    assert '<p data-time="18:40">' in html or 'data-time="18:40"' in html
    assert "18:40" not in Page(html).texts[2]


def test_the_timeline_is_drawn_and_told_in_words() -> None:
    page = Page(to_html(sample()))
    told = " ".join(page.at["timeline"].split())
    assert "circle" in page.tags
    assert (
        "11 March 2031 said Clara Weiss (2), in The Gazette published The Gazette: Sudermark suspends hotline"
        in told
    )
    assert "status suspended: the border hotline" in told


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "</style><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onmouseover='alert(1)",
        "{{ 7000001 * 7 }}{% raw %}",
        "\u202egnp.exe",
        "a\x00b\x1b]0;title\x07",
        "name\nwith\r\nlines",
        "x" * 100_000,
        "\udcff\ud800",
    ],
)
def test_hostile_words_in_any_field_stay_words(hostile: str) -> None:
    report = sample()
    article = replace(
        report.articles[0],
        path=hostile,
        title=hostile,
        outlet=hostile,
        byline=hostile,
        agency=hostile,
        url=hostile,
        published=hostile,
        party=hostile,
        furniture=(Furniture(Span(0, 5), hostile),),
        flags=(hostile,),
    )
    actor = Actor("a1", hostile, ActorType.PERSON, hostile, (hostile,))
    html = to_html(
        replace(
            one_finding(report, question=hostile),
            articles=(article, *report.articles[1:]),
            actors=(actor, *report.actors[1:]),
            run=replace(report.run, version=hostile, options={hostile: hostile}),
        )
    )
    html.encode()
    page = Page(html)
    assert page.tags <= CONTENT_TAGS
    assert not any(name.startswith("on") for _, name, _ in page.attributes)
    assert "49000007" not in html
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "http:", "http://[", ""]
)
def test_only_addresses_on_the_web_are_links(url: str) -> None:
    report = sample()
    article = replace(report.articles[0], url=url)
    links = Page(to_html(replace(report, articles=(article, *report.articles[1:])))).links()
    assert [link for link in links if not link.startswith("#")] == ["https://daily.example/lindholm"]


def test_a_position_outside_its_text_is_refused() -> None:
    report = sample()
    account = replace(report.findings[0].accounts[0], passages=(Span(0, 99_999),))
    with pytest.raises(PositionError):
        to_html(one_finding(report, accounts=(account,)))


def test_hundreds_of_findings_make_a_page_in_a_moment() -> None:
    report = sample()

    def copy(number: int, finding: Finding) -> Finding:
        return replace(finding, id=f"{number:016}", rank=number + 1)

    many = tuple(copy(number, report.findings[number % 7]) for number in range(700))
    assert to_html(replace(report, findings=many)).count('<article class="finding') == 700


def test_the_same_records_make_the_same_page() -> None:
    assert to_html(sample()) == to_html(sample())


def test_a_notebook_gets_the_page_in_a_frame_without_script() -> None:
    frame = to_notebook(sample(), height=300)
    assert frame.startswith('<iframe srcdoc="&lt;!DOCTYPE html&gt;')
    assert 'sandbox="allow-popups"' in frame
    assert frame.count("<") == 2


def test_every_kind_of_finding_can_be_shown() -> None:
    for kind in FindingKind:
        assert f"kind-{kind.value}" in to_html(one_finding(sample(), kind=kind))
