"""Search over what was said, and sheets of it to keep."""

from dataclasses import asdict, dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from crossread.dossier.searching import Query
from crossread.records import Act, ArticleKind
from crossread.serve.gathering import sayings
from crossread.serve.links import PageLinks
from crossread.serve.params import PAGE_SIZE, FormDay, Held, Id, PageNumber, Words
from crossread.serve.rendering import pager, render
from crossread.serve.sheets import findings_sheet, said_sheet

router = APIRouter(default_response_class=HTMLResponse)
MOST_LINES = 10_000
"""Lines of a sheet of what was said; of more, the best are kept."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a form of the search sends; an empty field asks for nothing."""

    words: Words = ""
    speaker: Words = ""
    outlet: Words = ""
    since: FormDay = ""
    until: FormDay = ""
    kind: Words = ""
    act: Words = ""

    @property
    def query(self) -> Query:
        """The same as the dossier takes it."""
        given = {name: value for name, value in asdict(self).items() if value}
        return Query(**given)


Asked = Annotated[Filters, Depends()]


@router.get("/search")
def search(dossier: Held, asked: Asked, page: PageNumber = 1) -> HTMLResponse:
    """What was said, by words, speaker, outlet, day, kind of article and act."""
    filters = asdict(asked)
    given = any(filters.values())
    start = (page - 1) * PAGE_SIZE
    found = dossier.search(asked.query, limit=PAGE_SIZE, offset=start) if given else None
    shown = found.items if found else ()
    at = pager("/search", filters, page, PAGE_SIZE, len(shown), found.total if found else 0)
    return render(
        "search.html.j2",
        asked=given,
        filters=filters,
        sayings=sayings(dossier, shown),
        outlets=dossier.outlets(),
        kinds=[item.value for item in ArticleKind],
        acts=[item.value for item in Act],
        pager=at,
        sheet=f"/search.csv?{urlencode({key: value for key, value in filters.items() if value})}"
        if shown
        else "",
    )


@router.get("/search.csv")
def search_sheet(dossier: Held, asked: Asked) -> Response:
    """What was said as a sheet, a line for each claim."""
    found = dossier.search(asked.query, limit=MOST_LINES).items
    names = dossier.names({voice for item in found for voice in item.voices})
    return _sheet(said_sheet(found, names), "said.csv")


@router.get("/stories/{name}/findings.csv")
def story_sheet(dossier: Held, name: Id) -> Response:
    """A story's findings as a sheet, a line for each account."""
    return _sheet(findings_sheet(PageLinks(dossier.story(name).report)), f"story-{name}.csv")


def _sheet(content: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="text/csv", headers=headers)
