"""The only place that chooses adapters."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event as Signal
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry

from services.ingest.intake import Desk
from services.metrics import Metrics, declare_metrics
from services.ports.store import Store
from services.run.supervise import Unit
from services.server_settings import KafkaSettings
from services.settings import RetentionSettings, Settings, load_settings
from services.sources.watched import WatchedSources
from streams.consume import Handler, consume_once, limited, step_handler
from streams.dead_letters import DeadLetterLimit
from streams.events import Alert
from streams.log.declared import Declared
from streams.log.port import History, KeptLog
from streams.pipeline import PIPELINE, Stage
from streams.stage import CannotRun
from streams.topics import Emit, Record, Topic

if TYPE_CHECKING:
    from services.learn.learn import Learn
    from streams.log.kafka_place import KafkaPlace

LOG = "log.db"  # the file in the data folder that is the record
BATCH = 1000  # records a turn
ERASE_EVERY = 300.0  # seconds; content must be gone 15 minutes after a deletion was received at the latest
HURRY_EVERY = 10.0  # seconds; content must be gone a minute after a withdrawal
RETAIN_EVERY = 600.0  # seconds
GAUGES_EVERY = 5.0  # seconds
SOURCES_EVERY = 15.0  # seconds
COUNT_EVERY = 60.0  # seconds; the words of posts are counted together


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
    from services.adapters.sqlite_store_files import contents_path
    from streams.log.sqlite import SqliteLog

    folder = _made(settings.data)
    log = SqliteLog(folder / LOG, clock=clock)
    stack.callback(log.close)
    view = folder / "search.db"
    if not view.exists() or not contents_path(view).exists():
        log.restart("index")  # the view is built from the log, and can be built again
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


def watched_sources(installation: Installation) -> WatchedSources:
    """All sources of it, to be looked at."""
    registers, settings = installation.declared.registers, installation.settings
    return WatchedSources(installation.log, registers, installation.clock, settings)


def sources_units(installation: Installation) -> tuple[Unit, ...]:
    """What watches over all sources: gauges, and forgetting whom nobody may look at any more."""
    watched, metrics = watched_sources(installation), installation.metrics
    gauge = Unit("sources", lambda: metrics.sources(watched.report()), SOURCES_EVERY)
    return gauge, Unit("sources", watched.forget, RETAIN_EVERY)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotRun(
            f"{folder}: the data folder cannot be made ({error.strerror}): name another with --data"
        ) from error
    return folder


def units(installation: Installation, erase_every: float = ERASE_EVERY) -> tuple[Unit, ...]:
    """Everything an installation does with what lies in its log, in the order a post meets it."""
    from services.background.count import GROUP as BACKGROUND
    from services.background.count import CountWords
    from services.erase.forget import GROUP as ERASE
    from services.erase.forget import Forget
    from services.erase.retain import GROUP as RETAIN
    from services.erase.retain import ForgetOldState, Retain
    from services.index.handle import READS as INDEXED
    from services.index.handle import index_handler
    from services.learn.learn import GROUP as LEARN
    from services.learn.learn import READS as DECIDED
    from services.rescan.jobs import GROUP as RESCAN
    from services.rescan.jobs import LookBack
    from services.rescan.look_back import JudgeHere
    from services.run.gauges import GROUP as GAUGES
    from services.run.gauges import Gauges

    log, declared, clock = installation.log, installation.declared, installation.clock
    metrics = installation.metrics
    judge = JudgeHere(log, declared.situation, tell=metrics.alerted)
    look_back = LookBack(log, judge, clock, tell=metrics.looking_back)
    forget = Forget(log, installation.store, declared.registers, clock)
    retain = Retain(log, installation.store, clock, installation.settings.retention)
    readers: dict[str, tuple[tuple[Topic, ...], Handler]] = {
        RESCAN: (("registers",), look_back.enqueue),
        **{stage.name: (stage.reads, pure_handler(installation, stage)) for stage in PIPELINE},
        "index": (INDEXED, limited(index_handler(installation.store), dead_letter_limit(installation.settings))),
        LEARN: (DECIDED, learner(installation).handle),
        ERASE: (("posts", "registers"), forget.note),
    }
    gauges = Gauges(log, declared, metrics, {name: topics for name, (topics, _) in readers.items()}, clock)
    return (
        *(Unit(name, partial(consume_once, log, name, *reader, BATCH)) for name, reader in readers.items()),
        Unit(RESCAN, look_back.work, part="posts"),
        Unit(ERASE, forget.work, erase_every, part="texts"),
        Unit(ERASE, forget.hurry, HURRY_EVERY, part="withdrawn"),
        Unit(RETAIN, retain.work, RETAIN_EVERY),
        Unit(RETAIN, ForgetOldState(log, clock).work, RETAIN_EVERY, part="state"),
        Unit(BACKGROUND, CountWords(log, declared.situation, clock).work, COUNT_EVERY),
        Unit(GAUGES, gauges.work, GAUGES_EVERY),
        *sources_units(installation),
    )


def embedded_only(settings: Settings) -> Settings:
    """The settings, where they are of the embedded mode. Raises `CannotRun` where not."""
    if settings.mode != "embedded":
        raise CannotRun("backup and restore are for the embedded mode: Kafka and Elasticsearch have their own ways")
    return settings


def fill_view(installation: Installation) -> None:
    """Put everything into the search view that is in the log and not yet there."""
    index = [unit for unit in units(installation) if unit.name == "index"]
    while sum(unit.work() for unit in index):
        continue


def dead_letter_limit(settings: Settings) -> DeadLetterLimit:
    """A limit of its own for whoever counts."""
    return DeadLetterLimit(settings.ingest.dead_letter_share, settings.ingest.dead_letter_least)


def learner(installation: Installation, settles: timedelta = timedelta(0)) -> "Learn":
    """What learns from decisions; `settles` is for how long whoever judges may not know what was published."""
    from services.learn.learn import Learn, Rules

    rules = Rules(frozenset(name.casefold() for name in installation.settings.learn.never_from), settles)
    return Learn(installation.log, installation.store, installation.declared, installation.clock, rules)


def warm_up() -> None:
    """Read what judging reads once: no post shall wait a second for a list of words."""
    from streams.text.lexicon import is_listed

    is_listed("")


def pure_handler(installation: Installation, stage: Stage) -> Handler:
    """A pure step over the log, with its own dead-letter limit."""
    limit = dead_letter_limit(installation.settings)
    state = installation.log.state(stage.name)
    handle = step_handler(stage.name, stage.step, installation.declared.situation, state, limit)

    def counted(records: Sequence[Record]) -> Sequence[Emit]:
        emits = tuple(handle(records))
        alerts = [emit.event for emit in emits if emit.topic == "alerts" and isinstance(emit.event, Alert)]
        installation.metrics.alerted(alerts)
        installation.metrics.dead(stage.name, sum(emit.topic == "dead-letters" for emit in emits))
        return emits

    return counted
