"""From a frame to a post: slots filled, parts to be found marked, everything else written as people write."""

import random
import re
from collections.abc import Callable, Mapping
from typing import Final

from tests.evaluation.cases import Lang

OPEN, CLOSE = "\ue000", "\ue001"  # around evidence
KEEP, KEPT = "\ue002", "\ue003"  # around what must stay as it is, without being evidence
_MARKED: Final = re.compile(f"([{OPEN}{KEEP}][^{CLOSE}{KEPT}]*[{CLOSE}{KEPT}])")
_SLOT: Final = re.compile(r"\{(\w+)\}")
_CHOICE: Final = re.compile(r"\[([^\[\]]*)\]")
_WORD: Final = re.compile(r"(?<![\w@#/.-])[a-zäöüß]{6,}(?![\w/@-])")
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def evidence(text: str) -> str:
    """This text as a part of the post that must be found."""
    return f"{OPEN}{text}{CLOSE}"


def kept(text: str) -> str:
    """This text as a part of the post that stays as it is."""
    return f"{KEEP}{text}{KEPT}"


def plain(text: str) -> str:
    """The text without marks."""
    return re.sub(f"[{OPEN}{CLOSE}{KEEP}{KEPT}]", "", text)


def spans(text: str) -> list[tuple[int, int]]:
    """Where the marked evidence stands in the plain text."""
    found, at, start = [], 0, 0
    for char in text:
        if char == OPEN:
            start = at
        elif char == CLOSE:
            found.append((start, at))
        elif char not in {KEEP, KEPT}:
            at += 1
    return found


def fill(frame: str, slots: Mapping[str, str]) -> str:
    """The frame with its slots; `{Name}` is the slot `name` with a capital letter."""

    def value(match: re.Match[str]) -> str:
        name = match[1]
        return slots[name] if name in slots else _capital(slots[name[0].lower() + name[1:]])

    return _SLOT.sub(value, frame)


def choose(frame: str, rng: random.Random) -> str:
    """The frame with one of each `[this|that]`."""
    chosen = _CHOICE.sub(lambda match: rng.choice(match[1].split("|")), frame)
    return re.sub(r" +([,.;]|$)", r"\1", re.sub(r" {2,}", " ", chosen))


def incidents(frame: str) -> str:
    """The frame with its `<incident words>` marked as evidence."""
    return re.sub(r"<([^>]*)>", lambda match: evidence(match[1]), frame)


def roughened(text: str, lang: Lang, rng: random.Random) -> str:
    """As typed on a phone: now and then all small, a slip in a long word, no umlauts, no full stop. Marks stay."""
    if rng.random() < 0.14:
        text = _outside(text, str.lower)
    if lang == "de" and rng.random() < 0.06:
        text = _outside(text, lambda part: part.translate(_UMLAUTS))
    if rng.random() < 0.08:
        at = rng.choice([at for at, part in enumerate(_MARKED.split(text)) if part[:1] not in {OPEN, KEEP}])
        text = "".join(_slip(part, rng) if at == number else part for number, part in enumerate(_MARKED.split(text)))
    if text.endswith(".") and rng.random() < 0.3:
        text = text[:-1]
    return text


def joined(parts: list[str], rng: random.Random) -> str:
    """Sentences one after the other; a part without an end gets one, or a new line."""
    text = ""
    for part in filter(None, parts):
        text = part if not text else f"{_ended(text, rng)}{part}"
    return text


def _ended(text: str, rng: random.Random) -> str:
    last = plain(text)[-1]
    if last in ",:":
        return f"{text} "
    if not last.isalnum():
        return f"{text}{rng.choice((' ', ' ', ' ', chr(10)))}"
    return f"{text}{rng.choice(('. ', '. ', '! ', ' … ', chr(10), ' - '))}"


def _outside(text: str, change: Callable[[str], str]) -> str:
    return "".join(part if part[:1] in {OPEN, KEEP} else change(part) for part in _MARKED.split(text))


def _slip(part: str, rng: random.Random) -> str:
    words = list(_WORD.finditer(part))
    if not words or "://" in part:
        return part
    word = rng.choice(words)
    at = word.start() + rng.randrange(1, len(word[0]) - 2)
    swapped = part[:at] + part[at + 1] + part[at] + part[at + 2 :]
    return rng.choice((swapped, swapped, part[:at] + part[at + 1 :]))


def _capital(text: str) -> str:
    at = 1 if text[:1] in {OPEN, KEEP} else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]
