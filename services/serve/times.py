"""Times as people read them: absolute with the zone, and how long ago or ahead."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_timedelta

from services.serve.words import Lang

_LOCALES = {"de": "de_DE", "en": "en_GB"}
_FORMATS = {"de": "EEE d. MMM y, HH:mm z", "en": "EEE d MMM y, HH:mm z"}
_NOW = {"de": "jetzt", "en": "now"}
_UNITS = 2  # of a larger unit, until it is told in that: 27 hours, 13 days
_SHORT = {"de": "d. MMM, HH:mm z", "en": "d MMM, HH:mm z"}
_OTHER_YEAR = {"de": "d. MMM y, HH:mm z", "en": "d MMM y, HH:mm z"}


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant: for machines, in full, in short, and seen from now."""

    iso: str
    full: str
    short: str
    relative: str


@dataclass(frozen=True, slots=True)
class Clockwork:
    """How times are shown to one person now."""

    now: datetime
    zone: ZoneInfo
    lang: Lang

    def moment(self, at: datetime) -> Moment:
        """An instant as it is shown."""
        locale = _LOCALES[self.lang]
        short = _SHORT if at.astimezone(self.zone).year == self.now.astimezone(self.zone).year else _OTHER_YEAR
        return Moment(
            iso=at.isoformat(),
            full=format_datetime(at, _FORMATS[self.lang], tzinfo=self.zone, locale=locale),
            short=format_datetime(at, short[self.lang], tzinfo=self.zone, locale=locale),
            relative=self._from_now(self._away(at)),
        )

    def span(self, length: timedelta) -> str:
        """How long something takes or took."""
        return format_timedelta(length, locale=_LOCALES[self.lang])

    def _away(self, at: datetime) -> timedelta:
        """How far it is; where that is told in days, those of the calendar: two posts of one day are as long ago."""
        away = at - self.now
        if abs(away) < timedelta(days=_UNITS):
            return away
        return at.astimezone(self.zone).date() - self.now.astimezone(self.zone).date()

    def _from_now(self, away: timedelta) -> str:
        if abs(away) < timedelta(seconds=1):
            return _NOW[self.lang]
        return format_timedelta(away, threshold=_UNITS, add_direction=True, locale=_LOCALES[self.lang])
