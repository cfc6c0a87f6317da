"""Made-up registers, as a company would declare them: seeded, so that every run sees the same.

Everything happens in March 2025, before the clock of any machine that runs this: no time is taken for suspect.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import count, cycle, islice
from pathlib import Path
from random import Random

import yaml

Document = dict[str, object]

BERLIN = timezone(timedelta(hours=1))
BEGINS = datetime(2025, 3, 1, tzinfo=BERLIN)
ENDS = datetime(2025, 3, 31, tzinfo=BERLIN)
FAMOUS = (
    "Falcon", "Titan", "Aurora", "Phoenix", "Orion", "Apollo", "Atlas", "Mercury", "Neptune", "Eclipse",
    "Nova", "Zeus", "Odin", "Raptor", "Jaguar", "Panther", "Leopard", "Phantom", "Viper", "Cobra",
)  # fmt: skip
ROLES = ("engineer", "sales", "service", "works", "pr", "executive", "hr", "trainee")
PLACES = ("Werk Nord", "Halle 7", "Werk Süd", "Tanklager Ost", "Teststrecke Moorheide")
INCIDENTS = (
    ("fire", ("Brand", "Feuer", "evakuiert", "smoke", "explosion")),
    ("spill", ("Leck", "ausgelaufen", "Gift", "leak", "spill")),
    ("outage", ("Stromausfall", "Blackout", "outage", "steht still", "power cut")),
    ("recall", ("Rückruf", "überhitzt", "recall", "overheating", "gefährlich")),
    ("accident", ("Unfall", "verletzt", "Rettungswagen", "accident", "injured")),
)
_SYLLABLES = (
    "bra", "dol", "fen", "gru", "hil", "jor", "kal", "lum", "mir", "nox",
    "pel", "quo", "rav", "sil", "tor", "ulm", "vek", "wen", "xan", "zor",
)  # fmt: skip
_WEAK = (
    "Adler", "Amsel", "Biber", "Birke", "Distel", "Dohle", "Eiche", "Elster", "Fasan", "Fichte", "Finke", "Fuchs",
    "Ginster", "Habicht", "Hecht", "Hirsch", "Holunder", "Igel", "Iltis", "Kastanie", "Kiebitz", "Kranich", "Lachs",
    "Linde", "Luchs", "Marder", "Milan", "Mohn", "Otter", "Pappel", "Rabe", "Reiher", "Salbei", "Sperber", "Storch",
    "Tanne", "Ulme", "Wacholder", "Wiesel", "Zander", "Anchor", "Badger", "Beacon", "Blossom", "Canyon", "Cedar",
    "Comet", "Coral", "Crystal", "Dolphin", "Ember", "Feather", "Garnet", "Glacier", "Harbor", "Harvest", "Horizon",
    "Ivory", "Juniper", "Lantern", "Maple", "Meadow", "Meteor", "Nectar", "Oasis", "Opal", "Pebble", "Prairie",
    "Quartz", "Ripple", "Saffron", "Sequoia", "Summit", "Thunder", "Willow",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """What is declared, and what of it can be leaked. `handles` are the accounts of employees."""

    documents: tuple[Document, ...]
    handles: tuple[str, ...]
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    incidents: tuple[tuple[str, str], ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """Every term of every embargo."""
        return (*self.strong, *self.weak)

    def write(self, folder: Path) -> Path:
        """The registers as one file in this folder."""
        path = folder / "registers.yaml"
        path.write_text(yaml.safe_dump_all(self.documents, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return path


def full_world(employees: int = 500, embargoes: int = 40, terms: int = 300, crises: int = 5) -> World:
    """Half of the terms are coined; the rest are "Projekt X", a product with a number, and weak dictionary words."""
    rng = Random(1)
    coined = list(islice(_coined(rng), terms // 2))
    paired = [f"Projekt {word}" for word in _WEAK[-(terms // 6) :]]
    numbered = [f"{word} {number}" for word, number in zip(_coined(rng, 3), range(2, 2 + terms // 6), strict=False)]
    strong = (*coined, *paired, *numbered)
    weak = _WEAK[: terms - len(strong)]
    dealt: list[list[object]] = [[] for _ in range(embargoes)]
    needs = cycle((["cue"], ["anchor"], ["near"]))
    declared = [*strong, *({"text": word, "needs": need} for word, need in zip(weak, needs, strict=False))]
    for place, term in enumerate(declared):
        dealt[place % embargoes].append(term)
    return _world(employees, [_embargo(n, own) for n, own in enumerate(dealt)], crises, (strong, weak))


def quiet_world() -> World:
    """20 embargoes, each with a coined word and a famous code word that is weak; 3 crises; one author near."""
    coined = tuple(islice(_coined(Random(2)), len(FAMOUS)))
    embargoes = [
        _embargo(n, [word, {"text": famous, "needs": ["cue"]}])
        for n, (word, famous) in enumerate(zip(coined, FAMOUS, strict=True))
    ]
    return _world(40, embargoes, 3, (coined, FAMOUS))


def _world(
    employees: int, embargoes: Sequence[Document], crises: int, terms: tuple[tuple[str, ...], tuple[str, ...]]
) -> World:
    handles = tuple(f"@e{number}@social.example" for number in range(employees))
    accounts = [_account(number, handle) for number, handle in enumerate(handles)]
    emergencies = [_crisis(number) for number in range(crises)]
    incidents = tuple((PLACES[n], word) for n in range(crises) for word in INCIDENTS[n][1])
    return World((_COMPANY, _NEWSROOM, *accounts, *embargoes, *emergencies), handles, *terms, incidents)


_COMPANY: Document = {
    "kind": "Company", "id": "veltrona", "names": ["Veltrona", "Veltrona AG"], "products": ["Falke 1"],
    "sites": ["Werk Nord"], "topics": ["Batteriespeicher", "home storage"],
}  # fmt: skip
_NEWSROOM: Document = {
    "kind": "Account", "id": "newsroom", "platform": "mastodon", "account": "@news@veltrona.example", "class": "brand",
    "role": "newsroom",
}  # fmt: skip


def _account(number: int, handle: str) -> Document:
    """Every employee consented; every fortieth works on the first project."""
    return {
        "kind": "Account", "id": f"e{number}", "platform": "mastodon", "account": handle, "class": "employee",
        "role": ROLES[number % len(ROLES)], "near": ["embargo-0"] if number % 40 == 0 else [],
        "consent": {"from": (BEGINS - timedelta(days=30)).isoformat(), "notice": "2025-01"},
    }  # fmt: skip


def _embargo(number: int, terms: Sequence[object]) -> Document:
    """Lifts lie in the four weeks behind the end: every phase is met, the last day by a quarter of the embargoes."""
    lifts = ENDS + timedelta(days=number * 7 % 28)
    return {
        "kind": "Embargo", "id": f"embargo-{number}", "title": f"Launch {number}", "terms": list(terms),
        "opens": (BEGINS - timedelta(days=10)).isoformat(), "lifts": lifts.isoformat(), "allowed": ["newsroom"],
        "facts": [f"{249 + 10 * number} €", f"{38 + number} kWh"],
    }  # fmt: skip


def _crisis(number: int) -> Document:
    kind, words = INCIDENTS[number]
    return {
        "kind": "Crisis", "id": f"crisis-{number}", "title": f"Incident at {PLACES[number]}", "type": kind,
        "opens": (BEGINS + timedelta(days=number)).isoformat(), "sites": [PLACES[number]],
        "names": [f"Veltrona {kind.capitalize()} GmbH"], "terms": list(words), "spokespeople": ["newsroom"],
    }  # fmt: skip


def _coined(rng: Random, syllables: int = 4) -> Iterator[str]:
    """Words that nobody uses, each once; a longer one where the short ones are used up."""
    known: set[str] = set()
    for tries in count():
        word = "".join(rng.choices(_SYLLABLES, k=syllables + tries // 10_000)).capitalize()
        if word not in known:
            known.add(word)
            yield word
