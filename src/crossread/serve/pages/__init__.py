"""The pages. They read and write without JavaScript; scripts only make some of it quicker."""

from fastapi import APIRouter

from crossread.serve.pages import correcting, importing, reading, review, searching

router = APIRouter(include_in_schema=False)
for part in (reading, searching, review, correcting, importing):
    router.include_router(part.router)
