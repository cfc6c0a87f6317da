"""What the console says of a line of the trail, in German."""

from collections.abc import Mapping
from typing import Final

TRAIL_DE: Final[Mapping[str, str]] = {
    "did_signed in": "meldete sich an",
    "did_signed out": "meldete sich ab",
    "did_read": "las die Meldung",
    "did_read draft": "las die Stelle des Entwurfs",
    "did_searched": "suchte",
    "did_exported": "exportierte",
    "did_gap": "hat vielleicht verloren, was seit {since} gesagt wurde",
    "did_tested": "probierte den Kanal aus",
    "did_invited": "lud ein",
    "did_tried": "probierte Wörter an behaltenen Beiträgen",
    "did_kept question": "merkte die Frage",
    "did_dropped question": "verwarf die Frage",
    "did_declared": "erklärte Fassung {n}",
    "did_told": "benachrichtigte: {to}",
    "did_not_told": "konnte nicht benachrichtigen: {to}",
    "did_looked_back_posts": "sah auf Beiträge zurück ({n}), fand {found}",
    "did_looked_back_contents": "sah auf Texte von Meldungen zurück ({n}), fand {found}",
    "did_asked": "bat jemand Zweites um Zustimmung zu {n} Wörtern",
    "why_attempt": "{n}. Versuch",
    "why_declared_by": "erklärt von {who}",
    "why_exported": "{n} Zeilen, SHA-256 {hash}",
    "why_tried": "Beiträge: {n}",
    "why_provider": "durch den Anbieter",
}
