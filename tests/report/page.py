"""A page as a browser would take it apart, with what the tests ask of it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "img", "input", "link", "hr"}


@dataclass
class Page(HTMLParser):
    """Elements by id, all attributes, and the text of elements of a class."""

    html: str
    ids: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)  # tag, name, value
    texts: list[str] = field(default_factory=list)  # of each <div class="text">
    at: dict[str, str] = field(default_factory=dict)  # text of an element with an id, to its end
    words: str = ""
    tags: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, str | None, bool]] = []
        self.feed(self.html)
        self.close()
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = {name: value or "" for name, value in attrs}
        assert len(found) == len(attrs), f"an attribute twice: {attrs}"
        self.attributes += [(tag, name, value) for name, value in found.items()]
        if "id" in found:
            self.ids.append(found["id"])
            self.at[found["id"]] = ""
        text = tag == "div" and found.get("class") == "text"
        if text:
            self.texts.append("")
        if tag not in VOID:
            self._open.append((tag, found.get("id"), text))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        opened, _, _ = self._open.pop()
        assert opened == tag, f"<{opened}> closed as </{tag}>"

    def handle_data(self, data: str) -> None:
        self.words += data
        for _, anchor, text in self._open:
            if anchor:
                self.at[anchor] += data
            if text:
                self.texts[-1] += data

    def links(self) -> list[str]:
        return [value for _, name, value in self.attributes if name == "href"]
