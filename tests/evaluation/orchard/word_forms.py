"""Forms of level 1: what grammar, hashtags and keyboards make of a name."""

import random
from typing import Final

from tests.evaluation.cases import Lang
from tests.evaluation.orchard.names import Name

_PLAIN: Final = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U", "ß": "ss"})
_EXPANDED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_HISSING: Final = ("s", "x", "z", "ß")


def hashtag(rng: random.Random, term: str) -> str:
    """`ProjektKastanie`, all small, or with a word behind it."""
    words = [word[:1].upper() + word[1:] for word in term.split(" ")]
    tag = ("_" if rng.random() < 0.06 else "").join(words)
    if rng.random() < 0.1:
        return tag + rng.choice(["Launch", "Team", "Liebe", "Crew"])
    return tag.lower() if rng.random() < 0.25 else tag


def genitive(rng: random.Random, lang: Lang, term: str) -> str:
    """The ending of `Velmas Farbe`, `Velma's colour`."""
    if term.endswith(_HISSING):
        return rng.choice(["'", "\u2019"]) if lang == "de" else rng.choice(["'s", "\u2019s", "'"])
    return rng.choice(["s", "s", "s", "'s", "\u2019s"] if lang == "de" else ["'s", "'s", "\u2019s"])


def plural(rng: random.Random, lang: Lang, term: str) -> str:
    """The ending of several of them."""
    if term.endswith(_HISSING):
        return rng.choice(["e", "en"]) if lang == "de" else "es"
    if lang == "en":
        return "s"
    return rng.choice(["s", "s", "n"]) if term[-1] in "aeiouy" else rng.choice(["s", "e", "en"])


def compound_head(rng: random.Random, lang: Lang, name: Name, rest: str) -> str:
    """`Velma-Team`, `Velmateam`, `Projekt-Kastanie-Team`, `Projekt Kastanie-Team`."""
    if name.form == "coined" and "-" not in rest and rng.random() < (0.35 if lang == "de" else 0.1):
        return name.text + (rest.lower() if lang == "de" else rest.capitalize())
    inner = "-" if rng.random() < (0.6 if lang == "de" else 0.3) else " "
    return f"{name.text.replace(' ', inner)}-{rest}"


def compound_tail(rng: random.Random, name: Name, prefix: str) -> str:
    """`Testvelma`, `Test-Velma`, `Geheimprojekt Kastanie`, `GeheimprojektKastanie`."""
    small = name.text[:1].lower() + name.text[1:]
    whole = rng.choice([f"{prefix}{small}", f"{prefix}{small}", f"{prefix}-{name.text}", f"{prefix}{name.text}"])
    if " " not in name.text or rng.random() < 0.5:
        return whole
    return whole.replace(" ", rng.choice(["", "-"]))


def spelling(rng: random.Random, term: str) -> str:
    """Umlauts as `ae` or bare, spaces as hyphens or nothing."""
    changed = rng.choice([term, term.translate(_EXPANDED), term.translate(_EXPANDED), term.translate(_PLAIN)])
    changed = changed.replace(" ", rng.choice(["-", "", "-", "\u00a0"])) if " " in term else changed
    return changed if changed != term else term.translate(_EXPANDED)
