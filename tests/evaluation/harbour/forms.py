"""Terms as words bend them: hashtags, endings, compounds, other spellings."""

import random
from collections.abc import Mapping
from typing import Final

from tests.evaluation.cases import Lang

_HEADS: Final[Mapping[Lang, str]] = {
    "de": (
        "Team:n Projekt:n Test:m Prototyp:m Halle:f Truppe:f Akku:m Baustelle:f Kabine:f Woche:f Meeting:n Handbuch:n "
        "Steuerung:f Probelauf:m Schulung:f Demo:f"
    ),
    "en": (
        "team:n rig:n demo:n crew:n week:n tests:n meeting:n build:n party:n shift:n workshop:n dashboard:n prototype:n"
    ),
}
_TAILS: Final = {
    "de": [
        "Test",
        "Serien",
        "Pilot",
        "Mini",
        "Probe",
        "Vorserien",
        "Bord",
        "Hafen",
        "Super",
        "Werk",
        "Ersatz",
        "Labor",
        "Muster",
    ],
    "en": ["test", "mini", "pre", "mega", "super", "beta", "pilot", "proto", "micro", "demo", "field", "lab", "ultra"],
}
_ARTICLES: Final = {
    "m": {"der": "der", "den": "den", "dem": "dem", "zum": "zum", "beim": "beim", "vom": "vom", "im": "im"},
    "n": {"der": "das", "den": "das", "dem": "dem", "zum": "zum", "beim": "beim", "vom": "vom", "im": "im"},
    "f": {"der": "die", "den": "die", "dem": "der", "zum": "zur", "beim": "bei der", "vom": "von der", "im": "in der"},
}
_UMLAUTS: Final = {"ä": ("ae", "a"), "ö": ("oe", "o"), "ü": ("ue", "u"), "ß": ("ss", "ss")}
_CAMEL: Final = {"de": ("Woche", "Team", "Halle", "Tour"), "en": ("Week", "Team", "Day", "Crew")}


def articles(gender: str) -> dict[str, str]:
    """The German articles a frame asks for by their masculine form."""
    return dict(_ARTICLES[gender])


def hashtag(term: str, lang: Lang, rng: random.Random) -> str:
    """Without its #: the words of the term run together, at times with one more."""
    words = term.split()
    glued = "".join(word[:1].upper() + word[1:] for word in words)
    if rng.random() < 0.15 and not glued[-1].isdigit():
        return glued + rng.choice(_CAMEL[lang])
    return rng.choice((glued, glued, glued.lower(), "".join(words), "_".join(words)))


def genitive(term: str, lang: Lang, rng: random.Random) -> str:
    """With the ending of a genitive; German may inflect `Projekt` instead of the name."""
    first, _, rest = term.partition(" ")
    if lang == "de" and first == "Projekt" and rng.random() < 0.35:
        return f"{rng.choice(('Projekts', 'Projektes'))} {rest}"
    if term[-1] in "sxzß":
        return term + rng.choice(("'", "\u2019", "'s", "ens") if lang == "de" else ("'s", "\u2019s", "'"))
    return term + rng.choice(("s", "s", "'s", "\u2019s") if lang == "de" else ("'s", "\u2019s", "s"))


def plural(term: str, lang: Lang, rng: random.Random) -> str:
    """With the ending of a plural."""
    if lang == "en":
        return term + ("es" if term[-1] in "sxz" else "s")
    if term[-1] in "sxz":
        return term + rng.choice(("e", "en"))
    return term + rng.choice(("s", "s", "n") if term[-1] in "aeiour" else ("s", "e", "en"))


def head(term: str, lang: Lang, rng: random.Random) -> tuple[str, str]:
    """As the first part of a compound, with the compound's gender."""
    noun, _, gender = rng.choice(_HEADS[lang].split()).partition(":")
    if lang == "en":
        hyphened = f"{term.replace(' ', '-')}-{noun}"
        return rng.choice((f"{term}-{noun}", f"{term}-{noun}", f"{term}{noun}", hyphened)), gender
    if " " in term:
        return rng.choice((f"{term}-{noun}", f"{term.replace(' ', '-')}-{noun}")), gender
    return rng.choice((f"{term}-{noun}", f"{term}{noun.lower()}", f"{term}{noun.lower()}")), gender


def tail(term: str, lang: Lang, rng: random.Random) -> str:
    """As the last part of a compound; names of two words are glued to it, those with a number keep it apart."""
    first = rng.choice(_TAILS[lang])
    word, _, number = term.rpartition(" ")
    if number.isdigit():
        return f"{first}{rng.choice((word.lower(), '-' + word))} {number}"
    glued = term.replace(" ", "")
    ways = (first + glued.lower(), first + glued.lower(), f"{first}-{term.replace(' ', '-')}")
    return rng.choice((*ways, first + glued) if lang == "en" else ways)


def respelt(term: str, rng: random.Random) -> str:
    """With hyphens where there were spaces or none, or without umlauts."""
    umlauts = [char for char in term.lower() if char in _UMLAUTS]
    if umlauts and rng.random() < 0.8:
        way = rng.randrange(2)
        return "".join(_without(char, way) for char in term)
    if " " in term:
        return term.replace(" ", rng.choice(("-", "-", "", "_", " - ", "\u2013")))
    at = rng.randrange(3, len(term) - 2)
    return f"{term[:at]}-{rng.choice((term[at:], term[at:].capitalize()))}"


def _without(char: str, way: int) -> str:
    spelt = _UMLAUTS.get(char.lower(), (char, char))[way]
    return spelt.capitalize() if char.isupper() else spelt
