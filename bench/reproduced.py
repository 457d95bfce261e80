"""Whether a reader that was trained again gives the figures of the card of the one that ships.

    python bench/reproduced.py --data ../shared --model FOLDER [--route large] [--within 0.5]

Prints a table of the card's figures beside those of FOLDER, F1 in per cent, and
ends with 1 where one lies more than ``--within`` points below the card's. A
better one is no fault. ``reproduced.toml`` says which figures.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import names
from common import REPOSITORY, machine
from crossread.models import Reader

CARD = REPOSITORY / "src" / "crossread" / "models" / "reader" / "card.md"
F1 = 2  # place among precision, recall and F1 in the scorer's answer
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in per cent: as the card has it, and as measured again."""

    name: str
    card: float
    again: float

    def holds(self, within: float) -> bool:
        """Whether it is not more than ``within`` points below the card's."""
        return self.again >= self.card - within - ROUNDING


def tables(card: str) -> Iterator[list[list[str]]]:
    """The tables of a page in Markdown: rows of cells, the first row the head."""
    rows: list[list[str]] = []
    for line in [*card.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            yield [rows[0], *rows[2:]]
            rows = []


def of_card(card: str, row: str, column: str) -> float:
    """A figure of a card, by the name of its row and of its column."""
    for head, *rows in tables(card):
        if column in head:
            for cells in rows:
                if cells[0] == row:
                    return float(cells[head.index(column)])
    raise SystemExit(
        f"The card has no row “{row}” with a column “{column}”; bench/reproduced.toml names them."
    )


def scored(shared: Path, model: Path, nested: str) -> Mapping[str, Any]:
    """What the shared scorer says of a reader on PolNeAR dev."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [
            sys.executable, str(REPOSITORY / "bench" / "attribution.py"), "--data", str(shared),
            "--model", str(model), "--nested", nested, "--json", "--out", str(Path(scratch, "report.json")),
        ]  # fmt: skip
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found


def figures(card: str, shared: Path, model: Path, route: str) -> Iterator[Figure]:
    """Every figure of a route."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    for column, nested in table["routes"][route].items():
        found = scored(shared, model, nested)
        for row, path in table["rows"].items():
            value: Any = found
            for key in path:
                value = value[key]
            yield Figure(f"{row} ({column})", of_card(card, row, column), value[F1])
    if route in table["names"]:
        row, column = table["names"][route]
        test = shared / "data" / "entities" / "uner_en_ewt_test.jsonl.gz"
        again = 100 * names.measure(test, Reader(model))[row]["f1"]
        yield Figure(f"names, {row}", of_card(card, row, column), round(again, 1))


def show(found: list[Figure], within: float) -> None:
    """Print a table."""
    wide = max(len(one.name) for one in found)
    print(f"{'':{wide}}   card  again   diff")
    for one in found:
        word = "" if one.holds(within) else f"  more than {within:g} below"
        print(f"{one.name:{wide}}  {one.card:5.1f}  {one.again:5.1f}  {one.again - one.card:+5.1f}{word}")


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the shared folder, with data/ and eval/")
    parser.add_argument("--model", type=Path, required=True, help="the folder of the reader")
    parser.add_argument(
        "--card", type=Path, default=CARD, help="whose figures (default: the reader that ships)"
    )
    parser.add_argument("--route", choices=["large", "small"], default="large", help="how it was trained")
    parser.add_argument("--within", type=float, default=0.5, help="points that it may lie below")
    options = parser.parse_args()
    found = list(figures(options.card.read_text("utf-8"), options.data, options.model, options.route))
    show(found, options.within)
    print(machine())
    missed = [one.name for one in found if not one.holds(options.within)]
    if missed:
        print(f"Not reproduced within {options.within:g} points: {'; '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
