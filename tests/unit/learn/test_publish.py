"""What is published, and when: the next version of a profile, the next calibration."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.adapters.memory_store import MemoryStore
from services.learn.learn import GROUP, READS, Learn, Rules
from streams.consume import consume_once
from streams.detect.decide import confidence
from streams.events import Alert
from streams.learn.publish import calibration_of, unpublished
from streams.learn.verdicts import judged, standing
from streams.lessons import CalibrationPublished
from streams.log.declared import Declared
from streams.log.memory import MemoryLog
from streams.situation.learned import learned_from
from streams.topics import Emit
from streams.trail import AlertVerdict, Decision
from tests.contract.store_examples import alert
from tests.veltrona import NOON


def decision(number: int, verdict: AlertVerdict = "leak", *, of: str = "", minutes: int = 0) -> Decision:
    at = NOON + timedelta(minutes=minutes or number)
    return Decision(id=f"de_{number}", subject=of or f"al_{number}", actor="kim", at=at, verdict=verdict)


def weighing(number: int, bits: float) -> Alert:
    return replace(alert(str(number)), bits=bits)


def decided(count: int) -> list[tuple[Decision, Alert]]:
    """Alerts of 5 and of 15 bits in turn; those of 15 are right."""
    return [
        (decision(number, "leak" if number % 2 else "not_a_leak"), weighing(number, 15.0 if number % 2 else 5.0))
        for number in range(count)
    ]


def versions(count: int) -> int | None:
    found = calibration_of("embargo", decided(count), NOON)
    return found.version if found else None


def test_a_family_is_calibrated_from_200_decisions_on_and_anew_after_50_more() -> None:
    assert [versions(count) for count in (0, 199, 200, 249, 250, 301)] == [None, None, 200, 200, 250, 300]


def test_a_calibration_says_how_many_of_a_weight_were_right() -> None:
    found = calibration_of("embargo", decided(200), NOON)
    assert found
    assert [(step.bits, step.confidence) for step in found.steps] == [(5.0, 0.01), (15.0, 0.99)]
    assert confidence(10.0, found) == 0.01


def test_what_is_published_already_is_not_published_again() -> None:
    found = calibration_of("embargo", decided(200), NOON)
    assert found
    (emit,) = unpublished([found], learned_from([]))
    assert (emit.topic, emit.key) == ("registers", "Calibration/embargo/200")
    assert unpublished([found], learned_from([found])) == []


@given(st.permutations(range(6)))
def test_the_latest_decision_that_says_what_an_alert_is_holds_in_any_order(order: Sequence[int]) -> None:
    verdicts: list[AlertVerdict] = ["leak", "acknowledged", "not_a_leak", "public", "leak", "escalated"]
    all_of_them = [decision(number, verdict, of="al_a") for number, verdict in enumerate(verdicts)]
    held = standing(all_of_them[number] for number in order)
    assert [(one.id, one.verdict) for one in held.values()] == [("de_4", "leak")]
    assert len(judged(all_of_them)) == 4


def published_of(order: Sequence[int], batch: int) -> list[CalibrationPublished]:
    log, store = MemoryLog(lambda: NOON), MemoryStore()
    store.put([found for _, found in decided(200)])
    emits = [Emit("decisions", one.subject, one) for one, _ in decided(200)]
    log.append(emits[number] for number in order)
    learn = Learn(log, store, Declared(log, lambda: NOON), lambda: NOON, Rules(frozenset()))
    while consume_once(log, GROUP, READS, learn.handle, batch):
        pass
    learned = Declared(log, lambda: NOON).situation().learned
    return list(learned.calibrations.get("embargo", ()))


def test_in_any_order_and_in_any_batches_the_same_is_published() -> None:
    straight = published_of(range(200), 200)
    assert [one.version for one in straight] == [200]
    assert published_of(range(199, -1, -1), 7) == straight
    assert published_of([*range(100, 200), *range(100)], 64) == straight


def test_nothing_is_calibrated_by_posts_of_platforms_that_forbid_it() -> None:
    log, store = MemoryLog(lambda: NOON), MemoryStore()
    store.put([found for _, found in decided(200)])
    log.append(Emit("decisions", one.subject, one) for one, _ in decided(200))
    platform = decided(1)[0][1].post.platform
    learn = Learn(log, store, Declared(log, lambda: NOON), lambda: NOON, Rules(frozenset({platform})))
    while consume_once(log, GROUP, READS, learn.handle):
        pass
    assert Declared(log, lambda: NOON).situation().learned.calibrations == {}
