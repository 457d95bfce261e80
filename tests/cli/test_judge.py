import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from crossread.inputs import read_judgements
from crossread.records import Action
from crossread.stages.report import to_json
from report.sample import sample

from .conftest import StubDoor

Run = Callable[..., Result]
FILE = "crossread-judgements.jsonl"


@pytest.fixture
def run(crossread_command: Run, door: StubDoor) -> Run:
    """The command, after a comparison."""
    door.report = replace(door.report, skipped=())
    crossread_command("compare", "reports")
    return crossread_command


def lines(path: str = FILE) -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def test_a_finding_is_rejected_with_who_when_and_why_and_the_next_run_obeys(run: Run) -> None:
    result = run("judge", "2", "reject", "--note", "Both days together.", "--by", "Ada Berg")
    assert result.exit_code == 0
    assert re.search(r"the meeting lasted\n  rejected by Ada Berg, \d{4}-\d\d-\d\d: Both days", result.stdout)
    assert result.stderr == f"Written: {FILE}. The next `crossread compare` obeys it.\n"
    after = run("compare", "reports")
    assert "· 6 findings" in after.stdout
    assert "the meeting lasted" not in after.stdout
    assert "1 finding rejected by Ada Berg (show with --rejected)." in after.stdout
    shown = run("compare", "reports", "--rejected").stdout
    assert "\nREJECTED\nNUMBERS DIFFER  [" in shown
    assert "Both days together." in shown
    assert "7 findings" in run("compare", "reports", "--no-judgements").stdout


def test_what_was_judged_is_in_the_page_and_in_the_report_file(run: Run) -> None:
    run("judge", "2", "reject", "--note", "<b>Both</b> days.", "--by", "Ada Berg")
    run("judge", "3", "accept", "--by", "Jon Lund")
    page = run("compare", "reports", "--html", "-").stdout
    assert "rejected by Ada Berg" in page
    assert "&lt;b&gt;Both&lt;/b&gt; days." in page
    assert re.search(r'<p class="judged"><bdi>accepted by Jon Lund, \d{4}-\d\d-\d\d</bdi></p>', page)
    data = json.loads(run("compare", "reports", "--json", "-").stdout)
    assert [item["judged"][0]["by"] for item in data["rejected"]] == ["Ada Berg"]
    assert data["findings"][0]["judged"][0]["judgement"] == "accept"
    assert data["run"]["options"]["judgements_file"] == FILE


def test_an_accepted_finding_outlasts_a_least_confidence(run: Run) -> None:
    assert "ONE ACCOUNT ONLY" not in run("compare", "reports", "--min-confidence", "0.5").stdout
    run("judge", "7", "accept")
    kept = run("compare", "reports", "--min-confidence", "0.5").stdout
    assert "1.  ONE ACCOUNT ONLY" in kept
    assert "low confidence" not in kept


def test_without_an_action_the_accounts_are_numbered(run: Run) -> None:
    shown = run("judge", "1").stdout
    assert "(1) Erik Strand  asserts  Harbour Post" in shown
    assert "(3) Clara Weiss  denies  Sudermark Courier" in shown
    assert "(4)" not in shown
    assert not Path(FILE).exists()


@pytest.mark.parametrize("words", [["3"], ["(3)"], ["courier"]])
def test_accounts_are_split_off_by_number_or_name(run: Run, words: list[str]) -> None:
    assert run("judge", "1", "split", *words).exit_code == 0
    assert "No ship of ours crossed the line" not in run("compare", "reports", "--top", "1").stdout


def test_findings_are_merged(run: Run) -> None:
    assert run("judge", "1", "merge", "2", "5").exit_code == 0
    after = run("compare", "reports")
    assert "5 findings" in after.stdout
    assert "merged by" in after.stdout


def test_the_last_judgement_of_a_finding_is_undone_and_all_of_it_is_kept(run: Run) -> None:
    run("judge", "2", "reject", "--by", "Ada Berg")
    (gone,) = [item["finding"] for item in lines()]
    run("compare", "reports")
    assert run("judge", str(gone)[:8], "undo", "--by", "Jon Lund").exit_code == 0
    assert "7 findings" in run("compare", "reports").stdout
    assert [item["judgement"] for item in lines()] == ["reject", "undo"]
    listed = run("judge", "--list").stdout
    assert re.search(r"rejected by Ada Berg, \S+  \(undone\)", listed)
    assert re.search(r"undone by Jon Lund", listed)
    nothing = run("judge", "2", "undo")
    assert nothing.exit_code == 2
    assert "undone already" in nothing.stderr


def test_a_judgement_is_undone_by_its_own_id(run: Run) -> None:
    run("judge", "2", "reject")
    (made,) = read_judgements(Path(FILE))
    assert run("judge", "--undo", made.id[:6]).exit_code == 0
    assert "7 findings" in run("compare", "reports").stdout
    unknown = run("judge", "--undo", "zz")
    assert (unknown.exit_code, "--list" in unknown.stderr) == (2, True)


def test_judgements_of_one_second_keep_their_order(run: Run) -> None:
    for action in ("reject", "accept", "reject", "accept"):
        run("judge", "2", action)
    assert len({item["on"] for item in lines()}) == 4
    assert "1.  NUMBERS DIFFER" in run("compare", "reports").stdout


def test_lines_are_sorted_and_those_of_others_stay_as_they_are(run: Run) -> None:
    run("judge", "1", "accept", "--by", "Ada Berg")
    theirs = Path(FILE).read_text("utf-8").replace('"by": "Ada Berg"', '"by":"Jon Lund", "colour": "red"')
    Path(FILE).write_text(f"\ufeff{theirs}\r\n\r\n", "utf-8")
    for rank in "234":
        run("judge", rank, "accept")
    written = Path(FILE).read_text("utf-8").splitlines()
    assert written == sorted(written)
    assert theirs.strip() in written
    assert len(written) == 4


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_two_people_judge_in_two_branches_and_git_merges_by_union(run: Run, tmp_path: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    (tmp_path / ".gitattributes").write_text(f"{FILE} merge=union\n")
    run("judge", "4", "accept", "--by", "Ada Berg")
    git("add", FILE, ".gitattributes")
    git("commit", "-qm", "one")
    git("switch", "-qc", "desk")
    run("judge", "1", "reject", "--by", "Jon Lund")
    git("commit", "-qam", "two")
    git("switch", "-q", "main")
    run("judge", "1", "note", "--note", "See the minutes.", "--by", "Ada Berg")
    git("commit", "-qam", "three")
    git("merge", "-q", "-m", "both", "desk")
    assert sorted(item.action for item in read_judgements(tmp_path / FILE)) == [
        Action.ACCEPT,
        Action.NOTE,
        Action.REJECT,
    ]
    assert "· 6 findings" in run("compare", "reports").stdout


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_who_judges_is_git_s_user_unless_somebody_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "config", "user.name", "Mira Holt"], cwd=tmp_path, check=True)
    run("judge", "1", "accept")
    monkeypatch.setenv("CROSSREAD_BY", "The desk")
    run("judge", "2", "accept")
    run("judge", "3", "accept", "--by", "Ada\n Berg")
    assert sorted(str(item["by"]) for item in lines()) == ["Ada Berg", "Mira Holt", "The desk"]


def test_the_file_that_the_last_run_obeyed_is_written_to(run: Run, tmp_path: Path) -> None:
    run("judge", "1", "accept", "--judgements", "desk.jsonl")
    run("compare", "reports", "--judgements", "desk.jsonl")
    run("judge", "2", "reject")
    assert len(lines("desk.jsonl")) == 2
    assert not Path(FILE).exists()


def test_the_file_beside_the_inputs_is_obeyed_and_two_are_one_too_many(run: Run, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    run("judge", "2", "reject", "--judgements", f"reports/{FILE}")
    assert "· 6 findings" in run("compare", "reports").stdout
    assert "· 6 findings" in run("compare", "reports/a.txt").stdout
    (tmp_path / FILE).touch()
    twice = run("compare", "reports")
    assert twice.exit_code == 2
    assert "There are 2 files of judgements" in twice.stderr
    assert "--judgements FILE" in twice.stderr


def test_a_damaged_file_is_refused_and_left_alone(run: Run, door: StubDoor) -> None:
    Path(FILE).write_text("reject 3\n")
    for words in (("compare", "reports"), ("judge", "1", "accept"), ("judge", "--list")):
        result = run(*words)
        assert result.exit_code == 2
        assert f"Line 1 of {FILE} is no judgement: it is not JSON" in result.stderr
    assert Path(FILE).read_text() == "reject 3\n"
    Path(FILE).write_bytes(b"\xff\n")
    assert "byte 0 is not UTF-8" in run("judge", "--list").stderr


def test_a_list_of_nothing_says_so(run: Run) -> None:
    assert run("judge", "--list").stdout == f"There is no {FILE}: no judgements.\n"
    Path(FILE).touch()
    assert run("judge", "--list").stdout == f"{FILE} holds no judgements.\n"


def test_a_report_file_can_be_judged_in_place_of_the_last_run(crossread_command: Run, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(to_json(sample()), "utf-8")
    assert crossread_command("judge", "1", "accept", "--report", "report.json").exit_code == 0
    assert "Run `crossread compare PATH…` first" in crossread_command("judge", "1", "accept").stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Name a finding"),
        (["99", "accept"], "rank from 1 to 7"),
        (["1", "deny"], "'accept'"),
        (["1", "accept", "2"], "nothing more"),
        (["1", "merge"], "needs to know what"),
        (["1", "merge", "1"], "with itself"),
        (["1", "split", "nobody"], "(1) Erik Strand; (2) Clara Weiss"),
        (["1", "split", "1", "2"], "fewer than two accounts"),
        (["1", "note"], "--note TEXT"),
        (["1", "undo"], "Nobody has judged this finding"),
        (["1", "--list"], "stand alone"),
        (["1", "accept", "--judgements", "no/folder/x.jsonl"], "does not exist"),
    ],
)
def test_what_cannot_be_judged_is_refused_and_nothing_is_written(
    run: Run, words: list[str], says: str
) -> None:
    result = run("judge", *words)
    assert result.exit_code in (1, 2)
    assert says in result.stderr
    assert not list(Path().glob("*.jsonl"))
