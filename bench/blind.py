"""What two blind readers get of drawn conflicts: each item told alike, its paragraphs beside it, with decoys.

An item shows what the page shows: the point, the kind, every account with its outlet, voice, stance and
passage; and the paragraph in which each passage stands. It shows no score and no reason. Decoys are pairs of
accounts that no run shows as a conflict: of an agreement, or of claims of two voices that share many words. A
reader who says yes to everything is seen by them.
"""

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, cycle
from pathlib import Path

from crossread.records import Account, Claim, Finding, FindingKind, Polarity, ReportData, Span, Stance

DECOYS = 15
_SHORT = 240  # code points; a shorter paragraph is shown with its neighbours
_LONG = 1600  # code points of context
_SHARED = 0.25  # of the words of two claims, for a decoy
_MANY = (8, 45)  # words of a claim in a decoy
_OF_ONE_STORY = 2  # decoys
Verdicts = dict[tuple[str, str, str], dict[str, str]]
_HEAD = """# Conflicts to judge, sheet {number}

Each item is something that a program shows as a conflict between accounts of one event.
Judge each by the words here alone:

- **yes**: rival accounts of one question by different parties, or a denial by whom it names, on these words
- **no**: no such thing: other matters, one view in two wordings, a report taken for the reporter's own word,
  support against opposition on different questions, a wrong speaker

Write one line an item into `verdict-{number}.csv`: `id,verdict,reason` (the reason in a few words).
The passage that stands for an account is between ⟦ and ⟧ in its paragraph.
"""


@dataclass(frozen=True)
class Item:
    """One thing to judge: its kind, its words, and the row it comes from (empty for a decoy)."""

    kind: str
    text: str
    row: tuple[str, ...] = ()


def of_finding(finding: Finding, data: ReportData, row: Sequence[str]) -> Item:
    """A conflict as an item."""
    told = [_account(account, data) for account in finding.accounts if account.passages]
    return Item(finding.kind.value, f"**{_line(finding.question)}**\n\n" + "\n".join(told), tuple(row))


def decoys(data: ReportData, conflicts: Iterable[Finding]) -> list[Item]:
    """Pairs of accounts of two parties in one event that are shown in no conflict, a few an event."""
    taken = {claim for finding in conflicts for account in finding.accounts for claim in account.claims}
    found = []
    for finding in data.findings:
        given = [account for account in finding.accounts if account.passages]
        if finding.kind is FindingKind.AGREEMENT and len({account.party for account in given}) > 1:
            found.append((finding.question, given[:2]))
    found = sorted(found, key=lambda item: _hash(item[0]))[:1]
    claims = [c for c in data.claims if c.heard and c.id not in taken and _counted(c, data)]
    pairs = [(a, b) for a, b in combinations(claims, 2) if a.speaker != b.speaker and _near(a, b, data)]
    for a, b in sorted(pairs, key=lambda pair: _hash(pair[0].id + pair[1].id))[: _OF_ONE_STORY - 1]:
        words = sorted(_words(a, data) & _words(b, data), key=lambda word: (-len(word), word))
        found.append((" ".join(words[:3]), [_given(a), _given(b)]))
    return [
        Item("", f"**{_line(question)}**\n\n" + "\n".join(_account(account, data) for account in given))
        for question, given in found
    ]


def _given(claim: Claim) -> Account:
    stance = Stance.DENIES if claim.polarity is Polarity.DENY else Stance.ASSERTS
    stance = Stance.HEDGES if claim.hedged and stance is Stance.ASSERTS else stance
    return Account(claim.voices[-1], claim.article, stance, (claim.id,), claim.content)


def _words(claim: Claim, data: ReportData) -> frozenset[str]:
    text = next(article.text for article in data.articles if article.id == claim.article)
    words = re.findall(r"\w{4,}", " ".join(span.of(text) for span in claim.content).casefold())
    return frozenset(words)


def _counted(claim: Claim, data: ReportData) -> bool:
    return _MANY[0] <= len(_words(claim, data)) <= _MANY[1]


def _near(one: Claim, other: Claim, data: ReportData) -> bool:
    words = _words(one, data), _words(other, data)
    return one.article != other.article and len(words[0] & words[1]) >= _SHARED * min(map(len, words))


def _account(account: Account, data: ReportData) -> str:
    """An account in words: voice, outlet, date, stance, passages, and the paragraphs around them."""
    article = next(article for article in data.articles if article.id == account.article)
    names = {actor.id: actor.name for actor in data.actors}
    party = names.get(account.party, account.party)
    told = [claim for claim in data.claims if claim.id in account.claims]
    chains = [" → ".join(names.get(voice, voice) for voice in claim.voices) for claim in told]
    voice = f"voice: {party}" + (f" (chain: {'; '.join(dict.fromkeys(chains))})" if any(chains) else "")
    passage = " … ".join(span.of(article.text) for span in account.passages)
    date = (article.published or "")[:10] or "no date"
    return "\n".join(
        (
            f"- {_line(voice)}; outlet: {_line(article.label)}, {date}; "
            f"headline: {_line(article.title or '')}; stance: {account.stance.value}",
            f"  - passage: {_line(passage)}",
            f"  - context: {_line(_context(article.text, account.passages))}",
        )
    )


def _context(text: str, spans: Sequence[Span]) -> str:
    """The paragraph of the passages, each marked; of a short one the neighbours, too."""
    start = text.rfind("\n", 0, spans[0].start) + 1
    end = text.find("\n", spans[-1].end)
    end = len(text) if end < 0 else end
    if end - start < _SHORT + len(spans[0]):
        start = text.rfind("\n", 0, max(0, len(text[:start].rstrip()))) + 1
        further = len(text) - len(text[end:].lstrip())
        end = text.find("\n", further)
        end = len(text) if end < 0 else end
    start, end = max(start, spans[0].start - _LONG // 2), min(end, spans[-1].end + _LONG // 2)
    out, at = [], start
    for span in spans:
        out += [text[at : span.start], "⟦", span.of(text), "⟧"]
        at = span.end
    return "".join((*out, text[at:end]))


def _line(text: str) -> str:
    return " ".join(text.split())


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def write(folder: Path, items: Sequence[Item], kinds: Sequence[str], seed: int) -> None:
    """Write both sheets and the map; decoys are given the kinds of the pairs."""
    folder.mkdir(parents=True, exist_ok=True)
    ids: dict[str, list[str]] = {}
    for number in (1, 2):
        ordered = sorted(items, key=lambda item: _hash(f"{seed} {number} {item.text}"))
        out = [_HEAD.format(number=number)]
        given = cycle(kind for kind in kinds if kind != "denial")
        for place, item in enumerate(ordered, 1):
            name = f"{'ab'[number - 1]}{place:03}"
            ids[name] = list(item.row)
            out.append(f"## {name}: {item.kind or next(given)}\n{item.text}\n")
        (folder / f"blind-{number}.md").write_text("\n".join(out), encoding="utf-8")
    (folder / "blind-map.json").write_text(json.dumps(ids, indent=1), encoding="utf-8")


def verdicts(folder: Path) -> tuple[Verdicts, dict[str, list[str]]]:
    """The readers' verdicts by row, and what each said of the decoys."""
    ids: dict[str, list[str]] = json.loads((folder / "blind-map.json").read_text("utf-8"))
    found: Verdicts = {}
    on_decoys: dict[str, list[str]] = {}
    for number, name in ((1, "first"), (2, "second")):
        with (folder / f"verdict-{number}.csv").open(encoding="utf-8", newline="") as file:
            said = {row["id"].strip(): row["verdict"].strip().casefold() for row in csv.DictReader(file)}
        for one, verdict in said.items():
            if ids[one]:
                which, story, accounts = ids[one]
                found.setdefault((which, story, accounts), {})[name] = verdict
            else:
                on_decoys.setdefault(name, []).append(verdict)
    return found, on_decoys
