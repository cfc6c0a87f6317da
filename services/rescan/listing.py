"""What looks back now, and what has: for people who want to know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from services.rescan.jobs import jobs_of
from streams.codec import known
from streams.log.order import pages
from streams.log.port import KeptLog
from streams.losses import LookedBack

AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """A job that has not ended: `left` of the records of its topic are still to be looked at."""

    registers: tuple[str, ...]
    declared_at: datetime
    declared_by: tuple[str, ...]
    started_at: datetime | None
    looked_at: int
    left: int
    found: int


def going_on(log: KeptLog) -> list[Going]:
    """The jobs that have not ended, those that have begun first."""
    found = [
        Going(
            registers=job.registers,
            declared_at=job.at,
            declared_by=job.actors,
            started_at=job.started,
            looked_at=job.looked_at,
            left=job.left,
            found=job.found,
        )
        for job in jobs_of(log)
    ]
    return sorted(found, key=lambda one: (one.started_at is None, one.declared_at))


def ended(log: KeptLog) -> Iterator[LookedBack]:
    """What has been looked for, as long as that is kept, oldest first."""
    for record in chain.from_iterable(pages(log, "audit", AT_ONCE)):
        event = known(record.value)
        if isinstance(event, LookedBack):
            yield event
