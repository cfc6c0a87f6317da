"""What is known of one feed, and what a look at it adds: which items are new, and whether any were missed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

import msgspec

from services.sources.standing import Standing, State, Trouble
from streams.parse.feed import Item

_KEPT: Final = 2000  # items of one feed that are remembered
_EVER: Final = datetime.min.replace(tzinfo=UTC)
_BETWEEN: Final = " "  # what an item says, and what it is known by beside its id
_BLOCKED: Final[frozenset[Trouble]] = frozenset({"refused", "own_network", "moved"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one feed: `url` is where it lives by now, `items` what each says by its id.

    `seen_at` is when it last answered: silence since then is no sign that nothing was said. `names` are the ids under
    which items are known that have another one by now. `unreadable` is how many there were that could not be read.
    `trouble` is what is wrong `since` when. `home_at` is when it was last asked at its declared address, where it has
    moved; `told` the other host's address of which people were told.
    """

    url: str
    due: datetime
    etag: str = ""
    modified: str = ""
    failures: int = 0
    gone: bool = False
    seen_at: datetime | None = None
    items: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    unreadable: int = 0
    taken_at: datetime | None = None
    trouble: Trouble = ""
    detail: int = 0
    since: datetime | None = None
    home_at: datetime | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at the items of a feed came to.

    `changed` are those that are new or say something else, by the id they are known under. `overlaps` is whether
    anything was there that was known, or nothing had been known: else items may have come and gone unseen.
    """

    changed: Sequence[tuple[str, Item]]
    overlaps: bool
    items: Mapping[str, str]
    names: Mapping[str, str]


DECODER: Final = msgspec.json.Decoder(Known)


def look_at(known: Known, items: Sequence[Item]) -> Look:
    """Compare what is there with what is known."""
    names = _names(known, items)
    here = _once((names.get(item.id, item.id), item) for item in items)
    changed = [(name, item) for name, item in here if known.items.get(name, "").partition(_BETWEEN)[0] != item.digest]
    says = {value.partition(_BETWEEN)[0] for value in known.items.values()}
    overlaps = not known.items or not here or any(name in known.items or item.digest in says for name, item in here)
    present = {name: f"{item.digest}{_BETWEEN}{item.mark}" for name, item in here}
    kept = {name: value for name, value in known.items.items() if name not in present} | present
    kept = dict(list(kept.items())[-_KEPT:])
    return Look(changed, overlaps, kept, {new: old for new, old in names.items() if old in kept})


def _once(found: Iterable[tuple[str, Item]]) -> list[tuple[str, Item]]:
    """One item an id, in their order: compared with each other they would be edits of each other at every look.

    The one that was changed last holds; of those that do not say when, always the same, wherever it stands.
    """
    best: dict[str, Item] = {}
    for name, item in found:
        best[name] = max(best.get(name, item), item, key=lambda one: (one.updated or _EVER, one.digest))
    return list(best.items())


def _names(known: Known, items: Sequence[Item]) -> dict[str, str]:
    """The ids that other ids stand for: some publishers give every item a new one when they change their software."""
    names = dict(known.names)
    present = {names.get(item.id, item.id) for item in items}
    marks = {value.partition(_BETWEEN)[2]: name for name, value in known.items.items() if name not in present}
    for item in items:
        if item.mark and item.id not in names and item.id not in known.items and item.mark in marks:
            names[item.id] = marks.pop(item.mark)
    return names


def is_elsewhere(address: str, other: str | None) -> bool:
    """Whether another address is that of another host."""
    return bool(other) and urlsplit(other or "").hostname != urlsplit(address).hostname


def standing_of(address: str, known: Known, now: datetime) -> Standing:
    """How a feed stands, by what is known of it."""
    return Standing(
        source=address,
        kind="feed",
        state=_state(known),
        looked_at=now,
        due=known.due,
        heard_at=known.seen_at,
        taken_at=known.taken_at,
        failures=known.failures,
        trouble=known.trouble,
        detail=known.detail,
        since=known.since,
    )


def _state(known: Known) -> State:
    if known.gone:
        return "stopped"
    if known.trouble in _BLOCKED:
        return "blocked"
    if known.failures:
        return "degraded"
    return "live" if known.seen_at else "starting"


def failed(known: Known, due: datetime, now: datetime, trouble: Trouble, detail: int = 0) -> Known:
    """A look that failed: the next one is due then."""
    since = known.since or now
    return replace(known, failures=known.failures + 1, due=due, trouble=trouble, detail=detail, since=since)
