"""Documents of the kind Cases. They stand beside registers, and declaring passes them over."""

from collections.abc import Collection, Sequence
from typing import Final, get_args

from streams.events import EvidenceKind
from streams.policies.cases import Case, Cases, Expected, Saying
from streams.policies.faults import Fault, RegisterErrors, SourceFile
from streams.policies.fields import NO_TIME, Fields, Notes, chosen, each_fields, fields_of
from streams.policies.nodes import Scalar, documents
from streams.registers import Severity

KIND: Final = "Cases"
NOTHING: Final = "nothing"
SEVERITIES: Final[tuple[Expected, ...]] = (*get_args(Severity), "any")
KINDS: Final[tuple[EvidenceKind, ...]] = get_args(EvidenceKind)


def is_cases(fields: Fields) -> bool:
    """Whether a document holds cases."""
    kind = fields.node("kind")
    return isinstance(kind, Scalar) and kind.text == KIND


def load_cases(files: Sequence[SourceFile], accounts: Collection[str], registers: Collection[str]) -> tuple[Cases, ...]:
    """The cases of these files, in order; other documents are passed over.

    `accounts` are the ids that may post, `registers` what may be found (`Embargo/x`). Raises `RegisterErrors` with
    every fault of every file.
    """
    faults: list[Fault] = []
    found = []
    for file in files:
        notes = Notes(file.name)
        for node in documents(file, notes.faults):
            fields = fields_of(node, notes, "a document")
            if fields and is_cases(fields):
                fields.title = KIND
                found.append(_Reader(fields, sorted(accounts), sorted(registers)).cases())
        faults += notes.faults
    if faults:
        raise RegisterErrors(faults)
    return tuple(found)


class _Reader:
    """Reads one document; what it says of all cases stands in for what a case does not say."""

    def __init__(self, fields: Fields, accounts: Sequence[str], registers: Sequence[str]) -> None:
        self._fields, self._notes = fields, fields.notes
        self._accounts, self._registers = accounts, registers
        self._by = self._account(fields)
        self._at = fields.time("at")

    def cases(self) -> Cases:
        fields, notes = self._fields, self._notes
        title = fields.text("title", required=True)
        items = fields.items("cases", required=True)
        cases = tuple(self._case(each) for each in each_fields(items, notes, "a case"))
        fields.close()
        return Cases(title=title, file=notes.file, cases=cases)

    def _case(self, fields: Fields) -> Case:
        at = fields.time("at") or self._at
        if at is None:
            self._notes.fault(fields.line, "when? add at: TIME here, or to the document for all of its cases")
        by = self._account(fields) or self._by
        posts = self._posts(fields, by)
        case = Case(
            place=f"{self._notes.file}:{fields.line}",
            note=fields.text("note") or next((post.text for post in posts if post.text), ""),
            at=at or NO_TIME,
            posts=posts,
            finds=self._finds(fields),
            evidence=tuple(
                filter(None, (chosen(one, KINDS, "evidence", self._notes) for one in fields.scalars("evidence")))
            ),
            marks=tuple(one.text or "" for one in fields.scalars("marks")),
            because=tuple(one.text or "" for one in fields.scalars("because")),
        )
        fields.close()
        return case

    def _posts(self, fields: Fields, by: str) -> tuple[Saying, ...]:
        """A case is several posts, or one whose fields stand in the case itself."""
        if fields.node("posts") is None:
            return (self._post(fields, by),)
        posts: list[Saying] = []
        for each in each_fields(fields.items("posts"), self._notes, "a post of a case"):
            posts.append(self._post(each, self._account(each) or by, len(posts)))
            each.close()
        return tuple(posts)

    def _post(self, fields: Fields, by: str, before: int = 0) -> Saying:
        if not by:
            self._notes.fault(
                fields.line, "who posts this? add by: ACCOUNT here, or to the document for all of its cases"
            )
        answers = _number(fields, "answers")
        if answers is not None and not 1 <= answers <= before:
            self._notes.fault(
                fields.line_of("answers"), "'answers' is the number of an earlier post of this case, from 1"
            )
        return Saying(
            text=fields.text("text"),
            by=by,
            minutes=_number(fields, "minutes") or 0,
            repeat=int(_number(fields, "repeat") or 1),
            answers=None if answers is None else int(answers),
            summary=fields.text("summary"),
            alt=fields.text("alt"),
            poll=tuple(one.text or "" for one in fields.scalars("poll")),
            quoted=fields.text("quoted"),
        )

    def _finds(self, fields: Fields) -> tuple[tuple[str, Expected], ...]:
        node = fields.node("finds", required=True)
        if isinstance(node, Scalar) and node.text == NOTHING:
            return ()
        inner = fields_of(node, self._notes, "'finds'") if node else None
        names = inner.names() if inner else ()
        if inner and not names:
            self._notes.fault(inner.line, "finds nothing? write finds: nothing")
        found = []
        for name in names:
            severity = inner.choice(name, SEVERITIES, required=True) if inner else None
            if name not in self._registers and inner:
                known = ", ".join(self._registers)
                self._notes.fault(inner.line_of(name), f"{name!r} is not declared here (there are: {known})")
            found.append((name, severity or "any"))
        return tuple(found)

    def _account(self, fields: Fields) -> str:
        scalar = fields.scalar("by")
        return (chosen(scalar, self._accounts, "account", self._notes) or "") if scalar else ""


def _number(fields: Fields, name: str) -> float | None:
    found = fields.scalar(name)
    if found is None:
        return None
    try:
        return float(found.text or "")
    except ValueError:
        fields.notes.fault(found.line, f"{name!r} must be a number, not {found.text!r}")
        return None
