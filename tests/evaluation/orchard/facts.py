"""Facts of an embargo: drawn from a range, declared in one notation, posted in others."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tests.evaluation.cases import Lang
from tests.evaluation.orchard.words import sections

_MONTHS: Final = sections("months")
_UNITS: Final[dict[tuple[str, Lang], Sequence[str]]] = {
    ("EUR", "de"): ("{} €", "{}€", "{} Euro", "EUR {}", "{} EUR", "{} €", "{} Euro"),
    ("EUR", "en"): ("€{}", "€{}", "{} euros", "EUR {}", "{} EUR", "€ {}"),
    ("CHF", "de"): ("CHF {}", "{} CHF", "{} Franken", "{} Franken", "Fr. {}"),
    ("CHF", "en"): ("CHF {}", "{} CHF", "{} francs", "{} Swiss francs"),
    ("million", "de"): ("{} Mio. €", "{} Millionen Euro", "{} Mio Euro", "{} Mio. EUR", "{} Mio. Euro"),
    ("million", "en"): ("€{}m", "€{} million", "{} million euros", "EUR {} million", "€{}M"),
    ("W", "de"): ("{} W", "{}W", "{} Watt"),
    ("W", "en"): ("{} W", "{}W", "{} watts"),
    ("%", "de"): ("{} %", "{}%", "{} Prozent"),
    ("%", "en"): ("{}%", "{} percent", "{} per cent"),
    ("g", "de"): ("{} g", "{}g", "{} Gramm"),
    ("g", "en"): ("{} g", "{}g", "{} grams"),
    ("ml", "de"): ("{} ml", "{}ml", "{} Milliliter"),
    ("ml", "en"): ("{} ml", "{}ml", "{} millilitres", "{} milliliters"),
    ("l", "de"): ("{} l", "{} Liter", "{}l"),
    ("l", "en"): ("{} l", "{} litres", "{} liters"),
    ("h", "de"): ("{} Stunden", "{} h", "{}h"),
    ("h", "en"): ("{} hours", "{}h", "{} hrs"),
    ("jobs", "de"): ("{} Stellen", "{} Arbeitsplätze", "{} Jobs"),
    ("jobs", "en"): ("{} jobs", "{} jobs"),
}
_SAID: Final = {"EUR": "money", "CHF": "money"}
_ELSEWHERE: Final = {"EUR": "money", "CHF": "money", "million": "million", "date": "date", "%": "share", "jobs": "jobs"}
_STEPS: Final = {"W": 10, "ml": 10, "g": 5}
_FIRST_DAY: Final = date(2027, 1, 7)


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with its unit; `sort` names how people speak of it. Amounts are in hundredths, dates in ordinals."""

    sort: str
    unit: str
    value: int

    @property
    def said(self) -> str:
        """The section of phrases to say it with."""
        return _SAID.get(self.unit, self.sort)

    @property
    def elsewhere(self) -> str:
        """The section of frames in which the same number means something else."""
        return _ELSEWHERE.get(self.unit, "measure")

    def declared(self, lang: Lang) -> str:
        """The notation a register has."""
        return self._date(lang)[0] if self.unit == "date" else _UNITS[self.unit, lang][0].format(self._amount(lang))

    def written(self, rng: random.Random, lang: Lang) -> str:
        """A notation somebody posts."""
        if self.unit == "date":
            return rng.choice(self._date(lang))
        return rng.choice(_UNITS[self.unit, lang]).format(self._amount(lang, rng))

    def _amount(self, lang: Lang, rng: random.Random | None = None) -> str:
        whole, cents = divmod(self.value, 100)
        if not cents:
            return f"{whole}{self._mark(lang)}00" if rng and self.unit in _SAID and rng.random() < 0.2 else str(whole)
        places = f"{cents:02}" if self.unit in _SAID else f"{cents:02}".rstrip("0")
        return f"{whole}{self._mark(lang)}{places}"

    def _mark(self, lang: Lang) -> str:
        return "," if lang == "de" and self.unit != "CHF" else "."

    def _date(self, lang: Lang) -> list[str]:
        day = date.fromordinal(self.value)
        month = _MONTHS[lang][day.month - 1]
        if lang == "de":
            local = "Jänner" if day.month == 1 else month
            short = [f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year}", f"{day.day}.{day.month}.{day:%y}"]
            return [
                f"{day.day}. {month} {day.year}",
                *short,
                f"{day.day}. {local} {day.year}",
                f"{day.day}. {day:%m}. {day.year}",
            ]
        long = [
            f"{month} {day.day}, {day.year}",
            f"{day.day} {month} {day.year}",
            f"{month} {_nth(day.day)}, {day.year}",
        ]
        return [*long, f"{month[:3]} {day.day}, {day.year}", f"{day:%Y-%m-%d}", f"{_nth(day.day)} {month} {day.year}"]


def _nth(day: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{'th' if day in {11, 12, 13} else ending}"


def drawn(rng: random.Random, spec: str, taken: set[tuple[str, int]]) -> Fact:
    """A fact within the range of the spec (`eur 189-449`) that no other embargo has."""
    sort, _, span = spec.partition(" ")
    low, high = map(int, span.split("-")) if span else (0, 0)
    while True:
        fact = _fact(rng, sort, low, high)
        if (fact.unit, fact.value) not in taken:
            taken.add((fact.unit, fact.value))
            return fact


def _fact(rng: random.Random, sort: str, low: int, high: int) -> Fact:
    whole, tenth = rng.randint(low, high) * 100, rng.randrange(1, 10) * 10
    step = _STEPS.get(sort, 1) * 100
    day = (_FIRST_DAY + timedelta(days=rng.randrange(170))).toordinal()
    currency = rng.choice(["EUR", "EUR", "EUR", "CHF"])
    return {
        "date": Fact("date", "date", day),
        "eur": Fact("money", currency, whole + rng.choice([0, 0, 90, 95])),
        "eur2": Fact("money", "EUR", whole + tenth + 9),
        "eurm": Fact("million", "million", whole + tenth),
        "l": Fact("l", "l", whole + tenth),
        "g2": Fact("g2", "g", whole),
    }.get(sort, Fact(sort, sort, whole // step * step))
