"""How an app of Faust is set for a stage."""

import socket
from dataclasses import replace
from datetime import timedelta
from select import select
from typing import Any, Final

import pytest
from faust.types.auth import AuthProtocol

from streams.faust_app import StageApp, _settings, build_app
from streams.faust_worker import Told, Worker
from streams.log.kafka_place import KafkaPlace
from streams.pipeline import CORRELATE, DETECT, PIPELINE, Stage
from streams.safe_faust import unknown_settings
from tests.servers.jvm import free_port
from tests.unit.faust.loops import in_a_loop

ARCHITECTURE: Final = {  # what section 9 of the architecture says
    "key_serializer": "raw",
    "value_serializer": "raw",
    "stream_buffer_maxsize": 256,
    "broker_max_poll_records": 500,
    "consumer_max_fetch_size": 4 * 1024 * 1024,
    "broker_commit_interval": 1.0,
    "broker_session_timeout": 10.0,
    "broker_heartbeat_interval": 3.0,
    "broker_request_timeout": 40.0,
    "broker_rebalance_timeout": 60.0,
    "consumer_auto_offset_reset": "earliest",
    "topic_allow_declare": False,
    "topic_disable_leader": True,
    "web_enabled": False,
}


def worker_of(stage: Stage = DETECT, port: int = 1, **place: Any) -> Worker:  # noqa: ANN401 - what a place takes
    return Worker(
        place=KafkaPlace(bootstrap=(f"127.0.0.1:{port}",), prefix="t", **place), stage=stage, registers=lambda: None
    )


@pytest.mark.parametrize("stage", PIPELINE, ids=[stage.name for stage in PIPELINE])
def test_faust_knows_every_setting_by_its_name(stage: Stage) -> None:
    assert unknown_settings(_settings(worker_of(stage))) == set()


@in_a_loop
async def test_the_app_is_set_as_was_measured() -> None:
    conf: Any = build_app(worker_of()).conf
    assert {name: getattr(conf, name) for name in ARCHITECTURE} == ARCHITECTURE
    assert conf.processing_guarantee.value == "at_least_once"
    assert str(conf.store) == "memory:"
    assert conf.table_standby_replicas == 0
    assert conf.stream_recovery_delay == 0.0
    assert conf.stream_wait_empty is False


@in_a_loop
async def test_what_a_stage_is_called_in_kafka_is_what_it_is_called_elsewhere() -> None:
    for stage in (DETECT, CORRELATE):
        app = build_app(worker_of(stage))
        assert app.conf.id == f"t-{stage.name}"
        assert [str(name) for name in app.agents] == [stage.name]
        assert app.tables.changelog_topics == {f"t-{stage.name}-state-changelog"}


@in_a_loop
async def test_a_table_has_as_many_partitions_as_what_is_read() -> None:
    assert build_app(worker_of()).conf.topic_partitions == 12
    assert build_app(worker_of(partitions=3)).conf.topic_partitions == 3


@in_a_loop
async def test_without_a_login_no_credentials_are_sent() -> None:
    assert build_app(worker_of()).conf.broker_credentials is None


@in_a_loop
async def test_a_login_is_handed_on_as_it_is_set() -> None:
    worker = worker_of(protocol="SASL_PLAINTEXT", mechanism="PLAIN", username="vorlaut", password="s")  # noqa: S106 - made up
    credentials: Any = build_app(worker).conf.broker_credentials
    assert credentials.protocol == AuthProtocol.SASL_PLAINTEXT
    assert (credentials.mechanism.value, credentials.username, credentials.password) == ("PLAIN", "vorlaut", "s")


@in_a_loop
async def test_certificates_are_checked_where_there_is_tls() -> None:
    credentials: Any = build_app(worker_of(protocol="SSL")).conf.broker_credentials
    assert credentials.protocol == AuthProtocol.SSL
    assert credentials.context.check_hostname


@in_a_loop
async def test_building_an_app_connects_to_nobody() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert isinstance(build_app(worker_of(port=server.getsockname()[1])), StageApp)
        assert select([server], [], [], 0.1)[0] == []


@in_a_loop
async def test_an_app_is_built_while_kafka_is_away() -> None:
    assert isinstance(build_app(worker_of(port=free_port())), StageApp)


@in_a_loop
async def test_a_new_app_says_that_it_is_not_ready() -> None:
    reasons: list[str] = []
    build_app(replace(worker_of(), told=Told(ready=reasons.append), drain=timedelta(1)))
    assert reasons == ["partitions are dealt or their state is recovered"]
