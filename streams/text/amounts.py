"""Amounts in German and English notation: money, shares in percent, quantities with a unit."""

import re
from decimal import Decimal
from typing import Final

from streams.text.fact import FactHit, any_of, caseless

_UNITS: Final = {
    "EUR": "€ eur euro euros", "USD": "$ us$ usd dollar dollars", "GBP": "£ gbp pound_sterling pounds pfund",
    "CHF": "chf franken francs fr sfr fr. sfr.", "%": "% prozent percent per_cent pct",
    "kWh": "kwh kilowatt_stunde kilowatt_stunden kilowatt_hour kilowatt_hours",
    "MWh": "mwh megawatt_stunde megawatt_stunden megawatt_hour megawatt_hours",
    "GWh": "gwh gigawatt_stunde gigawatt_stunden gigawatt_hour gigawatt_hours",
    "Wh": "wh wattstunde wattstunden watt_hour watt_hours", "kW": "kw kilowatt kilowatts",
    "MW": "mw megawatt megawatts",
    "GW": "gw gigawatt gigawatts", "W": "W watt watts", "V": "V volt volts", "A": "A ampere amperes amp amps",
    "Ah": "ah amperestunde amperestunden amp_hour amp_hours", "mAh": "mah milliamperestunden milliamp_hours",
    "km/h": "km/h kmh stundenkilometer", "km": "km kilometer kilometers kilometre kilometres",
    "m": "m meter meters metre metres", "cm": "cm zentimeter centimeter centimeters centimetre centimetres",
    "mm": "mm millimeter millimeters millimetre millimetres", "inch": 'zoll inch inches " \u2033',
    "t": "t tonne tonnen tonnes tons", "kg": "kg kilo kilos kilogramm kilogram kilograms", "g": "g gramm gram grams",
    "l": "l L liter litern liters litre litres", "ml": "ml milliliter millilitre millilitres",
    "TB": "tb terabyte terabytes", "GB": "gb gigabyte gigabytes", "MB": "mb megabyte megabytes",
    "GHz": "ghz gigahertz", "MHz": "mhz megahertz", "Hz": "hz hertz", "MP": "mp megapixel megapixels",
    "°C": "°c \u2103 grad_celsius degrees_celsius", "h": "h std stunde stunden hour hours",
    "min": "min minute minuten minutes", "PS": "ps hp horsepower pferdestärken", "Nm": "nm newtonmeter newton_metres",
    "jobs": "jobs stellen arbeitsplätze", "staff": "mitarbeiter mitarbeitende beschäftigte employees",
}  # fmt: skip
_CURRENCIES: Final = ("EUR", "USD", "GBP", "CHF")
_NAMES: Final = {name.replace("_", ""): unit for unit, names in _UNITS.items() for name in names.split()}
_SCALES: Final[dict[str, tuple[int, ...]]] = {
    **dict.fromkeys(("tsd", "tausend", "thousand", "k"), (10**3,)),
    **dict.fromkeys(("mio", "mill", "mil", "mln", "mn", "million", "millionen", "millions", "m"), (10**6,)),
    **dict.fromkeys(("mrd", "milliarde", "milliarden", "bn", "bln", "billions"), (10**9,)),
    "billion": (10**9, 10**12),  # English and German
    "billionen": (10**12,),
}
_MONEY: Final = any_of(name for unit in _CURRENCIES for name in _UNITS[unit].split())
_SCALE: Final = any_of([scale for scale in _SCALES if len(scale) > 1])
_NUMBER: Final = re.compile(r"\d{1,15}(?:[.,'\u2019\u00a0\u202f]\d{3}(?!\d)){0,4}(?:[.,]\d{1,6})?(?![.,]?\d)")
_BEFORE: Final = re.compile(
    r"(?:(?<!\w)(?P<word>eur|usd|gbp|chf|us\$|s?fr(?=\.))|(?P<sign>[€$£]))\.?\s?\Z", re.IGNORECASE
)
_SCALE_AFTER: Final = re.compile(
    rf"(?:[.,][-\u2013]{{1,2}})?(?:\s?(?P<scale>{_SCALE}|(?<!\s)[km](?!\w))\.?)?", re.IGNORECASE
)
_AFTER: Final = re.compile(
    rf"(?:[.,][-\u2013]{{1,2}})?[\s-]?(?:(?P<scale>{_SCALE}|[km](?=\s?(?:{_MONEY})))\.?[\s-]?)?"
    rf"(?P<unit>{any_of(name for names in _UNITS.values() for name in names.split())})",
    re.IGNORECASE,
)
_SEPARATOR: Final = re.compile(r"[\s-]")
_BLANKS: Final = re.compile(r"['\u2019\s]")
_LONGEST_BEFORE: Final = 5  # characters: "SFr. "
_GROUP: Final = 3
_MILLION: Final = 10**6


def amount_at(text: str, start: int, since: int = 0) -> FactHit | None:
    """The amount whose first digit stands at `start`, with a currency before it that begins no earlier than `since`.

    A number of millions or more without a unit is money of any currency. None: another number without a unit.
    """
    number = _NUMBER.match(text, start)
    if not number:
        return None
    before = _BEFORE.search(text[max(since, start - _LONGEST_BEFORE) : start])
    if before:
        unit = _unit(before["word"] or before["sign"])
        return _hit(number, unit, _SCALE_AFTER.match(text, number.end()), start - len(before[0]))
    if text[start - 1 : start].isalnum():
        return None
    after = _AFTER.match(text, number.end())
    return _hit(number, _unit(after["unit"]), after, start) if after else _millions(number, start)


def _millions(number: re.Match[str], start: int) -> FactHit | None:
    after = _SCALE_AFTER.match(number.string, number.end())
    if not after or not after["scale"] or min(_SCALES[caseless(after["scale"])]) < _MILLION or len(after["scale"]) == 1:
        return None
    hits = [_hit(number, currency, after, start) for currency in _CURRENCIES]
    values = frozenset(value for hit in hits if hit for value in hit.values)
    return FactHit(values, start, after.end()) if values else None


def _unit(name: str) -> str | None:
    """The unit of a name. Units of one letter mean what their case says: 5 g is a weight, 5G is none."""
    plain = _SEPARATOR.sub("", name)
    return _NAMES.get(plain) or (_NAMES.get(caseless(plain)) if len(plain) > 1 else None)


def _hit(number: re.Match[str], unit: str | None, after: re.Match[str] | None, start: int) -> FactHit | None:
    if not unit or not after:
        return None
    scale = caseless(after["scale"] or "")
    numbers = {value * factor for value in _readings(number[0]) for factor in _SCALES.get(scale, (1,))}
    values = frozenset(f"{value.normalize():f} {unit}" for value in numbers)
    return FactHit(values, start, after.end()) if values else None


def _readings(number: str) -> set[Decimal]:
    """The values of a number: "1.299" is 1299 in German and 1.299 in English."""
    plain = _BLANKS.sub("", number)
    marks = [char for char in plain if not char.isdigit()]
    if not marks:
        return {Decimal(plain)}
    whole, _, rest = plain.rpartition(marks[-1])
    grouped = _without_marks(plain)
    readings = {grouped} if len(rest) == _GROUP and len(set(marks)) == 1 else set()
    if marks.count(marks[-1]) == 1:
        readings.add(Decimal(f"{_without_marks(whole)}.{rest}"))
    return readings


def _without_marks(number: str) -> Decimal:
    return Decimal(number.replace(".", "").replace(",", ""))
