"""What became of an alert, by time: posted, found, told, edited, taken down, decided."""

from collections.abc import Iterator
from datetime import datetime

from services.explain.known import Known
from services.explain.pieces import Row
from services.explain.view import View
from streams.trail import AUTHOR, Decision


def course(known: Known, view: View) -> tuple[Row, ...]:
    """One row for all that happened, oldest first."""
    every = [*_happened(known, view), *_said(known, view), *_decided(known, view)]
    happened = sorted(every, key=lambda one: one[0])
    return tuple(Row(view.time(at), text) for at, text in happened)


def _happened(known: Known, view: View) -> Iterator[tuple[datetime, str]]:
    alert, words = known.alert, view.words
    edited = words.history_edited.format(revision=alert.post.revision)
    yield alert.post.published, edited if alert.post.kind == "edited" else words.history_posted
    later = words.history_later.format(version=alert.register_version, register=alert.register)
    yield alert.detected_at, later if alert.found_later else words.history_found
    if alert.status in words.history_closed and alert.changed_at:
        yield alert.changed_at, words.history_closed[alert.status]


def _said(known: Known, view: View) -> Iterator[tuple[datetime, str]]:
    """When somebody was told by each channel, and where that failed, the first time that it did."""
    words, failing = view.words, set[str]()
    told = {delivery.channel for delivery in known.deliveries if delivery.delivered}
    for delivery in known.deliveries:
        whom = words.the_author if delivery.channel == AUTHOR else words.the_channel.format(name=delivery.channel)
        if delivery.delivered:
            late = delivery.attempt > 1
            yield delivery.at, (words.told_late if late else words.told).format(whom=whom, attempt=delivery.attempt)
        elif delivery.channel not in failing:
            failing.add(delivery.channel)
            failed = words.told_not_yet if delivery.channel in told else words.told_not
            yield delivery.at, failed.format(whom=whom, why=delivery.why)


def _decided(known: Known, view: View) -> Iterator[tuple[datetime, str]]:
    for decision in known.decisions:
        told = _told(decision, view)
        grouped = decision.subject != known.alert.id
        yield decision.at, view.words.decided_group.format(decided=told) if grouped else told


def _told(decision: Decision, view: View) -> str:
    words = view.words
    verdict = words.verdicts.get(decision.verdict, decision.verdict.replace("_", " "))
    told = words.decided.format(verdict=verdict, who=decision.actor)
    return words.decided_why.format(decided=told, why=decision.reason) if decision.reason else told
