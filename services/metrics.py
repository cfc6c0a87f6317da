"""Every metric, declared once. Labels are stages, reasons and policies; never an account or a post."""

from collections import Counter as Tally
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

from services.settings import MetricsSettings
from streams.events import Alert
from streams.stage import CannotRun

_SECONDS: Final = (0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0)


@dataclass(frozen=True, slots=True)
class Metrics:
    """What the process counts. Every method takes what a whole batch adds up to and is called once for it."""

    posts_ingested: Counter
    posts_refused: Counter
    dead_letters: Counter
    alerts: Counter
    records_handled: Counter
    handle_seconds: Histogram
    stage_failures: Counter
    lag_records: Gauge
    oldest_seconds: Gauge
    last_handled: Gauge
    registers_version: Gauge
    registers_age: Gauge

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
        """These alerts were raised or changed."""
        for (policy, severity), count in Tally((alert.policy, alert.severity) for alert in alerts).items():
            self.alerts.labels(policy, severity).inc(count)

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
        records_handled=counter("records_handled", "Records a stage has handled.", ("stage",)),
        handle_seconds=histogram("handle_seconds", "Seconds a stage takes for one batch of records.", ("stage",)),
        stage_failures=counter("stage_failures", "Batches that failed and are tried again.", ("stage",)),
        lag_records=gauge("lag_records", "Records that wait for a stage.", ("stage",)),
        oldest_seconds=gauge("oldest_record_seconds", "How long the oldest waiting record waits.", ("stage",)),
        last_handled=gauge("last_handled_timestamp_seconds", "When a stage last handled a batch.", ("stage",)),
        registers_version=gauge("registers_version", "How many register events the judgement rests on."),
        registers_age=gauge("registers_age_seconds", "Seconds since the registers were last read."),
    )


@contextmanager
def serve_metrics(settings: MetricsSettings, registry: CollectorRegistry) -> Iterator[None]:
    """Let Prometheus fetch the registry from the set address while the block runs; without a port do nothing.

    Raises `CannotRun` where the port cannot be had.
    """
    if settings.port is None:
        yield
        return
    try:
        server, thread = start_http_server(settings.port, str(settings.host), registry)
    except OSError as error:
        place = f"{settings.host} port {settings.port}"
        raise CannotRun(f"metrics cannot be served at {place} ({error.strerror}): set another metrics.port") from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
