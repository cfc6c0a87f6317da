"""The hand-written posts of the demo, as they lie beside this module, typed."""

from functools import cache
from importlib.resources import files
from typing import Literal, TypeVar

import msgspec

from streams.events import AlertStatus
from streams.refusal import RefusalReason
from streams.registers import Severity

Kept = TypeVar("Kept")


class Quiet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Posts nobody needs to look at; a word in braces is filled from `words`."""

    words: dict[str, tuple[str, ...]]
    texts: tuple[str, ...]


class QuietBrands(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same for brand accounts, by account id."""

    words: dict[str, tuple[str, ...]]
    texts: dict[str, tuple[str, ...]]


class Then(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What follows a post, so many minutes later (drawn between two). `repeated`: one of `who` says the same."""

    kind: Literal["edited", "deleted", "repeated"]
    minutes: tuple[int, int]
    who: tuple[str, ...] = ()


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A post of several parts; `next` is its text after an edit."""

    text: str
    next: str | None = None
    alt: str | None = None
    summary: str | None = None


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Posts with a known answer: drawn who, when and what; what must come of them.

    `days` count from the first day of the demo, `hours` are of the clock in Berlin. Of several `posts`, five minutes
    apart at most, the one numbered `crosses` is expected to be found, of one post that one.
    """

    kind: str
    days: tuple[int, ...]
    hours: tuple[float, float]
    who: tuple[str, ...]
    texts: tuple[str | Text, ...]
    expects: str | None = None
    status: AlertStatus = "open"
    at_most: Severity = "critical"
    later: bool = False
    refused: RefusalReason | None = None
    visibility: str = "public"
    torn: bool = False
    posts: int = 1
    crosses: int = 1
    then: Then | None = None


class Title(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a kind of case is called."""

    de: str
    en: str


@cache
def quiet(lang: Literal["de", "en"]) -> Quiet:
    """Everyday posts of people."""
    return _read(f"quiet_{lang}.yaml", Quiet)


@cache
def quiet_brands() -> QuietBrands:
    """Everyday posts of brand accounts."""
    return _read("quiet_brand.yaml", QuietBrands)


@cache
def cases() -> tuple[Case, ...]:
    """All posts with a known answer."""
    return _read("cases.yaml", tuple[Case, ...])


@cache
def titles() -> dict[str, Title]:
    """What each kind of case is called, in the order in which kinds are shown."""
    return _read("kinds.yaml", dict[str, Title])


def _read(name: str, kind: type[Kept]) -> Kept:
    return msgspec.yaml.decode((files("services.demo") / "posts" / name).read_bytes(), type=kind)
