"""The store of the embedded mode: two SQLite files, one for alerts and groups, one beside it for contents."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from services.adapters.sqlite_store_files import StoreFiles
from services.adapters.sqlite_store_query import Bound, counted_by, counted_by_time, found_by
from services.adapters.sqlite_store_tables import (
    BAR,
    BAR_VERSION,
    DROP_BARRED_TEXT,
    EVERYTHING,
    FORGET_ALL_BUT_BARS,
    PUT_ALERT,
    PUT_GROUP,
    PUT_TEXT,
    RECORD_DECISION,
    RECORD_DELIVERY,
    RECORD_TOLD,
    SHOW,
    SHOWN_TEXT,
    STAND,
)
from services.adapters.store_words import searchable
from services.ports.store import Bar, Facet, Kind, PlacedGroup, Query, Renewal
from services.ports.store_order import EVERY_VERSION, alert_order, instant, microseconds, stretch
from streams.codec import decode, encode
from streams.events import Alert, AlertContent, Event, Group
from streams.trail import Decision, Delivery, Verdict
from streams.triage import STATES, State, state_after

Kept = TypeVar("Kept", bound=Event)
Row = tuple[Bound | bytes, ...]


class SqliteStore:
    """Implements `Store` over the file at `path` and one beside it, made where there are none. Threads may share it.

    Raises `CannotRun` for a file it must not use. `max_pages` bounds each file, in pages of 4 KiB; a full one raises
    `Unavailable`.
    """

    def __init__(self, path: Path, *, busy_seconds: float = 10, max_pages: int | None = None) -> None:
        self._files = StoreFiles(path, busy_seconds, max_pages)

    def put(
        self, alerts: Sequence[Alert], contents: Sequence[AlertContent] = (), groups: Sequence[PlacedGroup] = ()
    ) -> None:
        """See `Store`."""
        with self._files.writing() as db:
            db.executemany(PUT_ALERT, map(_alert_row, alerts))
            db.executemany(STAND, ((alert.id,) for alert in alerts))
            db.executemany(PUT_GROUP, map(_group_row, groups))
            db.executemany(PUT_TEXT, map(_text_row, contents))
            db.executemany(DROP_BARRED_TEXT, ((alert.id,) for alert in alerts))
            db.executemany(SHOW, _once([*(alert.id for alert in alerts), *(content.alert for content in contents)]))
        self._files.overwrite_removed()

    def record(self, decisions: Sequence[Decision], deliveries: Sequence[Delivery] = ()) -> None:
        """See `Store`."""
        with self._files.noting() as db:
            db.executemany(RECORD_DECISION, map(_decision_row, decisions))
            db.executemany(STAND, ((one.subject,) for one in decisions))
            db.executemany(RECORD_DELIVERY, ((one.id, encode(one)) for one in deliveries))
            told = ((about, one.id) for one in deliveries for about in one.about or (one.subject,))
            db.executemany(RECORD_TOLD, told)

    def search(self, query: Query) -> Sequence[Alert]:
        """See `Store`."""
        return tuple(_read(Alert, value) for (value,) in self._rows(*found_by(query)))

    def count(self, query: Query, facet: Facet) -> Mapping[str, int]:
        """See `Store`."""
        return {value: count for (value,), count in self.counts(query, (facet,)).items()}

    def counts(self, query: Query, facets: Sequence[Facet]) -> Mapping[tuple[str, ...], int]:
        """See `Store`."""
        return {tuple(values): count for *values, count in self._rows(*counted_by(query, facets))}

    def histogram(
        self, query: Query, every: timedelta, facet: Facet | None = None
    ) -> Mapping[tuple[datetime, str], int]:
        """See `Store`."""
        rows = self._rows(*counted_by_time(query, stretch(every), facet))
        return {(instant(start), value): count for start, value, count in rows}

    def alert(self, alert_id: str) -> Alert | None:
        """See `Store`."""
        rows = self._rows("SELECT value FROM alerts WHERE id = ?", [alert_id])
        return _read(Alert, rows[0][0]) if rows else None

    def content(self, alert_id: str) -> AlertContent | None:
        """See `Store`."""
        rows = self._rows(SHOWN_TEXT, [alert_id])
        return _read(AlertContent, rows[0][0]) if rows else None

    def groups(self, since: datetime | None = None, limit: int = 100) -> Sequence[Group]:
        """See `Store`."""
        sql = "SELECT value FROM groups WHERE last_at >= ? ORDER BY last_at DESC, id DESC LIMIT ?"
        earliest = microseconds(since) if since is not None else -(2**63)
        return tuple(_read(Group, value) for (value,) in self._rows(sql, [earliest, limit]))

    def decisions(self, subject: str) -> Sequence[Decision]:
        """See `Store`."""
        rows = self._rows("SELECT value FROM decisions WHERE subject = ? ORDER BY at, id", [subject])
        return tuple(_read(Decision, value) for (value,) in rows)

    def deliveries(self, about: str) -> Sequence[Delivery]:
        """See `Store`."""
        rows = self._rows("SELECT value FROM told JOIN deliveries USING (id) WHERE about = ?", [about])
        found = [_read(Delivery, value) for (value,) in rows]
        return tuple(sorted(found, key=lambda delivery: (delivery.at, delivery.id)))

    def states(self, alert_ids: Sequence[str]) -> Mapping[str, State]:
        """See `Store`."""
        sql = "SELECT id, state FROM alerts WHERE id IN (SELECT value FROM json_each(?))"
        return dict.fromkeys(alert_ids, STATES[0]) | dict(self._rows(sql, [json.dumps(alert_ids)]))

    def verdicts(self, alert_ids: Sequence[str]) -> Mapping[str, Verdict]:
        """See `Store`."""
        sql = "SELECT value FROM decisions WHERE subject IN (SELECT value FROM json_each(?)) ORDER BY at, id"
        found = (_read(Decision, value) for (value,) in self._rows(sql, [json.dumps(alert_ids)]))
        return {one.subject: one.verdict for one in found}

    def erase(self, alert_ids: Sequence[str]) -> None:
        """See `Store`."""
        published, revision = EVERY_VERSION
        with self._files.writing() as db:
            db.executemany(BAR, ((alert_id, microseconds(published), revision) for alert_id in alert_ids))
            db.executemany(DROP_BARRED_TEXT, _once(alert_ids))
            db.executemany(SHOW, _once(alert_ids))
        self._files.overwrite_removed()

    def erase_versions(self, versions: Sequence[tuple[str, str]]) -> None:
        """See `Store`."""
        with self._files.writing() as db:
            db.executemany(BAR_VERSION, versions)
            db.executemany(DROP_BARRED_TEXT, _once([alert_id for alert_id, _ in versions]))
            db.executemany(SHOW, _once([alert_id for alert_id, _ in versions]))
        self._files.overwrite_removed()

    @contextmanager
    def renewal(self) -> Iterator[Renewal]:
        """See `Store`. Others see the old view, and wait to write, until the context ends without an error."""
        with self._files.writing() as db:
            for statement in FORGET_ALL_BUT_BARS:
                db.execute(statement)
            yield Renewal(self, lambda: None)
        self._files.overwrite_removed()

    def everything(self, kind: Kind) -> Iterator[Event]:
        """See `Store`."""
        yield from (decode(value) for (value,) in self._rows(EVERYTHING[kind], ()))

    def bars(self) -> Iterator[Bar]:
        """See `Store`."""
        rows = self._rows("SELECT alert, published, revision FROM erased", ())
        yield from (Bar(alert_id, instant(published), revision) for alert_id, published, revision in rows)

    def mark(self) -> object:
        """See `Store`. What others have written, and what was written here."""
        return self._files.mark()

    def settle(self) -> None:
        """See `Store`."""

    def close(self) -> None:
        """See `Store`."""
        self._files.close()

    def _rows(self, sql: str, bound: Sequence[Bound]) -> list[tuple[Any, ...]]:
        with self._files.reading() as db:
            return db.execute(sql, bound).fetchall()


def _once(ids: Sequence[str]) -> Iterator[Row]:
    return ((one,) for one in dict.fromkeys(ids))


def _alert_row(alert: Alert) -> Row:
    published, revision, rank = alert_order(alert)
    order = (microseconds(published), revision, rank, microseconds(alert.detected_at))
    facets = (alert.severity, alert.policy, alert.register, alert.status, alert.account_id, alert.group)
    return (alert.id, *order, *facets, encode(alert), int(alert.shadow))


def _group_row(placed: PlacedGroup) -> Row:
    group = placed.group
    return group.id, microseconds(group.last_at), encode(group), placed.offset


def _decision_row(decision: Decision) -> Row:
    at, state = microseconds(decision.at), state_after(decision.verdict)
    return decision.id, decision.subject, at, encode(decision), state


def _text_row(content: AlertContent) -> Row:
    post = content.post
    return content.alert, microseconds(post.published), post.revision, encode(content), searchable(content)


def _read(kind: type[Kept], value: bytes) -> Kept:
    event = decode(value)
    if not isinstance(event, kind):
        raise TypeError(f"the search view holds a {type(event).__name__} where a {kind.__name__} belongs")
    return event
