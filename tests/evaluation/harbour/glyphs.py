"""Tables of signs that stand for letters."""
# ruff: noqa: RUF001

import string
from collections.abc import Mapping
from typing import Final

LEET: Final[Mapping[str, str]] = {
    "a": "44@", "b": "8", "e": "3", "g": "99", "i": "11!", "l": "1|", "o": "0", "s": "55$", "t": "77+", "z": "2",
}  # fmt: skip
ZERO_WIDTH: Final = "\u200b\u200b\u200b\u200c\u200d\u2060\ufeff\u00ad"
MARKS: Final = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0309\u030d\u0311\u0316\u0317\u0323\u0324\u032d\u0330\u0347"

HOMOGLYPHS: Final[Mapping[str, str]] = {
    "a": "ааαɑ",
    "b": "Ьƅ",
    "c": "ссϲᴄ",
    "d": "ԁ",
    "e": "ееҽ",
    "g": "ɡց",
    "h": "һհ",
    "i": "ііιı",
    "j": "јϳ",
    "k": "кκ",
    "l": "ӏⅼ",
    "m": "мⅿ",
    "n": "ոп",
    "o": "ооοօ",
    "p": "рρ",
    "q": "ԛ",
    "r": "гᴦ",
    "s": "ѕѕꜱ",
    "t": "тτ",
    "u": "υս",
    "v": "νѵ",
    "w": "ԝω",
    "x": "хχ",
    "y": "уγ",
    "z": "ᴢ",
    "A": "АΑ",
    "B": "ВΒ",
    "C": "СϹ",
    "D": "Ꭰ",
    "E": "ЕΕ",
    "F": "Ϝ",
    "G": "Ԍ",
    "H": "НΗ",
    "I": "ІΙ",
    "J": "Ј",
    "K": "КΚ",
    "L": "Ꮮ",
    "M": "МΜ",
    "N": "Ν",
    "O": "ОΟ",
    "P": "РΡ",
    "Q": "Ԛ",
    "R": "Ꭱ",
    "S": "Ѕ",
    "T": "ТΤ",
    "U": "Ս",
    "V": "Ѵ",
    "W": "Ԝ",
    "X": "ХΧ",
    "Y": "ΥҮ",
    "Z": "Ζ",
}  # fmt: skip

_SMALL_CAPS: Final = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡxʏᴢ"


def _block(upper: int, lower: int, holes: Mapping[str, str] | None = None) -> dict[str, str]:
    """An alphabet that starts at these code points, with the letters that stand elsewhere."""
    pairs = zip(string.ascii_uppercase + string.ascii_lowercase, [*range(26)] * 2, strict=True)
    made = {char: chr((upper if char.isupper() else lower) + at) for char, at in pairs}
    return {**made, **(holes or {})}


_SCRIPT: Final = dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True))
_FRAKTUR: Final = dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True))
_DOUBLE: Final = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))

STYLES: Final[tuple[Mapping[str, str], ...]] = (
    _block(0x1D400, 0x1D41A),  # bold
    _block(0x1D434, 0x1D44E, {"h": "ℎ"}),  # italic
    _block(0x1D468, 0x1D482),  # bold italic
    _block(0x1D49C, 0x1D4B6, _SCRIPT),
    _block(0x1D4D0, 0x1D4EA),  # bold script
    _block(0x1D504, 0x1D51E, _FRAKTUR),
    _block(0x1D538, 0x1D552, _DOUBLE),
    _block(0x1D5A0, 0x1D5BA),  # sans
    _block(0x1D5D4, 0x1D5EE),  # sans bold
    _block(0x1D670, 0x1D68A),  # monospace
    _block(0xFF21, 0xFF41),  # full-width
    _block(0xFF21, 0xFF41),
    _block(0x24B6, 0x24D0),  # circled
    dict(zip(string.ascii_letters, _SMALL_CAPS * 2, strict=True)),
    _block(0x1F130, 0x1F130),  # squared
)
