"""The store: the view people search. It can be rebuilt from the log at any time; the log is the record."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, Protocol

from streams.events import Alert, AlertContent, AlertStatus, Event, Group
from streams.registers import Severity
from streams.trail import Decision, Delivery, Verdict
from streams.triage import State

Facet = Literal["severity", "policy", "register", "status", "group", "state"]
Kind = Literal["alerts", "contents", "groups", "decisions", "deliveries"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which alerts; an empty field means any, but for those that reach nobody.

    Excepted alerts are meant where `statuses` names them. `shadow` means those in shadow in place of all others.
    `states` are how far people are with an alert (`streams.triage`), by the decisions about itself.

    `text` is words to find in the content, all of them and the last also as a beginning, whatever their case and
    accents; a text without a letter or digit finds nothing. A store that knows a language may find other forms of a
    word, too. `since` and `until` bound `detected_at` half-open. Ordered
    by `detected_at`, then id; `after` is the last (detected_at, id) already had.
    """

    text: str = ""
    severities: tuple[Severity, ...] = ()
    policies: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    statuses: tuple[AlertStatus, ...] = ()
    account_ids: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    groups: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    after: tuple[datetime, str] | None = None
    newest_first: bool = False
    limit: int = 100
    shadow: bool = False


@dataclass(frozen=True, slots=True)
class PlacedGroup:
    """A group and the offset of its record. Records of one group lie in one partition: a greater one is later."""

    group: Group
    offset: int


@dataclass(frozen=True, slots=True)
class Bar:
    """No text of this alert comes back in this version of its post or one before."""

    alert: str
    published: datetime
    revision: str


@dataclass(frozen=True, slots=True)
class Renewal:
    """A view that is built anew in `store`, until `swap`: then everybody sees it, in the store it came from."""

    store: "Store"
    swap: Callable[[], None]


class Sink(Protocol):
    """Takes in what lies in the log."""

    def put(
        self, alerts: Sequence[Alert], contents: Sequence[AlertContent] = (), groups: Sequence[PlacedGroup] = ()
    ) -> None:
        """See `Store`."""
        ...

    def record(self, decisions: Sequence[Decision], deliveries: Sequence[Delivery] = ()) -> None:
        """See `Store`."""
        ...

    def erase_versions(self, versions: Sequence[tuple[str, str]]) -> None:
        """See `Store`."""
        ...


class Store(Sink, Protocol):
    """Puts of alerts and contents are by id: a later version replaces, an earlier or the same one changes nothing.

    Versions of an alert are ordered by its post's `published`, then `revision`, then status (open, superseded, public,
    edited_away, taken_down, excepted), then found live after found later; contents by the first two. A content is shown
    and found only while its alert is open, in the version its alert has; an older one, and that of a closed alert, is
    overwritten. A newer one waits, unseen, for its alert. Of a group the one that lies last in the log holds.
    So the order of puts does not matter.

    Every method raises `streams.stage.Unavailable` when the store cannot be reached. A put or an erasure that raised
    it may be half done, and is made whole by doing it again.
    """

    def put(
        self, alerts: Sequence[Alert], contents: Sequence[AlertContent] = (), groups: Sequence[PlacedGroup] = ()
    ) -> None:
        """Make these findable. What they close or replace is out of reach when it returns.

        It is off the disk with the next `erase` without alerts, or the one after that.
        """
        ...

    def record(self, decisions: Sequence[Decision], deliveries: Sequence[Delivery] = ()) -> None:
        """Keep what happened. It never changes: of two with one id the first holds.

        When it returns, an alert stands where its latest decision by time, then id, puts it; an alert that comes after
        its decisions stands there at once.
        """
        ...

    def search(self, query: Query) -> Sequence[Alert]:
        """The alerts a query means."""
        ...

    def count(self, query: Query, facet: Facet) -> Mapping[str, int]:
        """How many alerts a query means (whatever its `limit` and `after`), by the values of one facet."""
        ...

    def counts(self, query: Query, facets: Sequence[Facet]) -> Mapping[tuple[str, ...], int]:
        """As `count`, by the combinations of the values of several facets: one look for a page that shows them all."""
        ...

    def histogram(
        self, query: Query, every: timedelta, facet: Facet | None = None
    ) -> Mapping[tuple[datetime, str], int]:
        """How many alerts a query means (whatever its `limit` and `after`), by time of detection and a facet's values.

        By the starts of stretches of whole milliseconds, counted from 1970 in UTC; without a facet the value is "".
        What has no alerts is left out.
        """
        ...

    def alert(self, alert_id: str) -> Alert | None:
        """One alert."""
        ...

    def content(self, alert_id: str) -> AlertContent | None:
        """The text of one alert in its present version, where it is still kept."""
        ...

    def groups(self, since: datetime | None = None, limit: int = 100) -> Sequence[Group]:
        """Groups whose `last_at` is not before `since`, newest first."""
        ...

    def decisions(self, subject: str) -> Sequence[Decision]:
        """What was decided about an alert or group, by time, then id."""
        ...

    def deliveries(self, about: str) -> Sequence[Delivery]:
        """How people were told of an alert or a group, or could not be, by time, then id."""
        ...

    def states(self, alert_ids: Sequence[str]) -> Mapping[str, State]:
        """How far people are with each of these alerts; "new" where nothing was decided. One call, however many."""
        ...

    def verdicts(self, alert_ids: Sequence[str]) -> Mapping[str, Verdict]:
        """By the latest decision about it, how each of these alerts was decided; one about which none was is left out.

        One call, however many.
        """
        ...

    def erase(self, alert_ids: Sequence[str]) -> None:
        """Overwrite the content of these alerts: the version known, and any that was before it, never comes back.

        Where the store knows nothing of an alert yet, no version ever comes. Without alerts, what was replaced or
        erased before and may still be on the disk is taken off it.
        """
        ...

    def erase_versions(self, versions: Sequence[tuple[str, str]]) -> None:
        """Overwrite these contents (alert, revision) where they are there: neither they nor those before come back."""
        ...

    def renewal(self) -> AbstractContextManager[Renewal]:
        """A view beside this one, empty but for what is barred; one of the two is gone when the context ends.

        What is barred until the swap is barred in the new one, too. What is put meanwhile goes into the old one: read
        the log to its end once more after the swap.
        """
        ...

    def everything(self, kind: Kind) -> Iterator[Event]:
        """All that was put of a kind, in any order; of contents those that are shown."""
        ...

    def bars(self) -> Iterator[Bar]:
        """What was erased. A store may name the texts of closed alerts as well."""
        ...

    def mark(self) -> object:
        """Differs from an earlier one where what can be found may differ. Cheap enough to be asked all the time."""
        ...

    def settle(self) -> None:
        """When it returns, what was put before is found by searches. A store may take a second for that by itself."""
        ...

    def close(self) -> None:
        """Give up all resources."""
        ...


def pages(store: Store, query: Query) -> Iterator[Sequence[Alert]]:
    """All alerts that a query means, of all that was put, in pages of its limit.

    What is done to one page does not disturb the next.
    """
    store.settle()
    while page := store.search(query):
        yield page
        query = replace(query, after=(page[-1].detected_at, page[-1].id))
