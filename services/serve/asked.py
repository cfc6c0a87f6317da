"""The question to the trail that an address asks, and the address of a question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode
from zoneinfo import ZoneInfo

from streams.policies.times import BadTime, parse_time
from streams.trail import Asked

KINDS: Final = ("decision", "register", "delivery", "access", "question", "look-back", "confirmation", "gap")
_LONGEST: Final = 200  # characters of one value
_YEARS: Final = range(1970, 2200)  # beyond the calendar's ends no clock shows anything
_TIMES: Final = ("since", "until")
_SINGLE: Final = ("actor", "object", *_TIMES)


class NoQuestion(Exception):
    """What an address asks is no question: `text` is no `time` or `kind`, or a `window` has nothing in it."""

    def __init__(self, what: str, text: str) -> None:
        super().__init__(what)
        self.what = what
        self.text = text


def asked_of(pairs: Iterable[tuple[str, str]], zone: ZoneInfo) -> Asked:
    """The question. A time without a zone is one of this zone. Raises `NoQuestion`: nothing is left out silently."""
    given = [(name, value[:_LONGEST].strip()) for name, value in pairs]
    single = {name: value for name, value in given if value}
    kinds = dict.fromkeys(value for name, value in given if name == "kind" and value)
    for kind in kinds:
        if kind not in KINDS:
            raise NoQuestion("kind", kind)
    since, until = (instant(single[name], zone) if name in single else None for name in _TIMES)
    if since and until and until <= since:
        raise NoQuestion("window", "")
    return Asked(
        actor=single.get("actor", ""), object=single.get("object", ""), kinds=tuple(kinds), since=since, until=until
    )


def asked_in(query: str, zone: ZoneInfo) -> Asked:
    """The question in the query of an address, as `query_of` writes it. Raises `NoQuestion`."""
    return asked_of(parse_qsl(query), zone)


def instant(text: str, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, that somebody wrote; on the clocks of this zone where none is said. Raises `NoQuestion`."""
    for written in (text, f"{text} {zone.key}", f"{text}T00:00 {zone.key}"):
        try:
            at = parse_time(written)
        except BadTime:
            continue
        if at.year in _YEARS:
            return at
    raise NoQuestion("time", text)


def query_of(asked: Asked, **more: str) -> str:
    """The question as the query of an address: the same for the same."""
    pairs = [("actor", asked.actor), ("object", asked.object), *(("kind", kind) for kind in asked.kinds)]
    pairs += [(name, at.isoformat().replace("+00:00", "Z")) for name, at in _window(asked).items()]
    return urlencode([(name, value) for name, value in (*pairs, *more.items()) if value], safe="/*:")


@dataclass(frozen=True, slots=True)
class Fields:
    """A question as its form holds it: times on the clocks of the zone, to the second."""

    zone: str
    actor: str = ""
    object: str = ""
    kinds: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


def sent(pairs: Iterable[tuple[str, str]], zone: ZoneInfo) -> Fields:
    """What an address asks, as it was sent: of what cannot be read nothing is changed."""
    given = [(name, value[:_LONGEST]) for name, value in pairs]
    kinds = tuple(value for name, value in given if name == "kind")
    single = {name: value for name, value in given if name in _SINGLE}
    return Fields(zone.key, kinds=kinds, **single)


def fields_of(asked: Asked, zone: ZoneInfo) -> Fields:
    """A question as its form holds it."""
    local = {name: at.astimezone(zone).replace(tzinfo=None) for name, at in _window(asked).items()}
    times = {name: at.isoformat(timespec="seconds") for name, at in local.items()}
    return Fields(zone.key, asked.actor, asked.object, asked.kinds, **times)


def _window(asked: Asked) -> Mapping[str, datetime]:
    found = {"since": asked.since, "until": asked.until}
    return {name: at for name, at in found.items() if at is not None}
