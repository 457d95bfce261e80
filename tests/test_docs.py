"""The documentation says what the program says."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).parents[1]
# Another processor may round a figure otherwise; the words must be the same.
FIGURE = re.compile(r"\d+%|\d\.\d\d")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.fixture(scope="module")
def update() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update", REPOSITORY / "docs" / "update.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_readme_shows_what_its_command_prints(update: ModuleType) -> None:
    text = (REPOSITORY / "README.md").read_text("utf-8")
    assert FIGURE.sub("#", update.readme(text)) == FIGURE.sub("#", text), "run make docs"


def test_the_page_of_acts_says_what_the_tables_say(update: ModuleType) -> None:
    assert (REPOSITORY / "docs" / "acts.md").read_text("utf-8") == update.acts(), "run make docs"


def test_the_readme_shows_a_finding_with_passages_of_both_sides() -> None:
    text = (REPOSITORY / "README.md").read_text("utf-8")
    assert re.search(r"^1\.  (DIFFER|CONTRADICT)", text, re.M)
    assert text.count("▏") > 5


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", *(f"docs/{p.name}" for p in (REPOSITORY / "docs").glob("*.md"))]
)
def test_every_link_to_a_file_leads_to_one(name: str) -> None:
    page = REPOSITORY / name
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_every_dependency_has_its_line() -> None:
    project = (REPOSITORY / "pyproject.toml").read_text("utf-8")
    lines = (REPOSITORY / "docs" / "dependencies.md").read_text("utf-8")
    for name in re.findall(r'^    "([a-z0-9-]+)>=', project, re.M):
        assert f"| {name} |" in lines or name.startswith("types-"), name


def test_no_seed_text_is_in_the_repository(shared: Path) -> None:
    held = "\n".join(
        path.read_text("utf-8", "replace")
        for folder in ("src", "tests", "docs", "examples", "bench", "training")
        for path in (REPOSITORY / folder).rglob("*")
        if path.suffix in {".py", ".md", ".txt", ".toml", ".csv", ".tsv", ".j2"}
    )
    for seed in (shared / "seeds").glob("*.txt"):
        for line in seed.read_text("utf-8").splitlines():
            if len(line) > 120:
                assert line[30:100] not in held, f"{seed.name}: text of a copyrighted report"
