"""An article on the clean stage's workbench: its lines, and the marks that the steps leave on them."""

from dataclasses import dataclass, field

from crossread.records import Furniture, RawArticle, Span
from crossread.stages.clean.lines import Line, Shape, read_lines


@dataclass(slots=True)
class Document:
    """One article while it is cleaned.

    ``marks`` says why a line (by index) is furniture, the first reason counting;
    ``parts`` are pieces of lines that are; ``kept`` are lines that no step may
    mark: the title, subheadings and headings of posts, time lines.
    """

    raw: RawArticle
    lines: tuple[Line, ...]
    marks: dict[int, str] = field(default_factory=dict)
    parts: list[Furniture] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)

    def mark(self, line: Line, why: str) -> None:
        """Say that ``line`` is furniture, unless it is kept or marked already."""
        if line.index not in self.kept:
            self.marks.setdefault(line.index, why)

    def keep(self, line: Line) -> None:
        """Say that ``line`` is not furniture, whatever other steps hold."""
        self.kept.add(line.index)
        self.marks.pop(line.index, None)

    def open(self, line: Line) -> bool:
        """Whether no step has decided on ``line`` yet."""
        return line.index not in self.marks and line.index not in self.kept

    def prose(self) -> list[Line]:
        """Unmarked paragraphs."""
        return [line for line in self.lines if line.shape is Shape.PROSE and line.index not in self.marks]

    def furniture(self) -> tuple[Furniture, ...]:
        """The marks as spans, sorted, never overlapping; neighbours of one kind that touch become one."""
        whole = [Furniture(self.lines[index].span, why) for index, why in sorted(self.marks.items())]
        if self.raw.header:
            whole.append(Furniture(self.raw.header, "header block"))
        taken: list[Furniture] = []
        for item in sorted([*whole, *self.parts], key=lambda item: (item.span.start, -item.span.end)):
            start = max(item.span.start, taken[-1].span.end if taken else 0)
            if start < item.span.end:
                taken.append(Furniture(Span(start, item.span.end), item.why))
        return tuple(taken)


def open_document(raw: RawArticle) -> Document:
    """Read the lines of ``raw``; those of its header block are left out."""
    first = raw.header.end if raw.header else 0
    return Document(raw, read_lines(raw.text, first))
