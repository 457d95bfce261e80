"""A server that does not wait for ever for a request to begin.

uvicorn bounds how long a connection may lie idle after an answer, not how long
the head of a request may take: connections that say nothing, or a byte a
minute, would use up those that there are.
"""

import time
from typing import Any

import uvicorn

_TICKS = 10  # of a tenth of a second: how often connections are looked at


class Patient(uvicorn.Server):
    """Closes connections on which no request began: none yet, for ``first`` seconds, or none after the last,
    for ``next_one``. Those that run are let be.
    """

    def __init__(self, config: uvicorn.Config, first: float = 30.0, next_one: float = 90.0) -> None:
        super().__init__(config)
        self._first, self._next = first, next_one
        self._waiting: dict[Any, tuple[object, float]] = {}  # by connection: its last request, and since when

    async def on_tick(self, counter: int) -> bool:
        """What uvicorn does ten times a second, and a look at the connections."""
        if counter % _TICKS == 0:
            self._look(time.monotonic())
        return await super().on_tick(counter)

    def _look(self, now: float) -> None:
        before, self._waiting = self._waiting, {}
        for connection in list(self.server_state.connections):
            last = getattr(connection, "cycle", None)  # the request that is answered, or was
            if last is not None and not last.response_complete:
                continue
            seen, since = before.get(connection, (last, now))
            if seen is not last:
                since = now
            patience = self._first if last is None else self._next
            if now - since > patience and connection.transport is not None:
                connection.transport.close()
            else:
                self._waiting[connection] = (last, since)
