"""The policies that come with vorlaut: the YAML files beside this module, each with its cases."""

from functools import cache
from importlib.resources import files

from streams.policies.faults import SourceFile
from streams.policies.load import load_registers
from streams.registers import Policy


@cache
def catalogue() -> tuple[Policy, ...]:
    """The built-in policies, by file name. They hold unless a declared policy of the same id replaces them."""
    folder = files("streams.policies") / "catalogue"
    found = sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    sources = [SourceFile(path.name, path.read_text(encoding="utf-8")) for path in found]
    entries = load_registers(sources, lambda _file, _path: None)
    return tuple(entry for entry in entries if isinstance(entry, Policy))
