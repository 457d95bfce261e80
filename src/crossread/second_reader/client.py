"""One question over HTTP: sent, tried again where the server was busy, its answer read up to a limit."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crossread.errors import OptionError
from crossread.second_reader.endpoint import KEY_VARIABLE, Endpoint

if TYPE_CHECKING:
    import httpx2
    from tenacity import RetryCallState

_ATTEMPTS = 3
_MOST_BYTES = 1_000_000
_LONGEST_WAIT = 30.0  # seconds, whatever the server asks for
_CONNECT = 10.0  # seconds
_BUSY = frozenset({408, 409, 425, 429, *range(500, 600)})
_OF_ONE = frozenset({400, 413, 422})  # may be a matter of one question
_REFUSALS = {
    401: "the key was refused",
    403: "the key was refused",
    404: "the server knows no such address or model",
}
# Fields that some models refuse: what to send instead, None for nothing.
_ADAPTED = {"max_tokens": "max_completion_tokens", "temperature": None, "seed": None}


class FailedError(Exception):
    """A question that got no answer. ``final``: no other would get one."""

    def __init__(self, cause: str, *, final: bool = False) -> None:
        super().__init__(cause)
        self.cause = cause
        self.final = final


class _BusyError(Exception):
    """The server cannot answer now; ``after`` is how many seconds it asks to wait."""

    def __init__(self, cause: str, after: float | None = None) -> None:
        super().__init__(cause)
        self.after = after


def check_installed() -> None:
    """Raise OptionError where the libraries of this extra are missing."""
    try:
        import httpx2
        import tenacity  # noqa: F401
    except ImportError as error:
        raise OptionError(
            f"The second reader needs a library that is not installed: {error.name}.",
            remedy="Install it with: pip install 'crossread[second-reader]'",
        ) from error
    del httpx2


def checked_key(key: str | None) -> str | None:
    """A key fit for a header; raises OptionError, without showing it, for one that is not."""
    stripped = (key or "").strip()
    if not (stripped.isascii() and stripped.isprintable()):
        raise OptionError(
            f"The key in {KEY_VARIABLE} holds characters that no key holds.",
            remedy="Set it again; take care that no line break or quotation mark comes along.",
        )
    return stripped or None


@dataclass(slots=True)
class Client:
    """Asks one endpoint. ``timeout`` is for a whole answer, in seconds; ``sleep`` waits between attempts."""

    endpoint: Endpoint
    key: str | None
    timeout: float
    sleep: Callable[[float], None] = time.sleep
    refused: set[str] = field(default_factory=set)  # fields that this model does not take
    _http: "httpx2.Client | None" = None

    def close(self) -> None:
        """Let the connection go."""
        if self._http is not None:
            self._http.close()
            self._http = None

    def content(self, payload: dict[str, Any]) -> object:
        """What the model wrote, whatever it is; None where the reply is not of the protocol.

        Connections that fail, and servers that are busy or at fault, are tried
        three times. Raises FailedError.
        """
        from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

        tries = Retrying(
            retry=retry_if_exception_type(_BusyError),
            stop=stop_after_attempt(_ATTEMPTS),
            wait=_wait,
            sleep=self.sleep,
            reraise=True,
        )
        try:
            return tries(self._adapting, payload)
        except _BusyError as error:
            raise FailedError(str(error)) from error

    def _adapting(self, payload: dict[str, Any]) -> object:
        """Send; where the server names a field that this model does not take, send without it."""
        for _ in range(len(_ADAPTED) + 1):
            status, body = self._send(self._without_refused(payload))
            named = _refused_field(status, body)
            if named is None or named in self.refused or named not in _ADAPTED:
                break
            self.refused.add(named)
        if status != 200:
            raise FailedError(_refusal(status), final=status not in _OF_ONE)
        return _content(body)

    def _without_refused(self, payload: dict[str, Any]) -> dict[str, Any]:
        out = {key: value for key, value in payload.items() if key not in self.refused}
        for key in sorted(self.refused & payload.keys()):
            if (other := _ADAPTED[key]) is not None:
                out[other] = payload[key]
        return out

    def _send(self, payload: dict[str, Any]) -> tuple[int, bytes]:
        """Status and body. Raises _BusyError for what may pass, FailedError for too long or too much."""
        import httpx2

        deadline = time.monotonic() + self.timeout
        try:
            with self._client().stream("POST", self.endpoint.url, json=payload) as response:
                if response.status_code in _BUSY:
                    raise _BusyError(f"HTTP {response.status_code}", _after(response.headers))
                body = bytearray()
                for chunk in response.iter_raw():
                    body += chunk
                    if len(body) > _MOST_BYTES:
                        raise FailedError("the answer had no end")
                    if time.monotonic() > deadline:
                        raise FailedError("timed out")
                return response.status_code, bytes(body)
        except httpx2.ConnectTimeout as error:
            raise _BusyError("no connection") from error
        except httpx2.TimeoutException as error:
            raise FailedError("timed out") from error
        except httpx2.ConnectError as error:
            raise _BusyError("no connection") from error
        except httpx2.TransportError as error:
            raise _BusyError("the connection broke") from error
        except (httpx2.InvalidURL, UnicodeError) as error:
            raise FailedError("the address is none", final=True) from error

    def _client(self) -> "httpx2.Client":
        import httpx2

        if self._http is None:
            headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
            if self.key:
                headers["Authorization"] = f"Bearer {self.key}"
            self._http = httpx2.Client(
                headers=headers,
                timeout=httpx2.Timeout(self.timeout, connect=min(_CONNECT, self.timeout)),
                follow_redirects=False,  # passages go where the person said, and nowhere else
                trust_env=not self.endpoint.loopback,  # no proxy between this machine and itself
            )
        return self._http


def _wait(state: "RetryCallState") -> float:
    """Seconds before the next attempt: what the server asks for, else one, then two."""
    error = state.outcome.exception() if state.outcome else None
    after = error.after if isinstance(error, _BusyError) else None
    return min(_LONGEST_WAIT, float(2 ** (state.attempt_number - 1)) if after is None else after)


def _after(headers: "httpx2.Headers") -> float | None:
    """The seconds of a Retry-After header; None where it has none (a date is not read)."""
    value = headers.get("retry-after", "").strip()
    return float(value) if value.isascii() and value.isdigit() else None


def _refusal(status: int) -> str:
    """A status in words of ours: what the server itself says stays out of the report."""
    told = "it sends on to another address" if 300 <= status < 400 else _REFUSALS.get(status)
    return f"HTTP {status}: {told}" if told else f"HTTP {status}"


def _refused_field(status: int, body: bytes) -> str | None:
    """The field of the request that the server says this model does not take."""
    if status not in (400, 422):
        return None
    error = _loaded(body)
    error = error.get("error") if isinstance(error, dict) else None
    named = error.get("param") if isinstance(error, dict) else None
    return named if isinstance(named, str) else None


def _content(body: bytes) -> object:
    """``choices[0].message.content``, or None."""
    found: Any = _loaded(body)
    for step in ("choices", 0, "message", "content"):
        try:
            found = found[step]
        except (KeyError, IndexError, TypeError):
            return None
    return found


def _loaded(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
