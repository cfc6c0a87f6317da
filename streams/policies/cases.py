"""Cases: made-up posts and what must be found in them, so that a person can read what a register is meant to do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from streams.registers import Severity

Expected = Severity | Literal["any"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A made-up post by an account, so many minutes after the case begins; `repeat` of them, one a minute.

    `answers` is the number of an earlier post of the case, from 1, that this one replies to.
    """

    text: str = ""
    by: str = ""
    minutes: float = 0
    repeat: int = 1
    answers: int | None = None
    summary: str = ""
    alt: str = ""
    poll: tuple[str, ...] = ()
    quoted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Posts and the alerts that must stand open after them: register (`Embargo/x`) and severity, and no others.

    evidence   kinds of evidence that must be there, all of them
    marks      what the evidence must mark in the texts, all of it
    because    reasons (codes) that must be among those of the alerts
    only       a register where others do not matter; "" where they do
    """

    place: str
    note: str
    at: datetime
    posts: tuple[Saying, ...]
    finds: tuple[tuple[str, Expected], ...] = ()
    evidence: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    only: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The cases of one document."""

    title: str
    file: str
    cases: tuple[Case, ...]
