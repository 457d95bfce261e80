"""Random secrets, and the hashes that are all a dossier keeps of them.

A secret has 256 random bits: nobody can guess it from its hash, so that one
plain SHA-256 is enough where a password would need salt and slowness.
"""

import hashlib
import secrets
from typing import Final

_BYTES: Final = 32
TOKEN_MARK: Final = "crossread_"  # noqa: S105 - a prefix, no secret  # noqa: S105 - what is before the secret
"""What tokens begin with, for people and for programs that look for leaked secrets."""


def new_secret() -> str:
    """43 characters that fit a cookie and a header."""
    return secrets.token_urlsafe(_BYTES)


def new_token() -> str:
    """A secret that one can tell is a token of crossread."""
    return TOKEN_MARK + new_secret()


def digest(secret: str) -> str:
    """What is kept of a secret: its SHA-256 in hex."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def new_id() -> str:
    """A random id, of the length that ids have."""
    return secrets.token_hex(8)
