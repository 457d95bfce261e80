"""Adding reports by dropping files, and taking articles out."""

from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.responses import Response

from crossread.errors import InputError
from crossread.records import Blob
from crossread.serve.corrections import adding, removing
from crossread.serve.pages import jobs
from crossread.serve.pages.jobs import begun
from crossread.serve.params import AtDesk, By, Held, Id
from crossread.serve.rendering import render
from crossread.stages.report.shown import one_line

router = APIRouter()
router.include_router(jobs.router)
_MOST_BYTES = 200_000_000  # of all files of one upload together

Word = Annotated[str, Form(max_length=300, pattern=r"^[^\x00]*$")]


@router.get("/import")
def form(desk: AtDesk) -> Response:
    """Where files are dropped, and what became of the last ones."""
    return render("import.html.j2", jobs=desk.jobs()[:20])


@router.post("/import")
def upload(
    desk: AtDesk, by: By, files: Annotated[list[UploadFile], File()], outlet: Word = "", date: Word = ""
) -> Response:
    """Read the files and compare what they touch."""
    given = {"outlet": outlet.strip(), "published": date.strip()}
    overrides = {key: value for key, value in given.items() if value}
    blobs: list[Blob] = []
    size = 0
    for file in files:
        name = one_line(PurePath((file.filename or "").replace("\\", "/")).name)
        if not name:
            continue
        size += file.size or 0
        if size > _MOST_BYTES:
            raise InputError(
                f"The files have more than {_MOST_BYTES // 1_000_000} megabytes together.",
                remedy="Send fewer at once, or use `crossread dossier add`.",
            )
        blobs.append(Blob(name, file.file.read(), overrides))
    if not blobs:
        raise InputError("No file was chosen.", remedy="Choose or drop at least one.")
    title = f"Add {blobs[0].path}" + (f" and {len(blobs) - 1} more" if len(blobs) > 1 else "")
    return begun(desk, title, by, adding(blobs), "/stories")


@router.post("/articles/{name}/remove")
def remove(dossier: Held, desk: AtDesk, by: By, name: Id, sure: Annotated[bool, Form()] = False) -> Response:
    """Take an article out."""
    if not sure:
        raise InputError("Nothing was taken out.", remedy="Tick the box beside the button to confirm.")
    return begun(desk, "Take out an article", by, removing(dossier.article(name).line.id), "/stories")
