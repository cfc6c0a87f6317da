"""How times, spans and numbers are said: in which language and zone, and as of which instant."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

from services.explain.words import Unit, Words

_UNITS: Final[tuple[tuple[Unit, timedelta, int], ...]] = (
    ("days", timedelta(days=1), 2),  # from two days on
    ("hours", timedelta(hours=1), 2),
    ("minutes", timedelta(minutes=1), 1),
    ("seconds", timedelta(seconds=1), 0),
)


@dataclass(frozen=True, slots=True)
class View:
    """A reader's view: words, zone and present."""

    words: Words
    now: datetime
    zone: tzinfo

    def time(self, at: datetime) -> str:
        """An instant on the clocks of the zone, with the zone: "Mon 16 Nov 2026, 10:00:12 +01:00"."""
        local, words = at.astimezone(self.zone), self.words
        offset = local.isoformat()[-6:]
        return words.time.format(
            weekday=words.weekdays[local.weekday()],
            day=local.day,
            month=words.months[local.month - 1],
            year=local.year,
            clock=f"{local:%H:%M:%S}",
            zone="UTC" if offset == "+00:00" else offset,
        )

    def ago(self, at: datetime) -> str:
        """How far away an instant is."""
        away = abs(self.now - at)
        if away < timedelta(seconds=1):
            return self.words.just_now
        unit, number = _measured(away)
        span = self.counted(number, self.words.away[unit])
        return (self.words.ago if at < self.now else self.words.ahead).format(span=span)

    def span(self, length: timedelta) -> str:
        """How long something lasts, in the largest unit that says enough."""
        unit, number = _measured(abs(length))
        return self.counted(number, self.words.lengths[unit])

    def when(self, at: datetime) -> str:
        """An instant, absolute and relative."""
        return f"{self.time(at)} ({self.ago(at)})"

    def number(self, number: int) -> str:
        """A number with its thousands set apart."""
        return f"{number:,}".replace(",", self.words.thousands)

    def counted(self, number: int, forms: tuple[str, str]) -> str:
        """A number with its noun."""
        return forms[number != 1].format(n=self.number(number))


def _measured(length: timedelta) -> tuple[Unit, int]:
    unit, one = next((unit, one) for unit, one, least in _UNITS if length >= least * one)
    return unit, round(length / one)
