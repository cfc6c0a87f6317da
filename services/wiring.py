"""The only place that chooses adapters."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from prometheus_client import CollectorRegistry

from services.metrics import Metrics, declare_metrics
from services.ports.store import Store
from services.settings import Settings, load_settings
from streams.log.declared import Declared
from streams.log.port import KeptLog
from streams.stage import CannotRun


@dataclass(frozen=True, slots=True)
class Installation:
    """One data folder, opened: all that a command works with."""

    settings: Settings
    log: KeptLog
    store: Store
    declared: Declared
    clock: Callable[[], datetime]
    metrics: Metrics
    registry: CollectorRegistry


def utc_now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


@contextmanager
def open_installation(
    config: Path | None, data: Path | None, *, clock: Callable[[], datetime] = utc_now
) -> Iterator[Installation]:
    """Open the data folder that the settings name, made where there is none; `data` overrides them.

    Raises `CannotRun` for settings or files that cannot be used.
    """
    settings = load_settings(config, {"data": data and str(data)})
    with ExitStack() as stack:
        yield embedded(settings, clock, stack)


def embedded(settings: Settings, clock: Callable[[], datetime], stack: ExitStack) -> Installation:
    """The embedded mode: a SQLite log and a SQLite store in one folder."""
    from services.adapters.sqlite_store import SqliteStore
    from streams.log.sqlite import SqliteLog

    folder = _made(settings.data)
    log = SqliteLog(folder / "log.db", clock=clock)
    stack.callback(log.close)
    store = SqliteStore(folder / "search.db")
    stack.callback(store.close)
    registry = CollectorRegistry()
    return Installation(
        settings, log, store, Declared(log, clock), clock, declare_metrics(registry), registry
    )


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotRun(f"{folder}: the data folder cannot be made ({error.strerror}): name another with --data") from error
    return folder
