"""The pictures of a story's page."""

from crossread.records import Account, Finding, FindingKind, ReportData, Run, Stance
from crossread.serve.links import PageLinks
from crossread.serve.pictures import heat_map

DISPUTE = FindingKind.CONTRADICTION


def disputed(kind: FindingKind, *accounts: tuple[str, Stance]) -> PageLinks:
    told = tuple(Account(party, f"{number:016}", stance) for number, (party, stance) in enumerate(accounts))
    finding = Finding("f" * 16, kind, "the salt road", told, reasons=())
    return PageLinks(ReportData(run=Run("", ""), findings=(finding,)))


def cells(links: PageLinks) -> set[str]:
    found = heat_map(links)
    assert found is not None
    return {cell.words for cell in found.cells}


def test_parties_of_unlike_stances_differ() -> None:
    links = disputed(
        FindingKind.CONTRADICTION,
        ("Brenn", Stance.ASSERTS),
        ("Weiss", Stance.DENIES),
        ("Orla", Stance.ASSERTS),
    )
    assert cells(links) == {
        "Weiss and Brenn: differ on 1 point", "Weiss and Orla: differ on 1 point",
        "Brenn and Orla: no common point",
    }  # fmt: skip


def test_rival_accounts_that_are_all_asserted_set_the_first_two_apart() -> None:
    links = disputed(
        FindingKind.CONTRADICTION,
        ("Brenn", Stance.ASSERTS),
        ("Weiss", Stance.ASSERTS),
        ("Orla", Stance.SILENT),
    )
    assert cells(links) == {"Brenn and Weiss: differ on 1 point"}


def test_one_party_by_itself_makes_no_picture() -> None:
    assert heat_map(disputed(DISPUTE, ("Brenn", Stance.ASSERTS))) is None
