"""The only place that chooses adapters."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event as Signal
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry

from services.ingest.intake import Desk
from services.metrics import Metrics, declare_metrics
from services.ports.store import Store
from services.server_settings import KafkaSettings
from services.settings import RetentionSettings, Settings, load_settings
from streams.dead_letters import DeadLetterLimit
from streams.log.declared import Declared
from streams.log.port import History, KeptLog
from streams.stage import CannotRun
from streams.topics import Topic

if TYPE_CHECKING:
    from streams.log.kafka_place import KafkaPlace

LOG = "log.db"  # the file in the data folder that is the record


@dataclass(frozen=True, slots=True)
class Installation:
    """One installation, opened: all that a command works with."""

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
    config: Path | None, data: Path | None, *, clock: Callable[[], datetime] = utc_now, make: bool = False
) -> Iterator[Installation]:
    """Open what the settings name: a data folder, or Kafka and Elasticsearch.

    `data` overrides them. Raises `CannotRun` for settings or files that cannot be used, and, unless it is to `make`
    one, where the folder holds no installation: a backup of nothing would look like one.
    """
    settings = load_settings(config, {"data": data and str(data)})
    if settings.mode == "embedded" and not make and not (settings.data / LOG).exists():
        raise CannotRun(
            f"{settings.data} holds no installation: name its folder with --data, or its settings with --config; "
            "`vorlaut apply` makes one"
        )
    with ExitStack() as stack:
        yield (distributed if settings.mode == "distributed" else embedded)(settings, clock, stack)


def embedded(settings: Settings, clock: Callable[[], datetime], stack: ExitStack) -> Installation:
    """The embedded mode: a SQLite log and a SQLite store in one folder."""
    from services.adapters.sqlite_store import SqliteStore
    from services.adapters.sqlite_store_files import contents_path, is_older
    from streams.log.sqlite import SqliteLog

    folder = _made(settings.data)
    log = SqliteLog(folder / LOG, clock=clock)
    stack.callback(log.close)
    view = folder / "search.db"
    if not view.exists() or not contents_path(view).exists():
        log.restart("index")  # the view is built from the log, and can be built again
    elif is_older(view):
        with only_here(settings):  # an older vorlaut that runs could write no more to what is changed under it
            SqliteStore(view).close()
    store = SqliteStore(view)
    stack.callback(store.close)
    registry = CollectorRegistry()
    declared = Declared(log, clock, keys=settings.seal.keys())
    return Installation(settings, log, store, declared, clock, declare_metrics(registry), registry)


def distributed(
    settings: Settings,
    clock: Callable[[], datetime],
    stack: ExitStack,
    answered: Callable[[], None] = lambda: None,
) -> Installation:
    """The distributed mode: a log in Kafka and a store in Elasticsearch, both contacted when they are first used.

    `answered` is called, in the thread that waits, whenever one of them was asked or has answered.
    """
    from services.adapters.elastic_store import open_store
    from streams.log.kafka import KafkaLog

    registry = CollectorRegistry()
    metrics = declare_metrics(registry)
    place = kafka_place(settings.kafka)
    log = KafkaLog(place, clock=clock, observe=lambda dealt: metrics.rebalanced(dealt.group), answered=answered)
    stack.callback(log.close)
    store = open_store(settings.elasticsearch, metrics.retried, answered)
    stack.callback(store.close)
    reader = KafkaLog(place, clock=clock, answered=answered)  # its own: whatever else is looked at may take long
    stack.callback(reader.close)
    every = timedelta(seconds=settings.worker.registers_every_seconds)
    declared = Declared(reader, clock, every, settings.seal.keys())
    return Installation(settings, log, store, declared, clock, metrics, registry)


def history_beside(installation: Installation, stack: ExitStack) -> History:
    """The log to be looked at for long: of Kafka with a connection of its own, on which nobody else waits."""
    if installation.settings.mode == "embedded":
        return installation.log
    from streams.log.kafka import KafkaLog

    log = KafkaLog(kafka_place(installation.settings.kafka), clock=installation.clock)
    stack.callback(log.close)
    return log


def kafka_place(settings: KafkaSettings) -> "KafkaPlace":
    """Where the cluster is, as the log wants to know it."""
    from streams.log.kafka_place import KafkaPlace

    return KafkaPlace(
        bootstrap=settings.bootstrap,
        prefix=settings.prefix,
        protocol=settings.protocol,
        ca_file=settings.ca_file,
        mechanism=settings.mechanism,
        username=settings.username,
        password=settings.secret(),
        replication=settings.replication,
        partitions=settings.partitions,
    )


def retention(settings: RetentionSettings) -> Mapping[Topic, timedelta]:
    """How long topics are kept where that can be set."""
    return {"posts": timedelta(hours=settings.posts_hours), "contents": timedelta(days=settings.contents_days)}


def only_here(settings: Settings) -> AbstractContextManager[None]:
    """Hold the data folder for the one process that handles its log; `CannotRun` where another one does."""
    from streams.log.process_lock import only_process

    return only_process(settings.data / "run.lock")


def desk(
    installation: Installation,
    stop: Signal,
    *,
    follow: bool,
    dead_letter_share: float | None = None,
    tries: int = 8,
) -> Desk:
    """What ingest needs of an installation. The gate knows withdrawn accounts too, to say why it refuses them."""
    settings = installation.settings.ingest
    share = settings.dead_letter_share if dead_letter_share is None else dead_letter_share
    return Desk(
        log=installation.log,
        registers=installation.declared.registers,
        clock=installation.clock,
        limit=DeadLetterLimit(share, settings.dead_letter_least),
        metrics=installation.metrics,
        stop=stop,
        tries=None if follow else tries,
    )


def feeds_of(installation: Installation, stop: Signal) -> Sequence[Callable[[], Iterator[int]]]:
    """The source that asks for feeds; none where they are not to be read."""
    from services.adapters.web_fetch import WebFetch
    from services.ingest.feeds import Feeds

    settings = installation.settings.feeds
    if not settings.read:
        return ()
    at = desk(installation, stop, follow=True, dead_letter_share=1.0)  # bad letters of one feed end no other
    return [Feeds(at, WebFetch(settings.own_hosts), timedelta(minutes=settings.every_minutes)).watch]


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotRun(
            f"{folder}: the data folder cannot be made ({error.strerror}): name another with --data"
        ) from error
    return folder


def embedded_only(settings: Settings) -> Settings:
    """The settings, where they are of the embedded mode. Raises `CannotRun` where not."""
    if settings.mode != "embedded":
        raise CannotRun("backup and restore are for the embedded mode: Kafka and Elasticsearch have their own ways")
    return settings
