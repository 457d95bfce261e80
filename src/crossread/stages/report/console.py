"""A rich console that writes to a string: same width and colours wherever it runs."""

from io import StringIO

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

MIN_WIDTH = 40
MAX_WIDTH = 120


def clamped(width: int) -> int:
    """A width that the layouts can live with."""
    return max(MIN_WIDTH, min(width, MAX_WIDTH))


def rendered(parts: list[RenderableType], *, width: int, color: bool) -> str:
    """``parts`` one under the other, as a string without trailing white space on its lines.

    ``width`` is in terminal cells. Without ``color`` no escape sequence comes out.
    """
    out = StringIO()
    console = Console(
        file=out,
        width=clamped(width),
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        legacy_windows=False,
        emoji=False,
        markup=False,
        highlight=False,
        _environ={},
    )
    for part in parts:
        console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().split("\n")).rstrip("\n") + "\n"


def indented(part: RenderableType, left: int) -> Padding:
    """``part``, ``left`` cells to the right."""
    return Padding(part, (0, 0, 0, left))


class Barred:
    """Words of a source behind a bar that runs down all their lines."""

    def __init__(self, words: Text) -> None:
        self.words = words

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.words.wrap(console, max(options.max_width - 2, 1)):
            yield Text.assemble(("▏ ", "dim"), line)


def heading(words: str) -> Text:
    """A section's heading, with an empty line above it."""
    return Text.assemble("\n", (words.upper(), "bold underline"))


def joined(pieces: list[tuple[str, str]], separator: str = "  ") -> Text:
    """Styled pieces on one line, the empty ones left out."""
    text = Text()
    for words, style in pieces:
        if words:
            text.append(separator if text else "")
            text.append(words, style=style)
    return text
