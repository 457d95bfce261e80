"""The voice of what nobody whom the text names has said."""

from pathlib import Path

import crossread
from crossread.records import UNSTATED, Actor, ActorType, Claim, Span
from crossread.stages.report import from_json, to_claims_text
from crossread.stages.resolve import with_unstated

BERG = Actor("berg", "Anna Berg", ActorType.PERSON)
OWN = Claim("own", "a1", (Span(0, 20),))
ALLEGED = Claim("alleged", "a1", (Span(40, 60),), cue=Span(30, 38))
SAID = Claim("said", "a1", (Span(80, 99),), voices=("berg",), cue=Span(70, 74))


def test_a_cue_without_a_voice_gets_the_unstated_one_and_nothing_else_does() -> None:
    claims, actors = with_unstated([OWN, ALLEGED, SAID], [BERG])
    assert [claim.voices for claim in claims] == [(), (UNSTATED.id,), ("berg",)]
    assert {actor.id for actor in actors} == {"berg", UNSTATED.id}
    assert [claim.heard for claim in claims] == [(), (), ("berg",)]


def test_nobody_is_added_where_every_voice_is_known_and_nobody_twice() -> None:
    assert with_unstated([OWN, SAID], [BERG]) == ((OWN, SAID), (BERG,))
    once = with_unstated([ALLEGED], [BERG])
    assert with_unstated(*once) == once


ONE = (
    "LAKEPORT, May 3 (Desk) — Foreign Minister Anna Berg said the harbour treaty was signed on Monday."
    " It is alleged that the harbour treaty was never signed.\n"
)
OTHER = "LAKEPORT, May 3 (Wire) — Prime Minister Tomas Hale denied that the harbour treaty was ever signed.\n"


def test_the_unstated_voice_is_nobodys_account(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ONE, "utf-8")
    (tmp_path / "other.txt").write_text(OTHER, "utf-8")
    report = crossread.compare(tmp_path).data
    alleged = [claim for claim in report.claims if UNSTATED.id in claim.voices]
    assert alleged
    assert all("alleged" in claim.cue.of(ONE) for claim in alleged if claim.cue)
    parties = {account.party for finding in report.findings for account in finding.accounts}
    assert UNSTATED.id not in parties
    assert UNSTATED.id not in {member for actor in report.actors for member in actor.members}
    assert UNSTATED.id not in {voice for story in report.stories for voice in story.participants}


def test_counts_of_voices_leave_it_out_and_the_report_file_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ONE, "utf-8")
    report = crossread.read(tmp_path)
    text = to_claims_text(report.data)
    assert "by 1 voice" in text
    assert "unstated voice" in text
    again = from_json(report.to_json())
    assert again.actors == report.data.actors
    assert again.claims == report.data.claims
