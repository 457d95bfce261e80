"""A thousand requests, twenty at once, while articles are added and findings judged: nothing is lost."""

import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from crossread.dossier import Dossier

REQUESTS, AT_ONCE = 1_000, 20
ADDING, NOTING = (7, 40, 73), (3, 28, 53, 78)  # of each hundred requests


def test_a_thousand_requests_beside_writers(filled: Path, tmp_path: Path) -> None:
    where = tmp_path / "busy.db"
    where.write_bytes(filled.read_bytes())
    command = [sys.executable, "-m", "crossread", "serve", str(where), "--port", "0", "--by", "Jo"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        base = server.stdout.readline().split()[0].rstrip("/")
        try:
            with httpx2.Client(base_url=base, headers={"origin": base}, timeout=60) as client:
                _storm(client)
        finally:
            server.terminate()
    with Dossier.open(where, workers=1) as dossier:
        assert dossier.status().articles == 6 + REQUESTS // 100 * len(ADDING)
        assert dossier.status().waiting == 0
        assert len({one.item.note for one in dossier.judgements()}) == REQUESTS // 100 * len(NOTING)
        assert dossier.verify() == []


def _storm(client: "httpx2.Client") -> None:
    """The requests, with writes strewn in; all must be answered."""
    kinds = ("stories", "articles", "actors")
    ids = {kind: [item["id"] for item in client.get(f"/api/v1/{kind}").json()["items"]] for kind in kinds}
    reads = ["/stories", "/review", "/search?words=salt+road", "/api/v1/search?words=dam", "/api/v1/review"]
    reads += [f"/{kind}/{name}" for kind in kinds for name in ids[kind]]
    finding = client.get("/api/v1/review").json()["items"][0]["id"]

    def ask(number: int) -> int:
        if number % 100 in ADDING:
            text = f"Captain Per Dahl of ship {number} said that cargo {number * 7919} was safe in port."
            body = {"articles": [{"name": f"ship-{number}", "text": text, "published": "2031-07-01"}]}
            return client.post("/api/v1/articles", json=body).status_code
        if number % 100 in NOTING:
            said = {"action": "note", "note": f"Note {number}."}
            return client.post(f"/api/v1/findings/{finding}/judgements", json=said).status_code
        return client.get(reads[number % len(reads)]).status_code

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answered = Counter(threads.map(ask, range(REQUESTS)))
    assert answered.total() == REQUESTS
    assert set(answered) == {200, 201, 202}, answered
    end = time.monotonic() + 120
    while any(job["state"] in ("waiting", "running") for job in client.get("/api/v1/jobs").json()["items"]):
        if time.monotonic() > end:
            pytest.fail("the articles were never read")
        time.sleep(0.2)
