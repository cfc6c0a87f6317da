"""The pages of a console over a hundred thousand alerts, each asked for by one person again and again."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from services.serve.tabs import TABS
from tests.bench.many_alerts import ALERTS, IN_A_GROUP, IN_EVERY, IN_ONE, IN_SOME, alert_id, registers
from tests.bench.table import Row, Target, row
from tests.bench.watching import Person

PAGE: Final = Target(below=1, always=True)
_FORGOTTEN: Final = 1.1  # seconds after which nothing is remembered of the last time


def paths() -> dict[str, str]:
    """By what it is, where it is."""
    deep = f"{(datetime.now(UTC) - timedelta(days=25)).isoformat()}~{alert_id(0)}"
    some: dict[str, dict[str, str]] = {
        "list": {},
        "list, deep in it": {"before": deep},
        "everything": {"state": "all"},
        "everything, deep in it": {"state": "all", "before": deep},
        **{f"tab {tab}": {"state": tab} for tab in TABS if tab not in {"", "all"}},
        "filter: severity": {"severity": "critical"},
        "filter: topic": {"register": registers()[7]},
        "filter: state of the post": {"state": "all", "status": "superseded"},
        "filter: account": {"account": "anna7"},
        "filters: severity and account": {"state": "all", "severity": "critical", "account": "anna7"},
        "filters that leave nothing": {"account": "anna7", "severity": "low"},
        "a group": {"group": f"gr_{ALERTS // IN_A_GROUP // 2}"},
        "search: a word in every text": {"q": IN_EVERY},
        "search: the same, everything, deep": {"q": IN_EVERY, "state": "all", "before": deep},
        "search: two such words": {"q": f"{IN_EVERY} kommt"},
        "search: a beginning in every text": {"q": "kennw"},
        "search: such a word, one account": {"q": IN_EVERY, "account": "anna7"},
        "search: a word in every hundredth": {"q": IN_SOME},
        "search: a word in one": {"q": IN_ONE},
        "search: a word in every and one in one": {"q": f"{IN_EVERY} {IN_ONE}"},
        "search: a word in none": {"q": "zebra"},
    }
    lists = {name: f"/alerts?{urlencode(asked)}".rstrip("?") for name, asked in some.items()}
    others = {
        "one alert": f"/alerts/{alert_id(ALERTS // 2 + 1)}",
        "health": "/health",
        "audit": "/audit",
        "desk": "/desk",
    }
    return {"wall": "/"} | lists | others


def pages(person: Person, rounds: int, where: str) -> Iterator[Row]:
    """Each of them; what the console remembers for a second is forgotten in between."""
    for name, path in paths().items():
        person.read(path)  # a server that was started just now is not what is measured
        yield row(f"{where}: {name}", person.timed(path, rounds, _FORGOTTEN), "s", PAGE)
