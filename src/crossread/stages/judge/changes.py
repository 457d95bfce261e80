"""What a judgement makes of findings: some joined, accounts taken out, one built again from its passages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from crossread.records import (
    Account,
    Finding,
    Judgement,
    Reason,
    ReportData,
    Role,
    Span,
    Stance,
    finding_id,
    merged,
)
from crossread.stages.judge.identity import Places

_QUESTION = 80  # code points of a passage that name a finding which is built again


def joined(finding: Finding, others: Sequence[Finding]) -> Finding:
    """One finding of the kind of the first, with the accounts, reasons and history of all.

    Its independent accounts are those of all together, but one a party at most:
    which of them tell one utterance is not known here.
    """
    parts = (finding, *others)
    accounts = _together([account for part in parts for account in part.accounts])
    parties = {account.party for account in accounts if account.passages}
    said = {item: None for part in parts for item in part.judged}
    history = sorted({step: None for part in parts for step in part.history}, key=lambda step: step.on or "")
    return replace(
        finding,
        id=finding_id(finding.kind, accounts),
        accounts=accounts,
        reasons=tuple(dict.fromkeys(reason for part in parts for reason in part.reasons)),
        history=tuple(history),
        score=max(part.score for part in parts),
        independent=min(len(parties), sum(part.independent for part in parts)),
        judged=tuple(sorted(said, key=lambda item: item.on)),
    )


def _together(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """One account for each party, article and stance; who speaks in one of them is not silent."""
    grouped: dict[tuple[str, str, Stance], Account] = {}
    for account in accounts:
        key = (account.party, account.article, account.stance)
        known = grouped.get(key)
        grouped[key] = account if known is None else _both(known, account)
    parties = {account.party for account in grouped.values() if account.passages}
    articles = {account.article for account in grouped.values() if account.passages}
    return tuple(
        account
        for account in grouped.values()
        if account.passages or (account.party not in parties and account.article not in articles)
    )


def _both(one: Account, other: Account) -> Account:
    passages = merged((*one.passages, *other.passages))
    return replace(one, claims=tuple(dict.fromkeys((*one.claims, *other.claims))), passages=passages)


def parted(finding: Finding, judgement: Judgement, places: Places) -> Finding | None:
    """A finding without the accounts that a split takes out; None where fewer than two would speak."""

    def goes(account: Account) -> bool:
        return any(
            places.holds(anchor, account.article, span)
            for anchor in judgement.out
            for span in account.passages
        )

    left = tuple(account for account in finding.accounts if not goes(account))
    speaking = [account for account in left if account.passages]
    if len(speaking) < 2:
        return None
    claims = {claim for account in finding.accounts if goes(account) for claim in account.claims}
    return replace(
        finding,
        id=finding_id(finding.kind, left),
        accounts=left,
        history=tuple(step for step in finding.history if step.claim not in claims),
        independent=min(finding.independent, len({account.party for account in speaking})),
    )


def restored(judgement: Judgement, places: Places, report: ReportData) -> Finding | None:
    """An accepted finding that this run did not make, built from its passages.

    None unless all its texts are there and as they were.
    """
    by_digest = {digest: article for article, digest in sorted(places.digests.items(), reverse=True)}
    grouped: dict[tuple[str, str, Stance], list[Span]] = {}
    ids = {actor.name: actor.id for actor in report.actors}
    for anchor in judgement.target.anchors:
        article = by_digest.get(anchor.text)
        if article is None or anchor.span.end > len(places.articles[article].text):
            return None
        key = (ids.get(anchor.party, anchor.party), article, anchor.stance)
        grouped.setdefault(key, []).append(anchor.span)
    if not grouped:
        return None
    accounts = tuple(
        Account(party, article, stance, _claims(report, party, article, spans), merged(spans))
        for (party, article, stance), spans in grouped.items()
    )
    first = accounts[0]
    words = first.passages[0].of(places.articles[first.article].text)[:_QUESTION]
    return Finding(
        id=finding_id(judgement.target.kind, accounts),
        kind=judgement.target.kind,
        question=" ".join(words.split()),
        accounts=accounts,
        reasons=(Reason("judged", f"accepted by {judgement.by}; this run did not find it by itself"),),
        rank=0,
        story=_story(report, accounts),
        independent=len({account.party for account in accounts}),
    )


def _claims(report: ReportData, party: str, article: str, spans: Iterable[Span]) -> tuple[str, ...]:
    """The claims of a party whose words a passage shows."""
    shown = list(spans)
    return tuple(
        claim.id
        for claim in report.claims
        if claim.article == article
        and claim.speaker == party
        and all(any(span.contains(piece) for span in shown) for piece in claim.content)
    )


def _story(report: ReportData, accounts: Sequence[Account]) -> str | None:
    """The story that most of the articles report as their subject, the first of equals."""
    told: Mapping[str, set[str]] = {
        story.id: {part.article for part in story.articles if part.role is Role.MAIN}
        for story in report.stories
    }
    articles = {account.article for account in accounts}
    best = max(told, key=lambda story: len(told[story] & articles), default=None)
    return best if best is not None and told[best] & articles else None
