"""Disguises of level 2: what people do to letters so that a search finds nothing and a reader everything."""

import random
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from tests.evaluation.orchard.words import sections

LEET: Final[Mapping[str, str]] = {
    "a": "4@", "b": "8", "e": "3€", "g": "9", "i": "1!", "l": "1|", "o": "0", "s": "5$", "t": "7+", "z": "2",
}  # fmt: skip
LOOKALIKES: Final = {letter: signs[0] for letter, signs in sections("lookalikes").items()}
SMALL_CAPITALS: Final = dict(zip("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", strict=True))
INVISIBLE: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u2063\u180e"
STROKES: Final = "\u0301\u0300\u0302\u0304\u0323\u0331\u0332\u0335\u0336\u0337\u034f\u035c"
EMOJI: Final = ("🔥", "✨", "🍎", "💥", "🥨", "🤫", "❤️", "👀", "🧑‍🍳", "🏔️", "🥇", "👍🏽", "🍋", "⭐", "🇦🇹")
_STYLES: Final[Sequence[tuple[int, int]]] = (  # first capital, first small letter
    (0x1D400, 0x1D41A), (0x1D468, 0x1D482), (0x1D4D0, 0x1D4EA), (0x1D56C, 0x1D586), (0x1D5A0, 0x1D5BA),
    (0x1D5D4, 0x1D5EE), (0x1D63C, 0x1D656), (0x1D670, 0x1D68A), (0xFF21, 0xFF41), (0x24B6, 0x24D0),
)  # fmt: skip
_BETWEEN_SPACED: Final = (" ", " ", " ", " ", "\u2009", "\u00a0", "  ")
_BETWEEN_DOTTED: Final = (".", ".", ".", "-", "-", "_", "·", "•", "/")

Disguise = Callable[[random.Random, str], str]


def leet(rng: random.Random, term: str) -> str:
    """Two fifths or four fifths of the letters that have a digit or sign, at least one."""
    return _some_replaced(rng, term, LEET, rng.choice([0.4, 0.8]), fold=True)


def lookalikes(rng: random.Random, term: str) -> str:
    """Two fifths or all of the letters from other scripts."""
    return _some_replaced(rng, term, LOOKALIKES, rng.choice([0.4, 1.0]))


def styled(rng: random.Random, term: str) -> str:
    """Letters from the fancy text makers: mathematical, full-width, circled, small capitals."""
    if rng.random() < 0.15:
        return "".join(SMALL_CAPITALS.get(letter.lower(), letter) for letter in term)
    capital, small = rng.choice(_STYLES)
    return "".join(_style(letter, capital, small) for letter in unicodedata.normalize("NFD", term))


def _style(letter: str, capital: int, small: int) -> str:
    if letter.isascii() and letter.isupper():
        return chr(capital + ord(letter) - ord("A"))
    return chr(small + ord(letter) - ord("a")) if letter.isascii() and letter.islower() else letter


def invisible(rng: random.Random, term: str) -> str:
    """One to four invisible characters inside."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(1, len(term))
        term = term[:at] + rng.choice(INVISIBLE) + term[at:]
    return term


def strokes(rng: random.Random, term: str) -> str:
    """Struck through as a whole, or marks on some letters."""
    if rng.random() < 0.4:
        stroke = rng.choice("\u0332\u0335\u0336\u0337")
        return "".join(letter + stroke if letter != " " else letter for letter in term)
    share, most = rng.choice([(0.3, 1), (0.6, 2), (1.0, 3)])
    chosen = _some(rng, [at for at, letter in enumerate(term) if letter.isalpha()], share)
    return "".join(
        letter + "".join(rng.choices(STROKES, k=rng.randint(1, most))) if at in chosen else letter
        for at, letter in enumerate(term)
    )


def spaced(rng: random.Random, term: str) -> str:
    """`V e l m a`; between words a wider gap or none."""
    between = rng.choice(_BETWEEN_SPACED)
    return rng.choice([between, between * 2, "   "]).join(between.join(word) for word in term.split())


def dotted(rng: random.Random, term: str) -> str:
    """`V.e.l.m.a`, with other signs too."""
    between = rng.choice(_BETWEEN_DOTTED)
    return rng.choice([between, " "]).join(between.join(word) for word in term.split())


def emoji(rng: random.Random, term: str) -> str:
    """One to three emoji inside, or one in place of the space."""
    if " " in term and rng.random() < 0.3:
        return term.replace(" ", rng.choice(EMOJI))
    sign = rng.choice(EMOJI)
    places = [at for at in range(1, len(term)) if not term[at].isdigit()]
    for at in sorted(rng.sample(places, rng.choice([1, 1, 2, 3])), reverse=True):
        term = term[:at] + (sign if rng.random() < 0.7 else rng.choice(EMOJI)) + term[at:]
    return term


def repeated(rng: random.Random, term: str) -> str:
    """One to three letters held down, in the middle or at the end."""
    letters = [at for at, letter in enumerate(term) if letter.isalpha()]
    chosen = set(rng.sample(letters, rng.choice([1, 1, 2, 3])) if rng.random() < 0.6 else letters[-1:])
    return "".join(letter * rng.randint(3, 6) if at in chosen else letter for at, letter in enumerate(term))


def _some_replaced(rng: random.Random, term: str, table: Mapping[str, str], share: float, *, fold: bool = False) -> str:
    places = [at for at, letter in enumerate(term) if (letter.lower() if fold else letter) in table]
    chosen = _some(rng, places, share)
    signs = [
        rng.choice(table[term[at].lower() if fold else term[at]]) if at in chosen else term[at]
        for at in range(len(term))
    ]
    return "".join(signs)


def _some(rng: random.Random, places: Sequence[int], share: float) -> set[int]:
    return set(rng.sample(places, min(len(places), max(1, round(len(places) * share)))))


DISGUISES: Final[Mapping[str, Disguise]] = {
    "L2 leet": leet,
    "L2 zero-width": invisible,
    "L2 styled": styled,
    "L2 homoglyphs": lookalikes,
    "L2 combining marks": strokes,
    "L2 spaced": spaced,
    "L2 dotted": dotted,
    "L2 emoji": emoji,
    "L2 repeated letters": repeated,
    "L3 leet and spaced": lambda rng, term: spaced(rng, leet(rng, term)),
    "L3 homoglyphs and zero-width": lambda rng, term: invisible(rng, lookalikes(rng, term)),
}
