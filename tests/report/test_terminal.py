import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.errors import ReportError
from crossread.records import ReportData, Span
from crossread.stages.report import find_finding, to_claims_text, to_explanation, to_text

from .sample import sample
from .strategies import reports

ESCAPES = re.compile(r"\x1b\[[\d;]*m")

TOP = """\
4 articles · 1 story · 11 claims by 3 voices · 7 findings · 2 not read

STORIES
The foreign ministers of Norland and Sudermark met  2031-03-04  Lindholm
  Harbour Post       2031-03-04  Ministers disagree over what was said in Lindholm
  Norland Daily      2031-03-04  Lindholm talks: as it happened
  Sudermark Courier  2031-03-05  Weiss: no ship of ours crossed the line
  The Gazette        2031-03-11  Sudermark suspends hotline  (mentions it)

FINDINGS
1.  CONTRADICT  [651f49]
   that the survey ships entered our waters
   Erik Strand  asserts  Harbour Post  2031-03-04
     ▏ that his counterpart “accepted that the survey ships entered our waters”
   Clara Weiss  denies  Harbour Post  2031-03-04
     ▏ the denial “more than once”
   Clara Weiss  denies  Sudermark Courier  2031-03-04
     ▏ “No ship of ours crossed the line, and I told Mr Strand so repeatedly,”
   silent: The Gazette
"""

END = """\
NOTES
1 finding of low confidence (score below 0.5): 7.
Counted as one account, for the same text from Norland News Agency (62% shared): Harbour
Post; Norland Daily.
reports/blog.html: reads like machine translation; read with less certainty (names in
small letters: 9 of 20).

NOT READ
reports/photo.jpg: This is no text.
  Give text, HTML or JSON Lines.
reports/empty.txt: The file holds nothing.

crossread explain ID shows every signal of one finding.
"""


def test_the_report_shows_stories_findings_notes_and_what_was_not_read() -> None:
    text = to_text(sample(), width=90)
    assert text.startswith(TOP)
    assert text.endswith(END)


def test_accounts_differ_unless_polarity_flips() -> None:
    report = sample()
    calm = replace(report.findings[0], reasons=report.findings[0].reasons[1:])
    assert "1.  DIFFER  [651f49]" in to_text(replace(report, findings=(calm,)))


def test_tellings_of_one_utterance_show_their_own_words_in_brackets() -> None:
    text = to_text(sample(), width=100)
    assert "[that his counterpart] “accepted that the [survey] ships [entered] our waters”" in text
    assert "“[She] accepted that the ships [were in] our waters.”" in text
    assert "[She]" not in to_text(sample(), width=100, color=True)


def test_a_commitment_shows_its_history() -> None:
    text = to_text(sample())
    assert re.search(r"2031-03-04\s+agreed\n\s+2031-03-11\s+suspended", text)


def test_the_rest_of_many_findings_is_counted_by_kind() -> None:
    text = to_text(sample(), width=100, most=4)
    assert "And 3 more findings: 1 × agree, 1 × one account only, 1 × same words, told differently." in text
    assert "5.  AGREE" not in text
    assert "more finding" not in to_text(sample(), most=7)


def test_colour_changes_nothing_but_colour() -> None:
    report = replace(sample(), findings=sample().findings[:5])
    colored = to_text(report, width=90, color=True)
    assert "\x1b[" in colored
    assert ESCAPES.sub("", colored).split() == to_text(report, width=90).split()


@given(reports(), st.integers(1, 200), st.booleans())
@settings(max_examples=40)
def test_no_text_of_a_source_can_steer_the_terminal(report: ReportData, width: int, color: bool) -> None:
    shown = [to_text(report, width=width, color=color), to_claims_text(report, width=width, color=color)]
    shown += [to_explanation(report, finding, width=width, color=color) for finding in report.findings]
    for text in shown:
        left = ESCAPES.sub("", text) if color else text
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", left)


def test_lines_keep_to_the_width() -> None:
    assert max(map(len, to_text(sample(), width=60).splitlines())) <= 60


def test_markup_and_emoji_names_in_sources_are_plain_words() -> None:
    report = sample()
    finding = replace(report.findings[0], question="[bold red]who[/] :smile: entered")
    assert "[bold red]who[/] :smile: entered" in to_text(replace(report, findings=(finding,)))


def test_a_long_passage_is_elided_in_its_middle() -> None:
    report = sample()
    article = replace(report.articles[0], text=report.articles[0].text + " word" * 400, prose="")
    account = replace(report.findings[0].accounts[0], passages=(Span(300, len(article.text)),))
    finding = replace(report.findings[0], accounts=(account,))
    shown = to_text(replace(report, articles=(article, *report.articles[1:]), findings=(finding,)))
    assert "…" in shown
    assert shown.count("word") < 60


def test_an_explanation_shows_signals_surroundings_claims_and_history() -> None:
    report = sample()
    text = " ".join(to_explanation(report, report.findings[2], width=100).split())
    for words in (
        "3. CHANGED POSITION [68a8e1] crossed the line",
        "story: The foreign ministers",
        "»“No ship of ours crossed the line",
        "she told reporters",
        "(134–205)",
        "cue “told reporters” · direct speech · polarity deny · said on 2031-03-04 · confidence 1.00",
        "HISTORY",
        "2031-03-11 hedged",
        "same voice Clara Weiss, seven days apart +0.40",
    ):
        assert words in text


def test_a_finding_is_named_by_rank_id_or_the_start_of_its_id() -> None:
    report = sample()
    first = report.findings[0]
    assert find_finding(report, "1") is first
    assert find_finding(report, first.id) is first
    assert find_finding(report, f" [{first.id[:6]}] ") is first
    assert find_finding(report, "#7").rank == 7


def test_a_name_of_no_finding_or_of_several_is_an_error_that_says_what_to_give() -> None:
    report = sample()
    with pytest.raises(ReportError, match="rank from 1 to 7"):
        find_finding(report, "99")
    with pytest.raises(ReportError, match="No finding"):
        find_finding(report, "")
    twins = tuple(replace(finding, rank=0, id=f"ab{finding.rank}") for finding in report.findings)
    with pytest.raises(ReportError, match="start of 7 findings"):
        find_finding(replace(report, findings=twins), "ab")
    with pytest.raises(ReportError, match="no findings"):
        find_finding(replace(report, findings=()), "1")


def test_claims_are_listed_by_article_with_voices_act_and_words() -> None:
    text = to_claims_text(sample(), width=100)
    assert "HARBOUR POST\nMinisters disagree over what was said in Lindholm\n2031-03-04 (stated)" in text
    assert (
        "  Erik Strand → Clara Weiss  accepts  2031-03-04\n    ▏ that the survey ships entered our waters"
        in text
    )
    assert "Clara Weiss  says, hedged  partly quoted  2031-03-11" in text
