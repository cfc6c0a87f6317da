"""What the console says of sources, in German."""

from collections.abc import Mapping
from typing import Final

SOURCES_DE: Final[Mapping[str, str]] = {
    "sources": "Quellen",
    "sources_hint": "Woher Beiträge kommen. Der Stille ist nur zu trauen, wenn jede Quelle läuft.",
    "source": "Quelle",
    "source_kind_feed": "Feed",
    "source_kind_file": "Datei",
    "source_kind_push": "Push",
    "source_kind_demo": "erfundenes Unternehmen",
    "source_starting": "beginnt",
    "source_live": "läuft",
    "source_degraded": "antwortet nicht",
    "source_blocked": "gesperrt",
    "source_stopped": "steht",
    "source_none": "Keine Quelle ist eingerichtet: von selbst kommt nichts herein.",
    "source_none_more": "Nennen Sie Dateien, Feeds oder Pushes in den Einstellungen, oder ein Konto mit der Plattform "
    "„feed“.",
    "all_live_one": "Die einzige Quelle läuft.",
    "all_live": "Alle {n} Quellen laufen.",
    "not_live": "{n} von {all} Quellen läuft nicht.",
    "not_lives": "{n} von {all} Quellen laufen nicht.",
    "which": "Sehen Sie nach: {which}.",
    "open_gap": "{n} bekannte Lücke: Beiträge können fehlen.",
    "open_gaps": "{n} bekannte Lücken: Beiträge können fehlen.",
    "view_behind": "Was hier steht, ist {span} alt: seither gefundene Meldungen fehlen noch.",
    "look_there": "Zu den Quellen",
    "calm_unsure": "Keine Meldung ist offen, aber nicht alles wird gesehen.",
    "heard": "Antwortete zuletzt",
    "heard_push": "Letzter Push",
    "taken": "Zuletzt etwas Neues",
    "never": "noch nie",
    "in_trouble_since": "seit {when}",
    "tries": "{n} Versuch misslang",
    "triess": "{n} Versuche misslangen nacheinander",
    "trouble_": "",
    "trouble_refused": "Der Server lässt uns nicht mehr ein (Status {detail}). Fragen Sie, wer den Feed betreibt; wir "
    "fragen alle sechs Stunden wieder an.",
    "trouble_gone": "Der Feed ist zu Ende (Status 410) und wird noch einmal am Tag gefragt, falls das ein Irrtum war. "
    "Nehmen Sie ihn aus den Registern oder erklären Sie seine neue Adresse.",
    "trouble_moved": "Der Newsroom schickt uns zu einem anderen Rechner. Nichts von dort gilt als öffentlich: ist er "
    "dorthin umgezogen, erklären Sie die neue Adresse. Die erklärte wird wieder gefragt, immer seltener.",
    "trouble_answer": "Der Server antwortet mit Status {detail} statt mit einem Feed. Er wird wieder gefragt, immer "
    "seltener.",
    "trouble_unreachable": "Der Server ist nicht zu erreichen oder zu langsam. Er wird wieder gefragt, immer seltener.",
    "trouble_unreadable": "Was kommt, ist kein Feed oder größer als 5 MB. Öffnen Sie die Adresse im Browser.",
    "trouble_own_network": "Die Adresse liegt in Ihrem eigenen Netz und wird nicht gefragt. Ist das gewollt, nennen "
    "Sie den Rechner unter feeds.own_hosts.",
    "trouble_missing": "Diese Datei gibt es nicht. Wer sie schreibt, hat nicht begonnen, oder sie wurde entfernt.",
    "trouble_quiet_reader": "Seitdem hat niemand nachgesehen. Läuft vorlaut?",
    "trouble_signature": "Ein Push kam, dessen Unterschrift zu keinem Geheimnis passt. War er gewollt, vergleichen Sie "
    "die Geheimnisse.",
    "gaps": "Bekannte Lücken",
    "gaps_hint": "Was dort gesagt worden sein kann und nie hereinkam. Sehen Sie selbst nach und sagen Sie es dann: es "
    "bleibt im Nachweis.",
    "no_gaps": "Nichts fehlt, soweit bekannt.",
    "gap_span": "{since} bis {until}",
    "gap_scrolled_off": "Als der Feed wieder antwortete, zeigte er nichts mehr, was bekannt war. Was dazwischen kam "
    "und ging, wurde nicht gesehen.",
    "gap_gone": "Der Feed ist zu Ende (Status 410). Was seit seiner letzten Antwort gesagt wurde, wurde nicht gesehen.",
    "gap_moved": "Der Feed schickte uns zu einem anderen Rechner. Von einem Newsroom wird von dort nichts genommen; "
    "ein Feed mit Beiträgen wird dort gelesen: sehen Sie nach, ob er noch derselbe ist.",
    "gap_refused": "Der Server ließ uns nicht mehr ein. Was seit seiner letzten Antwort gesagt wird, wird "
    "nicht gesehen.",
    "gap_unreadable": "Einträge des Feeds waren nicht zu lesen. Sie wurden ausgelassen, die übrigen kamen an.",
    "gap_cut_off": "Die Datei wurde gekürzt oder ersetzt, während sie gelesen wurde. Zeilen hinter der letzten "
    "gelesenen sind weg.",
    "gap_concerns": "Betrifft: {who}",
    "gap_concerns_all": "Betrifft alles, was über diese Quelle kommt.",
    "gap_close": "Ich habe nachgesehen",
    "gap_what": "Was Sie getan haben",
    "silence": "Wann zuletzt etwas von einem Konto kam",
    "silence_hint": "Auf den Tag genau: so sagt es, ob etwas ankommt, und nichts über Gewohnheiten. Stille kann eine "
    "gestörte Quelle sein: niemand muss etwas veröffentlichen.",
    "silence_column": "Zuletzt gehört",
    "silent_today": "heute gehört",
    "silent_day": "still seit {n} Tag",
    "silent_days": "still seit {n} Tagen",
    "silent_never": "noch nie kam etwas",
    "silent_for": "Still seit",
    "silent_any": "alle Konten",
    "silent_at_least_1": "einen Tag oder länger",
    "silent_at_least_7": "eine Woche oder länger",
    "silent_at_least_30": "einen Monat oder länger",
    "silent_at_least_never": "nie gehört",
    "platform": "Plattform",
    "class_employee": "Beschäftigte",
    "class_brand": "Markenkonto",
    "no_silence": "Kein Konto ist so.",
    "account_shown": "{n} Konto",
    "account_showns": "{n} Konten",
    "account_more": "und {n} weitere",
    "kind_gap": "Lücken",
}
