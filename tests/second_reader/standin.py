"""A server on this machine that speaks the chat completions protocol over HTTP, with the faults of many."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]
KNOWN = {"model", "messages", "temperature", "seed", "max_tokens", "max_completion_tokens", "stream"}


def completion(content: object, model: str = "tiny") -> bytes:
    """A reply of the protocol whose message says ``content``."""
    return json.dumps(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1_900_000_000,
            "model": model,
            "choices": [
                {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
            ],
            "usage": {"prompt_tokens": 9, "completion_tokens": 1, "total_tokens": 10},
        }
    ).encode()


def error(message: str, *, param: str | None = None, code: str | None = None) -> bytes:
    """An error of the protocol."""
    return json.dumps(
        {"error": {"message": message, "type": "invalid_request_error", "param": param, "code": code}}
    ).encode()


@dataclass(frozen=True)
class Reply:
    """What the server does with a request. ``drip`` seconds pass before each byte; ``cut`` ends midway."""

    body: bytes = completion("unclear")
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: float = 0.0
    cut: bool = False
    endless: bool = False


def says(content: object) -> Reply:
    return Reply(completion(content))


Script = Callable[[Body], Reply]


@dataclass
class StandIn:
    """``script`` answers each request; ``seen`` are the bodies that came, ``headers`` theirs."""

    script: Script
    url: str = ""
    seen: list[Body] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


def in_turn(*replies: Reply) -> Script:
    """The replies one after the other, the last of them for ever."""
    waiting = list(replies)
    return lambda body: waiting.pop(0) if len(waiting) > 1 else waiting[0]


class Server(ThreadingHTTPServer):
    """Serves what its ``held`` says."""

    daemon_threads = True

    def __init__(self, held: StandIn) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.held = held


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        assert isinstance(self.server, Server)
        held = self.server.held
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        held.headers.append({key.lower(): value for key, value in self.headers.items()})
        held.seen.append(body)
        reply = self._checked(body) or held.script(body)
        time.sleep(reply.delay)
        try:
            self._send(reply)
        except OSError:  # the other side has had enough
            self.close_connection = True

    def _checked(self, body: Body) -> Reply | None:
        """What a real server refuses."""
        if self.path.split("?")[0] != "/v1/chat/completions":
            return Reply(error("Not found"), 404)
        roles = [message["role"] for message in body.get("messages", ())]
        if set(body) - KNOWN or roles != ["system", "user"] or body["stream"]:
            return Reply(error("Bad request"), 400)
        return None

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in {"content-type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        if reply.endless:
            self.send_header("connection", "close")
            self.end_headers()
            while True:
                self.wfile.write(b" " * 65_536)
        self.send_header("content-length", str(len(reply.body)))
        self.end_headers()
        if reply.cut:
            self.wfile.write(reply.body[: len(reply.body) // 2])
            self.close_connection = True
        elif reply.drip:
            for number in range(len(reply.body)):
                time.sleep(reply.drip)
                self.wfile.write(reply.body[number : number + 1])
        else:
            self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def standing_in(script: Script) -> Iterator[StandIn]:
    """Run the server until the block ends."""
    held = StandIn(script)
    server = Server(held)
    held.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
