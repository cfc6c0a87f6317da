"""Letters of other scripts that a reader takes for Latin ones, reviewed letter by letter.

By Unicode name, so that a reviewer sees what each one is: two look-alikes side by side tell nobody anything.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

_CYRILLIC: Final = {
    "a": "A", "b": "VE|SOFT SIGN|HARD SIGN|YERU", "c": "ES|ES WITH DESCENDER|REVERSED ZE", "d": "KOMI DE|DE",
    "e": "IE|UKRAINIAN IE|E|SCHWA|ABKHASIAN CHE", "f": "GHE WITH STROKE", "g": "KOMI SJE",
    "h": "EN|SHHA|EN WITH DESCENDER",
    "i": "BYELORUSSIAN-UKRAINIAN I|YI", "j": "JE", "k": "KA|KA WITH DESCENDER|KA WITH STROKE|BASHKIR KA",
    "m": "EM", "n": "PE", "o": "O|BARRED O|FITA|EF", "p": "ER|ER WITH TICK", "q": "QA", "r": "YA", "s": "DZE",
    "t": "TE|TE WITH DESCENDER", "u": "TSE", "v": "IZHITSA", "w": "SHA|SHCHA|WE|OMEGA", "x": "HA|HA WITH DESCENDER|ZHE",
    "y": "U|SHORT U|STRAIGHT U|STRAIGHT U WITH STROKE", "3": "ZE|ABKHASIAN DZE", "4": "CHE", "6": "BE",
}  # fmt: skip
_GREEK: Final = {
    "a": "ALPHA", "b": "BETA", "e": "EPSILON|XI", "f": "DIGAMMA", "i": "IOTA", "k": "KAPPA", "o": "OMICRON|THETA|PHI",
    "p": "RHO|SHO", "t": "TAU", "x": "CHI", "z": "ZETA",
}  # fmt: skip
_CAPITAL_OR_SMALL: Final = {
    "a": "GREEK CAPITAL LETTER LAMDA|GREEK CAPITAL LETTER DELTA|CANADIAN SYLLABICS GO",
    "c": "GREEK LUNATE SIGMA SYMBOL|GREEK CAPITAL LUNATE SIGMA SYMBOL|GREEK SMALL LETTER FINAL SIGMA",
    "d": "GREEK SMALL LETTER DELTA",
    "e": "GREEK CAPITAL LETTER SIGMA",
    "h": "GREEK CAPITAL LETTER ETA",
    "j": "GREEK LETTER YOT",
    "l": "CYRILLIC LETTER PALOCHKA|CYRILLIC SMALL LETTER PALOCHKA|GREEK SMALL LETTER LAMDA",
    "m": "GREEK CAPITAL LETTER MU",
    "n": "GREEK CAPITAL LETTER NU|GREEK SMALL LETTER ETA|GREEK CAPITAL LETTER PI|GREEK SMALL LETTER PI"
    "|CYRILLIC CAPITAL LETTER I|CYRILLIC CAPITAL LETTER SHORT I",
    "o": "GREEK CAPITAL LETTER OMEGA|GREEK SMALL LETTER SIGMA",
    "r": "CYRILLIC SMALL LETTER GHE|CYRILLIC CAPITAL LETTER GHE|GREEK CAPITAL LETTER GAMMA",
    "u": "GREEK SMALL LETTER UPSILON|GREEK SMALL LETTER MU|CYRILLIC SMALL LETTER I|CYRILLIC SMALL LETTER SHORT I",
    "v": "GREEK SMALL LETTER NU",
    "w": "GREEK SMALL LETTER OMEGA|GREEK SMALL LETTER PSI|GREEK CAPITAL LETTER PSI",
    "y": "GREEK CAPITAL LETTER UPSILON|GREEK SMALL LETTER GAMMA|GREEK CAPITAL LETTER UPSILON WITH DIALYTIKA",
}
_LATIN: Final = {
    "a": "ALPHA|TURNED A|TURNED V|A WITH STROKE", "ae": "AE", "b": "B WITH STROKE|B WITH HOOK|B WITH TOPBAR",
    "c": "C WITH STROKE|C WITH HOOK|OPEN O",
    "d": "D WITH STROKE|D WITH HOOK|D WITH TAIL|ETH|AFRICAN D",
    "e": "SCHWA|OPEN E|TURNED E|REVERSED E|E WITH STROKE", "f": "F WITH HOOK",
    "g": "SCRIPT G|G WITH HOOK|G WITH STROKE",
    "h": "H WITH STROKE|H WITH HOOK|HALF H|TURNED H",
    "i": "DOTLESS I|I WITH STROKE|IOTA", "j": "DOTLESS J|J WITH STROKE",
    "k": "KRA|K WITH HOOK|K WITH STROKE", "l": "L WITH STROKE|L WITH BAR|L WITH BELT|L WITH MIDDLE TILDE",
    "m": "M WITH HOOK|TURNED M", "n": "ENG|N WITH LEFT HOOK|N WITH LONG RIGHT LEG|N WITH RETROFLEX HOOK",
    "o": "O WITH STROKE|BARRED O|CLOSED OMEGA", "p": "THORN|P WITH HOOK|P WITH STROKE|WYNN",
    "q": "Q WITH HOOK|Q WITH HOOK TAIL", "r": "R WITH STROKE|R WITH TAIL|R WITH FISHHOOK|TURNED R",
    "s": "S WITH HOOK|S WITH SWASH TAIL", "t": "T WITH STROKE|T WITH HOOK|T WITH RETROFLEX HOOK|TURNED T",
    "u": "U BAR|UPSILON", "v": "V WITH HOOK|V WITH RIGHT HOOK", "w": "W WITH HOOK|TURNED W",
    "y": "Y WITH STROKE|Y WITH HOOK",
    "z": "Z WITH STROKE|Z WITH HOOK|Z WITH SWASH TAIL|Z WITH RETROFLEX HOOK|EZH",
}  # fmt: skip
_SMALL_CAPITALS: Final = "abcdefghijklmnopqrstuvwyz"
_ARMENIAN: Final = {
    "g": "CO", "h": "HO", "j": "YI", "n": "VO", "o": "OH", "q": "GIM|ZA", "s": "TIWN", "u": "SEH", "w": "AYB",
}  # fmt: skip
_CHEROKEE: Final = {
    "a": "GO", "b": "YV|SI", "c": "TLI", "d": "A", "e": "GV", "g": "NAH", "h": "MI", "i": "V", "j": "GU", "k": "TSO",
    "l": "TLE", "m": "LU", "p": "TLV", "r": "E|SV", "s": "DU", "t": "I", "v": "DO", "w": "LA", "z": "NO",
}  # fmt: skip


def _named(table: Mapping[str, str], *forms: str) -> Iterator[tuple[str, str]]:
    """Pairs (look-alike, Latin) of a table whose names fit into the forms; a form that Unicode lacks is left out."""
    for latin, names in table.items():
        for name in filter(None, names.split("|")):
            for form in forms:
                try:
                    yield unicodedata.lookup(form.format(name)), latin
                except KeyError:
                    continue


def _enclosed() -> Iterator[tuple[str, str]]:
    """Letters white on black circles and squares, which Unicode gives no compatible form."""
    for first in (0x1F150, 0x1F170):
        yield from ((chr(first + n), chr(ord("a") + n)) for n in range(26))


LOOKALIKES: Final[Mapping[str, str]] = {
    **dict(_named(_CYRILLIC, "CYRILLIC SMALL LETTER {}", "CYRILLIC CAPITAL LETTER {}")),
    **dict(_named({"ae": "A IE"}, "CYRILLIC SMALL LIGATURE {}", "CYRILLIC CAPITAL LIGATURE {}")),
    **dict(_named(_GREEK, "GREEK SMALL LETTER {}", "GREEK CAPITAL LETTER {}", "GREEK {} SYMBOL")),
    **dict(_named(_CAPITAL_OR_SMALL, "{}")),
    **dict(_named(_LATIN, "LATIN SMALL LETTER {}", "LATIN CAPITAL LETTER {}", "LATIN LETTER {}")),
    **dict(
        _named(
            {"oe": "OE", "l": "DENTAL CLICK"}, "LATIN SMALL LIGATURE {}", "LATIN CAPITAL LIGATURE {}", "LATIN LETTER {}"
        )
    ),
    **dict(_named({letter: letter.upper() for letter in _SMALL_CAPITALS}, "LATIN LETTER SMALL CAPITAL {}")),
    **dict(_named(_ARMENIAN, "ARMENIAN SMALL LETTER {}", "ARMENIAN CAPITAL LETTER {}")),
    **dict(_named(_CHEROKEE, "CHEROKEE LETTER {}")),
    **dict(_enclosed()),
}
