"""Write the parts of the documentation that the program itself makes.

    python docs/update.py [--check]

The output block of README.md, from the command above it, docs/commands.md, and
docs/acts.md, from the tables of acts and cues.
With --check nothing is written; the exit code is 1 where a file would change.
"""

import csv
import re
import shlex
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
BLOCK = re.compile(
    r"```\n(?P<command>crossread compare .*)\n```\n\n(?P<mark><!-- output .*? -->)\n```text\n.*?```\n", re.S
)

ACTS = """# Acts

Every claim has one of {acts} acts: what the voice does with the content. The list is closed. The act
comes from the cue, by a table of {cues} words and phrases; a cue that the table lacks counts as an
attitude that asserts. Beside each act stands the class of
[PLOVER](https://github.com/openeventdata/PLOVER), the ontology of political events, that codes such an
act between political actors, and the CAMEO root that PLOVER took it from; PLOVER has no class for bare
statements and states of mind. This page is made from `acts.csv` and `cues.csv` in
`src/crossread/stages/read/` by `make docs`; a test holds them together.
"""
CUES = """
## How the act is chosen
Of several entries in a cue a verb wins over an adjective, that over a noun, a noun over an adverb, and
anything over a light verb ("expressed doubts", "gave a warning"). Of two verbs the last wins ("went on
to say"), unless the earlier denies ("has refused to endorse"). The words beside it tell a noun from a
verb ("his claims", "he claims"). A bare "said" takes its act from the content: "said that Lund must go"
demands, "said it would not pay" refuses.

The **polarity** of a cue is what it does to its content: it affirms, denies (−), or leaves open (○:
orders and questions). A negated cue ("did not confirm") is turned round, and so is a negated content
("said that nobody had paid").

The **type** says what sort of word the cue is: saying, belief, attitude or noun. Speech comes first.

## Cues
"""


def run(*arguments: str) -> str:
    """What a command of this interpreter prints, at 80 columns and without colour."""
    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-m", *arguments],
        cwd=REPOSITORY,
        env={
            "PATH": "",
            "COLUMNS": "80",
            "NO_COLOR": "1",
            "PYTHONIOENCODING": "utf-8",
            "PYTHONPATH": str(REPOSITORY / "src"),
        },
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


def acts() -> str:
    """docs/acts.md: what each act means, its PLOVER class, and the cues that do it."""
    tables = REPOSITORY / "src" / "crossread" / "stages" / "read"
    with (tables / "cues.csv").open(encoding="utf-8") as lines:
        cues = list(csv.DictReader(lines))
    with (tables / "acts.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    out = [ACTS.format(acts=len(rows), cues=len(cues))]
    out += ["| act | what the voice does | PLOVER | CAMEO | for example |", "|---|---|---|---|---|"]
    out += [
        f"| [{row['act']}](#{row['act']}) | {row['meaning']} | {row['plover'] or '–'} "
        f"| {row['cameo'] or '–'} | {row['example']} |"
        for row in rows
    ]
    out += [CUES]
    for row in rows:
        held = [cue for cue in cues if cue["act"] == row["act"]]
        out += [f"### {row['act']}"]
        for name in dict.fromkeys(cue["type"] for cue in held):
            words = sorted({_shown(cue) for cue in held if cue["type"] == name})
            out += [f"{name}: {', '.join(words)}", ""]
    return "\n".join(out).rstrip() + "\n"


def _shown(cue: dict[str, str]) -> str:
    """A cue with its polarity, where that is not plain affirmation."""
    return cue["cue"] + {"affirm": "", "deny": " (−)", "neutral": " (○)"}[cue["polarity"]]


def main() -> int:
    """Write, or check, each generated part."""
    made = {
        REPOSITORY / "README.md": readme((REPOSITORY / "README.md").read_text("utf-8")),
        REPOSITORY / "docs" / "commands.md": run("crossread.cli.reference"),
        REPOSITORY / "docs" / "acts.md": acts(),
    }
    stale = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        print(f"{path.relative_to(REPOSITORY)} is not what the program says: run make docs")  # noqa: T201
        if "--check" not in sys.argv:
            path.write_text(made[path], "utf-8")
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
