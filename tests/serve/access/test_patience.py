"""Connections that say nothing, or not enough, are closed; those that work are not."""

import asyncio
import socket
from collections.abc import Awaitable, Callable

import uvicorn
from fastapi import FastAPI

from crossread.serve.access.patience import Patient

HEAD = b"GET %s HTTP/1.1\r\nHost: here\r\n\r\n"
PATIENCE = 1.0


def served(visit: Callable[[int], Awaitable[None]]) -> None:
    """Run a visitor beside a server with little patience."""
    app = FastAPI()

    @app.get("/quick")
    async def quick() -> str:
        return "quick"

    @app.get("/slow")
    async def slow() -> str:
        await asyncio.sleep(4 * PATIENCE)
        return "slow"

    async def both(listening: socket.socket) -> None:
        server = Patient(uvicorn.Config(app, log_config=None, timeout_keep_alive=60), PATIENCE, PATIENCE)
        running = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            await asyncio.wait_for(visit(listening.getsockname()[1]), 30)
        finally:
            server.should_exit = True
            await running

    with socket.create_server(("127.0.0.1", 0)) as listening:
        asyncio.run(both(listening))


async def closed(reader: asyncio.StreamReader, within: float) -> bool:
    try:
        return await asyncio.wait_for(reader.read(), within) == b""
    except TimeoutError:
        return False


def test_a_connection_that_says_nothing_or_half_a_head_is_closed() -> None:
    async def visit(port: int) -> None:
        silent, slow = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
        for byte in b"GET /quick":
            slow[1].write(bytes([byte]))
            await asyncio.sleep(0.1)
        assert await closed(silent[0], 5)
        assert await closed(slow[0], 5)
        for _, writer in (silent, slow):
            writer.close()

    served(visit)


def test_a_request_that_takes_long_and_a_connection_in_use_are_let_be() -> None:
    async def visit(port: int) -> None:
        slow, busy = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
        slow[1].write(HEAD % b"/slow")
        for _ in range(12):  # each within patience, all together far beyond
            busy[1].write(HEAD % b"/quick")
            assert b'"quick"' in await busy[0].readuntil(b'"quick"')
            await asyncio.sleep(0.3)
        assert b"200 OK" in await slow[0].readuntil(b"\r\n")
        assert await closed(busy[0], 5)
        for _, writer in (slow, busy):
            writer.close()

    served(visit)
