"""The private code of Faust, mode and aiokafka that we rest on is the code that was read."""

import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from inspect import isfunction
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest
from mode.services import ServiceCallbacks, ServiceTask

from streams import faust_app, faust_judge, faust_outbox, faust_state, safe_faust
from tests.unit.faust.relied_on import RELIED_ON, changed

ROOT: Final = Path(__file__).parents[3]
EXACT: Final = ("faust-streaming", "mode-streaming", "aiokafka", "venusian")


def test_nothing_that_we_rest_on_has_changed() -> None:
    found = list(changed())
    assert not found, "\n".join((*found, "Then run make test-all, and put the new digests into relied_on.py."))


def test_a_change_is_told_with_what_to_look_at() -> None:
    assert list(changed({"how JSON is read": {"json:loads": "0" * 12}})) == [
        "json:loads has changed: look at how JSON is read"
    ]


def test_the_versions_are_pinned_exactly_and_installed_as_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = dict(pin.split("==") for pin in project["optional-dependencies"]["distributed"] if "==" in pin)
    assert {name: pins.get(name) for name in EXACT} == {name: version(name) for name in EXACT}


@pytest.mark.parametrize("module", [safe_faust, faust_state, faust_app, faust_judge, faust_outbox])
def test_each_function_of_theirs_that_we_override_is_looked_at(module: ModuleType) -> None:
    known = {place for functions in RELIED_ON.values() for place in functions}
    assert set(_overridden(module)) - known == set()


def _overridden(module: ModuleType) -> Iterator[str]:
    for kind in vars(module).values():
        if isinstance(kind, type) and kind.__module__ == module.__name__:
            for name in vars(kind).keys() - {"__init__", "__module__", "__doc__"}:
                yield from _theirs(kind, name)


def _theirs(kind: type, name: str) -> list[str]:
    """What this name is without our class, where that is a function of others."""
    bases = [base for base in kind.__mro__[1:] if name in vars(base) and base is not ServiceCallbacks]
    return [
        f"{base.__module__}:{base.__qualname__}.{name}"
        for base in bases[:1]
        if base.__module__.partition(".")[0] in {"faust", "mode", "aiokafka"} and _code(vars(base)[name])
    ]


def _code(found: object) -> bool:
    return isfunction(found) or isinstance(found, property | ServiceTask)
