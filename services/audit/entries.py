"""One line of the trail: what an event says of who did what to what. Pure; without any text of a post."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from services.acts import MACHINE
from streams.events import Event, RegisterChanged
from streams.losses import Gap, LookedBack
from streams.trail import Acted, ConfirmationAsked, Decision, Delivery, QuestionKept

Kind = Literal["decision", "register", "delivery", "access", "question", "look-back", "confirmation", "gap"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`actor` did `what` to `object` at `at`; `why` is the reason that was given, or what became of it.

    Every line names its event, so that a log that shows tampering can be asked for that very one: by `id`, or where
    an entry of a register was declared by `object` and the version in `what`.
    """

    at: datetime
    kind: Kind
    actor: str
    object: str
    what: str
    why: str = ""
    id: str = ""


def entry_of(event: Event) -> Entry | None:  # noqa: PLR0911 - one for each kind of event
    """The line an event is in the trail; None for one that is none."""
    match event:
        case Decision():
            return Entry(at=event.at, kind="decision", actor=event.actor, object=event.subject, what=event.verdict,
                         why=event.reason, id=event.id)  # fmt: skip
        case RegisterChanged():
            what = f"declared version {event.version}"
            return Entry(at=event.declared_at, kind="register", actor=event.actor, object=f"{event.kind}/{event.id}",
                         what=what, why=event.reason)  # fmt: skip
        case Delivery():
            what = f"told {event.channel}" if event.delivered else f"could not tell {event.channel}"
            return Entry(at=event.at, kind="delivery", actor=MACHINE, object=event.subject, what=what,
                         why=event.why or f"attempt {event.attempt}", id=event.id)  # fmt: skip
        case Acted():
            return Entry(at=event.at, kind="access", actor=event.actor, object=event.object, what=event.act,
                         why=event.detail, id=event.id)  # fmt: skip
        case QuestionKept():
            what = "dropped question" if event.dropped else "kept question"
            return Entry(at=event.at, kind="question", actor=event.actor, object=event.name, what=what, id=event.id)
        case LookedBack():
            what = f"looked back over {event.records} {event.looked_at}, found {event.found}"
            why = f"declared by {', '.join(event.declared_by)}" if event.declared_by else ""
            return Entry(at=event.ended_at, kind="look-back", actor=MACHINE, object=" ".join(event.registers),
                         what=what, why=why, id=event.id)  # fmt: skip
        case ConfirmationAsked():
            return Entry(at=event.at, kind="confirmation", actor=event.actor, object=" ".join(event.registers),
                         what=f"asked a second person to agree to {event.terms} terms", why=event.reason,
                         id=event.digest)  # fmt: skip
        case Gap():
            what = f"may have lost what was said since {event.since:%Y-%m-%d %H:%M} UTC"
            why = f"{event.reason}: {', '.join(event.accounts)}" if event.accounts else event.reason
            return Entry(at=event.until, kind="gap", actor=MACHINE, object=event.source, what=what, why=why,
                         id=event.id)  # fmt: skip
        case _:
            return None
