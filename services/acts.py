"""What people do that changes nothing and still has to be known: signing in, reading, exporting."""

from datetime import datetime
from typing import Final

from streams.identity import computed_id
from streams.log.port import Log
from streams.text.skeleton import skeleton
from streams.topics import Emit
from streams.trail import Act, Acted

MINUTES: Final = 10  # reading the same again within these is one act
MACHINE: Final = "vorlaut"  # the actor of what nobody did


def is_reserved(name: str) -> bool:
    """Whether this is the machine's name, or looks like it: nobody may act under it."""
    return skeleton(name) == MACHINE


def note(log: Log, actor: str, act: Act, about: str, at: datetime, detail: str = "") -> Acted:
    """Make it durable, and return it; what is to be seen is shown after that. Raises `Unavailable`.

    The same act on the same thing within ten minutes has the same id.
    """
    stretch = at.replace(minute=at.minute - at.minute % MINUTES, second=0, microsecond=0)
    acted = Acted(
        id=computed_id("ac", actor, act, about, stretch.isoformat(), detail),
        actor=actor,
        act=act,
        object=about,
        at=at,
        detail=detail,
    )
    log.append([Emit("audit", about, acted)])
    return acted
