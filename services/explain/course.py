"""What became of an alert, by time: posted, found, edited, taken down, decided."""

from collections.abc import Iterator
from datetime import datetime

from services.explain.known import Known
from services.explain.pieces import Row
from services.explain.view import View
from streams.events import Decision


def course(known: Known, view: View) -> tuple[Row, ...]:
    """One row for all that happened, oldest first."""
    happened = sorted([*_happened(known, view), *_decided(known, view)], key=lambda one: one[0])
    return tuple(Row(view.time(at), text) for at, text in happened)


def _happened(known: Known, view: View) -> Iterator[tuple[datetime, str]]:
    alert, words = known.alert, view.words
    edited = words.history_edited.format(revision=alert.post.revision)
    yield alert.post.published, edited if alert.post.kind == "edited" else words.history_posted
    later = words.history_later.format(version=alert.register_version, register=alert.register)
    yield alert.detected_at, later if alert.found_later else words.history_found
    if alert.status in words.history_closed and alert.changed_at:
        yield alert.changed_at, words.history_closed[alert.status]


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
