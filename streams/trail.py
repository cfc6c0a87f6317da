"""What people did, and what they were told: decisions, deliveries, readings, questions to the trail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

Act = Literal["signed in", "signed out", "read", "read draft", "searched", "exported", "tested", "invited", "tried"]
AlertVerdict = Literal["acknowledged", "with_author", "escalated", "leak", "not_a_leak", "public", "authorised"]
ALERT_VERDICTS: tuple[AlertVerdict, ...] = get_args(AlertVerdict)
Verdict = AlertVerdict | Literal["replayed"]  # the last is of a dead letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about an alert or group, and why. Of several the latest by time, then id, holds."""

    id: str
    subject: str
    actor: str
    at: datetime
    verdict: Verdict
    reason: str = ""


AUTHOR: Final = "author"  # the channel that is the author's own `notify`


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One attempt to tell somebody. `why` says what is wrong with the channel where it was not delivered.

    `subject` is the alert that a link leads to; `about` are all alerts that were told of, and the group where what was
    told is the group.
    """

    id: str
    subject: str
    channel: str
    at: datetime
    attempt: int
    delivered: bool
    why: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationAsked:
    """Somebody wants to declare what the authoring guard refuses; `digest` says exactly what.

    `registers` are the entries with the terms that are refused, `terms` how many. Holds for a week, for somebody else
    to confirm.
    """

    digest: str
    registers: tuple[str, ...]
    terms: int
    actor: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted:
    """Somebody did something that changes nothing and has to be known: signed in or out, read a text, exported."""

    id: str
    actor: str
    act: Act
    object: str
    at: datetime
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question to the trail: an empty field means any. `object` may hold `*`; the window is half-open."""

    actor: str = ""
    object: str = ""
    kinds: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionKept:
    """Somebody keeps a question to the trail under a name, for everybody, or drops what has it.

    Of a name the latest one holds.
    """

    id: str
    name: str
    actor: str
    at: datetime
    question: Asked = Asked()
    dropped: bool = False
