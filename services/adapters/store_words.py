"""The words of a content and of a search, so that München is found as München, Muenchen and Munchen.

Case and accents are left to the index; here German letters get their second spelling.
"""

from typing import Final
from unicodedata import combining, normalize

from streams.events import AlertContent

_SPELLED_OUT: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"}
)


def searchable(content: AlertContent) -> str:
    """All parts of a content, and once more what has a second spelling."""
    text = normalize("NFC", "\n".join(part.text for part in content.parts))
    spelled_out = text.translate(_SPELLED_OUT)
    if spelled_out == text:
        return text
    second = (after for before, after in zip(text.split(), spelled_out.split(), strict=True) if before != after)
    return "\n".join((text, *second))


def wanted(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a search, each in its spellings. What holds no letter or digit is no word."""
    words = normalize("NFC", text.replace("\0", " ")).split()
    return tuple((word, word.translate(_SPELLED_OUT)) for word in words if any(map(str.isalnum, word)))


def plain(text: str) -> str:
    """The words of a text in lower case and without accents, one blank between two."""
    letters = (char if char.isalnum() else " " for char in normalize("NFD", text.lower()) if not combining(char))
    return " ".join("".join(letters).split())
