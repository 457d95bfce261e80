"""Judgements: what a person said of a finding, in a form that finds it again in a later run."""

from dataclasses import dataclass

from crossread.records.article import Article
from crossread.records.finding import Action, FindingKind, Stance
from crossread.records.ids import content_id, text_digest
from crossread.records.spans import Span

WORDS = 120
"""Code points of a passage that an anchor keeps, from its start."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage that was judged, so that it is found again.

    ``text`` is the digest of the stored text into which ``span`` points. Where
    that text has changed since, ``words`` (the passage's first, at most 120 code
    points) are looked for in articles of ``outlet``. They serve for this, and for
    the person who reads the file of judgements: no report shows them.
    ``party`` is a name, not an id.
    """

    party: str
    outlet: str
    stance: Stance
    text: str
    span: Span
    words: str

    @classmethod
    def at(cls, article: Article, span: Span, *, party: str, stance: Stance) -> "Anchor":
        """The anchor of a passage of ``article``."""
        words = " ".join(span.of(article.text).split())[:WORDS]
        return cls(party, article.label, stance, text_digest(article.text), span, words)


@dataclass(frozen=True, slots=True)
class Target:
    """The finding that a judgement speaks of, as it was when it was judged.

    ``question`` is for the person who reads the file.
    """

    finding: str
    kind: FindingKind
    question: str
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What ``by`` said of ``target`` at the time ``on`` (ISO, UTC).

    ``others`` are the findings that a merge joins to it, ``out`` the passages
    that a split takes out of it, ``undoes`` the id of the judgement that an undo
    withdraws.
    """

    action: Action
    target: Target
    by: str
    on: str
    note: str = ""
    others: tuple[Target, ...] = ()
    out: tuple[Anchor, ...] = ()
    undoes: str | None = None

    @property
    def id(self) -> str:
        """Hash of what was judged, how, by whom and when."""
        others = [other.finding for other in self.others]
        out = [f"{anchor.text}:{anchor.span.start}-{anchor.span.end}" for anchor in self.out]
        said = (self.action.value, self.target.finding, self.by, self.on, self.note, self.undoes)
        return content_id("judgement", *said, len(others), *others, *out)
