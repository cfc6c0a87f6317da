"""Made-up posts of people who see an incident and say so without any of its declared words.

Everything here is invented, by the person who also wrote the built-in word lists of `streams.learn.seed_words`, and
those were widened after looking at it: figures of the start say little, those without the lists how the model learns.
Clauses with an even number teach, those with an odd one are tested on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from tests.evaluation.cases import Lang

_FIRE: Final[Mapping[Lang, Sequence[str]]] = {
    "de": (
        "der Löschzug steht quer vor der Einfahrt", "noch ein Löschzug, die Werkfeuerwehr rollt Schläuche aus",
        "überall Qualm, man sieht den Trafo nicht mehr", "dicker schwarzer Qualm über dem Trafo",
        "die Drehleiter ist ausgefahren, es lodert aus dem Dachstuhl", "am Dachstuhl lodert es noch, Drehleiter hin",
        "die Sprinkler sind angegangen, alles steht unter Wasser", "Sprinkler an, Rauchmelder pfeifen, wir raus",
        "zwei Kollegen mit Rauchgas im Krankenwagen", "Krankenwagen holt noch einen Kollegen, Rauchgas",
        "wir sitzen am Sammelplatz und frieren", "Sammelplatz ist voll, keiner darf zurück",
        "die Werkfeuerwehr löscht seit einer Stunde", "Feuerwehrleute löschen noch am Lager",
    ),
    "en": (
        "three engines at the gate, firefighters rolling out hoses", "another engine, hoses all over the yard",
        "black stuff pouring out of the transformer", "the transformer is charred, black stuff everywhere",
        "the sprinklers went off and soaked the line", "sprinklers on, siren on, we are out",
        "paramedics took two of us away coughing", "paramedics again, somebody coughing badly",
        "standing at the assembly point in the cold", "assembly point is packed, nobody may go back",
        "the ladder truck is up at the warehouse, it is ablaze", "warehouse ablaze, ladder truck still up",
        "firefighters still hosing down the store", "the whole store is soot and water now",
    ),
}  # fmt: skip
_SHIP: Final[Mapping[Lang, Sequence[str]]] = {
    "de": (
        "das Boot hängt schief am Kai und die Bordwand ist aufgerissen", "Bordwand aufgerissen, Kai beschädigt",
        "Schlepper drücken von beiden Seiten", "vier Schlepper sind da, die Wasserschutzpolizei auch",
        "der Frachter ist voll in die Pier gekracht", "gekracht hat es, dann stand der Frachter quer",
        "Taucher gehen gerade runter", "Taucher suchen unter dem Rumpf",
        "Container treiben im Becken", "im Becken treiben Container und ein Ölfilm",
        "die Pumpen laufen, der Rumpf sackt ab", "Rumpf sackt weiter ab, Pumpen schaffen es nicht",
    ),
    "en": (
        "the freighter went straight into the quay wall", "quay wall is smashed, freighter sits across it",
        "tugs pushing from both sides", "four tugs here and the coastguard",
        "divers going down right now", "divers are looking under the hull",
        "boxes adrift in the basin", "basin full of boxes and an oil film",
        "pumps are on and the hull keeps going down", "hull is torn open, pumps cannot keep up",
        "crew is being taken off by rescue boats", "rescue boats have the crew, hull half sunk",
    ),
}  # fmt: skip
_FALL: Final[Mapping[Lang, Sequence[str]]] = {
    "de": (
        "der Ausleger liegt quer über den Gleisen", "Ausleger krumm, Gleise dicht",
        "die Decke ist runtergekommen, alles voller Staub", "Decke runtergekommen, Stahlträger liegen auf den Regalen",
        "Stahlträger sind durchgebogen und geknickt", "geknickte Stahlträger, Staub bis zur Einfahrt",
        "die Bergung sucht mit Hunden", "THW ist da, Bergung mit Hunden und Stützen",
        "zwei Fahrer eingeklemmt, Hubschrauber ist gelandet", "Rettungshubschrauber gelandet, Fahrer noch eingeklemmt",
        "das ganze Gerüst hat nachgegeben", "Gerüst hat nachgegeben, Statiker sperren ab",
    ),
    "en": (
        "the boom is lying across the tracks", "boom bent, tracks blocked",
        "the ceiling came down, dust everywhere", "ceiling down on the racks, girders and dust",
        "girders are bent and the beams gave way", "beams gave way, girders on the floor",
        "rescuers searching with dogs", "rescuers with dogs and props everywhere",
        "two drivers trapped, air ambulance has landed", "air ambulance again, one driver still trapped",
        "the whole scaffold gave way", "scaffold gave way, engineers cordon it off",
    ),
}  # fmt: skip
_GAS: Final[Mapping[Lang, Sequence[str]]] = {
    "de": (
        "es stinkt beißend, Fenster zu", "beißender Gestank bis zur Kantine, Fenster bleiben zu",
        "Leute in Schutzanzügen laufen rein", "Messtrupp in Schutzanzügen vor der Tür",
        "das Ventil am Kältetank ist gerissen", "Kältetank dampft, Ventil hin",
        "mir brennen die Augen und der Hals", "Augen tränen, Hals kratzt, drei von uns beim Sanitäter",
        "eine weiße Wolke zieht über den Hof", "weiße Wolke am Kältetank, Wind Richtung Siedlung",
        "Gefahrgutzug ist da, Straße gesperrt", "Gefahrgutzug misst noch, Straße zu",
    ),
    "en": (
        "it stinks like mad, keep the windows shut", "biting stench up to the canteen, windows shut",
        "people in hazmat suits walking in", "hazmat crew measuring at the door",
        "the valve on the cooling tank burst", "cooling tank is venting, valve gone",
        "my eyes and throat are on fire", "eyes watering, throat raw, three of us with the medics",
        "a white cloud drifting across the yard", "white plume from the cooling tank, drifting to town",
        "road sealed off, hazmat everywhere", "road still sealed off, they are measuring",
    ),
}  # fmt: skip
_CYBER: Final[Mapping[Lang, Sequence[str]]] = {
    "de": (
        "auf jedem Bildschirm steht eine Lösegeldforderung", "Lösegeldforderung auf dem Bildschirm, Server aus",
        "keiner kommt mehr ins Netz, alles offline", "alles offline, wir schreiben Lieferscheine mit der Hand",
        "die IT zieht Stecker, Passwörter sollen wir ändern", "Passwörter alle zurückgesetzt, IT zieht Stecker",
        "im Darknet stehen unsere Kundenlisten", "Kundenlisten im Darknet, sagt die IT",
        "Schadsoftware auf dem Server, Telefone tot", "Telefone tot, Schadsoftware überall",
        "die Forensiker sitzen im Serverraum", "Forensiker da, Serverraum abgeriegelt",
    ),
    "en": (
        "every screen shows a ransom note", "ransom note on the screens, servers off",
        "nobody can log in, everything is offline", "everything offline, paper forms again",
        "IT is pulling plugs and resetting passwords", "passwords reset twice, IT pulling plugs",
        "our client lists are on the dark web", "client lists on the dark web, says IT",
        "malware on the servers, phones dead", "phones dead, malware everywhere",
        "forensics people in the server room", "forensics here, server room locked down",
    ),
}  # fmt: skip
_FOOD: Final[Mapping[Lang, Sequence[str]]] = {
    "de": (
        "ganze Paletten kommen zurück, Charge vom Montag", "die Montagscharge muss aus den Regalen",
        "im Labor haben sie Keime gefunden", "Labor sagt Keime, Band steht",
        "scharfe Splitter in den Bechern", "Splitter im Becher, eine Kundin hat sich verletzt",
        "Leute liegen mit Erbrechen im Krankenhaus", "Erbrechen und Fieber nach dem Essen, Gesundheitsamt ist da",
        "das Gesundheitsamt nimmt Proben am Band", "Proben, Proben, Proben: Gesundheitsamt am Band",
        "alle Händler sollen die Charge vernichten", "Händler vernichten die Charge",
    ),
    "en": (
        "whole pallets coming back, Monday's batch", "Monday's batch has to leave the shelves",
        "the lab found listeria", "lab says listeria, line stopped",
        "sharp splinters in the tubs", "splinters in a tub, a customer got hurt",
        "people in hospital vomiting", "vomiting after lunch, health inspectors are here",
        "health inspectors taking samples on the line", "samples and more samples, inspectors on the line",
        "retailers told to destroy the batch", "retailers destroy the batch",
    ),
}  # fmt: skip
CLAUSES: Final = {
    "fire": _FIRE, "ship": _SHIP, "crane": _FALL, "roof": _FALL, "leak": _GAS, "gas": _GAS, "cyber": _CYBER,
    "breach": _CYBER, "recall": _FOOD,
}  # fmt: skip
_OPENERS: Final[Mapping[Lang, Sequence[str]]] = {
    "de": ("", "Leute, ", "Update: ", "Gerade eben: ", "Krass, ", "Kein Witz, ", "Zur Info: ", "So ein Tag: "),
    "en": ("", "Guys, ", "Update: ", "Right now: ", "Wow, ", "Not kidding, ", "FYI: ", "What a day: "),
}
_CLOSERS: Final[Mapping[Lang, Sequence[str]]] = {
    "de": ("", ".", " 😳", ". Mehr weiß ich nicht.", ". Uns geht es gut.", " #arbeit"),
    "en": ("", ".", " 😳", ". That is all I know.", ". We are fine.", " #work"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells of an incident, and in which language."""

    lang: Lang
    text: str


def told(sort: str, place: Mapping[Lang, str], rng: Random, *, tested: bool) -> Iterator[Told]:
    """Endless posts on an incident of this sort, half of them naming the place, half in each language."""
    while True:
        lang: Lang = rng.choice(("de", "en"))
        clauses = CLAUSES[sort][lang][tested::2]
        said = rng.sample(clauses, rng.choice((1, 1, 2)))
        where = rng.choice(("", f"{place[lang]}: "))
        body = f"{where}{', '.join(said)}"
        yield Told(lang, f"{rng.choice(_OPENERS[lang])}{body}{rng.choice(_CLOSERS[lang])}")
