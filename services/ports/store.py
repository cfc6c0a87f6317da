"""The store: the view people search. It can be rebuilt from the log at any time; the log is the record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, Protocol

from streams.events import Alert, AlertContent, AlertStatus, Group
from streams.registers import Severity

Facet = Literal["severity", "policy", "register", "status", "account_id"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which alerts; an empty field means any.

    `text` is words to find in the content, all of them and the last also as a beginning, whatever their case and
    accents; a text without a letter or digit finds nothing. `since` and `until` bound `detected_at` half-open. Ordered
    by `detected_at`, then id; `after` is the last (detected_at, id) already had.
    """

    text: str = ""
    severities: tuple[Severity, ...] = ()
    policies: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    statuses: tuple[AlertStatus, ...] = ()
    account_ids: tuple[str, ...] = ()
    group: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    after: tuple[datetime, str] | None = None
    newest_first: bool = False
    limit: int = 100


class Store(Protocol):
    """Puts of alerts and contents are by id: a later version replaces, an earlier or the same one changes nothing.

    Versions of an alert are ordered by its post's `published`, then `revision`, then status (open, superseded,
    public, edited_away, taken_down), then found live after found later; those of a content by the first two. A content
    is shown and found only while its alert is open, in the version its alert has; an older one, and that of a closed
    alert, is overwritten. A newer one waits, unseen, for its alert. So the order of puts does not matter. A group is
    replaced by whichever was put last: put them in the order of the log.

    Every method raises `streams.stage.Unavailable` when the store cannot be reached. A put or an erasure that raised
    it may be half done, and is made whole by doing it again.
    """

    def put(self, alerts: Sequence[Alert], contents: Sequence[AlertContent] = (), groups: Sequence[Group] = ()) -> None:
        """Make these findable. What they close or replace is overwritten when it returns."""
        ...

    def search(self, query: Query) -> Sequence[Alert]:
        """The alerts a query means."""
        ...

    def count(self, query: Query, facet: Facet) -> Mapping[str, int]:
        """How many alerts a query means (whatever its `limit` and `after`), by the values of one facet."""
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

    def erase(self, alert_ids: Sequence[str]) -> None:
        """Overwrite the content of these alerts: the version known, and any that was before it, never comes back.

        Where the store knows nothing of an alert yet, no version ever comes.
        """
        ...

    def close(self) -> None:
        """Give up all resources."""
        ...


def pages(store: Store, query: Query) -> Iterator[Sequence[Alert]]:
    """All alerts that a query means, in pages of its limit; what is done to one page does not disturb the next."""
    while page := store.search(query):
        yield page
        query = replace(query, after=(page[-1].detected_at, page[-1].id))
