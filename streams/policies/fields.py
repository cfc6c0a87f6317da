"""The fields of one document, read one by one into values. A fault is noted and reading goes on with a stand-in."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Final, TypeVar

from streams.policies.faults import Fault
from streams.policies.nodes import Listing, Mapping, Node, Scalar
from streams.policies.times import BadTime, parse_time
from streams.registers import RegisterKind

NO_TIME: Final = datetime.max.replace(tzinfo=UTC)  # stands in for a time with a fault; such entries are never used

Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True, slots=True)
class Reference:
    """An id that another document must declare."""

    kind: RegisterKind
    id: str
    file: str
    line: int
    field: str


@dataclass(slots=True)
class Notes:
    """What was noticed while one file was read: its faults and the ids it refers to."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)

    def fault(self, line: int, message: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(self.file, line, message))


class Fields:
    """The fields of a mapping. `close` objects to those that nobody asked for."""

    def __init__(self, node: Mapping, notes: Notes, title: str) -> None:
        self.notes = notes
        self.line = node.line
        self.title = title
        self._asked: set[str] = set()
        self._names: dict[str, Scalar] = {}
        self._nodes: dict[str, Node] = {}
        for name, value in node.pairs:
            if self._names.setdefault(name.text or "", name) is not name:
                notes.fault(name.line, f"field {name.text!r} stands twice in {title}: keep one of them")
            self._nodes[name.text or ""] = value

    def close(self) -> None:
        """Note the fields that are not known here, each with the nearest one that is."""
        for name, scalar in self._names.items():
            if name not in self._asked:
                self.notes.fault(
                    scalar.line, f"unknown field {name!r} in {self.title}{_suggest(name, sorted(self._asked))}"
                )

    def names(self) -> tuple[str, ...]:
        """The names that stand here."""
        return tuple(self._names)

    def line_of(self, name: str) -> int:
        """The line a field's value starts at; without it, that of the document."""
        return self._nodes[name].line if name in self._nodes else self.line

    def node(self, name: str, *, required: bool = False) -> Node | None:
        """The value of a field; None where it is missing or null."""
        self._asked.add(name)
        node = self._nodes.get(name)
        if node is not None and not (isinstance(node, Scalar) and node.text is None):
            return node
        if required:
            self.notes.fault(self.line_of(name), f"missing field {name!r} in {self.title}")
        return None

    def empty(self, *names: str) -> bool:
        """Whether none of these fields holds anything: each is missing, null or a list without items."""
        nodes = map(self.node, names)
        return all(node is None or (isinstance(node, Listing) and not node.items) for node in nodes)

    def scalar(self, name: str, *, required: bool = False) -> Scalar | None:
        """A single value that is not empty."""
        node = self.node(name, required=required)
        return None if node is None else single(node, name, self.notes)

    def text(self, name: str, *, required: bool = False, default: str = "") -> str:
        """A text without spaces around it."""
        found = self.scalar(name, required=required)
        return default if found is None else (found.text or "").strip()

    def scalars(self, name: str, *, required: bool = False) -> tuple[Scalar, ...]:
        """The values of a list of texts."""
        items = self.items(name, required=required)
        return tuple(one for each in items if (one := single(each, name, self.notes)))

    def items(self, name: str, *, required: bool = False) -> tuple[Node, ...]:
        """The items of a list."""
        node = self.node(name, required=required)
        if isinstance(node, Listing):
            if required and not node.items:
                self.notes.fault(node.line, f"{name!r} in {self.title} must not be empty")
            return node.items
        if node is not None:
            self.notes.fault(node.line, f"{name!r} must be a list: [one, two]")
        return ()

    def inner(self, name: str, *, required: bool = False) -> "Fields | None":
        """The fields of a field."""
        node = self.node(name, required=required)
        return None if node is None else fields_of(node, self.notes, f"{name!r}")

    def time(self, name: str, *, required: bool = False) -> datetime | None:
        """An instant in UTC."""
        found = self.scalar(name, required=required)
        try:
            return None if found is None else parse_time(found.text or "")
        except BadTime as error:
            self.notes.fault(self.line_of(name), f"{name}: {error}")
            return None

    def choice(self, name: str, choices: Sequence[Choice], *, required: bool = False) -> Choice | None:
        """One of these words."""
        found = self.scalar(name, required=required)
        return None if found is None else chosen(found, choices, name, self.notes)


def single(node: Node, name: str, notes: Notes) -> Scalar | None:
    """A node as a single value that is not empty, or a fault."""
    if not isinstance(node, Scalar):
        notes.fault(node.line, f"{name!r} takes a single value here, not a list or fields")
    elif not (node.text or "").strip():
        notes.fault(node.line, f"{name!r} has an empty value: fill it in or leave it out")
    else:
        return node
    return None


def fields_of(node: Node, notes: Notes, title: str) -> Fields | None:
    """The fields of a node, or a fault where it has none."""
    if isinstance(node, Mapping):
        return Fields(node, notes, title)
    notes.fault(node.line, f"{title} must have fields: {{name: value}}")
    return None


def chosen(found: Scalar, choices: Sequence[Choice], name: str, notes: Notes) -> Choice | None:
    """The choice this value means, or a fault that lists them all."""
    for choice in choices:
        if found.text == choice:
            return choice
    notes.fault(found.line, f"unknown {name} {found.text!r}{_suggest(found.text or '', choices)}")
    return None


def each_fields(items: Sequence[Node], notes: Notes, title: str) -> Iterator[Fields]:
    """The fields of every item; faults for those that have none."""
    for item in items:
        fields = fields_of(item, notes, title)
        if fields is not None:
            yield fields


def _suggest(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f": did you mean {near[0]!r}?" if near else f": one of {', '.join(known)}"
