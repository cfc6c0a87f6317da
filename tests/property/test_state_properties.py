"""A state table, however it is used, is a dict that survives."""

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.log.sqlite import SqliteLog
from streams.stage import Overlay
from tests.contract.log_homes import SteppingClock

KEYS = st.sampled_from(["", "a", "b", "ä\x00ö"])
OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), KEYS, st.binary(max_size=3)),
        st.tuples(st.sampled_from(["delete", "save", "fail", "rewind"]), KEYS, st.just(b"")),
    ),
    max_size=30,
)


@contextmanager
def opened() -> Iterator[SqliteLog]:
    with TemporaryDirectory() as folder:
        log = SqliteLog(Path(folder) / "log.db", clock=SteppingClock())
        yield log
        log.close()


class Model:
    """What a state table should be: a dict, and the dict as it was last saved."""

    def __init__(self) -> None:
        self.now: dict[str, bytes] = {}
        self.saved: dict[str, bytes] = {}


def write(state: MutableMapping[str, bytes], operation: str, key: str, value: bytes) -> None:
    if operation == "delete":
        state.pop(key, None)
    else:
        state[key] = value


def apply(log: SqliteLog, model: Model, operation: str, key: str, value: bytes) -> None:
    if operation == "save":
        log.append([], state="g")
        model.saved = dict(model.now)
    elif operation == "rewind":
        log.rewind("g")
        model.now = dict(model.saved)
    elif operation == "fail":
        overlay = Overlay(log.state("g"))
        overlay[key] = b"never kept"
    else:
        overlay = Overlay(log.state("g"))
        write(overlay, operation, key, value)
        overlay.keep()
        write(model.now, operation, key, value)


@settings(max_examples=50, deadline=None)
@given(OPERATIONS)
def test_any_sequence_of_operations_equals_a_dict(operations: list[tuple[str, str, bytes]]) -> None:
    with opened() as log:
        model = Model()
        for operation in operations:
            apply(log, model, *operation)
            assert log.state("g") == model.now
            assert (len(log.state("g")), set(log.state("g"))) == (len(model.now), set(model.now))
        log.rewind("g")
        assert log.state("g") == model.saved
