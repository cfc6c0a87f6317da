"""What `vorlaut alerts show` says beside the explanation itself, in English and German."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.cli.language import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The headings of one language; braces are filled in."""

    text: str
    evidence: str
    steps: str
    held: str
    history: str
    left_out: str
    draft_hint: str
    shown: str


HEADINGS: Final[Mapping[Lang, Headings]] = {
    "en": Headings(
        text="The text, with the evidence marked",
        evidence="Why it was found",
        steps="How the severity came about",
        held="What held at that time",
        history="What became of it",
        left_out="… {n} characters left out …",
        draft_hint="Whoever has the draft sees its passage beside the quote: --draft FILE",
        shown="Shown to {who} on {at}.",
    ),
    "de": Headings(
        text="Der Text, mit den Fundstellen",
        evidence="Warum es gefunden wurde",
        steps="Wie die Schwere zustande kam",
        held="Was damals galt",
        history="Was daraus wurde",
        left_out="… {n} Zeichen weggelassen …",
        draft_hint="Wer den Entwurf hat, sieht seine Stelle neben dem Zitat: --draft DATEI",
        shown="Gezeigt für {who}, {at}.",
    ),
}
