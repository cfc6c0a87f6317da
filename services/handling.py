"""What an installation does with what lies in its log, in turns: handlers, upkeep, and what is counted of them."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from services.run.supervise import Unit
from services.settings import Settings
from services.sources.watched import WatchedSources
from services.wiring import Installation
from streams.consume import Handler, consume_once, limited, step_handler
from streams.dead_letters import DeadLetterLimit
from streams.events import Alert
from streams.pipeline import PIPELINE, Stage
from streams.topics import Emit, Record, Topic

if TYPE_CHECKING:
    from services.learn.learn import Learn

BATCH = 1000  # records a turn
ERASE_EVERY = 300.0  # seconds; content must be gone 15 minutes after a deletion was received at the latest
HURRY_EVERY = 10.0  # seconds; content must be gone a minute after a withdrawal
RETAIN_EVERY = 600.0  # seconds
GAUGES_EVERY = 5.0  # seconds
SOURCES_EVERY = 15.0  # seconds
COUNT_EVERY = 60.0  # seconds; the words of posts are counted together


def watched_sources(installation: Installation) -> WatchedSources:
    """All sources of it, to be looked at."""
    registers, settings = installation.declared.registers, installation.settings
    return WatchedSources(installation.log, registers, installation.clock, settings)


def sources_units(installation: Installation) -> tuple[Unit, ...]:
    """What watches over all sources: gauges, and forgetting whom nobody may look at any more."""
    watched, metrics = watched_sources(installation), installation.metrics
    gauge = Unit("sources", lambda: metrics.sources(watched.report()), SOURCES_EVERY)
    return gauge, Unit("sources", watched.forget, RETAIN_EVERY)


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
    forget_old = ForgetOldState(log, clock, lambda: declared.situation().registers)
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
        Unit(RETAIN, forget_old.work, RETAIN_EVERY, part="state"),
        Unit(BACKGROUND, CountWords(log, declared.situation, clock).work, COUNT_EVERY),
        Unit(GAUGES, gauges.work, GAUGES_EVERY),
        *sources_units(installation),
    )


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
