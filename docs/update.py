"""Write the parts of the documentation that the program itself makes.

    python docs/update.py [--check]

The output block of README.md, from the command above it, and docs/commands.md.
With --check nothing is written; the exit code is 1 where a file would change.
"""

import re
import shlex
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
BLOCK = re.compile(
    r"```\n(?P<command>crossread compare .*)\n```\n\n(?P<mark><!-- output .*? -->)\n```text\n.*?```\n", re.S
)


def run(*arguments: str) -> str:
    """What a command of this interpreter prints, at 80 columns and without colour."""
    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-m", *arguments],
        cwd=REPOSITORY,
        env={"PATH": "", "COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout


def readme(text: str) -> str:
    """README.md with the output block that its command prints today."""

    def block(found: re.Match[str]) -> str:
        command = found["command"]
        output = run(*shlex.split(command), "--no-cache").rstrip()
        return f"```\n{command}\n```\n\n{found['mark']}\n```text\n{output}\n```\n"

    return BLOCK.sub(block, text)


def main() -> int:
    """Write, or check, each generated part."""
    made = {
        REPOSITORY / "README.md": readme((REPOSITORY / "README.md").read_text("utf-8")),
        REPOSITORY / "docs" / "commands.md": run("crossread.cli.reference"),
    }
    stale = [path for path, text in made.items() if path.read_text("utf-8") != text]
    for path in stale:
        print(f"{path.relative_to(REPOSITORY)} is not what the program says: run make docs")  # noqa: T201
        if "--check" not in sys.argv:
            path.write_text(made[path], "utf-8")
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
