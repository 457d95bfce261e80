"""The pages. They read and write without JavaScript; scripts only make some of it quicker."""

from fastapi import APIRouter

from crossread.serve.pages import correcting, importing, reading, review

router = APIRouter(include_in_schema=False)
for part in (reading, review, correcting, importing):
    router.include_router(part.router)
