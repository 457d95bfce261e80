"""Where the names of people stand: the model's mentions, words after titles, common first names, sources."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from crossread.records import EntityType, Span
from crossread.stages.resolve.lexicon import first_names, honorifics, is_function_word, words
from crossread.stages.resolve.page import Page
from crossread.stages.resolve.tagging import Tags
from crossread.stages.resolve.titles import SPACES
from crossread.stages.resolve.tokens import Token

Core = tuple[int, int, bool]
"""First token, token after the last, and whether the sign is strong enough against an organisation's name."""

_LIKELY, _SURE = 0.5, 0.75  # how sure the model must be of a name of several words, and of one
_AGAIN = 0.6  # ... and on the average of one that comes back
_LONGEST = 6


def cores(page: Page, tags: Tags) -> list[tuple[int, int]]:
    """Token ranges of people's names in text order; of overlapping ones the longest."""
    found = {
        *_from_model(page, tags),
        *_after_titles(page, tags),
        *_from_first_names(page, tags),
        *_from_sources(page, tags),
    }
    blocked = {
        index
        for item in page.mentions
        if item.type is EntityType.ORGANISATION and item.confidence >= _LIKELY
        for index in page.within(item.span)
    }
    shouted = _in_capital_lines(page)
    known = _spelt(page, shouted) if shouted else ""
    taken: set[int] = set()
    chosen: list[tuple[int, int]] = []
    for first, last, strong in sorted(found, key=lambda core: (core[0] - core[1], core[0], not core[2])):
        inside = range(first, last)
        if first in shouted and last - first > 1 and _words(page, inside) not in known:
            continue
        if taken.isdisjoint(inside) and (strong or blocked.isdisjoint(inside)):
            taken.update(inside)
            chosen.append((first, last))
    return sorted(chosen)


def _in_capital_lines(page: Page) -> frozenset[int]:
    """The tokens of lines in capitals, where these tell no names; none where most of the text is so."""
    found: set[int] = set()
    for line in page.paragraphs:
        words = line.of(page.text)
        if words.isupper() and len(words.split()) > 1:
            found.update(page.within(line))
    return frozenset(found) if 2 * len(found) < len(page.tokens) else frozenset()


def _words(page: Page, inside: Iterable[int]) -> str:
    return f" {' '.join(page.tokens[index].key for index in inside)} "


def _spelt(page: Page, shouted: frozenset[int]) -> str:
    """The words of all other lines: a name in capitals is one where it stands there, too."""
    return _words(page, (index for index in range(len(page.tokens)) if index not in shouted))


def _from_model(page: Page, tags: Tags) -> Iterator[Core]:
    again = _recurring(page)
    for mention in page.mentions:
        if mention.type is not EntityType.PERSON:
            continue
        inside = page.within(mention.span)
        core = _trim(page, tags, inside.start, inside.stop)
        if core is None or core[1] - core[0] > _LONGEST:
            continue
        single = core[1] - core[0] == 1
        if mention.confidence >= (_SURE if single else _LIKELY) or page.tokens[core[0]].key in again:
            yield (*core, True)


def _recurring(page: Page) -> frozenset[str]:
    """Single words that the model takes for people more than once, rather surely on the average."""
    seen: dict[str, list[float]] = defaultdict(list)
    for mention in page.mentions:
        inside = page.within(mention.span)
        if mention.type is EntityType.PERSON and len(inside) == 1:
            seen[page.tokens[inside.start].key].append(mention.confidence)
    return frozenset(
        key for key, found in seen.items() if len(found) > 1 and sum(found) >= _AGAIN * len(found)
    )


def _trim(page: Page, tags: Tags, first: int, last: int) -> tuple[int, int] | None:
    """A run of tokens without titles, offices, countries and determiners at its front."""
    first = skip_titles(page, tags, first, last)
    for index in range(first, last):
        if page.tokens[index].possessive or (index + 1 < last and not _joins(page, index)):
            last = index + 1
            break
    while first < last and not page.tokens[last - 1].text[0].isalpha():
        last -= 1
    run = page.tokens[first:last]
    if not any(token.capital for token in run):
        return None
    return None if len(run) == 1 and not _alone(run[0]) else (first, last)


def _alone(token: Token) -> bool:
    return len(token.key) > 1 and token.key not in words("determiners")


def skip_titles(page: Page, tags: Tags, first: int, last: int) -> int:
    """Index after the titles, offices and countries that open the tokens ``[first, last)``."""
    while first < last:
        token = page.tokens[first]
        person = _opens_name(page, tags, first, last)
        if first in tags.roles and tags.roles[first][0] <= last and not person:
            first = tags.roles[first][0]
        elif first in tags.places and not person:
            first = tags.places[first][0]
        elif any(token.key in group for group in (honorifics(), words("determiners"), words("modifiers"))):
            first += 1
        else:
            break
    return min(first, last)


def _opens_name(page: Page, tags: Tags, first: int, last: int) -> bool:
    """Whether a word of the tables is a given name here: "Jordan Doe", "Chad Roe"."""
    token = page.tokens[first]
    if token.key not in first_names() or last - first < 2 or token.possessive:
        return False
    following = first + 1 in tags.roles or first + 1 in tags.places
    return page.gap(first, first + 1) in SPACES and not following


def _joins(page: Page, index: int) -> bool:
    """Whether the next token can go on with the name: only a space, a hyphen or an initial's stop between."""
    gap, token = page.gap(index, index + 1), page.tokens[index]
    if gap in (*SPACES, "-", "", "‑"):
        return True
    if gap in (". ", ".") and (len(token.key) == 1 or token.key in words("particles")):
        return True
    return gap == ", " and page.tokens[index + 1].key in words("suffixes")


def _run(page: Page, tags: Tags, first: int) -> int:
    """Index after the capitalised words (and particles between them) from ``first`` that can be a name."""
    index = first
    while index < len(page.tokens) and index - first < _LONGEST - 1:
        token = page.tokens[index]
        if index > first and (not _joins(page, index - 1) or page.tokens[index - 1].possessive):
            break
        if token.capital and token.text[0].isalpha():
            if index > first and (index in tags.roles or is_function_word(token.key)):
                break
        elif index == first or not _particle(page, index):
            break
        index += 1
    return index


def _particle(page: Page, index: int) -> bool:
    following = index + 1 < len(page.tokens) and page.tokens[index + 1].capital
    return page.tokens[index].key in words("particles") and following


def _after_titles(page: Page, tags: Tags) -> Iterator[Core]:
    """Names after "Mr", "Gen." or an office written with a capital ("President Doe")."""
    for index, token in enumerate(page.tokens):
        if token.key in honorifics() and token.capital and not token.possessive:
            start, strong = index + 1, True
        elif index in tags.roles and not tags.roles[index][2] and token.capital:
            start = tags.roles[index][0]
            strong = start - index >= 2  # "Surgeon General Doe" is no organisation, whatever the model says
        else:
            continue
        if start >= len(page.tokens) or page.tokens[start - 1].possessive:
            continue
        if page.gap(start - 1, start) not in (*SPACES, ". "):
            continue
        if start in tags.roles:
            start = skip_titles(page, tags, start, len(page.tokens))
        if start < len(page.tokens):
            yield from _titled(page, tags, start, strong=strong)


def _titled(page: Page, tags: Tags, start: int, *, strong: bool) -> Iterator[Core]:
    token = page.tokens[start]
    if not token.capital or not token.text[0].isalpha():
        return
    if not strong and (start in tags.places or is_function_word(token.key) or len(token.key) < 2):
        return
    end = _run(page, tags, start)
    if end > start and not _organisation(page, start, end):
        yield start, end, strong


def _organisation(page: Page, first: int, last: int) -> bool:
    return any(token.key in words("organisation_words") for token in page.tokens[first:last])


def _from_first_names(page: Page, tags: Tags) -> Iterator[Core]:
    """Names that open with a common given name."""
    for index, token in enumerate(page.tokens):
        if not token.capital or token.key not in first_names() or token.key in words("weak_first_names"):
            continue
        if index in tags.places or token.possessive or _inside_run(page, tags, index):
            continue
        end = _run(page, tags, index)
        if end - index >= 2 and not _organisation(page, index, end):
            # Nothing but a person is a "Jr", whatever the model says.
            yield index, end, page.tokens[end - 1].key in words("suffixes")


def _inside_run(page: Page, tags: Tags, index: int) -> bool:
    """Whether a capitalised word of no table stands right before."""
    if index == 0 or not page.tokens[index - 1].capital or page.gap(index - 1, index) not in (*SPACES, "-"):
        return False
    return index not in tags.role_ends and index not in tags.place_ends


def _from_sources(page: Page, tags: Tags) -> Iterator[Core]:
    """Names that stand as a source: after titles nothing but a few capitalised words."""
    for item in page.attributions:
        inside = page.within(item.source) if item.source else range(0)
        if not inside or page.tokens[inside.start].key in words("determiners"):
            continue
        first = skip_titles(page, tags, inside.start, inside.stop)
        if first >= inside.stop or first in tags.places or first in tags.roles:
            continue
        last = min(_run(page, tags, first), inside.stop)
        if last > first and _whole(page, last, inside.stop) and _plausible(page, first, last):
            yield first, last, False


def _whole(page: Page, last: int, stop: int) -> bool:
    return last == stop or page.gap(last - 1, last).startswith((",", " (", " –", " —"))


def _plausible(page: Page, first: int, last: int) -> bool:
    run = page.tokens[first:last]
    if len(run) > 4 or _organisation(page, first, last) or any(token.acronym for token in run):
        return False
    return len(run) > 1 or not (run[0].key.endswith("s") or is_function_word(run[0].key))


def span_of(page: Page, first: int, last: int) -> Span:
    """The span of the tokens ``[first, last)``."""
    return Span(page.tokens[first].start, page.tokens[last - 1].end)
