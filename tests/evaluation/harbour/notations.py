"""Facts of an embargo, as declared and as people write them."""

import random
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from tests.evaluation.cases import Lang

Role = Literal["money", "date", "measure", "count"]
ROLES: Final[tuple[Role, ...]] = ("money", "date", "measure", "count")
_MONTHS: Final = {
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_UNITS: Final = {
    "kWh": {"de": "Kilowattstunden", "en": "kilowatt hours"},
    "MWh": {"de": "Megawattstunden", "en": "megawatt hours"},
    "MW": {"de": "Megawatt", "en": "megawatts"},
    "t": {"de": "Tonnen", "en": "tonnes"},
    "m": {"de": "Meter", "en": "metres"},
    "km": {"de": "Kilometer", "en": "kilometres"},
    "%": {"de": "Prozent", "en": "per cent"},
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with a role: tenths of millions of euros or whole euros, a day, tenths of a unit, a number of jobs."""

    role: Role
    number: int = 0
    unit: str = ""
    day: date | None = None


def drawn(kind: str, rng: random.Random) -> tuple[Fact, ...]:
    """One fact of every role for a project of this kind."""
    unit = {"storage": ("MWh", "MW"), "ferry": ("m", "t", "MWh"), "crane": ("t", "m"), "software": ("%",)}
    money = Fact("money", rng.randrange(61, 990), "million")
    if kind == "software":
        money = Fact("money", rng.randrange(1190, 9890, 10), "euro")
    return (
        money,
        Fact("date", day=date(2027, rng.randrange(2, 12), rng.randrange(2, 28))),
        Fact("measure", rng.randrange(115, 895), rng.choice(unit.get(kind, ("%", "km")))),
        Fact("count", rng.randrange(105, 980, 5), "jobs"),
    )


def declared(fact: Fact) -> str:
    """The notation of the register."""
    return _notations(fact, "de")[0]


def written(fact: Fact, lang: Lang, rng: random.Random) -> str:
    """Another notation, one in fifteen looser than any register: a day without its year, millions of what."""
    if rng.random() < 1 / 15 and (loose := _loose(fact, lang)):
        return loose
    listed = _notations(fact, lang)
    return rng.choice(listed)


def _notations(fact: Fact, lang: Lang) -> tuple[str, ...]:
    match fact.role:
        case "money":
            return _money(fact, lang)
        case "date":
            return _date(fact, lang)
        case "measure":
            return _measure(fact, lang)
        case _:
            nouns = ("Stellen", "Arbeitsplätze", "Jobs") if lang == "de" else ("jobs",)
            return tuple(f"{fact.number} {noun}" for noun in nouns)


def _money(fact: Fact, lang: Lang) -> tuple[str, ...]:
    if fact.unit == "euro":
        comma, point = f"{fact.number:,}", f"{fact.number:,}".replace(",", ".")
        if lang == "de":
            return f"{point} €", f"{fact.number} €", f"{point} Euro", f"{fact.number},00 €", f"{fact.number}€"
        return f"€{comma}", f"{comma} euros", f"EUR {fact.number}", f"€{fact.number}"
    tenths = _tenths(fact.number, lang)
    if lang == "de":
        full = f"{fact.number * 100_000:,}".replace(",", ".")
        return f"{tenths} Mio. €", f"{tenths} Millionen Euro", f"{tenths} Mio Euro", f"{tenths} Mio. Euro", f"{full} €"
    return f"€{tenths} million", f"{tenths} million euros", f"€{tenths}m", f"EUR {tenths}m", f"€{tenths} mn"


def _date(fact: Fact, lang: Lang) -> tuple[str, ...]:
    day = fact.day or date.min
    month, short = _MONTHS[lang][day.month - 1], f"{day.day}.{day.month}.{day:%y}"
    if lang == "de":
        return f"{day.day}. {month} {day.year}", f"{day:%d.%m.%Y}", short, f"{day.day}.{day.month}.{day.year}"
    return (
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day:%d/%m/%Y}",
        f"{day.isoformat()}",
        f"{day.day} {month[:3]} {day.year}",
    )


def _measure(fact: Fact, lang: Lang) -> tuple[str, ...]:
    tenths, unit = _tenths(fact.number, lang), _UNITS[fact.unit][lang]
    return f"{tenths} {fact.unit}", f"{tenths}{fact.unit}", f"{tenths} {unit}"


def _loose(fact: Fact, lang: Lang) -> str:
    if fact.role == "date" and fact.day:
        month = _MONTHS[lang][fact.day.month - 1]
        return f"{fact.day.day}. {month}" if lang == "de" else f"{fact.day.day} {month}"
    if fact.role == "money" and fact.unit == "million":
        return f"{_tenths(fact.number, lang)} {'Mio' if lang == 'de' else 'mil'}"
    return ""


def _tenths(number: int, lang: Lang) -> str:
    whole, tenth = divmod(number, 10)
    return f"{whole}{',' if lang == 'de' else '.'}{tenth}" if tenth else str(whole)
