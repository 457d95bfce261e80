"""Where a second reader is, and whether passages leave the machine to get there."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit, urlunsplit

from crossread.errors import OptionError

KEY_VARIABLE = "CROSSREAD_SECOND_READER_KEY"
"""The environment variable whose value is sent as the key, where it is set."""

_PATH = "/chat/completions"
_EXAMPLE = "Write it like http://localhost:11434/v1 (Ollama) or https://api.example.org/v1."
# Models that a local Ollama passes on to its maker's machines.
_PASSED_ON = ("-cloud", ":cloud")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address that speaks the chat completions protocol, and the model to ask for there."""

    url: str
    model: str

    @classmethod
    def of(cls, url: str, model: str) -> "Endpoint":
        """From a base address ("http://localhost:11434/v1") or the whole one; "/v1" is added to a bare host.

        Raises OptionError for another scheme, for no host, for credentials in the
        address, and for an empty model name.
        """
        try:
            parts = urlsplit(url.strip())
            host, _ = parts.hostname, parts.port
        except ValueError as error:
            raise OptionError(
                f"The second reader's address cannot be read: {error}.", remedy=_EXAMPLE
            ) from error
        if parts.scheme not in ("http", "https") or not host:
            raise OptionError("The second reader's address is no http or https address.", remedy=_EXAMPLE)
        if parts.username is not None or parts.password is not None:
            raise OptionError(
                "The second reader's address holds a name or password.",
                remedy=f"Put the key into the environment variable {KEY_VARIABLE}.",
            )
        if not model.strip():
            raise OptionError(
                "No model is named for the second reader.",
                remedy="Give --second-reader-model NAME, as the server calls it.",
            )
        path = parts.path.rstrip("/") or "/v1"
        whole = path if path.endswith(_PATH) else path + _PATH
        return cls(urlunsplit((parts.scheme, parts.netloc, whole, parts.query, "")), model.strip())

    @property
    def _parts(self) -> SplitResult:
        return urlsplit(self.url)

    @property
    def host(self) -> str:
        """The name or number of the machine."""
        return self._parts.hostname or ""

    @property
    def shown(self) -> str:
        """The address without its query, which may hold secrets."""
        parts = self._parts
        return urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))

    @property
    def loopback(self) -> bool:
        """True where the address is this machine."""
        name = self.host.rstrip(".").casefold()
        if name == "localhost" or name.endswith(".localhost"):
            return True
        try:
            return ip_address(name).is_loopback
        except ValueError:
            return False

    @property
    def local(self) -> bool:
        """True where passages stay on this machine, as far as can be told."""
        return self.loopback and not self.model.endswith(_PASSED_ON)

    @property
    def warning(self) -> str | None:
        """What a person must know before anything is sent; None where all stays on the machine."""
        if self.local:
            return None
        if self.loopback:
            where = f"the maker of the model {self.model}, to which the server on this machine passes them on"
        else:
            where = self.host
        plain = "" if self.loopback or self._parts.scheme == "https" else " The connection is not encrypted."
        return (
            f"Passages of the articles and names of their speakers leave this machine: they go to {where}."
            f"{plain}"
        )
