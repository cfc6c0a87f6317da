"""Many texts folded in one go: the views of `fold` and `skeleton`, far cheaper than text by text.

Texts are joined with a NUL between them, so that no text may hold one itself.
"""

import re
import string
from collections.abc import Sequence
from itertools import compress
from typing import Final

from streams.text.fold import FOLD, REMEMBERED, composed, word_view
from streams.text.skeleton import skeleton, unbarred

APART: Final = "\0"
_APART: Final = b"\0"
_KEPT_APART: Final = b"\1\0"  # two of these have no equal neighbours, either
_JOINT: Final = f" {APART} "
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_DRAWN_OUT: Final = re.compile("([äöüÄÖÜ])\\1")
_UMLAUTS_AGAIN: Final = re.compile("([äöü])\\1+", re.IGNORECASE)
_OTHER_DIGIT: Final = re.compile(r"[^\D0-9]")
_DIGITS: Final = string.digits.encode()
_NO_DIGITS: Final = bytes(code for code in range(256) if code not in _DIGITS + _APART)
_WORDS: Final = bytes(ord(word_view(chr(code)).strip() or " ") if code else 0 for code in range(128)) + bytes(
    range(128, 256)
)
_LETTERS: Final = bytes(ord(skeleton(chr(code)) or " ") if code else 0 for code in range(128)) + bytes(128)
_NO_LETTERS: Final = bytes(code for code in range(1, 128) if not skeleton(chr(code)))


class _Skeletons(dict[str, str]):
    """A character to its skeleton, computed when first met."""

    def __missing__(self, char: str) -> str:
        letters = skeleton(char)
        if len(self) < REMEMBERED:
            self[char] = letters
        return letters


_SKELETON: Final = _Skeletons()


def joined_tokens(texts: Sequence[str]) -> list[str]:
    """The folded words of these texts, with `APART` as a word between them."""
    text = composed(_JOINT.join(texts))
    if not text.isascii():
        text = _NOT_ASCII.sub(lambda char: FOLD[char[0]], text)
    folded = text.encode("utf-8", "surrogatepass").translate(_WORDS).decode("utf-8", "surrogatepass")
    return folded.split()


def joined_words(tokens: Sequence[str]) -> str:
    """The word views of texts, from their tokens: with `APART` between them, and a space at both sides of each."""
    return f" {' '.join(tokens)} "


def joined_skeletons(texts: Sequence[str]) -> str:
    """The skeletons of these texts, as terms are looked for in them, with `APART` between them."""
    text = _JOINT.join(texts)
    if "|" in text or "+" in text:
        texts = [unbarred(one) for one in texts]
        text = _JOINT.join(texts)
    if not text.isascii():
        if _DRAWN_OUT.search(text):
            text = _JOINT.join(_UMLAUTS_AGAIN.sub(r"\1", one) if _DRAWN_OUT.search(one) else one for one in texts)
        text = _NOT_ASCII.sub(lambda char: _SKELETON[char[0]], text)
    return _without_repeats(text.encode().translate(_LETTERS, _NO_LETTERS)).decode()


def _without_repeats(letters: bytes) -> bytes:
    """Each letter that differs from the one before it: where they are equal, their difference is no true value."""
    parted = letters.replace(_APART, _KEPT_APART)
    whole = int.from_bytes(parted, "big")
    kept = bytes(compress(parted, (whole ^ whole >> 8).to_bytes(len(parted), "big")))
    return kept.replace(_KEPT_APART, _APART)


def joined_digits(texts: Sequence[str]) -> list[str]:
    """The digits of each text, one behind the other, those that `has_other_digits` tells of aside."""
    raw = APART.join(texts).encode("utf-8", "surrogatepass").translate(None, _NO_DIGITS)
    return raw.decode().split(APART)


def has_other_digits(text: str) -> bool:
    """Whether a text holds digits of another script or style."""
    return not text.isascii() and _OTHER_DIGIT.search(text) is not None
