"""Whom a pronoun means: the candidate with most salience, or nobody."""

from collections.abc import Sequence

from crossread.records import ActorType, Span
from crossread.stages.resolve.cast import Entry
from crossread.stages.resolve.lexicon import words
from crossread.stages.resolve.page import Page
from crossread.stages.resolve.salience import Candidate, Pronoun, candidates, fits, score, weights
from crossread.stages.resolve.scene import Event, Scene
from crossread.stages.resolve.titles import SPACES

__all__ = ["Pronoun", "antecedent", "fits", "is_pronoun", "relative_antecedent"]


def is_pronoun(word: str) -> bool:
    """Whether the folded word is a third-person personal pronoun that is resolved here."""
    return any(word in words(kind) for kind in ("masculine", "feminine", "neuter", "plural"))


def antecedent(scene: Scene, pronoun: Pronoun) -> Entry | None:
    """The most plausible actor for a pronoun, or None where nobody is plausible."""
    best = choose(scene, pronoun, candidates(scene, pronoun))
    return best.entry if best else None


def choose(scene: Scene, pronoun: Pronoun, found: Sequence[Candidate]) -> Candidate | None:
    """The candidate with the highest score, if that is above what stands for "none of them"."""
    least = weights("source" if pronoun.own else "other")["nobody"]
    best = min(found, key=lambda one: (-score(pronoun, one.features), one.entry.id), default=None)
    return best if best and score(pronoun, best.features) >= least else None


def relative_antecedent(scene: Scene, span: Span) -> Entry | None:
    """Whom "who" or "which" goes back to: the speaker or the named one nearest before it in its sentence.

    Nobody who is named where a noun stands right before it: "Doe met two women who alleged that …".
    """
    before = [event for event in scene.in_sentence(span.start) if event.span.end <= span.start]
    if _restricts(scene.page, span, before):
        return None
    spoken = scene.last_said(span.start)
    if spoken and spoken.sentence == scene.page.sentence(span.start) and len(spoken.speakers) == 1:
        return spoken.speakers[0]
    near = [event for event in before if event.actor.type is not ActorType.GOVERNMENT]
    people = [event for event in near if event.actor.type in (ActorType.PERSON, ActorType.GROUP)]
    return max(people or near, key=lambda event: event.span.end).actor if near else None


def _restricts(page: Page, span: Span, before: Sequence[Event]) -> bool:
    """Whether a relative clause says which of those that the common noun before it names."""
    here = page.within(span).start
    if here == 0 or page.gap(here - 1, here) not in SPACES:
        return False
    noun = page.tokens[here - 1]
    if noun.capital or not noun.text[0].isalpha():
        return False
    if noun.key in words("connectives") or noun.key in words("prepositions"):
        return False
    return all(event.span.end < noun.end for event in before)
