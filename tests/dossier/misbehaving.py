"""A small server that behaves badly on purpose."""

import gzip
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PAGE = """<!doctype html><html><head><title>{title}</title><meta name="date" content="2031-05-13"></head>
<body><article><h1>{title}</h1>{body}</article></body></html>"""
FLOOD_PAGE = PAGE.format(
    title="Flood drives hundreds from homes in Tessel",
    body="<p>The river Tess broke its banks in Tessel on Tuesday and drove more than three hundred people from"
    " their homes. Mayor Jan Roe said that the dam had held.</p><p>The water stood two metres deep in the market"
    " square, where boats brought families out. Schools stay closed until the end of the week, the mayor said.</p>",
)
STRIKE_PAGE = PAGE.format(
    title="Bakers of Norrby strike",
    body="<p>The bakers of Norrby stopped work on Monday. “We want eight crowns an hour,” said Ida Lund, who leads"
    " their union.</p><p>The owners of the bakeries answered that they could not pay so much this year, and that"
    " talks would go on in the town hall on Friday.</p>",
)
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Tessel News</title>
<item><title>Flood</title><link>{0}/flood</link></item>
<item><title>Strike</title><link>/strike</link></item>
<item><title>Bad</title><link>file:///etc/passwd</link></item>
<item><title>Unclosed & broken</title></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
<entry><title>Flood</title><link href="{0}/flood"/></entry></feed>"""
OPML = """<opml version="2.0"><body><outline text="a"><outline type="rss" xmlUrl="{0}/rss"/></outline>
<outline type="rss" xmlUrl="{0}/atom"/></body></opml>"""
BOMB = """<?xml version="1.0"?><!DOCTYPE o [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c SYSTEM "file:///etc/passwd">]><opml><body><outline xmlUrl="{0}/&b;&c;"/></body></opml>"""


class Server(ThreadingHTTPServer):
    """Counts what it is asked; ``revised`` makes it serve another text of the flood."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: Counter[str] = Counter()
        self.unchanged: Counter[str] = Counter()
        self.times: list[float] = []
        self.revised = False
        self.robots = "User-agent: *\nDisallow: /private\n"
        self.robots_status = 200

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """One answer for each path, most of them bad."""

    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        name = self.path.strip("/").split("?")[0]
        self.server.asked[name] += 1
        self.server.times.append(time.monotonic())
        if name == "robots.txt":
            self.send(self.server.robots.encode(), status=self.server.robots_status)
            return
        getattr(self, f"do_{name}", self.missing)()

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def missing(self) -> None:
        self.send(b"no", status=404)

    def do_flood(self) -> None:
        tag = '"2"' if self.server.revised else '"1"'
        if self.headers.get("if-none-match") == tag:
            self.server.unchanged["flood"] += 1
            self.send_response(304)
            self.end_headers()
            return
        text = FLOOD_PAGE.replace("three hundred", "four hundred") if self.server.revised else FLOOD_PAGE
        self.send(text.encode(), etag=tag)

    def do_strike(self) -> None:
        self.send(STRIKE_PAGE.encode(), last_modified="Mon, 02 Jun 2031 10:00:00 GMT")

    def do_private(self) -> None:
        self.send(STRIKE_PAGE.encode())

    def do_rss(self) -> None:
        self.send(RSS.format(self.server.url).encode(), content_type="text/plain")

    def do_atom(self) -> None:
        self.send(gzip.compress(ATOM.format(self.server.url).encode()), content_encoding="gzip")

    def do_opml(self) -> None:
        self.send(OPML.format(self.server.url).encode())

    def do_bomb(self) -> None:
        self.send(BOMB.format(self.server.url).encode())

    def do_loop(self) -> None:
        self.send(b"", status=302, location="/loop")

    def do_moved(self) -> None:
        self.send(b"", status=301, location="/flood")

    def do_tofile(self) -> None:
        self.send(b"", status=302, location="file:///etc/passwd")

    def do_toprivate(self) -> None:
        self.send(b"", status=302, location="/private")

    def do_toinside(self) -> None:
        self.send(b"", status=302, location="http://169.254.169.254/latest/")

    def do_large(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        for _ in range(200):
            self.wfile.write(b"x" * 10_000)

    def do_lying(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "99999999999")
        self.end_headers()
        self.close_connection = True

    def do_cut(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "5000")
        self.end_headers()
        self.wfile.write(b"<html>")
        self.close_connection = True

    def do_zipbomb(self) -> None:
        self.send(gzip.compress(b"\0" * 5_000_000), content_encoding="gzip")

    def drip(self, data: bytes) -> None:
        for byte in data:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(0.15)

    def do_slowbody(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        self.drip(b"x" * 40)

    def do_slowhead(self) -> None:
        self.close_connection = True
        self.drip(b"HTTP/1.1 200 OK\r\nx-name: " + b"y" * 40)

    def do_garbage(self) -> None:
        self.close_connection = True
        self.wfile.write(b"\0\1\2 not http at all\r\n\r\n")

    def do_failing(self) -> None:
        self.send(b"oh", status=500)


@contextmanager
def misbehaving() -> Iterator[Server]:
    """A server on this machine, ended with the test."""
    with Server() as server:
        server.daemon_threads = True
        server.block_on_close = False
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
