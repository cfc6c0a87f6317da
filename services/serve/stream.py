"""S2, the alert stream: what the filters in the address mean, and what they find."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal, get_args
from urllib.parse import urlencode

from services.ports.store import Facet, Query
from services.serve.folds import FOLDED, Fold, fold
from services.serve.ports import Ports
from services.serve.rows import Row, Titles, rows
from services.serve.tabs import ALL, TABS, Tab, meant, tab_of
from services.serve.times import Clockwork
from services.serve.words import Words
from streams.events import ALERT_STATUSES
from streams.registers import SEVERITIES
from streams.situation.purposes import looked_at
from streams.triage import STATES

PAGE: Final = 50  # lines
_LONGEST: Final = 200  # characters of a search
_MOST: Final = 12  # values of one filter
_MOST_OFFERED: Final = 500  # accounts; of more, none is proposed while one types
Name = Literal["severity", "register", "status", "state"]
NAMES: Final[tuple[Name, ...]] = get_args(Name)
FACETS: Final[tuple[Facet, ...]] = NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is asked for, as it stands in the address. An empty one means any."""

    text: str = ""
    severity: str = ""
    register: str = ""
    status: str = ""
    account: str = ""
    state: Tab = ""
    group: str = ""
    before: tuple[datetime, str] | None = None

    def address(self, path: str, **instead: str) -> str:
        """The address of this list, with some filters set otherwise."""
        said = {
            "q": self.text,
            "severity": self.severity,
            "register": self.register,
            "status": self.status,
            "account": self.account,
            "state": self.state,
            "group": self.group,
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
            states=meant(self.state),
            groups=(self.group,) if self.group else (),
            after=self.before,
            newest_first=True,
            limit=(PAGE if self.group else FOLDED * PAGE) + 1,
        )


def filters(asked: Mapping[str, str]) -> Filters:
    """The filters in an address; what is none of them, or no such value, is left out."""
    severity, status = asked.get("severity", ""), asked.get("status", "")
    return Filters(
        text=asked.get("q", "")[:_LONGEST].strip(),
        severity=severity if severity in SEVERITIES else "",
        register=asked.get("register", "")[:_LONGEST],
        status=status if status in ALERT_STATUSES else "",
        account=asked.get("account", "")[:_LONGEST].strip(),
        state=tab_of(asked.get("state", "")),
        group=asked.get("group", "")[:_LONGEST],
        before=_place(asked.get("before", "")),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with how many alerts have it and where it leads.

    Of one account nothing is counted: that would be a figure about a person.
    """

    value: str
    name: str
    count: int | None
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Stream:
    """A page of the list, and what it can be narrowed to.

    `said` is how many alerts that are. `accounts` can be asked for by name: in the order of the alphabet, and without a
    number, which would rank people.
    """

    asked: Filters
    rows: Sequence[Row]
    tabs: Sequence[Choice]
    choices: Mapping[str, Sequence[Choice]]
    accounts: Sequence[str]
    said: str
    older: str


def stream(ports: Ports, asked: Filters, clockwork: Clockwork, words: Words) -> Stream:
    """What these filters find, newest first, each group as one line unless it is the one asked for."""
    registers = ports.declared.history().situation().registers
    titles, accounts = Titles(registers, words.lang), sorted(one.id for one in looked_at(registers, clockwork.now))
    page = fold(ports.store, ports.tally, asked.query(), PAGE)
    lines = rows(page.alerts, ports, titles, clockwork, words)
    counted = Counted(asked, ports.tally.counts(whole(asked), FACETS))
    shown = _tabs(counted, words)
    total = sum(tab.count or 0 for tab in shown if tab.chosen)
    return Stream(
        asked=asked,
        rows=[_folded(line, page) for line in lines],
        tabs=_told(asked, shown),
        choices={
            "severity": _told(asked, _choices(counted, "severity", lambda value: words.severities[value])),
            "register": _told(asked, _choices(counted, "register", titles.of)),
            "status": _told(asked, _choices(counted, "status", lambda value: words.statuses[value])),
        },
        accounts=accounts if len(accounts) <= _MOST_OFFERED else (),
        said="" if asked.account else _said_of(counted, total, 0 if asked.before or page.last else len(lines), words),
        older=asked.address("/alerts", before=_said(page.last)) if page.last else "",
    )


def _told(asked: Filters, choices: Sequence[Choice]) -> Sequence[Choice]:
    return [replace(one, count=None) for one in choices] if asked.account else choices


def _folded(line: Row, page: Fold) -> Row:
    """The line of an alert that stands for its group: as severe as the worst, and quiet where all are closed."""
    worst = page.worst.get(line.group, line.severity)
    settled = line.settled and line.group not in page.waiting
    return replace(line, folded=page.sizes.get(line.group, 1), severity=worst, settled=settled)


def _said_of(counted: "Counted", total: int, lines: int, words: Words) -> str:
    """How many alerts these are, in how many lines where all lines are on this page, else `lines` is 0.

    Where the wall counts fewer as open, it is said why: those whose post is not there as it was.
    """
    asked, said = counted.asked, words.counted("shown", total)
    if 0 < lines < total:
        said = f"{words.counted('some_alert', total)} {words.counted('in_line', lines)}"
    gone = sum(count for status, count in counted.by("status").items() if status != "open")
    return f"{said}, {words.counted('of_gone', gone)}" if gone and not asked.state and not asked.status else said


def whole(asked: Filters) -> Query:
    """What the filters choose from: all that the text, the account and the group leave."""
    chosen = Filters(text=asked.text, account=asked.account, group=asked.group, state=ALL)
    return replace(chosen.query(), statuses=ALERT_STATUSES if asked.status == "excepted" else ())


@dataclass(frozen=True, slots=True)
class Counted:
    """Alerts by the combinations of `FACETS`, of which each filter but one leaves some."""

    asked: Filters
    combinations: Mapping[tuple[str, ...], int]

    def by(self, name: Name) -> Mapping[str, int]:
        """The values that the other filters leave."""
        place, tally = NAMES.index(name), Counter[str]()
        others = [(at, allowed) for at, allowed in enumerate(self._allowed()) if allowed and at != place]
        for values, count in self.combinations.items():
            if all(values[at] in allowed for at, allowed in others):
                tally[values[place]] += count
        return tally

    def _allowed(self) -> Sequence[Sequence[str]]:
        asked = self.asked
        chosen = (asked.severity, asked.register, asked.status)
        return (*((one,) if one else () for one in chosen), meant(asked.state))


def _tabs(counted: Counted, words: Words) -> Sequence[Choice]:
    """How many alerts the other filters leave in each tab."""
    asked, counts = counted.asked, counted.by("state")
    return [
        Choice(
            tab,
            words.states.get(tab) or words[f"tab_{tab or 'open'}"],
            sum(counts.get(state, 0) for state in meant(tab) or STATES),
            tab == asked.state,
            asked.address("/alerts", state=tab),
        )
        for tab in TABS
    ]


def _choices(counted: Counted, name: Name, called: Callable[[str], str]) -> list[Choice]:
    """The values that the other filters leave, the most frequent first; the chosen one leads back to any."""
    asked, counts = counted.asked, counted.by(name)
    chosen = getattr(asked, name)
    values = [*counts, *([chosen] if chosen and chosen not in counts else [])]
    values = sorted(values, key=lambda value: (value != chosen, _rank(name, value), -counts.get(value, 0), value))[
        :_MOST
    ]
    return [
        Choice(
            value,
            called(value),
            counts.get(value, 0),
            value == chosen,
            asked.address("/alerts", **{name: "" if value == chosen else value}),
        )
        for value in values
    ]


def _rank(name: Name, value: str) -> int:
    """The worst severity first; whatever has no order of its own goes by how many there are."""
    return -SEVERITIES.index(value) if name == "severity" and value in SEVERITIES else 0


def _said(place: tuple[datetime, str]) -> str:
    at, alert_id = place
    return f"{at.isoformat()}~{alert_id}"


def _place(text: str) -> tuple[datetime, str] | None:
    at, _, alert_id = text.partition("~")
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (found, alert_id) if alert_id and found.tzinfo else None
