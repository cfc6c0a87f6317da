"""The five crises of a scenario."""

import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from tests.evaluation.cases import Lang
from tests.evaluation.harbour.world import Crisis, Firm, names, slug

TERMS: Final[Mapping[str, tuple[str, ...]]] = {
    "fire": (
        "Brand", "Feuer", "Rauch", "brennt", "evakuiert", "Löschschaum", "Explosion", "fire", "smoke", "burning",
        "blaze", "evacuated",
    ),
    "ship": (
        "Havarie", "gerammt", "Kollision", "kollidiert", "Schlagseite", "Leck", "Wassereinbruch", "auf Grund gelaufen",
        "collision", "rammed", "listing", "taking on water", "aground",
    ),
    "crane": (
        "umgestürzt", "eingestürzt", "abgestürzt", "umgekippt", "umgeworfen", "Seilriss", "Kransturz", "collapsed",
        "toppled", "crashed", "snapped",
    ),
    "leak": (
        "Ammoniak", "Gasalarm", "Giftwolke", "Giftgas", "verätzt", "Atemschutz", "ammonia", "leak", "gas alarm",
        "toxic", "fumes",
    ),
    "cyber": (
        "Hackerangriff", "Cyberangriff", "Ransomware", "verschlüsselt", "Erpresser", "gehackt", "lahmgelegt", "hacked",
        "cyberattack", "encrypted", "extortion",
    ),
}  # fmt: skip
_NOUNS: Final[Mapping[str, Mapping[Lang, tuple[str, str]]]] = {
    "fire": {"de": ("der Brand", "dem Brand"), "en": ("the fire", "")},
    "ship": {"de": ("die Havarie", "der Havarie"), "en": ("the collision", "")},
    "crane": {"de": ("der Kransturz", "dem Kransturz"), "en": ("the crane that collapsed", "")},
    "leak": {"de": ("der Gasalarm", "dem Gasalarm"), "en": ("the ammonia leak", "")},
    "cyber": {"de": ("der Hackerangriff", "dem Hackerangriff"), "en": ("the cyberattack", "")},
}
_STATEMENTS: Final[Mapping[Lang, str]] = {
    "de": (
        "Zu {xd} {at} teilen wir mit: Alle Kolleginnen und Kollegen sind nach heutigem Stand in Sicherheit. "
        "Die Ursache wird von den Behörden untersucht, denen wir sämtliche Unterlagen zur Verfügung stellen. "
        "Bitte halten Sie die Zufahrten frei und wenden Sie sich mit Fragen an die Rufnummer im Aushang."
    ),
    "en": (
        "Regarding {xn} {at}: all of our colleagues are safe as far as we know today. "
        "The cause is being examined by the authorities, to whom we are handing over every document they need. "
        "Please keep the access roads clear and use the number on the notice board for your questions."
    ),
}


def crises(rng: random.Random, firms: tuple[Firm, ...]) -> tuple[Crisis, ...]:
    """One of each kind, two weeks apart."""
    opened = datetime(2026, 10, 19, 2, 40, tzinfo=UTC)
    made = []
    for kind, places in _places(rng, firms).items():
        made.append(_crisis(kind, firms[kind in {"ship", "leak"}], opened, places))
        opened += timedelta(days=13, minutes=rng.randrange(1200))
    return tuple(made)


def _crisis(kind: str, firm: Firm, opens: datetime, places: Mapping[Lang, Mapping[str, str]]) -> Crisis:
    listed = {key: tuple(dict.fromkeys(places[lang][key] for lang in places)) for key in ("s0", "s1", "n0")}
    words: dict[Lang, Mapping[str, str]] = {}
    for lang, slots in places.items():
        nominative, dative = _NOUNS[kind][lang]
        words[lang] = {**slots, "xn": nominative, "xd": dative or nominative}
    told = {lang: _STATEMENTS[lang].format(**words[lang]) for lang in words}
    sites = listed["s0"] + listed["s1"]
    return Crisis(f"{kind}-{slug(sites[0])}", kind, firm, opens, sites, listed["n0"], words, told)


def _places(rng: random.Random, firms: tuple[Firm, ...]) -> Mapping[str, Mapping[Lang, Mapping[str, str]]]:
    group, yard = firms
    a, b, c = rng.sample(group.sites, 3)
    pier, master = rng.sample(names("pier"), 2)
    ship, system, n = rng.choice(names("ship")), rng.choice(names("system")), rng.randrange(4, 19)
    return {
        "fire": _both(
            (f"Werk {a}", f"im Werk {a}", f"Halle {n}", f"{c} Cells"),
            (f"Werk {a}", f"at Werk {a}", f"Hall {n}", f"{c} Cells"),
        ),
        "ship": _both(
            (f"Anleger {pier}", f"am Anleger {pier}", f"Hafenbecken {n % 5 + 2}", ship),
            (f"{pier} Pier", f"at {pier} Pier", f"Basin {n % 5 + 2}", ship),
        ),
        "crane": _both(
            (f"Terminal {b}", f"am Terminal {b}", f"Kaje {n + 1}", f"Kran {n + 3}"),
            (f"Terminal {b}", f"at Terminal {b}", f"Quay {n + 1}", f"Crane {n + 3}"),
        ),
        "leak": _both(
            (f"Werft {yard.sites[0]}", f"auf der Werft {yard.sites[0]}", f"Lackierhalle {n}", f"Dock {n + 2}"),
            (f"{yard.sites[0]} Yard", f"at {yard.sites[0]} Yard", f"Paint Hall {n}", f"Dock {n + 2}"),
        ),
        "cyber": _both(
            (f"Leitstand {master}", f"im Leitstand {master}", f"Tor {n + 20}", system),
            (f"Control Room {master}", f"in Control Room {master}", f"Gate {n + 20}", system),
        ),
    }


def _both(de: tuple[str, ...], en: tuple[str, ...]) -> Mapping[Lang, Mapping[str, str]]:
    keys = ("s0", "at", "s1", "n0")
    return {"de": dict(zip(keys, de, strict=True)), "en": dict(zip(keys, en, strict=True))}
