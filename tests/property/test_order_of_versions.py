"""Whatever the order and repetition in which versions of posts arrive, alerts and groups end the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from streams.correlate.correlate import correlate
from streams.detect.versions import PostHistory, Version, pack, unpack
from streams.events import Alert, Evidence, Group, PostRef
from streams.identity import alert_id, group_id, window_start
from streams.situation.model import Situation

START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
REGISTERS = ("Embargo/falke-2", "Embargo/bilanz")


def an_alert(post: str, author: str, revision: int, register: str, severity_of: int) -> Alert:
    at = START + timedelta(hours=5 * revision)
    ref = PostRef(platform="m", account=author, id=post, revision=str(revision), kind="created", published=at)
    evidence = Evidence(kind="term", part="text", start=0, end=5, term="Falke", view="word", bits=10)
    return Alert(
        id=alert_id(("m", author, post), "embargo", "1", register),
        policy="embargo",
        policy_version="1",
        register=register,
        register_version=1,
        severity=("low", "medium", "high", "critical")[severity_of % 4],
        confidence=0.9,
        post=ref,
        evidence=(evidence,),
        group=group_id("embargo", register, at),
        window_start=window_start(at),
        detected_at=at,
        account_id=author,
    )


@st.composite
def versions_of_a_post(draw: st.DrawFn) -> list[tuple[int, tuple[str, ...]]]:
    """Revisions of one post and the registers each breaks; distinct revisions."""
    revisions = draw(st.lists(st.integers(0, 4), min_size=1, max_size=4, unique=True))
    return [(n, tuple(draw(st.sets(st.sampled_from(REGISTERS))))) for n in revisions]


def history_after(versions: Sequence[tuple[int, tuple[str, ...]]], *, gone: bool) -> tuple[PostHistory, list[Alert]]:
    history = PostHistory()
    emitted: list[Alert] = []
    for revision, registers in versions:
        alerts = tuple(an_alert("1", "anna", revision, name, revision) for name in sorted(registers))
        version = Version(START + timedelta(hours=5 * revision), str(revision), alerts)
        after = unpack(pack(history)).with_version(version)
        emitted += after.changed_since(history)
        history = after
    if gone:
        after = history.gone(START + timedelta(days=2))
        emitted += after.changed_since(history)
        history = after
    return history, emitted


@given(versions_of_a_post(), st.booleans(), st.randoms(use_true_random=False))
def test_the_alerts_of_a_post_follow_from_the_set_of_its_versions(
    versions: list[tuple[int, tuple[str, ...]]],
    gone: bool,  # noqa: FBT001 - drawn
    random: object,
) -> None:
    shuffled = [*versions, *versions[:2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    in_order, _ = history_after(sorted(versions), gone=gone)
    otherwise, _ = history_after(shuffled, gone=gone)
    assert otherwise.alerts() == in_order.alerts()


@given(versions_of_a_post())
def test_a_tombstone_leaves_no_alert_open_wherever_it_stands(versions: list[tuple[int, tuple[str, ...]]]) -> None:
    history = PostHistory().gone(START)
    for revision, registers in versions:
        alerts = tuple(an_alert("1", "anna", revision, name, 1) for name in registers)
        history = history.with_version(Version(START + timedelta(hours=5 * revision), str(revision), alerts))
    assert all(alert.status != "open" for alert in history.alerts().values())


def groups_after(alerts: Sequence[Alert]) -> dict[str, Group]:
    state: dict[str, bytes] = {}
    groups: dict[str, Group] = {}
    for alert in alerts:
        for emit in correlate(alert, Situation(), state):
            assert isinstance(emit.event, Group)
            groups[emit.key] = emit.event
    return groups


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcde"), st.sampled_from(["anna", "ben", "cem"]), st.integers(0, 3), st.integers(0, 3)
        ),
        min_size=1,
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_groups_do_not_depend_on_the_order_or_repetition_of_alerts(
    drawn: list[tuple[str, str, int, int]], random: object
) -> None:
    unique = {(post, author, revision): severity for post, author, revision, severity in drawn}
    alerts = [an_alert(*key, REGISTERS[0], severity) for key, severity in unique.items()]
    alerts += [replace(alert, status="superseded") for alert in alerts[::3]]
    shuffled = [*alerts, *alerts[:3]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert groups_after(shuffled) == groups_after(alerts)


@given(versions_of_a_post(), st.booleans(), st.randoms(use_true_random=False))
def test_groups_end_the_same_when_a_post_is_edited_over_windows_in_any_order(
    versions: list[tuple[int, tuple[str, ...]]],
    gone: bool,  # noqa: FBT001 - drawn
    random: object,
) -> None:
    shuffled = list(versions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    _, in_order = history_after(sorted(versions), gone=gone)
    _, otherwise = history_after(shuffled, gone=gone)
    assert groups_after(otherwise) == groups_after(in_order)
