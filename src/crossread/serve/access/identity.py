"""Who sends a request, as the parts that stand before the application tell each other."""

import ipaddress
from typing import Final

from starlette.types import Scope

from crossread.dossier.people import Person

USER: Final = "user"
REQUEST: Final = "request_id"
PROOF: Final = "proof"
ABOUT: Final = "about"
_HOME = 64  # bits of an IPv6 address that one household has to itself


def user_of(scope: Scope) -> Person | None:
    """The user who signed in; None where nobody did, or nobody needs to."""
    found: Person | None = scope.get("state", {}).get(USER)
    return found


def request_id(scope: Scope) -> str:
    """The id that the log has for a request; "" where none is given."""
    return str(scope.get("state", {}).get(REQUEST, ""))


def proof_of(scope: Scope) -> str:
    """What a write of this browser's session must carry; "" where there is no session to misuse."""
    return str(scope.get("state", {}).get(PROOF, ""))


def about(scope: Scope) -> list[str]:
    """Ids that a request is about and its address does not have, for the log of deeds; to be added to."""
    found: list[str] = scope.setdefault("state", {}).setdefault(ABOUT, [])
    return found


def client_of(scope: Scope) -> str:
    """The address that a request came from, as the server knows it (a declared proxy's word included)."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def network(address: str) -> str:
    """What counts as one client: an IPv4 address, or the network that one IPv6 household has.

    >>> network("192.0.2.7"), network("2001:db8::1:2:3"), network("::ffff:192.0.2.7"), network("testclient")
    ('192.0.2.7', '2001:db8::/64', '192.0.2.7', 'testclient')
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((int(found), _HOME), strict=False))
    return str(found)
