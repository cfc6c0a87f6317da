"""The world as register documents."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from tests.evaluation.cases import Document
from tests.evaluation.orchard.drafts import Draft
from tests.evaluation.orchard.names import Name, slug
from tests.evaluation.orchard.words import sections
from tests.evaluation.orchard.world import Secret, Trouble, World

INCIDENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "fire": (
        "Brand", "Feuer", "brennt", "Rauch", "evakuiert", "Flammen", "fire", "smoke", "burning", "evacuated", "flames",
    ),
    "recall": (
        "Glassplitter", "Glas", "Salmonellen", "Rückruf", "verunreinigt", "recall", "recalled", "glass shards",
        "salmonella", "contaminated",
    ),
    "gas": (
        "Ammoniak", "Gasleck", "Leck", "ausgetreten", "Gasalarm", "ammonia", "leak", "gas leak", "gas alarm", "leaking",
    ),
    "breach": (
        "Datenleck", "gehackt", "Hackerangriff", "Kundendaten", "geleakt", "breach", "breached", "hacked", "data leak",
        "leaked", "customer data",
    ),
    "roof": (
        "Dach", "eingestürzt", "Einsturz", "verschüttet", "Schneelast", "Trümmer", "roof", "collapsed", "collapse",
        "rubble",
    ),
}  # fmt: skip
_HAPPENED: Final = {
    "fire": ("Im {} ist ein Brand ausgebrochen.", "Fire"),
    "recall": ("Wir haben einen Rückruf für {} eingeleitet.", "Recall"),
    "gas": ("Im {} wurde heute Gasalarm ausgelöst.", "Gas alarm"),
    "breach": ("{} war Ziel von einem Hackerangriff.", "Breach"),
    "roof": ("Im {} kam es zu einem Einsturz von Teilen der Halle.", "Collapse"),
}
_HAPPENED_EN: Final = {
    "fire": "There has been a fire at {}.",
    "recall": "We have started a recall of {}.",
    "gas": "A gas alarm was raised at {} today.",
    "breach": "{} was affected by a data breach.",
    "roof": "There has been a collapse of parts of the hall at {}.",
}
SPEAKERS: Final = ("newsroom", "philippa", "ruprecht")


def documents(world: World, drafts: Sequence[Draft]) -> list[Document]:
    """Company, accounts, embargoes, crises."""
    return [
        _company(world),
        _newsroom(world),
        *(person.document() for person in [*world.press, *world.people]),
        *(_embargo(secret, [draft.path for draft in drafts if draft.secret is secret]) for secret in world.secrets),
        *(_crisis(trouble) for trouble in world.troubles),
    ]


def newsroom_account(world: World) -> str:
    """The brand account as posts carry it."""
    return f"@presse@{world.domain}"


def _company(world: World) -> Document:
    return {
        "kind": "Company",
        "id": slug(world.company),
        "names": [world.company, f"{world.company} AG", f"{world.company} Foods"],
        "products": [product for products in world.products.values() for product in products],
        "sites": [f"Werk {world.hq}", *(trouble.known_as["de"] for trouble in world.troubles if _is_site(trouble))],
        "topics": ["Küchengeräte", "plant-based", "fitness"],
        "competitors": list(sections("names")["rival"]),
        "newsroom": [f"https://presse.{world.domain}/feed.xml"],
    }


def _newsroom(world: World) -> Document:
    return {
        "kind": "Account",
        "id": "newsroom",
        "platform": "mastodon",
        "account": newsroom_account(world),
        "class": "brand",
        "role": "newsroom",
    }


def _embargo(secret: Secret, paths: Sequence[str]) -> Document:
    entry: dict[str, object] = {
        "kind": "Embargo",
        "id": secret.id,
        "title": secret.concept.title,
        "opens": "2026-08-01T00:00:00+02:00",
        "lifts": _time(secret.lifts),
        "terms": [_term(name) for name in secret.names],
        "documents": list(paths),
        "cues": [cue for cues in secret.cues.values() for cue in cues],
        "allowed": list(SPEAKERS),
    }
    return {**entry, "facts": [fact.declared(secret.concept.lang) for fact in secret.facts]} if secret.facts else entry


def _term(name: Name) -> object:
    return {"text": name.text, "needs": list(name.needs)} if name.needs else name.text


def _crisis(trouble: Trouble) -> Document:
    return {
        "kind": "Crisis",
        "id": trouble.id,
        "title": f"{_HAPPENED[trouble.sort][1]}: {trouble.known_as['en']}",
        "type": trouble.sort,
        "opens": _time(trouble.opens),
        "sites" if _is_site(trouble) else "names": sorted(set(trouble.known_as.values())),
        "terms": list(INCIDENTS[trouble.sort]),
        "spokespeople": list(SPEAKERS),
        "statement": statement(trouble, "de") + "\n" + statement(trouble, "en"),
    }


def statement(trouble: Trouble, lang: str) -> str:
    """What is said officially, in one language."""
    happened = _HAPPENED[trouble.sort][0] if lang == "de" else _HAPPENED_EN[trouble.sort]
    known_as = trouble.known_as["de" if lang == "de" else "en"]
    return f"{happened.format(known_as)} {sections(f'crises_{lang}')['statement'][0]}"


def _is_site(trouble: Trouble) -> bool:
    return trouble.sort in {"fire", "gas", "roof"}


def _time(moment: datetime) -> str:
    return moment.isoformat()
