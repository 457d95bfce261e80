"""The dossier as JSON, under ``/api/v1``; articles, claims and findings as the report file has them."""

from fastapi import APIRouter

from crossread.serve.api import reading, writing
from crossread.serve.problems import RESPONSES

router = APIRouter(prefix="/api/v1", responses=RESPONSES)
router.include_router(reading.router)
router.include_router(writing.router)
