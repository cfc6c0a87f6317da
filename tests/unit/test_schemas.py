"""The checked-in schemas are those of the code. Run as a program, this file rewrites them (`make schemas`)."""

from pathlib import Path

import msgspec
import pytest

from streams.codec import VERSION
from streams.events import EVENTS, Event

FOLDER = Path(__file__).parents[2] / "streams" / "schemas"


def path_of(event: type[Event]) -> Path:
    return FOLDER / f"{event.__name__}.v{VERSION}.json"


def schema_of(event: type[Event]) -> bytes:
    """The form alone: other words in a docstring are no change of it."""
    schema = msgspec.json.schema(event)
    for definition in schema["$defs"].values():
        definition.pop("description", None)
    return msgspec.json.format(msgspec.json.encode(schema, order="sorted"), indent=2) + b"\n"


def rewrite() -> None:
    FOLDER.mkdir(exist_ok=True)
    for event in EVENTS:
        path_of(event).write_bytes(schema_of(event))


@pytest.mark.parametrize("event", EVENTS)
def test_the_schema_of_an_event_is_the_one_checked_in(event: type[Event]) -> None:
    path = path_of(event)
    kept = path.read_bytes() if path.exists() else b""
    assert kept == schema_of(event), (
        f"{event.__name__} is no longer what {path.name} says. A field with a default may be added: run `make schemas` "
        "and commit the difference. Anything else needs a new version and a migration (docs/decisions/0001)."
    )


def test_there_is_no_schema_without_an_event() -> None:
    of_this_version = {path.name for path in FOLDER.glob(f"*.v{VERSION}.json")}
    assert of_this_version == {path_of(event).name for event in EVENTS}


if __name__ == "__main__":
    rewrite()
