"""The walls of the house: a stage is pure, doors import stages, and never the reverse."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "crossread"
STAGES = ("ingest", "clean", "read", "resolve", "group", "compare", "judge", "report")
# What only the doors may touch: files, processes, the network, databases, the terminal.
OUTSIDE_WORLD = {
    "asyncio", "ftplib", "http", "httpx", "httpx2", "logging", "multiprocessing", "os", "pathlib", "requests",
    "shutil", "smtplib", "socket", "sqlite3", "subprocess", "sys", "tempfile", "tenacity", "threading",
    "urllib3",
}  # fmt: skip


def imports(path: Path) -> Iterator[str]:
    """The dotted names that a module imports, wherever in it they stand."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def modules(folder: Path) -> list[Path]:
    found = sorted(folder.rglob("*.py"))
    assert found, f"{folder} is empty"
    return found


def room(name: str) -> str:
    """The part of crossread that a dotted name belongs to: crossread.stages.read.decode -> stages.read."""
    parts = name.split(".")[1:]
    return ".".join(parts[:2] if parts[:1] == ["stages"] else parts[:1])


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_only_records_errors_models_and_itself(stage: str) -> None:
    allowed = {f"stages.{stage}", "records", "errors", "__about__"}
    if stage in {"read", "group", "compare"}:
        allowed.add("models")
    for path in modules(PACKAGE / "stages" / stage):
        for name in imports(path):
            if name.split(".")[0] == "crossread":
                assert room(name) in allowed, f"{path} imports {name}"


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_touches_no_file_network_or_database(stage: str) -> None:
    for path in modules(PACKAGE / "stages" / stage):
        for name in imports(path):
            assert name.split(".")[0] not in OUTSIDE_WORLD, f"{path} imports {name}"
        calls = [node.func.id for node in ast.walk(ast.parse(path.read_text("utf-8")))
                 if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]  # fmt: skip
        assert not {"open", "print", "input", "eval", "exec"} & set(calls), (
            f"{path} opens, prints or evaluates"
        )


def test_records_import_nothing_of_crossread_but_errors() -> None:
    for path in modules(PACKAGE / "records"):
        for name in imports(path):
            if name.split(".")[0] == "crossread":
                assert room(name) in {"records", "errors"}, f"{path} imports {name}"


def test_only_models_imports_the_inference_engine() -> None:
    for path in modules(PACKAGE):
        if "models" in path.relative_to(PACKAGE).parts:
            continue
        assert not {"onnxruntime", "tokenizers"} & {name.split(".")[0] for name in imports(path)}, path


def test_nothing_imports_the_command_line() -> None:
    for path in modules(PACKAGE):
        if "cli" in path.relative_to(PACKAGE).parts or path.name == "__main__.py":
            continue
        assert not any(room(name) == "cli" for name in imports(path) if name.startswith("crossread.")), path
