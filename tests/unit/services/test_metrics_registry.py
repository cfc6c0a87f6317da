import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

from prometheus_client import CollectorRegistry, generate_latest

from services.metrics import declare_metrics
from streams.events import Alert, PostRef
from streams.refusal import REFUSAL_REASONS
from streams.registers import SEVERITIES

AT = datetime(2026, 11, 20, 10, tzinfo=UTC)


def test_a_batch_is_counted_under_its_stage() -> None:
    registry = CollectorRegistry()
    metrics = declare_metrics(registry)
    metrics.handled("index", 500, 0.25, AT)
    metrics.handled("index", 10, 0.01, AT)
    metrics.lag("index", 7, timedelta(seconds=90))
    metrics.failed("index")
    metrics.dead("index", 2)
    stage = {"stage": "index"}
    assert registry.get_sample_value("vorlaut_records_handled_total", stage) == 510
    assert registry.get_sample_value("vorlaut_handle_seconds_count", stage) == 2
    assert registry.get_sample_value("vorlaut_last_handled_timestamp_seconds", stage) == AT.timestamp()
    assert registry.get_sample_value("vorlaut_lag_records", stage) == 7
    assert registry.get_sample_value("vorlaut_oldest_record_seconds", stage) == 90
    assert registry.get_sample_value("vorlaut_stage_failures_total", stage) == 1
    assert registry.get_sample_value("vorlaut_dead_letters_total", stage) == 2


def test_posts_are_counted_taken_and_refused() -> None:
    registry = CollectorRegistry()
    metrics = declare_metrics(registry)
    metrics.ingested(90)
    metrics.refused({"no_consent": 3, "not_public": 7})
    metrics.registers(4, timedelta(seconds=30))
    assert registry.get_sample_value("vorlaut_posts_ingested_total") == 90
    assert registry.get_sample_value("vorlaut_posts_refused_total", {"reason": "not_public"}) == 7
    assert registry.get_sample_value("vorlaut_registers_version") == 4
    assert registry.get_sample_value("vorlaut_registers_age_seconds") == 30


def test_the_age_of_the_registers_rises_though_nobody_tells_it() -> None:
    registry, ages = CollectorRegistry(), iter((timedelta(seconds=3), timedelta(seconds=9)))
    metrics = declare_metrics(registry)
    metrics.registers_read(lambda: next(ages))
    metrics.registers(4, timedelta(seconds=1))
    assert registry.get_sample_value("vorlaut_registers_age_seconds") == 3
    assert registry.get_sample_value("vorlaut_registers_age_seconds") == 9


def test_no_label_could_hold_a_person_or_a_post() -> None:
    registry = CollectorRegistry()
    metrics = declare_metrics(registry)
    post = PostRef(platform="mastodon", account="@anna", id="7", revision="1", kind="created", published=AT)
    alert = Alert(
        id="al_1",
        policy="embargo",
        policy_version="1",
        register="Embargo/falke-2",
        register_version=1,
        severity="high",
        confidence=0.9,
        post=post,
        evidence=(),
        group="gr_1",
        window_start=AT,
        detected_at=AT,
        account_id="anna",
    )
    metrics.alerted([alert, alert, replace(alert, shadow=True), replace(alert, status="excepted")])
    metrics.refused({"no_consent": 1})
    metrics.handled("index", 1, 0.1, AT)
    text = generate_latest(registry).decode()
    assert 'vorlaut_alerts_total{policy="embargo",severity="high"} 2.0' in text
    assert 'vorlaut_shadow_findings_total{register="Embargo"} 1.0' in text
    assert set(re.findall(r"(\w+)=\"", text)) == {"reason", "stage", "policy", "register", "severity", "le"}
    assert "anna" not in text
    assert "falke" not in text


def test_a_process_has_fewer_than_five_hundred_series() -> None:
    registry = CollectorRegistry()
    metrics = declare_metrics(registry)
    metrics.readiness(lambda: True)
    metrics.refused(dict.fromkeys(REFUSAL_REASONS, 1))
    for policy, severity in product((f"policy-{number}" for number in range(30)), SEVERITIES):
        metrics.alerts.labels(policy, severity).inc()
    for stage in ("ingest", "detect", "correlate", "index", "rescan", "erase", "learn", "retain", "gauges"):
        metrics.handled(stage, 1, 0.1, AT)
        metrics.lag(stage, 1, timedelta(seconds=1))
        metrics.failed(stage)
        metrics.dead(stage, 1)
        metrics.rebalanced(stage)
        metrics.restarted(stage)
    metrics.retried(3)
    series = [line for line in generate_latest(registry).decode().splitlines() if not line.startswith("#")]
    assert len(series) < 500
    assert registry.get_sample_value("vorlaut_ready") == 1
    assert registry.get_sample_value("vorlaut_bulk_retries_total") == 3
