"""What `vorlaut check` says, in English and German."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from services import notes
from streams.refusal import RefusalReason
from streams.registers import Severity

Lang = Literal["de", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Sentences of one language; the braces are filled in. `notes` are those of `streams.detect.term_notes`."""

    please_wait: str
    nothing: str
    not_looked_at: str
    kept: str
    embargo: str
    crisis: str
    comms: str
    quoted: str
    refused: Mapping[RefusalReason, str]
    severities: Mapping[Severity, str]
    notes: Mapping[str, str]


ENGLISH: Final = Words(
    please_wait="Please wait before you post this, or leave out what is marked:",
    nothing="Nothing speaks against posting this.",
    not_looked_at="This would not be looked at: {reason}.",
    kept="Nothing of this was kept.",
    embargo="{title}: under embargo until {ends:%Y-%m-%d %H:%M} UTC",
    crisis="{title}: a declared crisis; please leave it to {who}",
    comms="comms",
    quoted="“{text}”",
    refused={
        "unknown_account": "this account is not declared",
        "no_consent": "there is no consent of this account at that time",
        "withdrawn": "this account has withdrawn",
        "not_public": "it is not public",
        "out_of_purpose": "this account has agreed to no purpose",
        "too_large": "it is longer than 100,000 characters",
    },
    severities={"low": "low", "medium": "medium", "high": "high", "critical": "critical"},
    notes={},
)
GERMAN: Final = Words(
    please_wait="Bitte warten Sie noch damit, oder lassen Sie weg, was hier steht:",
    nothing="Nichts spricht dagegen, das zu veröffentlichen.",
    not_looked_at="Das würde nicht angesehen: {reason}.",
    kept="Nichts davon wurde aufbewahrt.",
    embargo="{title}: gesperrt bis {ends:%d.%m.%Y %H:%M} UTC",
    crisis="{title}: eine erklärte Krise; bitte überlassen Sie das {who}",
    comms="der Kommunikation",
    quoted="„{text}“",
    refused={
        "unknown_account": "dieses Konto ist nicht angemeldet",
        "no_consent": "zu dieser Zeit gibt es keine Einwilligung für dieses Konto",
        "withdrawn": "die Einwilligung für dieses Konto ist widerrufen",
        "not_public": "es ist nicht öffentlich",
        "out_of_purpose": "dieses Konto hat keinem Zweck zugestimmt",
        "too_large": "es ist länger als 100.000 Zeichen",
    },
    severities={"low": "niedrig", "medium": "mittel", "high": "hoch", "critical": "kritisch"},
    notes=notes.GERMAN,
)
LANGUAGES: Final[Mapping[Lang, Words]] = {"en": ENGLISH, "de": GERMAN}
