from datetime import UTC, datetime, timedelta

import pytest

from streams.registers import Crisis, Embargo, Policy, SeverityRow
from streams.situation.model import Registers
from streams.situation.severity import Phase, ceiling, crisis_phase, embargo_phase

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
EMBARGO = Embargo(id="e", company="v", title="", opens=NOON - timedelta(days=90), lifts=NOON)
CRISIS = Crisis(id="c", company="v", title="", type="fire", opens=NOON)
TABLE = (
    SeverityRow(role="engineer", topic="embargo", phase="last_week", severity="critical"),
    SeverityRow(role="board member", topic="*", phase="*", severity="high"),
    SeverityRow(role="*", topic="crisis", phase="acute", severity="high"),
    SeverityRow(role="*", topic="*", phase="*", severity="low"),
)


def registers(*tables: Policy) -> Registers:
    return Registers(policies=tables)


OURS = registers(Policy(id="severity", title="", rule="severity", table=TABLE))


def test_the_first_row_that_speaks_of_role_topic_and_phase_decides() -> None:
    assert ceiling(OURS, "engineer", "embargo", "last_week") == "critical"
    assert ceiling(OURS, "engineer", "embargo", "early") == "low"
    assert ceiling(OURS, "service", "crisis", "acute") == "high"


@pytest.mark.parametrize("role", ["Senior Engineer", "ENGINEER", "engineer, battery team"])
def test_a_role_is_found_among_several_words_in_any_case(role: str) -> None:
    assert ceiling(OURS, role, "embargo", "last_week") == "critical"


@pytest.mark.parametrize("role", ["engineering", "", "board", "member of the board"])
def test_half_a_word_or_words_apart_are_another_role(role: str) -> None:
    assert ceiling(OURS, role, "embargo", "last_week") == "low"


def test_a_role_of_several_words_is_found_as_such() -> None:
    assert ceiling(OURS, "Deputy board member", "embargo", "early") == "high"


def test_without_a_live_table_a_leak_is_medium() -> None:
    assert ceiling(registers(), "engineer", "embargo", "early") == "medium"
    retired = Policy(id="severity", title="", rule="severity", stage="retired", table=TABLE)
    assert ceiling(registers(retired), "engineer", "embargo", "last_week") == "medium"


@pytest.mark.parametrize(
    ("left", "phase"),
    [
        (timedelta(days=30, seconds=1), "early"),
        (timedelta(days=30), "weeks"),
        (timedelta(days=7, seconds=1), "weeks"),
        (timedelta(days=7), "last_week"),
        (timedelta(hours=24, seconds=1), "last_week"),
        (timedelta(hours=24), "last_day"),
        (timedelta(seconds=1), "last_day"),
    ],
)
def test_the_phase_of_an_embargo_is_how_near_the_lift_is(left: timedelta, phase: Phase) -> None:
    assert embargo_phase(EMBARGO, NOON - left) == phase


def test_a_crisis_is_acute_for_two_days() -> None:
    assert crisis_phase(CRISIS, NOON) == "acute"
    assert crisis_phase(CRISIS, NOON + timedelta(hours=48) - timedelta(seconds=1)) == "acute"
    assert crisis_phase(CRISIS, NOON + timedelta(hours=48)) == "running"
