"""What the desk says of what was done there and of what is wrong with it, in German."""

from collections.abc import Mapping
from typing import Final

DESK_DE: Final[Mapping[str, str]] = {
    "done_declared": "Die Krise ist ausgerufen, mit Ihrem Namen. Beiträge, die noch da sind, werden durchgesehen; was "
    "sich findet, erscheint bei den Meldungen.",
    "done_added": "Ergänzt, mit Ihrem Namen. Beiträge, die noch da sind, werden noch einmal durchgesehen; was sich "
    "findet, erscheint bei den Meldungen.",
    "done_closed": "Die Krise ist beendet, mit Ihrem Namen. Nach ihren Wörtern wird von jetzt an nicht mehr gesucht.",
    "done_lifted": "Die Sperrfrist ist beendet, mit Ihrem Namen. Von jetzt an dürfen alle darüber sprechen.",
    "whose": "Wessen Krise es ist",
    "refer_to": "Alle verweisen an: diese dürfen darüber sprechen",
    "refer_hint": "Was sie darüber sagen, wird nicht gemeldet, und die Lage nennt sie.",
    "refer_nobody": "Kein Konto ist erklärt, das genannt werden könnte.",
    "refer_too": "Auch verweisen an",
    "add": "Ergänzen",
    "add_what": "Es bleibt dieselbe Krise, als ihre nächste Fassung. Was leer ist, bleibt, wie es ist.",
    "add_statement": "Was offiziell gesagt wird, statt dessen, was jetzt gesagt wird",
    "desk_wrong": "Noch wurde nichts gespeichert; was Sie schrieben, steht noch da.",
    "wrong_missing": "„{field}“ fehlt.",
    "wrong_long": "„{field}“ darf höchstens {most} Zeichen haben; es sind {n}.",
    "wrong_sites": "Es fehlt ein Ort oder ein Name, an dem man die Krise erkennt.",
    "wrong_terms": "Es fehlt ein Wort für das, was geschah.",
    "wrong_empty": "In „{word}“ steht kein Buchstabe und keine Ziffer: Danach ließe sich nichts finden.",
    "wrong_short": "„{word}“ ist zu kurz: Es fände sich in viel zu vielen Beiträgen. Nehmen Sie mindestens drei "
    "Buchstaben oder ein zweites Wort dazu.",
    "wrong_ordinary": "„{word}“ steht in viel zu vielen Beiträgen. Nehmen Sie ein Wort, das mehr sagt, oder ein "
    "zweites dazu.",
    "wrong_free": "Über „{word}“ dürfen alle frei sprechen: Danach sucht vorlaut nicht. Nennen Sie das Produkt, den "
    "Ort oder das, was geschah.",
    "wrong_began": "„{text}“ ist keine Zeit: Schreiben Sie sie wie 2025-11-20T14:00.",
    "wrong_ahead": "Der Beginn liegt in der Zukunft: Eine Krise wird ausgerufen, wenn sie begonnen hat.",
    "wrong_far": "Der Beginn liegt mehr als ein Jahr zurück: Stimmt das Jahr?",
    "wrong_refer": "„{who}“ ist kein Konto, das genannt werden kann: Wählen Sie aus der Liste.",
    "wrong_twice": "Eine Krise „{title}“ läuft schon: Wählen Sie dort „Ergänzen“, oder geben Sie dieser einen anderen "
    "Titel.",
    "wrong_nothing_new": "Nichts davon ist neu: Ergänzen Sie einen Ort, ein Wort, wer sprechen darf, oder was jetzt "
    "offiziell gesagt wird.",
    "wrong_no_crisis": "Diese Krise ist nicht ausgerufen.",
    "wrong_crisis_over": "Diese Krise ist schon beendet.",
    "wrong_crisis_soon": "Diese Krise begann eben erst: Warten Sie eine Minute.",
    "wrong_no_embargo": "Diese Sperrfrist ist nicht erklärt.",
    "wrong_embargo_over": "Diese Sperrfrist ist schon beendet.",
    "wrong_embargo_soon": "Diese Sperrfrist hat noch nicht begonnen.",
    "wrong_company": "Wählen Sie, wessen Krise es ist.",
    "wrong_other": "So ließ es sich nicht erklären. Wer vorlaut betreibt, weiß, was das hier heißt:",
    "try_empty": "Da sind nur Leerzeichen: Schreiben Sie einen Beitrag, der versucht werden soll.",
    "try_account": "Dieses Konto wird jetzt nicht angesehen: Wählen Sie eines aus der Liste.",
    "try_part": "Versucht wurden die ersten {n} von {of} Beiträgen; versuchen Sie die übrigen danach.",
    "quiet_may": "bleibt still: {who} darf darüber sprechen ({about})",
}
