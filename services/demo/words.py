"""Every sentence the demo says, in German and English."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from services import notes
from streams.refusal import RefusalReason
from streams.registers import Severity

Lang = Literal["de", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The sentences of one language. Words in braces are filled in where they are used."""

    lang: Lang
    tagline: str
    titles: Mapping[str, str]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    posts: str
    quiet: str
    refused: str
    unreadable: str
    alerts: str
    closed: str
    nothing_yet: str
    passing: str
    severities: Mapping[Severity, str]
    roles: Mapping[str, str]
    near: str
    embargoed: str
    code_word: str
    product: str
    facts: tuple[str, str]
    place: str
    incident: str
    cue: str
    hedged: str
    in_picture: str
    in_warning: str
    lifts: str
    days: tuple[str, str]
    hours: tuple[str, str]
    minutes: tuple[str, str]
    found_later: str
    since_opening: str
    author_first: str
    team_told: str
    closed_after: str
    edited_after: str
    refusals: Mapping[RefusalReason, str]
    torn: str
    deleted: str
    edited: str
    crisis: str
    crisis_open: str
    crisis_later: tuple[str, str]
    people: tuple[str, str]
    alerts_counted: tuple[str, str]
    raised: str
    with_notes: str
    notes: Mapping[str, str]
    several_authors: str
    burst: str
    summary: str
    found_title: str
    silent_title: str
    refused_title: str
    next_title: str
    next_steps: tuple[tuple[str, str], ...]
    kept: str
    posts_counted: tuple[str, str]
    nothing_kept: str
    all_found: str
    differs: str
    kind: str
    expected: str
    found: str
    missing: str
    unexpected: str
    stop: str
    console_open: str
    console_waits: str
    console_stays: str
    console_auditor: str


EN: Final = Words(
    lang="en",
    tagline="a made-up company, five made-up days",
    titles={
        "Embargo/falke-2": "Launch of the Falke 2",
        "Embargo/winter-campaign": "Winter campaign Polaruna",
        "Crisis/werk-nord": "Fire at Werk Nord",
        "Policy/ad-flood": "Advertising flood",
        "Policy/off-remit": "Opinion outside the remit",
        "Policy/private-talk": "Private talk",
    },
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    posts="posts",
    quiet="quiet",
    refused="refused",
    unreadable="unreadable",
    alerts="alerts",
    closed="closed",
    nothing_yet="Nothing so far. Most days are like this.",
    passing="passing by, kept nowhere but in the log for 72 hours",
    severities={"low": "low", "medium": "medium", "high": "high", "critical": "critical"},
    roles={"engineer": "engineer", "designer": "designer", "service": "service", "pr": "press office", "sales": "sales",
           "works": "works", "trainee": "trainee", "newsroom": "newsroom account", "shop": "shop account"},
    near="{role} in the project",
    embargoed="secret name",
    code_word="code word",
    product="known product",
    facts=("secret figure", "{n} secret figures together"),
    place="place of the crisis",
    incident="word for the incident",
    cue="beside a launch word",
    hedged="sounds like a denial, a joke or a rumour",
    in_picture="in a picture's description",
    in_warning="in the content warning",
    lifts="embargo lifts in {span}",
    days=("{n} day", "{n} days"),
    hours=("{n} hour", "{n} hours"),
    minutes=("{n} min", "{n} min"),
    found_later="found later: written before the crisis was declared",
    since_opening="{span} after it began",
    author_first="{who} would be told first.",
    team_told="The team of this account would be told.",
    closed_after="taken down by the author: closed after {span}",
    edited_after="taken out by an edit: closed after {span}",
    refusals={"unknown_account": "never opted in", "no_consent": "no consent", "withdrawn": "consent withdrawn",
              "not_public": "not public", "out_of_purpose": "out of purpose", "too_large": "too long"},
    torn="arrived in half: noted by length and place, its words are kept nowhere",
    deleted="taken down",
    edited="edited",
    crisis="CRISIS DECLARED",
    crisis_open="open since {since}; looking back over the last 72 hours",
    crisis_later=("{n} earlier post found later", "{n} earlier posts found later"),
    people=("{n} author", "{n} authors"),
    alerts_counted=("{n} alert", "{n} alerts"),
    raised="raised to {severity}: {why}",
    with_notes="{thing} with {notes}",
    notes={"compound": "inside a compound", "inflected": "an ending"},
    several_authors="several authors",
    burst="many in a short time",
    summary="That was the week",
    found_title="Found",
    silent_title="Stayed silent, and why",
    refused_title="Never looked at",
    next_title="What to try next",
    next_steps=(
        ('vorlaut check --registers DIR --as ID "text"', "ask about your own post before you publish it"),
        ("vorlaut scan --registers DIR posts.ndjson", "look through a file of posts; nothing is kept"),
        ("vorlaut apply -f DIR --dry-run", "declare your own accounts and embargoes, see first what changes"),
    ),
    kept="This run is kept. Look around in it: {command}",
    posts_counted=("{n} post", "{n} posts"),
    nothing_kept="Of what was refused no word was kept, not even in the log.",
    all_found="Everything that was expected was found, and nothing else.",
    differs="Something else was found than was expected.",
    kind="kind of case",
    expected="expected",
    found="found",
    missing="missing",
    unexpected="unexpected",
    stop="Ctrl-C ends",
    console_open="The console is open. This link signs you in, once and within 15 minutes:",
    console_waits="Open it in a browser: the week begins when you are in, at the latest in {n} seconds.",
    console_stays="The console stays open, and its clock goes on from here: look around, decide, declare. Ctrl-C ends.",
    console_auditor="This link signs in an auditor, who sees the trail of what you did, and may export it:",
)  # fmt: skip

DE: Final = Words(
    lang="de",
    tagline="eine erfundene Firma, fünf erfundene Tage",
    titles={
        "Embargo/falke-2": "Start des Falke 2",
        "Embargo/winter-campaign": "Winterkampagne Polaruna",
        "Crisis/werk-nord": "Feuer im Werk Nord",
        "Policy/ad-flood": "Werbeflut",
        "Policy/off-remit": "Ansicht außerhalb des Auftrags",
        "Policy/private-talk": "Privates Gespräch",
    },
    weekdays=("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    months=("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
    posts="Beiträge",
    quiet="still",
    refused="abgewiesen",
    unreadable="unlesbar",
    alerts="Meldungen",
    closed="erledigt",
    nothing_yet="Noch nichts. Die meisten Tage sind so.",
    passing="ziehen vorbei, bleiben nur 72 Stunden im Protokoll",
    severities={"low": "niedrig", "medium": "mittel", "high": "hoch", "critical": "kritisch"},
    roles={"engineer": "Entwicklung", "designer": "Gestaltung", "service": "Kundendienst", "pr": "Pressestelle",
           "sales": "Vertrieb", "works": "Werk", "trainee": "Ausbildung", "newsroom": "Konto der Pressestelle",
           "shop": "Konto des Ladens"},
    near="{role}, im Projekt",
    embargoed="geheimer Name",
    code_word="Deckname",
    product="bekanntes Produkt",
    facts=("geheime Angabe", "{n} geheime Angaben zusammen"),
    place="Ort der Krise",
    incident="Wort für den Vorfall",
    cue="neben einem Startwort",
    hedged="klingt nach Verneinung, Scherz oder Gerücht",
    in_picture="in einer Bildbeschreibung",
    in_warning="in der Inhaltswarnung",
    lifts="Sperrfrist endet in {span}",
    days=("{n} Tag", "{n} Tagen"),
    hours=("{n} Stunde", "{n} Stunden"),
    minutes=("{n} Min.", "{n} Min."),
    found_later="später gefunden: vor der Ausrufung geschrieben",
    since_opening="{span} nach dem Beginn",
    author_first="{who} würde es zuerst erfahren.",
    team_told="Das Team dieses Kontos würde es erfahren.",
    closed_after="selbst gelöscht: erledigt nach {span}",
    edited_after="durch Bearbeitung herausgenommen: erledigt nach {span}",
    refusals={"unknown_account": "hat nie zugestimmt", "no_consent": "keine Zustimmung",
              "withdrawn": "Zustimmung zurückgezogen", "not_public": "nicht öffentlich",
              "out_of_purpose": "kein Zweck", "too_large": "zu lang"},
    torn="nur halb angekommen: vermerkt sind Länge und Ort, die Worte nirgends",
    deleted="gelöscht",
    edited="bearbeitet",
    crisis="KRISE AUSGERUFEN",
    crisis_open="offen seit {since}; Blick zurück über die letzten 72 Stunden",
    crisis_later=("{n} früherer Beitrag später gefunden", "{n} frühere Beiträge später gefunden"),
    people=("{n} Person", "{n} Personen"),
    alerts_counted=("{n} Meldung", "{n} Meldungen"),
    raised="angehoben auf {severity}: {why}",
    with_notes="{thing}, {notes}",
    notes=notes.GERMAN,
    several_authors="mehrere Personen",
    burst="viele in kurzer Zeit",
    summary="Das war die Woche",
    found_title="Gefunden",
    silent_title="Blieb still, und warum",
    refused_title="Nie angesehen",
    next_title="Was Sie als Nächstes versuchen können",
    next_steps=(
        ('vorlaut check --registers DIR --as ID "Text"', "den eigenen Beitrag prüfen, bevor er öffentlich ist"),
        ("vorlaut scan --registers DIR posts.ndjson", "eine Datei mit Beiträgen durchsehen; nichts wird behalten"),
        ("vorlaut apply -f DIR --dry-run", "eigene Konten und Sperrfristen erklären, erst ansehen"),
    ),
    kept="Dieser Lauf ist aufgehoben. Sehen Sie sich darin um: {command}",
    posts_counted=("{n} Beitrag", "{n} Beiträge"),
    nothing_kept="Vom Abgewiesenen ist kein Wort geblieben, auch nicht im Protokoll.",
    all_found="Alles Erwartete wurde gefunden, und nichts sonst.",
    differs="Gefunden wurde etwas anderes als erwartet.",
    kind="Art des Falls",
    expected="erwartet",
    found="gefunden",
    missing="fehlt",
    unexpected="unerwartet",
    stop="Strg-C beendet",
    console_open="Die Konsole ist offen. Dieser Link meldet Sie an, einmal und innerhalb von 15 Minuten:",
    console_waits="Öffnen Sie ihn im Browser: Die Woche beginnt, sobald Sie da sind, spätestens in {n} Sekunden.",
    console_stays="Die Konsole bleibt offen, ihre Uhr geht von hier weiter: umsehen, entscheiden, ausrufen. "
    "Strg-C beendet.",
    console_auditor="Dieser Link meldet an, wer prüft: mit dem Nachweis dessen, was Sie taten, und seinem Export:",
)  # fmt: skip

LANGUAGES: Final[Mapping[Lang, Words]] = {"de": DE, "en": EN}
