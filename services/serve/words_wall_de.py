"""What the wall and the list say of what is decided and what is not, in German."""

from collections.abc import Mapping
from typing import Final

WALL_DE: Final[Mapping[str, str]] = {
    "leaked_beside": "eine weitere ist vielleicht gebrochen",
    "leaked_besides": "{n} weitere sind vielleicht gebrochen",
    "calm_but_closed": "Keine Krise, keine offene Meldung, und viele Meldungen sind abgeschlossen",
    "confirmed_on": "eine Sperrfrist ist gebrochen",
    "confirmed_ons": "{n} Sperrfristen sind gebrochen",
    "leaked": "Leck bestätigt",
    "many_closed": "viele Meldungen abgeschlossen",
    "open_now": "Was offen ist",
    "some_alert": "{n} Meldung",
    "some_alerts": "{n} Meldungen",
    "in_line": "in {n} Zeile",
    "in_lines": "in {n} Zeilen",
    "of_gone": "{n} davon zu einem Beitrag, der weg, bearbeitet oder inzwischen öffentlich ist",
    "of_gones": "{n} davon zu Beiträgen, die weg, bearbeitet oder inzwischen öffentlich sind",
    "beside_gone": "Dazu ist {n} Meldung nicht abgeschlossen, deren Beitrag weg, bearbeitet oder inzwischen "
    "öffentlich ist.",
    "beside_gones": "Dazu sind {n} Meldungen nicht abgeschlossen, deren Beiträge weg, bearbeitet oder "
    "inzwischen öffentlich sind.",
    "closed_as_leak": "abgeschlossen: bestätigt",
    "closed_as_not_a_leak": "abgeschlossen: nicht bestätigt",
    "closed_as_public": "abgeschlossen: war schon öffentlich",
    "closed_as_authorised": "abgeschlossen: war erlaubt",
}
