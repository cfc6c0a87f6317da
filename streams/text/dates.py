"""Dates in German, English and ISO notation, and days without a year: "--03-12"."""

import re
from datetime import date
from typing import Final

from streams.text.fact import FactHit, caseless

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januar january jänner jan",
            "februar february feber feb",
            "märz maerz march mär mrz mar",
            "april apr",
            "mai may",
            "juni june jun",
            "juli july jul",
            "august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "dezember december dez dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_HTNOM: Final = "|".join(month[::-1] for month in sorted(_MONTHS, key=len, reverse=True))
_ORDINAL: Final = r"(?:st|nd|rd|th|\.)?"
_YEAR: Final = r"[12]\d{3}(?!\d)"
_NUMERIC: Final = re.compile(
    rf"(?P<year>[12]\d{{3}})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"
    rf"|(?P<day_first>\d\d?)\.\s?(?P<month_second>\d\d?)\.\s?(?P<year_last>{_YEAR}|\d\d(?!\d|[.,]\d|\s?%))"
    rf"|(?P<one>\d\d?)/(?P<other>\d\d?)/(?P<slash_year>{_YEAR})"
)
_NAMED: Final = re.compile(
    rf"(?P<day>\d\d?){_ORDINAL}[\s-]?(?:of\s)?(?P<month>{_MONTH})(?!\w)\.?,?[\s-]?(?P<year>{_YEAR})", re.IGNORECASE
)
_MONTH_BEFORE: Final = re.compile(rf"\s?\.?(?P<month>{_HTNOM})(?!\w)", re.IGNORECASE)  # read backwards
_DAY_YEAR: Final = re.compile(rf"(?P<day>\d\d?){_ORDINAL},?\s(?P<year>{_YEAR})")
_DAY_MONTH: Final = re.compile(
    rf"(?P<day>\d\d?)(?:\.\s?(?P<second>\d\d?)\.(?!\d)|{_ORDINAL}[\s-]?(?:of\s)?(?P<month>{_MONTH})(?!\w))",
    re.IGNORECASE,
)
_DAY_ALONE: Final = re.compile(rf"(?P<day>\d\d?){_ORDINAL}(?![\w%€$]|[.,]\d)")
_LEAP: Final = 2000  # a year that has every day
_LONGEST_MONTH: Final = 12  # characters before the day: a month, its point and a space
_CENTURY: Final = 2000  # of years written with two digits


def date_at(text: str, start: int) -> FactHit | None:
    """The date whose first digit stands at `start`, a month before it included; None: no date.

    A day without a year is one too: "--03-12".
    """
    numeric = _NUMERIC.match(text, start)
    if numeric:
        return _hit(_readings(numeric), start, numeric.end())
    loose = _DAY_MONTH.match(text, start)
    named = _NAMED.match(text, start) if loose and loose["month"] else None
    if named:
        return _hit([_day(named["year"], _MONTHS[caseless(named["month"])], named["day"])], start, named.end())
    before = _MONTH_BEFORE.match(text[max(0, start - _LONGEST_MONTH) : start][::-1])
    if before:
        return _after_month(before, text, start)
    return _without_year(loose, start) if loose else None


def _after_month(before: re.Match[str], text: str, start: int) -> FactHit | None:
    month, begin = _MONTHS[caseless(before["month"][::-1])], start - len(before[0])
    if day_year := _DAY_YEAR.match(text, start):
        return _hit([_day(day_year["year"], month, day_year["day"])], begin, day_year.end())
    alone = _DAY_ALONE.match(text, start)
    return _hit([_yearless(month, alone["day"])], begin, alone.end()) if alone else None


def _without_year(loose: re.Match[str], start: int) -> FactHit | None:
    month = loose["second"] or _MONTHS[caseless(loose["month"])]
    return _hit([_yearless(month, loose["day"])], start, loose.end())


def _yearless(month: str | int, day: str) -> str:
    full = _day(str(_LEAP), month, day)
    return f"-{full[4:]}" if full else ""


def _readings(numeric: re.Match[str]) -> list[str]:
    if numeric["year"]:
        return [_day(numeric["year"], numeric["month"], numeric["day"])]
    if numeric["day_first"]:
        return [_day(numeric["year_last"], numeric["month_second"], numeric["day_first"])]
    one, other, year = numeric["one"], numeric["other"], numeric["slash_year"]
    return [_day(year, one, other), _day(year, other, one)]


def _day(year: str, month: str | int, day: str) -> str:
    """The day in ISO form, "" where there is no such day."""
    number = int(year)
    try:
        return date(number if len(year) > len("27") else _CENTURY + number, int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _hit(days: list[str], start: int, end: int) -> FactHit | None:
    values = frozenset(filter(None, days))
    return FactHit(values, start, end) if values else None
