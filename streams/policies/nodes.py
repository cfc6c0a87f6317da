"""YAML text to documents of nodes with their lines.

Every scalar is text, as it was written: what it means is decided by the field that reads it, so that `no` is a word
and `2026-11-01` no surprise. Only a plain `null`, `~` or nothing at all is None. What could make a small file huge or
deep (aliases, nesting) is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import yaml

from streams.policies.faults import Fault, SourceFile

LONGEST_FILE: Final = 5_000_000  # characters; a register of 10,000 accounts is about half of it
DEEPEST: Final = 12  # the deepest form there is, a post of a case, needs 6

_PARSER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the fast one wherever it was built
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as it was written; `text` is None for a plain null."""

    line: int
    text: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    line: int
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Named values: each with the line of its name. A name may come twice; who reads it objects."""

    line: int
    pairs: tuple[tuple[Scalar, "Node"], ...]


Node = Scalar | Listing | Mapping


class _Refused(Exception):
    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


def documents(file: SourceFile, faults: list[Fault]) -> Iterator[Node]:
    """The documents of a file up to its first fault of form, which is added to `faults`. Empty ones are left out."""
    if len(file.text) > LONGEST_FILE:
        told = f"{len(file.text):,} characters are too many for one file (at most {LONGEST_FILE:,}): split it"
        faults.append(Fault(file.name, 1, told))
        return
    try:
        yield from _documents(yaml.parse(file.text, Loader=_PARSER))
    except _Refused as error:
        faults.append(Fault(file.name, error.line, str(error)))
    except (yaml.YAMLError, UnicodeError) as error:
        faults.append(Fault(file.name, _line_of(error, file.text), f"this is no YAML: {_problem(error)}"))


def _documents(events: Iterator[yaml.Event]) -> Iterator[Node]:
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            node = _node(event, events, DEEPEST)
            if node != Scalar(node.line, None):
                yield node


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
    """The node that starts with this event; takes from `events` up to and with its end."""
    line = _line(event)
    if depth == 0:
        raise _Refused(line, f"nested more than {DEEPEST} levels deep: no register needs that")
    match event:
        case yaml.ScalarEvent():
            return Scalar(line, None if event.implicit[0] and event.value in _NOTHING else event.value)
        case yaml.SequenceStartEvent():
            return Listing(
                line, tuple(_node(each, events, depth - 1) for each in _until(yaml.SequenceEndEvent, events))
            )
        case yaml.MappingStartEvent():
            names = _until(yaml.MappingEndEvent, events)
            return Mapping(line, tuple((_name(each), _node(next(events), events, depth - 1)) for each in names))
        case _:
            raise _Refused(line, "an alias (*name) is not understood here: write the value out")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _until(end: type[yaml.Event], events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    for event in events:
        if isinstance(event, end):
            return
        yield event


def _name(event: yaml.Event) -> Scalar:
    line = _line(event)
    if not isinstance(event, yaml.ScalarEvent):
        raise _Refused(line, "the name of a field must be a plain word")
    return Scalar(line, event.value)


def _line_of(error: Exception, text: str) -> int:
    """Where parsing stopped; an end that came too early is told at the last line there is."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return text.count("\n", 0, getattr(error, "position", getattr(error, "start", 0))) + 1
    return int(min(mark.line, max(0, len(text.splitlines()) - 1))) + 1


def _problem(error: Exception) -> str:
    if isinstance(error, UnicodeError):
        return "a lone surrogate is no character"
    told = str(getattr(error, "problem", None) or getattr(error, "reason", "it ends too early"))
    return f"{told}: put a value that starts with @ or % in quotes" if "cannot start" in told else told
