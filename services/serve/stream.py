"""S2, the alert stream: what the filters in the address mean, and what they find."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal
from urllib.parse import urlencode

from services.ports.store import Facet, Query
from services.serve.ports import Ports
from services.serve.rows import Row, Titles, row
from services.serve.times import Clockwork
from services.serve.words import Words
from streams.events import ALERT_STATUSES
from streams.registers import SEVERITIES

PAGE: Final = 50
_LONGEST: Final = 200  # characters of a search
_MOST: Final = 12  # values of one filter
Name = Literal["severity", "register", "status", "account"]
_FACETS: Final[Mapping[Name, Facet]] = {
    "severity": "severity",
    "register": "register",
    "status": "status",
    "account": "account_id",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is asked for, as it stands in the address. An empty one means any."""

    text: str = ""
    severity: str = ""
    register: str = ""
    status: str = ""
    account: str = ""
    before: tuple[datetime, str] | None = None

    def address(self, path: str, **instead: str) -> str:
        """The address of this list, with some filters set otherwise."""
        said = {
            "q": self.text,
            "severity": self.severity,
            "register": self.register,
            "status": self.status,
            "account": self.account,
        }
        return f"{path}?{urlencode({name: value for name, value in (said | instead).items() if value})}".rstrip("?")

    def query(self) -> Query:
        """The question to the store."""
        return Query(
            text=self.text,
            severities=tuple(one for one in SEVERITIES if one == self.severity),
            registers=(self.register,) if self.register else (),
            statuses=tuple(one for one in ALERT_STATUSES if one == self.status),
            account_ids=(self.account,) if self.account else (),
            after=self.before,
            newest_first=True,
            limit=PAGE + 1,
        )


def filters(asked: Mapping[str, str]) -> Filters:
    """The filters in an address; what is none of them, or no such value, is left out."""
    severity, status = asked.get("severity", ""), asked.get("status", "")
    return Filters(
        text=asked.get("q", "")[:_LONGEST].strip(),
        severity=severity if severity in SEVERITIES else "",
        register=asked.get("register", "")[:_LONGEST],
        status=status if status in ALERT_STATUSES else "",
        account=asked.get("account", "")[:_LONGEST],
        before=_place(asked.get("before", "")),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with how many alerts have it and where it leads."""

    value: str
    name: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Stream:
    """A page of the list, and what it can be narrowed to."""

    asked: Filters
    rows: Sequence[Row]
    choices: Mapping[str, Sequence[Choice]]
    total: int
    older: str


def stream(ports: Ports, asked: Filters, clockwork: Clockwork, words: Words) -> Stream:
    """What these filters find, newest first."""
    titles = Titles(ports.declared.history().situation().registers)
    found = ports.store.search(asked.query())
    rows = [row(alert, ports, titles, clockwork, words) for alert in found[:PAGE]]
    choices = {
        "severity": _choices(ports, asked, "severity", lambda value: words.severities[value]),
        "register": _choices(ports, asked, "register", titles.of),
        "status": _choices(ports, asked, "status", lambda value: words.statuses[value]),
        "account": _choices(ports, asked, "account", str),
    }
    total = sum(ports.store.count(asked.query(), "severity").values())
    older = ""
    if len(found) > PAGE:
        older = asked.address("/alerts", before=f"{rows[-1].detected_at.isoformat()}~{rows[-1].id}")
    return Stream(asked, rows, choices, total, older)


def _choices(ports: Ports, asked: Filters, name: Name, called: Callable[[str], str]) -> list[Choice]:
    """The values that the other filters leave, the most frequent first; the chosen one leads back to any."""
    counts = ports.store.count(replace(asked, **{name: ""}, before=None).query(), _FACETS[name])
    chosen = getattr(asked, name)
    found = [
        Choice(
            value,
            called(value),
            count,
            value == chosen,
            asked.address("/alerts", **{name: "" if value == chosen else value}),
        )
        for value, count in counts.items()
    ]
    if chosen and chosen not in counts:
        found.append(Choice(chosen, called(chosen), 0, chosen=True, address=asked.address("/alerts", **{name: ""})))
    return sorted(found, key=lambda one: (not one.chosen, -one.count, one.value))[:_MOST]


def _place(text: str) -> tuple[datetime, str] | None:
    at, _, alert_id = text.partition("~")
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (found, alert_id) if alert_id and found.tzinfo else None
