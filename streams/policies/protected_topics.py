"""What nobody may be watched for: a declaration whose words target it is refused.

Words are compared folded. Some stems target wherever they stand in a word ("Warnstreik"), some where a word starts with
them; a word that also names products and places ("strike", "union") targets only where a term says nothing else.
"""

from functools import cache
from typing import Final

from streams.text.fold import word_view

_ANYWHERE: Final = ("Streik", "Betriebsrat", "Betriebsrät", "Gewerkschaft", "Arbeitskampf")
_STARTS: Final = (
    # works council and unions
    "Personalrat", "Vertrauensleute", "works council", "trade union", "labor union", "labour union", "unioniz",
    "unionis", "IG Metall", "ver.di", "collective bargaining", "Tarifvertrag", "Tarifverhandlung", "Tarifrunde",
    "Tarifstreit", "Mitbestimmung",
    # strike
    "Arbeitsniederlegung", "walkout", "picket line", "industrial action",
    # pay
    "Gehaltserhöhung", "Gehaltsverhandlung", "Lohnerhöhung", "Lohnverhandlung", "Lohnkürzung", "Mindestlohn",
    "Entgelttransparenz", "pay rise", "pay raise", "pay gap", "equal pay", "minimum wage", "salaries",
    # elections
    "Bundestagswahl", "Landtagswahl", "Kommunalwahl", "Europawahl", "Wahlkampf", "Wahlkreis", "election", "ballot",
    # faith
    "Kirchenaustritt", "Moschee", "Synagoge", "Ramadan", "Religionszugehörigkeit", "Glaubensbekenntnis",
)  # fmt: skip
_ALONE: Final = (
    "strike", "strikes", "striking", "strikers", "union", "unions", "pay", "wage", "wages", "salary", "Gehalt",
    "Gehälter", "Lohn", "Löhne", "vote", "voting", "Wahl", "Wahlen", "faith", "religion", "religious", "religiös",
    "Glaube", "gläubig", "church", "mosque", "synagogue", "Kirche", "Islam", "islamic", "Muslim", "Muslime", "muslims",
    "Christen", "Christians", "Juden", "jews", "jewish", "katholisch", "evangelisch", "catholic", "prayer", "Gebet",
)  # fmt: skip
_BESIDE: Final = (
    "the", "a", "an", "at", "in", "on", "of", "for", "and", "our", "more", "der", "die", "das", "den", "dem", "im",
    "am", "bei", "für", "und", "mehr", "unser", "unsere", "beim", "zum", "zur", "Werk", "site", "plant", "company",
    "Firma",
)  # fmt: skip


def targets(text: str) -> bool:
    """Whether a term is aimed at works council, unions, strike, pay, elections or faith."""
    folded = word_view(text)
    if any(stem in folded for stem in _folded(_ANYWHERE)) or any(f" {stem}" in folded for stem in _folded(_STARTS)):
        return True
    said = set(folded.split()) - _folded(_BESIDE)
    return bool(said) and said <= _folded(_ALONE)


@cache
def _folded(listed: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word_view(word).strip() for word in listed)
