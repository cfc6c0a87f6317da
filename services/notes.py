"""What was undone in a text (`streams.detect.term_notes`), in German."""

from collections.abc import Mapping
from typing import Final

GERMAN: Final[Mapping[str, str]] = {
    "compound": "im zusammengesetzten Wort",
    "inflected": "gebeugt",
    "letters spaced apart": "Buchstaben auseinandergezogen",
    "repeated letters": "wiederholte Buchstaben",
    "letter differs": "Buchstabe weicht ab",
    "letters differ": "Buchstaben weichen ab",
    "letter blanked out": "Buchstabe unkenntlich gemacht",
    "letters blanked out": "Buchstaben unkenntlich gemacht",
    "written in two pieces": "in zwei Teilen geschrieben",
    "zero-width character removed": "unsichtbares Zeichen entfernt",
    "zero-width characters removed": "unsichtbare Zeichen entfernt",
    "combining mark removed": "Zusatzzeichen entfernt",
    "combining marks removed": "Zusatzzeichen entfernt",
    "look-alike letter": "nur gleich aussehender Buchstabe",
    "look-alike letters": "nur gleich aussehende Buchstaben",
    "styled letter": "Zierbuchstabe",
    "styled letters": "Zierbuchstaben",
    "digit or sign read as a letter": "Ziffer oder Zeichen als Buchstabe gelesen",
    "digits or signs read as letters": "Ziffern oder Zeichen als Buchstaben gelesen",
}


def in_words(note: str, words: Mapping[str, str]) -> str:
    """A note in other words: a number at its beginning stays, the rest is looked up."""
    number, _, rest = note.partition(" ")
    return f"{number} {words.get(rest, rest)}" if number.isdigit() else words.get(note, note)
