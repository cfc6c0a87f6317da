"""Letters of other scripts that a reader takes for Latin ones, reviewed letter by letter.

By Unicode name, so that a reviewer sees what each one is: two look-alikes side by side tell nobody anything.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

_CYRILLIC: Final = {
    "a": "A", "b": "VE|SOFT SIGN|HARD SIGN|YERU|SEMISOFT SIGN|BE", "c": "ES|WIDE ES",
    "d": "KOMI DE|KOMI DJE|DE|LONG-LEGGED DE",
    "e": "IE|UKRAINIAN IE|E|SCHWA|ABKHASIAN CHE|REVERSED ZE|KSI", "f": "GHE WITH STROKE", "g": "KOMI SJE",
    "h": "EN|SHHA|TSHE|DJE|NJE|KOMI NJE", "i": "BYELORUSSIAN-UKRAINIAN I|YI|IOTA", "j": "JE", "k": "KA|BASHKIR KA|KJE",
    "m": "EM|THREE-LEGGED TE", "n": "PE|EL", "o": "O|BARRED O|FITA|EF|NARROW O|MONOCULAR O|BROAD OMEGA", "p": "ER",
    "q": "QA", "r": "YA", "s": "DZE|REVERSED DZE", "t": "TE|TALL TE|KOMI TJE", "u": "TSE|DZHE", "v": "IZHITSA",
    "w": "SHA|SHCHA|WE|OMEGA|PSI", "x": "HA|ZHE", "y": "U|SHORT U|STRAIGHT U|STRAIGHT U WITH STROKE",
    "3": "ZE|ABKHASIAN DZE", "4": "CHE",
}  # fmt: skip
_GREEK: Final = {
    "a": "ALPHA", "b": "BETA", "e": "EPSILON|XI", "f": "DIGAMMA", "h": "HETA", "i": "IOTA", "k": "KAPPA|KAI",
    "m": "SAN", "n": "PAMPHYLIAN DIGAMMA", "o": "OMICRON|THETA|PHI", "p": "RHO|SHO", "q": "ARCHAIC KOPPA", "t": "TAU",
    "x": "CHI", "z": "ZETA",
}  # fmt: skip
_CAPITAL_OR_SMALL: Final = {
    "a": "GREEK CAPITAL LETTER LAMDA|GREEK CAPITAL LETTER DELTA|CANADIAN SYLLABICS GO"
    "|GREEK LETTER SMALL CAPITAL LAMDA|APL FUNCTIONAL SYMBOL ALPHA",
    "c": "GREEK LUNATE SIGMA SYMBOL|GREEK CAPITAL LUNATE SIGMA SYMBOL|GREEK SMALL LETTER FINAL SIGMA"
    "|GREEK SMALL DOTTED LUNATE SIGMA SYMBOL",
    "d": "GREEK SMALL LETTER DELTA|PARTIAL DIFFERENTIAL",
    "e": "GREEK CAPITAL LETTER SIGMA|ESTIMATED SYMBOL",
    "h": "GREEK CAPITAL LETTER ETA",
    "i": "APL FUNCTIONAL SYMBOL IOTA",
    "j": "GREEK LETTER YOT|HEBREW LETTER NUN",
    "l": "CYRILLIC LETTER PALOCHKA|CYRILLIC SMALL LETTER PALOCHKA|GREEK SMALL LETTER LAMDA",
    "m": "GREEK CAPITAL LETTER MU",
    "n": "GREEK CAPITAL LETTER NU|GREEK SMALL LETTER ETA|GREEK CAPITAL LETTER PI|GREEK SMALL LETTER PI"
    "|CYRILLIC CAPITAL LETTER I|CYRILLIC CAPITAL LETTER SHORT I|GREEK LETTER SMALL CAPITAL PI"
    "|CYRILLIC LETTER SMALL CAPITAL EL",
    "o": "GREEK CAPITAL LETTER OMEGA|GREEK SMALL LETTER SIGMA|HEBREW LETTER SAMEKH|TIFINAGH LETTER YAR",
    "p": "GREEK LETTER SMALL CAPITAL RHO|SCRIPT CAPITAL P|APL FUNCTIONAL SYMBOL RHO",
    "r": "CYRILLIC SMALL LETTER GHE|CYRILLIC CAPITAL LETTER GHE|GREEK CAPITAL LETTER GAMMA"
    "|GREEK LETTER SMALL CAPITAL GAMMA",
    "u": "GREEK SMALL LETTER UPSILON|GREEK SMALL LETTER MU|CYRILLIC SMALL LETTER I|CYRILLIC SMALL LETTER SHORT I",
    "v": "GREEK SMALL LETTER NU",
    "w": "GREEK SMALL LETTER OMEGA|GREEK SMALL LETTER PSI|GREEK CAPITAL LETTER PSI|GREEK LETTER SMALL CAPITAL PSI"
    "|APL FUNCTIONAL SYMBOL OMEGA",
    "y": "GREEK CAPITAL LETTER UPSILON|GREEK SMALL LETTER GAMMA|GREEK CAPITAL LETTER UPSILON WITH DIALYTIKA",
}
_LATIN: Final = {
    "a": "ALPHA|TURNED ALPHA|TURNED V", "ae": "AE", "b": "TONE SIX|BETA|LEZH", "c": "OPEN O", "d": "ETH|AFRICAN D",
    "e": "SCHWA|OPEN E|CLOSED OPEN E|CLOSED REVERSED OPEN E", "f": "DOTLESS J WITH STROKE AND HOOK",
    "h": "HENG|HALF H", "i": "IOTA", "k": "KRA", "l": "SQUAT REVERSED ESH", "ll": "MIDDLE-WELSH LL", "m": "TURNED W",
    "n": "ENG|N PRECEDED BY APOSTROPHE",
    "o": "CLOSED OMEGA|PHI|TOP HALF O|BOTTOM HALF O", "p": "THORN|WYNN", "r": "R ROTUNDA",
    "s": "ESH|TONE TWO|TONE FIVE", "u": "U BAR|UPSILON", "v": "MIDDLE-WELSH V|VEND", "w": "TURNED M|OMEGA", "x": "CHI",
    "y": "GAMMA|RAMS HORN", "z": "EZH|YOGH",
}  # fmt: skip
_SMALL_CAPITALS: Final = "abcdefghijklmnopqrstuvwyz"
_ARMENIAN: Final = {
    "g": "CO", "h": "HO|INI", "j": "YI", "l": "LIWN", "n": "VO|RA|GHAD|REH", "o": "OH", "p": "KEH", "q": "GIM|ZA",
    "s": "TIWN|FEH", "u": "SEH|MEN", "w": "AYB|PEH",
}  # fmt: skip
_CHEROKEE: Final = {
    "a": "GO|DI", "b": "YV|SI|YE", "c": "TLI", "d": "A|TSU|LE", "e": "GV|QUV", "f": "GA", "g": "NAH|LO|WA|YU",
    "h": "MI|NI", "i": "V|QUA", "j": "GU|TLO", "k": "TSO", "l": "TLE|TLA", "m": "LU", "n": "NE", "o": "NA|KA|WI",
    "p": "TLV|HE", "q": "U", "r": "E|SV|HU", "s": "DU|DE", "t": "I|TE", "u": "SA|WO", "v": "DO|QUI", "w": "LA|TA|QUE",
    "y": "MU|GI", "z": "NO",
}  # fmt: skip
_COPTIC: Final = {
    "a": "ALFA", "b": "VIDA", "c": "SIMA", "e": "EIE", "h": "HATE", "i": "IAUDA", "k": "KAPA", "l": "L-SHAPED HA",
    "m": "MI", "n": "NI|PI", "o": "O|THETHE|FI", "p": "RO", "r": "GAMMA", "t": "TAU", "w": "OOU", "x": "KHI", "y": "UA",
    "z": "ZATA",
}  # fmt: skip
_LISU: Final = {
    "a": "A|AE|NGA", "b": "BA", "c": "CA", "d": "DA", "e": "E|EU", "f": "TSA", "g": "GA|HHA", "h": "XA", "i": "I",
    "j": "JA", "k": "KA", "l": "LA", "m": "MA", "n": "NA", "o": "O", "p": "PA", "r": "ZHA", "s": "SA", "t": "TA",
    "u": "U", "v": "HA", "w": "WA", "x": "SHA", "y": "YA", "z": "DZA",
}  # fmt: skip
_GEORGIAN: Final = {"b": "CAN", "d": "JIL", "e": "EN", "h": "CHIN", "m": "ON", "o": "TAN", "q": "GHAN", "y": "QAR"}
_CANADIAN: Final = {
    "a": "CARRIER PO", "b": "CARRIER KHE", "c": "TA", "d": "CARRIER PE", "f": "BLACKFOOT WE", "h": "NUNAVUT H",
    "j": "CO", "l": "MA", "m": "CARRIER GO", "n": "TI", "p": "KI", "q": "KE", "r": "TLHI", "s": "SHA", "u": "TE",
    "v": "PE", "w": "CARRIER GU", "x": "CHI SIGN", "z": "CARRIER JU",
}  # fmt: skip
_VARIANT: Final = re.compile(
    r"LATIN (?:SMALL |CAPITAL |EPIGRAPHIC )?LETTER "
    r"(?:(?:SMALL CAPITAL|TURNED|REVERSED|INVERTED|SIDEWAYS|INSULAR|BLACKLETTER|SCRIPT|STRETCHED|BARRED|DOTLESS"
    r"|ANGLICANA|VISIGOTHIC|CLOSED|OPEN) )*([A-Z])(?: WITH .*| ROTUNDA| BAR| LONGA)?"
)


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
    **dict(_named(_CHEROKEE, "CHEROKEE LETTER {}", "CHEROKEE SMALL LETTER {}")),
    **dict(_named(_COPTIC, "COPTIC SMALL LETTER {}", "COPTIC CAPITAL LETTER {}")),
    **dict(_named(_LISU, "LISU LETTER {}")),
    **dict(_named(_GEORGIAN, "GEORGIAN LETTER {}", "GEORGIAN MTAVRULI CAPITAL LETTER {}")),
    **dict(_named({"b": "ZEN"}, "GEORGIAN CAPITAL LETTER {}")),
    **dict(_named(_CANADIAN, "CANADIAN SYLLABICS {}")),
    **dict(_enclosed()),
}


def lookalike(char: str) -> str | None:
    """The Latin letters a reader takes this letter for: from the tables, or as a variant of a letter in them.

    Unicode names variants regularly: "B WITH HOOK", "TURNED R", "CYRILLIC EN WITH HOOK".
    """
    known = LOOKALIKES.get(char) or LOOKALIKES.get(char.lower())
    return known or _variant(unicodedata.name(char, ""))


def _variant(name: str) -> str | None:
    latin = _VARIANT.fullmatch(name)
    if latin:
        return latin[1].lower()
    plain, _, added = name.partition(" WITH ")
    try:
        return LOOKALIKES.get(unicodedata.lookup(plain)) if added else None
    except KeyError:
        return None
