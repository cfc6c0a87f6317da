"""Every metric, declared once. Labels are stages, reasons, policies, kinds of register.

Never an account or a post, nor the id of a register: it may be a code name.
"""

from collections import Counter as Tally
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from services.sources.report import Report, states_by_kind
from services.sources.standing import KINDS
from streams.events import Alert

_SECONDS: Final = (0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0)


@dataclass(frozen=True, slots=True)
class Metrics:
    """What the process counts. Every method takes what a whole batch adds up to and is called once for it."""

    posts_ingested: Counter
    posts_refused: Counter
    dead_letters: Counter
    alerts: Counter
    shadow_findings: Counter
    records_handled: Counter
    handle_seconds: Histogram
    stage_failures: Counter
    lag_records: Gauge
    oldest_seconds: Gauge
    last_handled: Gauge
    registers_version: Gauge
    registers_age: Gauge
    rebalances: Counter
    bulk_retries: Counter
    process_restarts: Counter
    rescan_posts_left: Gauge
    deliveries: Counter
    deliveries_waiting: Gauge
    delivery_oldest: Gauge
    ready: Gauge
    connector_sources: Gauge
    connector_lag: Gauge
    connector_age: Gauge
    connector_gaps: Gauge
    connector_lost: Counter

    def ingested(self, posts: int) -> None:
        """So many posts are in the log."""
        self.posts_ingested.inc(posts)

    def refused(self, posts: Mapping[str, int]) -> None:
        """So many posts were refused at the gate, by reason."""
        for reason, count in posts.items():
            self.posts_refused.labels(reason).inc(count)

    def dead(self, stage: str, letters: int) -> None:
        """So many records became dead letters."""
        self.dead_letters.labels(stage).inc(letters)

    def alerted(self, alerts: Iterable[Alert]) -> None:
        """These alerts were raised or changed. What is found in shadow is counted apart, what is excepted nowhere."""
        every = tuple(alerts)
        told = Tally((alert.policy, alert.severity) for alert in every if alert.reaches_people)
        for (policy, severity), count in told.items():
            self.alerts.labels(policy, severity).inc(count)
        unseen = Tally(alert.register.partition("/")[0] for alert in every if alert.shadow and alert.status == "open")
        for kind, count in unseen.items():
            self.shadow_findings.labels(kind).inc(count)

    def handled(self, stage: str, records: int, seconds: float, at: datetime) -> None:
        """A stage handled one batch of so many records in so many seconds and was done `at`."""
        self.records_handled.labels(stage).inc(records)
        self.handle_seconds.labels(stage).observe(seconds)
        self.last_handled.labels(stage).set(at.timestamp())

    def failed(self, stage: str) -> None:
        """A stage could not handle a batch and will try again."""
        self.stage_failures.labels(stage).inc()

    def lag(self, stage: str, records: int, oldest: timedelta) -> None:
        """So many records wait for a stage, the oldest for so long."""
        self.lag_records.labels(stage).set(records)
        self.oldest_seconds.labels(stage).set(oldest.total_seconds())

    def registers(self, version: int, age: timedelta) -> None:
        """Posts are judged by so many register events, read so long ago."""
        self.registers_version.set(version)
        self.registers_age.set(age.total_seconds())

    def registers_read(self, age: Callable[[], timedelta]) -> None:
        """Where to ask how long ago the registers were read: it rises while the log is away and nothing is told."""
        self.registers_age.set_function(lambda: age().total_seconds())

    def rebalanced(self, stage: str) -> None:
        """The partitions of a stage were dealt out anew."""
        self.rebalances.labels(stage).inc()

    def retried(self, documents: int) -> None:
        """The search view was too busy for so many documents; they are sent again."""
        self.bulk_retries.inc(documents)

    def restarted(self, process: str) -> None:
        """A process ended unexpectedly and was started again."""
        self.process_restarts.labels(process).inc()

    def looking_back(self, posts_left: int) -> None:
        """So many posts are still to be looked at for what was declared late."""
        self.rescan_posts_left.set(posts_left)

    def told(self, channel: str, *, delivered: bool) -> None:
        """Somebody was told, or could not be told this time."""
        self.deliveries.labels(channel, "delivered" if delivered else "failed").inc()

    def telling(self, waiting: int, oldest: timedelta) -> None:
        """So many messages that are due by now could not be delivered yet, the oldest for so long."""
        self.deliveries_waiting.set(waiting)
        self.delivery_oldest.set(oldest.total_seconds())

    def gap(self, kind: str, reason: str) -> None:
        """A source of this kind knows of a loss."""
        self.connector_lost.labels(kind, reason).inc()

    def sources(self, found: Report) -> int:
        """How the sources stand, by kind alone: which one it is, the console says. Nothing for a loop to go on with."""
        for (kind, state), count in states_by_kind(found).items():
            self.connector_sources.labels(kind, state).set(count)
        for kind in KINDS:
            mine = [one for one in found.sources if one.kind == kind]
            self.connector_lag.labels(kind).set(_longest(one.lag for one in mine))
            self.connector_age.labels(kind).set(_longest(one.age for one in mine))
            self.connector_gaps.labels(kind).set(sum(len(one.gaps) for one in mine))
        return 0

    def readiness(self, ready: Callable[[], bool]) -> None:
        """Where to ask whether the process is ready."""
        self.ready.set_function(lambda: float(ready()))


def _longest(spans: Iterable[timedelta | None]) -> float:
    return max((span.total_seconds() for span in spans if span), default=0.0)


def declare_metrics(registry: CollectorRegistry) -> Metrics:
    """All metrics at zero, in this registry and no other."""
    counter = partial(Counter, namespace="vorlaut", registry=registry)
    gauge = partial(Gauge, namespace="vorlaut", registry=registry)
    histogram = partial(Histogram, namespace="vorlaut", registry=registry, buckets=_SECONDS)
    return Metrics(
        posts_ingested=counter("posts_ingested", "Posts accepted at the gate and appended to the log."),
        posts_refused=counter("posts_refused", "Posts refused at the gate and kept nowhere.", ("reason",)),
        dead_letters=counter("dead_letters", "Records that could not be processed and were set aside.", ("stage",)),
        alerts=counter("alerts", "Alerts raised or changed.", ("policy", "severity")),
        shadow_findings=counter("shadow_findings", "Findings in shadow: counted, told to nobody.", ("register",)),
        records_handled=counter("records_handled", "Records a stage has handled.", ("stage",)),
        handle_seconds=histogram("handle_seconds", "Seconds a stage takes for one batch of records.", ("stage",)),
        stage_failures=counter("stage_failures", "Batches that failed and are tried again.", ("stage",)),
        lag_records=gauge("lag_records", "Records that wait for a stage.", ("stage",)),
        oldest_seconds=gauge("oldest_record_seconds", "How long the oldest waiting record waits.", ("stage",)),
        last_handled=gauge("last_handled_timestamp_seconds", "When a stage last handled a batch.", ("stage",)),
        registers_version=gauge("registers_version", "How many register events the judgement rests on."),
        registers_age=gauge("registers_age_seconds", "Seconds since the registers were last read."),
        rebalances=counter("rebalances", "Times that partitions were dealt out anew.", ("stage",)),
        bulk_retries=counter("bulk_retries", "Documents sent to the search view again."),
        process_restarts=counter("process_restarts", "Processes that ended unexpectedly.", ("stage",)),
        rescan_posts_left=gauge("rescan_posts_left", "Posts still to be looked at for what was declared late."),
        deliveries=counter("deliveries", "Attempts to tell somebody.", ("channel", "outcome")),
        deliveries_waiting=gauge("deliveries_waiting", "Messages that should be out by now."),
        delivery_oldest=gauge("delivery_oldest_seconds", "How long the oldest of them waits."),
        ready=gauge("ready", "Whether the process is ready."),
        connector_sources=gauge("connector_sources", "Sources of posts, by how they stand.", ("kind", "state")),
        connector_lag=gauge("connector_lag_seconds", "How long a source has not answered, at most.", ("kind",)),
        connector_age=gauge("connector_cursor_age_seconds", "How long nothing new came of one, at most.", ("kind",)),
        connector_gaps=gauge("connector_gaps_open", "Losses nobody has looked after yet.", ("kind",)),
        connector_lost=counter("connector_gaps", "Losses that sources know of.", ("kind", "reason")),
    )
