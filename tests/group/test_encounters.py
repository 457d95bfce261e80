"""Calls, meetings and summits that documents of two parties report, and what only looks like one."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from crossread.cli import main
from crossread.encounters import Encounters, find_encounters

EXAMPLE = Path(__file__).parents[2] / "examples" / "two-governments"
NORLAND, SUDRIA = "Norland Palace", "Sudria Chancellery"


def document(party: str, published: str, title: str, text: str) -> dict[str, str]:
    return {"party": party, "published": published, "title": title, "text": text}


# Enough of each party's other documents that its own head and the others' names are known.
OTHERS = [
    document(NORLAND, f"2031-04-{day:02d}", f"President Berg receives Minister {name}",
             f"President Ann Berg received Minister {name} of Norland. Minister {name} spoke of fish.")
    for day, name in enumerate(("Holm", "Lund", "Dahl", "Holm", "Lund", "Dahl"), 1)
] + [
    document(SUDRIA, f"2031-04-{day:02d}", f"Chancellor Roe meets with Governor {name}",
             f"Chancellor Jan Roe met with Governor {name}. Governor {name} thanked Chancellor Roe.")
    for day, name in enumerate(("Falk", "Weiss", "Brenn", "Falk", "Weiss", "Brenn"), 1)
]  # fmt: skip
CALL_NORLAND = document(
    NORLAND, "2031-05-13", "Telephone conversation with Chancellor of Sudria Jan Roe",
    "On May 12, Ann Berg had a telephone conversation with Chancellor of Sudria Jan Roe. They spoke of salt.",
)  # fmt: skip
CALL_SUDRIA = document(
    SUDRIA, "2031-05-12", "Readout of Chancellor Roe’s Call with President Ann Berg of Norland",
    "Chancellor Jan Roe spoke with President Ann Berg of Norland about the salt road.",
)  # fmt: skip


def found(tmp_path: Path, *documents: dict[str, str]) -> Encounters:
    file = tmp_path / "documents.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in (*OTHERS, *documents)), "utf-8")
    return find_encounters(file)


def titles(made: Encounters) -> list[set[str]]:
    return [{str(made.articles[one.article].title) for one in group.tellings} for group in made.encounters]


def test_a_call_is_found_on_both_sides_though_published_on_two_days(tmp_path: Path) -> None:
    made = found(tmp_path, CALL_NORLAND, CALL_SUDRIA)
    assert titles(made) == [{CALL_NORLAND["title"], CALL_SUDRIA["title"]}]
    (call,) = made.encounters
    assert (call.day.isoformat(), call.sort) == ("2031-05-12", "call")
    assert {name.split()[-1] for name in call.people} == {"Berg", "Roe"}
    for row in made.rows():
        if row["start"] is not None:
            assert made.articles[row["article"]].text[row["start"] : row["end"]].strip()


def test_the_same_people_three_months_later_are_another_encounter(tmp_path: Path) -> None:
    assert titles(found(tmp_path, CALL_NORLAND, CALL_SUDRIA | {"published": "2031-08-12"})) == []


def test_two_calls_of_one_day_with_a_third_are_not_one(tmp_path: Path) -> None:
    third = "President Falk of Ostmark"
    norland = CALL_NORLAND | {
        "title": f"Telephone conversation with {third}",
        "text": f"Ann Berg had a telephone conversation with {third}. They spoke of Chancellor Roe.",
    }
    sudria = CALL_SUDRIA | {
        "title": f"Readout of Chancellor Roe’s Call with {third}",
        "text": f"Chancellor Jan Roe spoke with {third} about President Berg.",
    }
    assert titles(found(tmp_path, norland, sudria)) == []


def test_what_lies_ahead_is_no_account(tmp_path: Path) -> None:
    ahead = CALL_SUDRIA | {"title": "Chancellor Roe’s Upcoming Call with President Ann Berg of Norland"}
    assert titles(found(tmp_path, CALL_NORLAND, ahead)) == []


def test_a_summit_is_known_by_its_name(tmp_path: Path) -> None:
    norland = document(NORLAND, "2031-06-01", "First session of the N12 Summit", "The President took part.")
    sudria = document(SUDRIA, "2031-06-01", "Fact Sheet: Sudria at the N12 Summit", "Chancellor Roe spoke.")
    other = document(SUDRIA, "2031-06-01", "Remarks at the East Lake Summit", "Chancellor Roe spoke of eels.")
    assert titles(found(tmp_path, norland, sudria, other)) == [{norland["title"], sudria["title"]}]


def test_two_documents_of_one_party_alone_are_nothing(tmp_path: Path) -> None:
    again = CALL_SUDRIA | {"title": "Statement on Chancellor Roe’s Call with President Ann Berg"}
    assert titles(found(tmp_path, CALL_SUDRIA, again)) == []


@pytest.fixture(scope="module")
def example() -> list[dict[str, object]]:
    """What the command finds in the bundled example."""
    done = CliRunner().invoke(main, ["encounters", str(EXAMPLE), "--quiet", "--json", "-"])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_bundled_example_holds_six_with_both_sides(example: list[dict[str, object]]) -> None:
    days = sorted({str(row["day"]) for row in example})
    assert days == ["2021-10-27", "2021-10-30", "2021-11-12", "2021-12-07", "2021-12-30", "2022-02-12"]
    for day in days:
        assert len({row["party"] for row in example if row["day"] == day}) == 2


def test_the_command_tells_in_words_and_names_what_it_cannot_read(tmp_path: Path) -> None:
    file = tmp_path / "documents.jsonl"
    lines = [json.dumps(one) for one in (*OTHERS, CALL_NORLAND, CALL_SUDRIA)]
    file.write_text("\n".join([*lines, "{"]), "utf-8")
    done = CliRunner().invoke(main, ["encounters", str(file)])
    assert done.exit_code == 3
    assert "1 encounter that at least two parties report" in done.stdout
    assert "12 May 2031, call" in done.stdout
    assert f"{file}:15" in done.stderr
