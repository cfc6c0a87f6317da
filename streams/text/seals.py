"""Secret words as keyed digests that open where somebody has written the word, and tell nothing before.

Of a term only its forms are kept, as digests under the installation's key, each with what opens the term's own text.
Whoever holds a post with one of these forms, and the key, can read the term; digests and key alone cannot, though they
let guesses be tried (docs/decisions/0020).
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from streams.faults import CannotRun
from streams.registers import Lock

SECRET_BYTES: Final = 32
TAG: Final = 8  # bytes by which a form is known
_PAD: Final = 16  # bytes that open a term
FORM: Final = TAG + _PAD
HEAD: Final = 3  # bytes of a hint at how names of several words begin
_BLOCK: Final = 64  # bytes of one digest
_PADDED: Final = 32  # bytes: a body does not tell how long its term is, only roughly


class KeyMissing(CannotRun):
    """Something is sealed with a key that is not here. The message says what to do."""


def key_id(secret: bytes) -> str:
    """What a key is called where the key itself must not stand."""
    return blake2b(key=secret, digest_size=8, person=b"vorlaut id").hexdigest()


def drafts_key(secret: bytes) -> bytes:
    """The key of the digests of sealed drafts: 16 bytes, as those that documents hold."""
    return blake2b(key=secret, digest_size=16, person=b"vorlaut drafts").digest()


class SealKey:
    """One key, ready to make digests of 27 bytes: the tag of a form, what opens a term, a hint at its beginning."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._keyed = blake2b(key=secret, digest_size=FORM + HEAD, person=b"vorlaut form")

    def digest(self, form: str) -> bytes:
        """The digest of a form."""
        keyed = self._keyed.copy()
        keyed.update(form.encode("utf-8", "surrogatepass"))
        return keyed.digest()

    def tags(self, forms: Iterable[str]) -> bytes:
        """The tags of these forms, sorted, one behind the other."""
        return b"".join(sorted({self.digest(form)[:TAG] for form in forms}))

    def heads(self, forms: Iterable[str]) -> bytes:
        """The hints at these beginnings, sorted, one behind the other."""
        return b"".join(sorted({self.digest(form)[FORM:] for form in forms}))

    def lock(self, text: str, forms: Iterable[str]) -> Lock:
        """A text that each of these forms opens."""
        own = self._own(text)
        digests = {self.digest(form) for form in forms}
        packed = sorted(made[:TAG] + _xor(made[TAG:FORM], own) for made in digests)
        raw = text.encode()
        return Lock(forms=b"".join(packed), body=_crypt(raw + bytes(-len(raw) % _PADDED), own))

    def opened(self, digest: bytes, wrapped: bytes, body: bytes) -> str | None:
        """The text that a form of this digest opens; None where it is not one of its forms."""
        own = _xor(digest[TAG:FORM], wrapped)
        try:
            text = _crypt(body, own).rstrip(b"\0").decode()
        except UnicodeDecodeError:
            return None
        return text if self._own(text) == own else None

    def _own(self, text: str) -> bytes:
        """What a text is locked with: another one for each, always the same for one."""
        return blake2b(text.encode(), key=self._secret, digest_size=_PAD, person=b"vorlaut term").digest()


def _crypt(raw: bytes, own: bytes) -> bytes:
    """To and fro: a stream of digests under the text's own key laid over it."""
    blocks = (
        blake2b(number.to_bytes(4, "big"), key=own, digest_size=_BLOCK, person=b"vorlaut body").digest()
        for number in range(-(-len(raw) // _BLOCK))
    )
    return _xor(raw, b"".join(blocks)[: len(raw)])


def _xor(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).to_bytes(len(one), "big")
