"""How long ago something was, as people say it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from services.serve.times import Clockwork

BERLIN = ZoneInfo("Europe/Berlin")


def relative(at: str, now: str = "2026-11-21T18:30") -> str:
    moments = [datetime.fromisoformat(one).replace(tzinfo=BERLIN) for one in (at, now)]
    return Clockwork(moments[1], BERLIN, "en").moment(moments[0]).relative


@pytest.mark.parametrize("clock", ["05:46", "18:00", "23:59"])
def test_what_happened_on_one_day_is_as_many_days_ago(clock: str) -> None:
    assert relative(f"2026-11-18T{clock}") == "3 days ago"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-21T18:00", "30 minutes ago"),
        ("2026-11-19T19:00", "48 hours ago"),
        ("2026-11-24T01:00", "in 3 days"),
        ("2026-11-01T01:00", "3 weeks ago"),
    ],
)
def test_what_is_near_is_told_in_smaller_units(at: str, said: str) -> None:
    assert relative(at) == said
