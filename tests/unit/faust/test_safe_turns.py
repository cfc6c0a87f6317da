"""Whose turn it is: records are worked on only in the generation whose state is recovered."""

import asyncio
from pathlib import Path

import pytest

from streams.safe_faust import SafeApp, SafeConsumer, SafeRecovery, SafeTables, SafeTransport, unknown_settings
from tests.unit.faust.loops import in_a_loop


def app_of_generation(number: int) -> SafeApp:
    app = SafeApp("made-up", broker="kafka://127.0.0.1:1", store="memory://")
    app.consumer_generation_id = number
    return app


def tables_of(app: SafeApp) -> SafeTables:
    assert isinstance(app.tables, SafeTables)
    return app.tables


@in_a_loop
async def test_nothing_is_served_before_the_state_is_recovered() -> None:
    app = app_of_generation(3)
    assert not app.serving
    assert not app.serves(3)
    assert not app.serves(None)


@in_a_loop
async def test_records_of_the_recovered_generation_are_served_and_of_no_other() -> None:
    app = app_of_generation(3)
    app.on_recovered(3)
    assert app.serving
    assert [number for number in range(6) if app.serves(number)] == [3]


@in_a_loop
async def test_nothing_is_served_between_revoking_and_the_next_recovery() -> None:
    app = app_of_generation(3)
    app.on_recovered(3)
    app.revoke()
    assert not app.serves(3)
    app.consumer_generation_id = 4
    app.on_recovered(4)
    assert app.serves(4)


@in_a_loop
async def test_a_recovery_that_a_rebalance_overtook_does_not_count() -> None:
    app = app_of_generation(3)
    app.revoke()
    app.on_recovered(3)
    assert not app.serving


@in_a_loop
async def test_the_app_recovers_and_consumes_in_the_safe_way() -> None:
    app = app_of_generation(0)
    assert isinstance(tables_of(app).recovery, SafeRecovery)
    assert isinstance(app.transport, SafeTransport)
    assert SafeTransport.Consumer is SafeConsumer


@in_a_loop
async def test_a_time_out_does_not_end_a_recovery() -> None:
    app = app_of_generation(3)
    recovery = tables_of(app).recovery
    recovery._generation_id = 3  # noqa: SLF001 - as it is after a deal
    done = asyncio.Event()

    async def slow() -> None:
        await asyncio.sleep(0.05)
        done.set()

    await recovery._wait(slow(), timeout=0.001)  # noqa: SLF001 - as Faust calls it
    assert done.is_set()


def test_settings_that_faust_would_ignore_are_found() -> None:
    assert unknown_settings(["broker", "broker_commit_intervall"]) == {"broker_commit_intervall"}


def test_starting_makes_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def start() -> None:
        await app_of_generation(0).on_first_start()

    monkeypatch.chdir(tmp_path)
    asyncio.run(start())
    assert list(tmp_path.iterdir()) == []
