"""Invented corpora in every form of input."""

import gzip
import json
from pathlib import Path
from typing import Any

PLACES = ("Northport", "Eastmere", "Oldbridge", "Westhaven", "Stonefield", "Highmoor", "Lakeside", "Redcliff")


def article(number: int) -> dict[str, str]:
    """An article of four sentences: a mayor, a number, a denial; odd and even numbers disagree."""
    place = PLACES[number // 2 % len(PLACES)]
    asked = "had agreed to close" if number % 2 else "had never agreed to close"
    return {
        "title": f"Council of {place} meets over the harbour",
        "outlet": "The Lake Post" if number % 2 else "Evening Courier",
        "published": f"2031-05-{number % 27 + 1:02d}",
        "url": f"https://news.example/{number}",
        "text": f"The council of {place} met on Monday in session {number} to talk about the harbour.\n\n"
        f"“We lost {number + 20} ships this winter,” the mayor, Anna Lindqvist, said.\n\n"
        f"Harbour master Otto Brandt said that the council {asked} the northern pier.\n\n"
        f"Nobody in {place} denied that the storm of March had done much harm to the boats.\n",
    }


def lines(path: Path, count: int, *, first: int = 0, times: int = 1) -> Path:
    """A JSON Lines file (.gz: packed) of ``count`` articles, each ``times`` as long."""
    rows = [json.dumps(_longer(article(first + number), times)) for number in range(count)]
    data = ("\n".join(rows) + "\n").encode()
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
    return path


def _longer(held: dict[str, str], times: int) -> dict[str, str]:
    more = [held["text"].replace("the harbour", f"berth {number}") for number in range(1, times)]
    return {**held, "text": "\n".join([held["text"], *more])}


def page(number: int) -> bytes:
    """The same article as a page."""
    held = article(number)
    body = "".join(f"<p>{part}</p>" for part in held["text"].strip().split("\n\n"))
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{held["title"]}</title>'
        f'<meta property="og:site_name" content="{held["outlet"]}">'
        f'<meta property="article:published_time" content="{held["published"]}"></head>'
        f"<body><article><h1>{held['title']}</h1>{body}</article></body></html>"
    ).encode()


def response(number: int, *, packed: bool = True, status: str = "200 OK", **headers: str) -> bytes:
    """A WARC record as CC-NEWS has them: one gzip member each."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{more}\r\n".encode() + page(
        number
    )
    return record("response", number, http, packed=packed)


def record(kind: str, number: int, content: bytes, *, packed: bool = True) -> bytes:
    """Any WARC record."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n"
        f"WARC-Record-ID: <urn:uuid:{number:08d}-0000-4000-8000-000000000000>\r\n"
        f"WARC-Date: 2031-05-02T00:00:00Z\r\nWARC-Target-URI: https://news.example/{number}\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(content)}\r\n\r\n"
    ).encode()
    data = head + content + b"\r\n\r\n"
    return gzip.compress(data, mtime=0) if packed else data


def warc(path: Path, count: int) -> Path:
    """A WARC file with an information record and, for each page, a request and a response."""
    packed = path.suffix == ".gz"
    parts = [record("warcinfo", 9999, b"software: invented\r\n", packed=packed)]
    for number in range(count):
        parts.append(record("request", number, b"GET / HTTP/1.1\r\n\r\n", packed=packed))
        parts.append(response(number, packed=packed))
    path.write_bytes(b"".join(parts))
    return path


def parquet(path: Path, count: int, *, group: int = 3) -> Path:
    """A Parquet file with small row groups and a column that is no text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = [{**article(number), "likes": number} for number in range(count)]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=group)
    return path
