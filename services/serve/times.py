"""Times as people read them: absolute with the zone, and how long ago or ahead."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_timedelta

from services.serve.words import Lang

_LOCALES = {"de": "de_DE", "en": "en_GB"}
_FORMATS = {"de": "EEE d. MMM y, HH:mm z", "en": "EEE d MMM y, HH:mm z"}
_SHORT = {"de": "d. MMM, HH:mm", "en": "d MMM, HH:mm"}


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
        return Moment(
            iso=at.isoformat(),
            full=format_datetime(at, _FORMATS[self.lang], tzinfo=self.zone, locale=locale),
            short=format_datetime(at, _SHORT[self.lang], tzinfo=self.zone, locale=locale),
            relative=format_timedelta(at - self.now, add_direction=True, locale=locale),
        )

    def span(self, length: timedelta) -> str:
        """How long something takes or took."""
        return format_timedelta(length, locale=_LOCALES[self.lang])
