"""The stages together: the same input gives the same report, and every position resolves."""

import json
import shutil
import textwrap
from pathlib import Path

import pytest

import crossread
from crossread.errors import InputError, OptionError
from crossread.models import files
from crossread.pipeline import PipelineOptions
from crossread.records import check_report

TEXTS = Path(__file__).parents[1] / "examples" / "readouts" / "texts"


@pytest.fixture(scope="module")
def readouts() -> crossread.Comparison:
    return crossread.compare(TEXTS, options=crossread.CompareOptions(workers=1))


def without_time(comparison: crossread.Comparison) -> str:
    report = json.loads(comparison.to_json())
    report["run"]["started"] = ""
    return json.dumps(report, ensure_ascii=False)


def test_every_position_of_every_record_of_a_whole_run_resolves(readouts: crossread.Comparison) -> None:
    check_report(readouts.data)
    assert readouts.claims
    assert readouts.findings


def test_the_report_names_every_file_of_every_model_with_its_hash(readouts: crossread.Comparison) -> None:
    told = {
        (one["name"], one["file"]): one["sha256"] for one in json.loads(readouts.to_json())["run"]["models"]
    }
    held = [path for path in sorted(files.HOME.glob("*/*")) if path.suffix in {".onnx", ".json"}]
    assert {path.name for path in held} >= {"reader.onnx", "roles.onnx", "encoder.onnx", "pair.onnx"}
    for path in held:
        name = files.read_card(path.parent / "card.md")["name"]
        assert told[name, path.name] == files.digest(path), path
    assert set(told.values()) == {files.digest(path) for path in held}


@pytest.mark.parametrize(("workers", "batch_size"), [(1, 1), (2, 1), (2, 32)])
def test_workers_batch_size_and_file_order_change_nothing(
    readouts: crossread.Comparison, workers: int, batch_size: int
) -> None:
    files = sorted(TEXTS.glob("*.txt"), reverse=True)
    options = crossread.CompareOptions(workers=workers, batch_size=batch_size)
    again = crossread.compare(files, options=options)
    assert without_time(again) == without_time(readouts)


def test_ranks_run_from_one_without_gaps(readouts: crossread.Comparison) -> None:
    assert [finding.rank for finding in readouts.findings] == list(range(1, len(readouts.findings) + 1))


def test_every_finding_has_a_reason_a_question_and_a_passage(readouts: crossread.Comparison) -> None:
    for finding in readouts.findings:
        assert finding.reasons, finding
        assert finding.question.strip(), finding
        assert any(account.passages for account in finding.accounts), finding
        assert 0.0 <= finding.score <= 1.0


def test_words_of_a_question_are_words_of_a_source(readouts: crossread.Comparison) -> None:
    everything = " ".join(" ".join(article.text.split()) for article in readouts.data.articles).casefold()
    for finding in readouts.findings:
        for word in finding.question.split():
            assert word.strip("?…,;:.").casefold() in everything, (word, finding.question)


def test_the_two_calls_are_two_stories(readouts: crossread.Comparison) -> None:
    days = {article.id: "07" if "2021-12-07" in article.path else "30" for article in readouts.data.articles}
    for story in readouts.data.stories:
        assert len({days[part.article] for part in story.articles if part.role == "main"}) <= 1


def test_nothing_to_read_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing to read"):
        crossread.compare(tmp_path)


def test_an_unreadable_neighbour_does_not_stop_the_run(tmp_path: Path) -> None:
    shutil.copy(next(TEXTS.glob("*67487*")), tmp_path / "good.txt")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02" * 100)
    said = crossread.read(tmp_path)
    assert [Path(article.path).name for article in said.data.articles] == ["good.txt"]
    assert [Path(item.path).name for item in said.data.skipped] == ["bad.txt"]


def test_an_impossible_number_of_workers_is_refused() -> None:
    with pytest.raises(OptionError, match="workers"):
        PipelineOptions(workers=0)


def test_the_repr_says_what_was_found(readouts: crossread.Comparison) -> None:
    assert "6 articles" in repr(readouts)
    assert "<script" not in readouts._repr_html_()


def test_text_wrapped_at_a_fixed_width_is_read_like_text_that_is_not(tmp_path: Path) -> None:
    source = next(TEXTS.glob("*67487*")).read_text("utf-8")
    head, _, body = source.partition("\n\n")
    wrapped = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in body.split("\n\n"))
    for name, text in (("plain", body), ("wrapped", wrapped)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(f"{head}\n\n{text}", "utf-8")
    said = [
        [
            " ".join(" ".join(comparison.words(claim.article, span).split()) for span in claim.content)
            for claim in comparison.claims
        ]
        for comparison in (crossread.read(tmp_path / "plain"), crossread.read(tmp_path / "wrapped"))
    ]
    assert len(set(said[0]) & set(said[1])) >= 0.9 * len(said[0])
