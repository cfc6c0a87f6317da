"""The draft beside a quote: which one, whether it may be shown to whom, and in words why it is not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

from services.explain.evidence import FROM_DRAFTS
from services.explain.known import Known
from services.explain.passages import DraftFile, draft_file
from services.logs import get_logger
from services.ports.drafts import Drafts
from streams.registers import Embargo
from streams.situation.entries import entry_of
from streams.stage import Unavailable

Why = Literal["", "off", "sealed", "not_cleared", "unreadable", "missing", "text_gone"]


class Clears(Protocol):
    """Who may see what."""

    def __call__(self, register: str, role: str, name: str) -> bool:
        """Whether somebody with this role and name may see passages of the drafts of a register entry."""
        ...


@dataclass(frozen=True, slots=True)
class Shelf:
    """Drafts, and who may see passages of them."""

    drafts: Drafts
    clears: Clears


@dataclass(frozen=True, slots=True)
class Beside:
    """The drafts to be shown, by the name that evidence has for them; where one is missing, `why`."""

    drafts: Mapping[str, DraftFile] = field(default_factory=dict)
    why: Why = ""


_NOTHING: Final = Beside()


def beside(known: Known, shelf: Shelf | None, role: str, name: str) -> Beside:
    """What may be shown beside this alert to somebody. Whoever is not cleared does not learn what there is."""
    quoted = {item.term for item in known.alert.evidence if item.kind in FROM_DRAFTS}
    if not quoted:
        return _NOTHING
    if why := _refused(known, shelf, role, name):
        return Beside(why=why)
    return _found(known, shelf.drafts, quoted) if shelf else _NOTHING


def _refused(known: Known, shelf: Shelf | None, role: str, name: str) -> Why:
    if _sealed(known):
        return "sealed"
    if shelf is None:
        return "off"
    if not shelf.clears(known.alert.register, role, name):
        return "not_cleared"
    return "" if known.content is not None else "text_gone"


def _sealed(known: Known) -> bool:
    """Whether it is sealed, or ever was: once somebody wanted that, no draft is shown."""
    entries = (known.entry, *(entry_of(change) for change in known.versions))
    return any(isinstance(entry, Embargo) and entry.sealed is not None for entry in entries)


def _found(known: Known, drafts: Drafts, quoted: set[str]) -> Beside:
    """The drafts of the very version that the alert was judged by."""
    documents = known.entry.documents if isinstance(known.entry, Embargo) else ()
    digests = {one.name: one.sha256 for one in documents if one.name in quoted}
    try:
        held = drafts.find(set(digests.values()))
    except Unavailable as error:
        get_logger().warning("drafts cannot be read", error=str(error))
        return Beside(why="unreadable")
    files = {name: draft_file(name, held[digest]) for name, digest in digests.items() if digest in held}
    whole = {name: file for name, file in files.items() if file is not None}
    return Beside(whole, "" if whole.keys() == quoted else "missing")
