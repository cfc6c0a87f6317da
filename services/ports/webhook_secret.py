"""Secrets as standardwebhooks.com has them: `whsec_` and base64."""

from base64 import b64decode
from typing import Final

_PREFIX: Final = "whsec_"


def key_of(secret: str) -> bytes:
    """The bytes of a secret as `whsec_` and base64; ValueError for what is none, or is too short to be one."""
    key = b64decode(secret.removeprefix(_PREFIX), validate=True)
    if not 24 <= len(key) <= 64:  # noqa: PLR2004 - bytes, as the specification has it
        raise ValueError("a webhook secret has 24 to 64 bytes")
    return key
