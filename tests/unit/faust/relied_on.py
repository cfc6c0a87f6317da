"""The code of others on which `streams.safe_faust`, `streams.faust_state` and the app rest, as it was when read.

`python -m tests.unit.faust.relied_on` prints the digests as they are now, to be put here once the changed code was read
and `make test-all` has passed with it.
"""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from importlib import import_module
from importlib.resources import files
from inspect import getsource, unwrap
from typing import Any, Final

# What must still hold, and the functions that it depends on with the digest of their source.
RELIED_ON: Final[Mapping[str, Mapping[str, str]]] = {
    "what is committed: the contiguous settled prefix, once, and again where Kafka did not take it (SafeConsumer)": {
        "faust.transport.consumer:Consumer.force_commit": "9f74f6bd7475",
        "faust.transport.consumer:Consumer.commit": "ca4e85d024ef",
        "faust.transport.consumer:Consumer.maybe_wait_for_commit_to_finish": "e0f4e3ce4b5c",
        "faust.transport.consumer:Consumer._commit_tps": "7c9461c4a361",
        "faust.transport.consumer:Consumer._filter_tps_with_pending_acks": "c45de12732d4",
        "faust.transport.consumer:Consumer._filter_committable_offsets": "8697d17213c6",
        "faust.transport.consumer:Consumer._should_commit": "c4a45ac66a56",
        "faust.transport.consumer:Consumer._new_offset": "0a7caf14c0a2",
        "faust.transport.consumer:Consumer._handle_attached": "11a3eda821ef",
        "faust.transport.consumer:Consumer._commit_offsets": "ba855c1ad21f",
        "faust.transport.consumer:Consumer._commit_handler": "b4ef67a5eece",
        "faust.transport.consumer:Consumer.on_stop": "f90ba1596099",
        "faust.transport.consumer:ThreadDelegateConsumer._commit": "e79b7f8f3def",
        "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread.commit": "a2bcb42a351d",
        "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread._commit": "d26ce85fdec4",
        "aiokafka.consumer.consumer:AIOKafkaConsumer.commit": "3152dc82b07c",
        "aiokafka.consumer.group_coordinator:GroupCoordinator.commit_offsets": "c50381f4796a",
    },
    "acknowledgements of Faust that count for nothing (SafeConsumer.ack)": {
        "faust.transport.consumer:Consumer.ack": "386826236bb5",
        "faust.transport.consumer:Consumer._add_gap": "38926c8cb7f6",
        "faust.types.tuples:Message.ack": "f544934d25a5",
        "faust.types.tuples:ConsumerMessage.on_final_ack": "7114c467d818",
        "faust.events:Event.ack": "74a70e010692",
    },
    "looks for partitions that stand still, which do nothing but log (SafeConsumer.verify_all_partitions_active)": {
        "faust.transport.consumer:Consumer._commit_livelock_detector": "1ed7ae3bb4a8",
        "faust.transport.consumer:Consumer.verify_all_partitions_active": "1b3c53c9b8b8",
    },
    "in which order records are delivered, and to whom (SafeConsumer.deliver, on_buffer_full)": {
        "faust.transport.consumer:Fetcher._fetcher": "95b99a83fbd6",
        "faust.transport.consumer:Consumer._drain_messages": "b62bd6539aeb",
        "faust.transport.consumer:Consumer.getmany": "5c87d5d37428",
        "faust.transport.consumer:Consumer._wait_next_records": "62b6a4fb3f1c",
        "faust.transport.consumer:Consumer.wait_for_stopped_flow": "4d06ff168341",
        "faust.transport.consumer:ThreadDelegateConsumer._getmany": "c9411e5de5a4",
        "faust.transport.consumer:Consumer.on_buffer_full": "56407f0f3829",
        "faust.transport.consumer:Consumer.on_buffer_drop": "04e594f5fd1d",
        "faust.transport.consumer:Consumer.stop_flow": "3cdef0be226f",
        "faust.transport.consumer:Consumer.resume_flow": "ec1fff970fcf",
        "faust.transport.consumer:Consumer.pause_partitions": "a5c1b6e85045",
        "faust.transport.consumer:Consumer.resume_partitions": "ac313cef15ef",
        "faust.transport.consumer:Consumer._is_changelog_tp": "ea4fa0a5ed44",
        "faust.transport.drivers.aiokafka:Consumer._to_message": "54f816ca1d22",
        "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread.getmany": "658576cd5e11",
        "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread._fetch_records": "8e15801cd1ae",
        "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread._create_worker_consumer": "9246a21942b3",
        "faust.transport.conductor:ConductorCompiler.build": "e37d7ab0a66a",
        "faust.transport.conductor:Conductor.acks_enabled_for": "b5a82bddb7ba",
        "faust.transport.conductor:Conductor._update_indices": "3a514aff6c11",
        "mode.utils.queues:FlowControlEvent.suspend": "9e4397b235ca",
        "mode.utils.queues:FlowControlEvent.resume": "6662379eef1f",
        "mode.utils.queues:FlowControlEvent.clear": "e502d2f460ae",
        "mode.utils.queues:FlowControlEvent.acquire": "34845489a9d2",
        "mode.utils.queues:FlowControlQueue.put_nowait_enhanced": "05367fb53f42",
        "mode.utils.queues:ThrowableQueue.get": "915f034f539a",
        "mode.utils.queues:ThrowableQueue.clear": "7d8291b976a6",
        "aiokafka.consumer.fetcher:Fetcher.fetched_records": "377ee3925c9f",
    },
    "where reading begins after a rebalance (SafeConsumer.perform_seek)": {
        "faust.transport.consumer:Consumer.perform_seek": "3abec3df46b4",
        "faust.transport.consumer:ThreadDelegateConsumer.seek_to_committed": "918b48b7f2e4",
        "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread.seek_to_committed": "f037ef0a4002",
        "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread.seek_to_beginning": "351f62ac8685",
        "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread.assignment": "ddcebf879f03",
        "faust.transport.drivers.aiokafka:ensure_aiokafka_TP": "5297e1528f16",
        "aiokafka.consumer.consumer:AIOKafkaConsumer.seek_to_committed": "1c44c254fdbb",
        "aiokafka.consumer.consumer:AIOKafkaConsumer.seek_to_beginning": "f866cb0a622f",
        "aiokafka.consumer.consumer:AIOKafkaConsumer.committed": "7d3a20b2fa29",
    },
    "what happens when partitions are dealt, and in which order (SafeApp.revoke, on_recovered; StageApp._give_back)": {
        "faust.transport.consumer:Consumer.on_partitions_revoked": "bff85c032527",
        "faust.transport.consumer:Consumer.on_partitions_assigned": "cb323f47e1bb",
        "faust.transport.drivers.aiokafka:ConsumerRebalanceListener.on_partitions_revoked": "cc078380f524",
        "faust.transport.drivers.aiokafka:ConsumerRebalanceListener.on_partitions_assigned": "467233e08f09",
        "faust.app.base:App._on_partitions_revoked": "289e06db160c",
        "faust.app.base:App._on_partitions_assigned": "87d6dabfbdaf",
        "faust.app.base:App._update_assignment": "89d44532af34",
        "faust.app.base:App.on_rebalance_start": "1eab75571cdc",
        "faust.app.base:App.on_rebalance_end": "e56c4914e831",
        "faust.agents.agent:Agent.on_shared_partitions_revoked": "7b52dcbef90c",
        "faust.agents.agent:Agent.on_shared_partitions_assigned": "60ea5179611b",
        "aiokafka.consumer.group_coordinator:GroupCoordinator._on_join_prepare": "6e4b9d84a2bf",
        "aiokafka.consumer.group_coordinator:GroupCoordinator._on_join_complete": "511172b83943",
    },
    "when a table is recovered, and when reading goes on (SafeRecovery, SafeTables)": {
        "faust.tables.recovery:Recovery.on_partitions_revoked": "65e3b53094f3",
        "faust.tables.recovery:Recovery.on_rebalance": "ccf60b5f1747",
        "faust.tables.recovery:Recovery._restart_recovery": "8cff0a470388",
        "faust.tables.recovery:Recovery._wait": "a17ce9f74487",
        "faust.tables.recovery:Recovery.on_recovery_completed": "8952e57ca77c",
        "faust.tables.recovery:Recovery._resume_streams": "65a824f3789d",
        "faust.tables.recovery:Recovery._build_highwaters": "e325e558d2b6",
        "faust.tables.recovery:Recovery._build_offsets": "2f47238c12aa",
        "faust.tables.recovery:Recovery._seek_offsets": "0d0a5bb059c9",
        "faust.tables.recovery:Recovery._slurp_changelogs": "43660121cfa4",
        "faust.tables.recovery:Recovery.flush_buffers": "67391d06774b",
        "faust.tables.recovery:Recovery.need_recovery": "b941264a6522",
        "faust.tables.recovery:Recovery.active_remaining": "10b9eaba588b",
        "faust.tables.manager:TableManager.recovery": "2b52459b4383",
        "faust.tables.manager:TableManager.on_start": "ff7f72f993a6",
        "faust.tables.manager:TableManager._update_channels": "49b93df9b674",
        "faust.tables.manager:TableManager.on_partitions_revoked": "f21fe574d0b5",
        "faust.tables.manager:TableManager.on_rebalance": "6c39f409fe7a",
    },
    "how a table hands over to its store (StateTable, PartitionedStore)": {
        "faust.tables.manager:TableManager.add": "3844684d255e",
        "faust.tables.base:Collection.__init__": "abade93283ff",
        "faust.tables.base:Collection.data": "4ef5ec1dff21",
        "faust.tables.base:Collection.on_start": "6cb676f95c98",
        "faust.tables.base:Collection.on_rebalance": "0c2b0d7d4c76",
        "faust.tables.base:Collection.on_recovery_completed": "f95cbbb1b097",
        "faust.tables.base:Collection.on_changelog_event": "4f9956f4073e",
        "faust.tables.base:Collection.apply_changelog_batch": "a4d80df8d663",
        "faust.tables.base:Collection._new_changelog_topic": "2fa709f95ca7",
        "faust.tables.base:Collection._changelog_topic_name": "8700506c7f28",
        "faust.tables.base:Collection._new_store": "325d44c72ab7",
        "faust.stores.memory:Store.__post_init__": "87cd8bed479b",
        "faust.stores.memory:Store.apply_changelog_batch": "e66e3c820e6c",
        "faust.stores.memory:Store.on_recovery_completed": "808a3cae5274",
        "faust.stores.base:Store.on_rebalance": "826e5d6dc6c2",
        "faust.stores.base:Store.__init__": "a90fa8ea169d",
        "faust.stores.base:Store.persisted_offset": "c7f1ca5ffa4d",
        "faust.stores.base:Store.need_active_standby_for": "7d5a59dde19e",
    },
    "which records a stream skips, and what becomes of an error in an agent (Judge.take, StageApp._on_agent_error)": {
        "faust.streams:Stream.events": "9543229742b5",
        "faust.streams:Stream.__aiter__": "3bf1400c888f",
        "faust.streams:Stream._py_aiter": "bdaa82e9803f",
        "faust.streams:Stream._c_aiter": "aeca550e6a71",
        "faust.app.base:App._on_agent_error": "7575053d80d0",
        "faust.agents.agent:Agent._prepare_actor": "3af1214e2b76",
        "faust.agents.agent:Agent._execute_actor": "b8d3611ce7f5",
    },
    "how an app starts, stops and crashes (StageApp, Outbox, Judge)": {
        "faust.topics:Topic.get_topic_name": "7b7592327438",
        "faust.app.base:App.on_init_dependencies": "cf2bf722d921",
        "faust.app.base:App.on_first_start": "408c2a4a3e95",
        "faust.app.base:App.on_stop": "e6e88399cd00",
        "faust.app.base:App._stop_consumer": "f6eba0a41adf",
        "faust.app.base:App._stop_fetcher": "3a1cf7c0f2df",
        "faust.app.base:App._new_consumer": "02432d540368",
        "faust.app.base:App._new_transport": "bcd71ef2af8c",
        "mode.services:Service._actually_start": "c6c7c109c2f3",
        "mode.services:Service._execute_task": "7996dc5223bc",
        "mode.services:Service.crash": "cb8c347c8daa",
        "mode.services:Service._crash": "a3295771d772",
        "mode.services:Service.stop": "771567481640",
        "mode.services:Service._default_stop_children": "f03a60f21a58",
        "mode.services:Service.wait_first": "a0ab7f77d9ba",
        "mode.services:Service.wait_for_stopped": "835cf4728090",
    },
    "that the thread of a consumer ends, in time, and says so (SafeConsumerThread, _Thread)": {
        "faust.transport.drivers.aiokafka:Consumer._new_consumer_thread": "991867355aba",
        "faust.transport.drivers.aiokafka:AIOKafkaConsumerThread.on_thread_stop": "b7b22072f6a9",
        "mode.threads:WorkerThread.__init__": "4b43b8eee4fa",
        "mode.threads:WorkerThread.stop": "7abf00abe9d1",
        "mode.threads:ServiceThread.stop": "f42ae2d3d22c",
        "mode.threads:ServiceThread._serve": "9fd312fc58fd",
        "mode.threads:ServiceThread._shutdown_thread": "68375c7830c3",
        "mode.threads:ServiceThread._start_thread": "1efbcdec5692",
        "aiokafka.consumer.consumer:AIOKafkaConsumer.stop": "943e5035e1b1",
        "aiokafka.consumer.fetcher:Fetcher.close": "0b77f19bfb86",
    },
    "that what the producer was given is sent in order, and that what timed out was not taken (Outbox._put)": {
        "aiokafka.producer.producer:AIOKafkaProducer.send": "5de632a94afc",
        "aiokafka.producer.message_accumulator:MessageAccumulator.add_message": "9d20c3865419",
        "aiokafka.producer.sender:Sender._sender_routine": "92df9018a3a3",
    },
}

# The compiled twin of the stream's iteration: it skips by generation as the one in Python does.
COMPILED: Final = ("faust._cython", "streams.pyx", "ddbab81abb11")


def digest(place: str) -> str:
    """The digest of the source of a function, named as `module:Class.function`."""
    module, _, names = place.partition(":")
    found: Any = import_module(module)
    for name in names.split("."):
        found = getattr(found, name)
    function = getattr(found, "fun", None) or getattr(found, "fget", None) or found  # a task of mode, a property
    return _digest(getsource(unwrap(function)).encode())


def compiled_digest() -> str:
    """The digest of the source of the compiled iteration."""
    package, name, _ = COMPILED
    return _digest(files(package).joinpath(name).read_bytes())


def changed(table: Mapping[str, Mapping[str, str]] = RELIED_ON) -> Iterator[str]:
    """What is not as it was, and what to look at."""
    for what, functions in table.items():
        for place, known in functions.items():
            if digest(place) != known:
                yield f"{place} has changed: look at {what}"
    if compiled_digest() != COMPILED[2]:
        yield f"{COMPILED[0]}/{COMPILED[1]} has changed: look at which records a stream skips (Judge.take)"


def _digest(source: bytes) -> str:
    return blake2b(source, digest_size=6).hexdigest()


if __name__ == "__main__":
    for functions in RELIED_ON.values():
        for place in functions:
            print(f'        "{place}": "{digest(place)}",')  # noqa: T201 - what it is for
    print(compiled_digest())  # noqa: T201 - what it is for
