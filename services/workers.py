"""The processes of the distributed mode: what each of them does, over and over, until it is told to stop."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime, timedelta
from functools import partial
from threading import Event as Signal
from threading import Thread
from typing import TYPE_CHECKING, Final

from services.handling import (
    BATCH,
    COUNT_EVERY,
    ERASE_EVERY,
    GAUGES_EVERY,
    HURRY_EVERY,
    RETAIN_EVERY,
    dead_letter_limit,
    learner,
    sources_units,
    warm_up,
)
from services.health import Health
from services.metrics import Metrics
from services.run.gauges import GROUP as GAUGES
from services.run.gauges import Gauges
from services.run.observe import observer
from services.run.supervise import Unit, supervise
from services.wiring import Installation, distributed, kafka_place
from streams.consume import Handler, Observation, consume_once, limited
from streams.events import Alert
from streams.pipeline import DETECT, PIPELINE, Stage
from streams.stage import CannotRun
from streams.topics import Topic

if TYPE_CHECKING:
    from streams.faust_worker import Told, Worker

WAIT: Final = timedelta(milliseconds=200)  # for the first record of a turn
OUTPUTS_WITHIN: Final = timedelta(seconds=60)  # after judging: a worker ends where its outputs are not durable by then

Reader = tuple[Sequence[Topic], Handler]


def index_units(installation: Installation) -> tuple[Unit, ...]:
    """What can be searched goes into Elasticsearch."""
    from services.index.handle import READS, STAGE, index_handler

    handler = limited(index_handler(installation.store), dead_letter_limit(installation.settings))
    return _units(installation, STAGE, (READS, handler))


def learn_units(installation: Installation) -> tuple[Unit, ...]:
    """Decisions become what crises are told by, and how sure alerts are."""
    from services.learn.learn import GROUP, READS

    settles = timedelta(seconds=installation.settings.worker.registers_max_age_seconds) + OUTPUTS_WITHIN
    return _units(installation, GROUP, (READS, learner(installation, settles).handle))


def rescan_units(installation: Installation) -> tuple[Unit, ...]:
    """What is declared late looks back: posts that are concerned are recalled to the workers of `detect`.

    Words are counted here, too: for what will be declared.
    """
    from services.background.count import GROUP as BACKGROUND
    from services.background.count import CountWords
    from services.rescan.jobs import GROUP, LookBack
    from services.rescan.look_back import Recall

    log, clock = installation.log, installation.clock
    settles = timedelta(seconds=installation.settings.worker.registers_max_age_seconds)
    recall = Recall(log, installation.declared.situation)
    look_back = LookBack(log, recall, clock, settles, tell=installation.metrics.looking_back)
    counting = CountWords(log, installation.declared.situation, clock)
    return (
        *_units(installation, GROUP, (("registers",), look_back.enqueue)),
        Unit(GROUP, look_back.work, part="posts"),
        Unit(BACKGROUND, counting.work, COUNT_EVERY),
    )


def erase_units(installation: Installation) -> tuple[Unit, ...]:
    """What is taken down, withdrawn or too old goes."""
    from services.erase.forget import GROUP as ERASE
    from services.erase.forget import Forget
    from services.erase.retain import GROUP as RETAIN
    from services.erase.retain import Retain

    log, store, clock = installation.log, installation.store, installation.clock
    judged_by_then = timedelta(seconds=installation.settings.worker.registers_max_age_seconds) + OUTPUTS_WITHIN
    forget = Forget(log, store, installation.declared.registers, clock, judged_by_then)
    retain = Retain(log, store, clock, installation.settings.retention)
    return (
        *_units(installation, ERASE, (("posts", "registers"), forget.note)),
        Unit(ERASE, forget.work, ERASE_EVERY, part="texts"),
        Unit(ERASE, forget.hurry, HURRY_EVERY, part="withdrawn"),
        Unit(RETAIN, retain.work, RETAIN_EVERY),
        *sources_units(installation),
    )


def deliver_units(installation: Installation) -> tuple[Unit, ...]:
    """People are told, and told again until they are. Raises `CannotRun` where there is no way to tell anybody."""
    from services import delivering
    from services.deliver.deliver import GROUP, READS

    if not (units := delivering.deliver_units(installation, WAIT)):
        raise CannotRun("the settings name nobody to be told: set deliver.mail for authors, or deliver.channels")
    return *units, _gauging(installation, GROUP, READS)


WORKERS: Final[Mapping[str, Callable[[Installation], tuple[Unit, ...]]]] = {
    "index": index_units,
    "rescan": rescan_units,
    "learn": learn_units,
    "erase": erase_units,
    "deliver": deliver_units,
}


def work(installation: Installation, name: str, health: Health, stop: Signal) -> None:
    """Do what `WORKERS` names until `stop` is set. Raises `CannotRun`, with all positions kept."""
    units = WORKERS[name](installation)
    for unit in units:
        health.ready(unit.needed, ok=False, why="starting")
    supervise(units, stop, observer(installation.metrics, installation.clock, health), beat=health.beat)


def judge(installation: Installation, name: str, health: Health, stop: Signal) -> None:
    """Run a stage of the pipeline over Kafka until `stop` is set. Raises `CannotRun`, with all positions kept."""
    from streams.faust_app import run

    stage = next(stage for stage in PIPELINE if stage.name == name)
    if stage is DETECT:
        warm_up()
    with beside(installation, stage, health) as worker:
        run(worker, stop)


@contextmanager
def beside(installation: Installation, stage: Stage, health: Health) -> Iterator["Worker"]:
    """A worker of this stage, with registers kept fresh and gauges set in threads beside it while the block runs."""
    worker, going_on = prepared(installation, stage, health)
    with going_on:
        yield worker


def prepared(installation: Installation, stage: Stage, health: Health) -> tuple["Worker", AbstractContextManager[None]]:
    """A worker of this stage, and what goes on beside it while that is entered. Contacts nobody before."""
    from services.erase.retain import LEAVES, TIDIES
    from streams.faust_worker import Worker
    from streams.log.watched import WatchedRegisters

    settings, clock = installation.settings, installation.clock
    watched = WatchedRegisters(
        installation.declared,
        timedelta(seconds=settings.worker.registers_max_age_seconds),
        lambda why: health.ready("registers", not why, why),
    )
    installation.metrics.registers_read(lambda: installation.declared.age)
    worker = Worker(
        place=kafka_place(settings.kafka),
        stage=stage,
        registers=watched.current,
        limit=dead_letter_limit(settings),
        tidy=TIDIES[stage.name],
        leave=LEAVES.get(stage.name),
        clock=clock,
        told=told(stage.name, installation.metrics, clock, health),
        drain=timedelta(seconds=settings.worker.drain_seconds),
    )
    watching = watched.watching(timedelta(seconds=settings.worker.registers_every_seconds))
    return worker, _together(watching, _going_on(installation, _gauging(installation, stage.name, stage.reads)))


def told(name: str, metrics: Metrics, clock: Callable[[], datetime], health: Health) -> "Told":
    """What a worker tells, counted and said of the process's health."""
    from streams.faust_worker import Handled, Told

    def handled(what: Handled) -> None:
        metrics.handled(name, what.events, what.seconds, clock())
        metrics.alerted(emit.event for emit in what.emits if isinstance(emit.event, Alert))
        metrics.dead(name, what.dead)

    return Told(
        handled=handled,
        beat=health.beat,
        rebalanced=lambda _partitions: metrics.rebalanced(name),
        ready=lambda why: health.ready(name, not why, why),
    )


def idle(installation: Installation) -> bool:
    """Whether everything that lies in the log was handled and told, looking back included."""
    from services.deliver.agenda import waits
    from services.deliver.deliver import GROUP as DELIVER
    from services.rescan.jobs import GROUP as RESCAN

    read = readers(telling=installation.settings.deliver.tells)
    if any(installation.log.lag(name, topic).records for name, topics in read.items() for topic in topics):
        return False
    with ExitStack() as closing:  # a log of its own: a table is read once, and others write these
        log = distributed(installation.settings, installation.clock, closing).log
        return not log.state(RESCAN) and not (DELIVER in read and waits(log.state(DELIVER), installation.clock()))


def readers(*, telling: bool = True) -> Mapping[str, Sequence[Topic]]:
    """What each consumer group of an installation reads; where people are told, and where not."""
    from services.deliver.deliver import GROUP as DELIVER
    from services.deliver.deliver import READS as FOLLOWED
    from services.erase.forget import GROUP as ERASE
    from services.index.handle import READS, STAGE
    from services.learn.learn import GROUP as LEARN
    from services.learn.learn import READS as DECIDED
    from services.rescan.jobs import GROUP as RESCAN

    return {
        **{stage.name: stage.reads for stage in PIPELINE},
        STAGE: READS,
        RESCAN: ("registers",),
        LEARN: DECIDED,
        ERASE: ("posts", "registers"),
        **({DELIVER: FOLLOWED} if telling else {}),
    }


def _units(installation: Installation, name: str, reader: Reader) -> tuple[Unit, ...]:
    """Reading as a consumer group, and saying from time to time how far it got."""
    topics, handler = reader
    return (
        Unit(name, partial(consume_once, installation.log, name, topics, handler, BATCH, WAIT)),
        _gauging(installation, name, topics),
    )


def _gauging(installation: Installation, name: str, topics: Sequence[Topic]) -> Unit:
    log, declared, metrics, clock = installation.log, installation.declared, installation.metrics, installation.clock
    return Unit(GAUGES, Gauges(log, declared, metrics, {name: topics}, clock).work, GAUGES_EVERY)


@contextmanager
def _together(*contexts: AbstractContextManager[None]) -> Iterator[None]:
    with ExitStack() as stack:
        for context in contexts:
            stack.enter_context(context)
        yield


@contextmanager
def _going_on(installation: Installation, unit: Unit) -> Iterator[None]:
    """Do this in a thread of its own while the block runs; where it fails it is only counted."""
    stop = Signal()

    def observe(turn: Observation) -> None:
        if turn.failed is not None:
            installation.metrics.failed(turn.group)

    def go_on() -> None:
        try:
            supervise((unit,), stop, observe)
        except CannotRun:  # whoever judges comes to the same end, and says why
            installation.metrics.failed(unit.name)

    thread = Thread(target=go_on, name=unit.name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
