"""Two people for what the authoring guard refuses: one asks, another confirms exactly that.

Names are what people say of themselves, until somebody signs in; that both are kept is what can be promised today.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import chain
from typing import Final

import msgspec

from services.declare.guard import cannot_wait
from streams.codec import known
from streams.log.order import pages
from streams.log.port import KeptLog, Log
from streams.registers import Document, Embargo, RegisterEntry
from streams.situation.diff import Change
from streams.situation.entries import Signature
from streams.stage import CannotRun
from streams.topics import Emit
from streams.trail import ConfirmationAsked

HOLDS: Final = timedelta(days=7)
_AT_ONCE: Final = 1000


def digest_of(planned: Iterable[Change]) -> str:
    """What exactly would change, as a digest: the same files on the same registers give the same.

    What cannot wait was declared when it was asked for.
    """
    waiting = (one for one in planned if one.status != "same" and not cannot_wait(one))
    entries = [_without_keys(one.entry) for one in waiting]
    return blake2b(msgspec.json.encode(entries), digest_size=6).hexdigest()


def _without_keys(entry: RegisterEntry) -> RegisterEntry:
    """The digests of a draft are made with a key that may be drawn anew; what they are of is not."""
    if not isinstance(entry, Embargo):
        return entry
    bare = tuple(Document(name=one.name, sha256=one.sha256, words=one.words) for one in entry.documents)
    return replace(entry, documents=bare)


def ask(log: Log, digest: str, registers: Sequence[str], signed: Signature) -> None:
    """Keep that somebody wants this; `registers` has one entry for each refused term."""
    names = tuple(dict.fromkeys(registers))
    asked = ConfirmationAsked(
        digest=digest, registers=names, terms=len(registers), actor=signed.actor, at=signed.at, reason=signed.reason
    )
    log.append([Emit("audit", digest, asked)])


def confirmed(log: KeptLog, digest: str, wanted: str, signed: Signature) -> Signature:
    """Who asked for this and who confirms it as one signature. Raises `CannotRun` where that is no second person."""
    if wanted != digest:
        raise CannotRun(
            f"these files give {digest} now, not {wanted}: something changed since. Look at what they would declare "
            "with --dry-run, and ask anew"
        )
    asked = _asked(log, digest, signed.at)
    if not asked:
        raise CannotRun(f"nobody asked for {digest} within a week: apply the files without --confirms first")
    others = [one for one in asked if _name(one.actor) != _name(signed.actor)]
    if not others:
        raise CannotRun(f"{signed.actor} asked for {digest}: somebody else has to confirm it")
    reason = "; ".join(filter(None, (others[-1].reason, signed.reason)))
    return replace(signed, actor=f"{others[-1].actor}, confirmed by {signed.actor}", reason=reason)


def _asked(log: KeptLog, digest: str, now: datetime) -> list[ConfirmationAsked]:
    events = (known(record.value) for record in chain.from_iterable(pages(log, "audit", _AT_ONCE)))
    return [
        one for one in events if isinstance(one, ConfirmationAsked) and one.digest == digest and one.at > now - HOLDS
    ]


def _name(actor: str) -> str:
    return " ".join(actor.casefold().split())
