"""Posts by which one account answers itself, judged together: what each says by half is kept for a day, never a word.

Of a post that says nothing by half nothing is kept, unless it answers one that is kept and so continues a thread. Of
one that is deleted nothing is kept but that it stood there. What a thread tells follows from the versions of the posts
that still stand, in whatever order they came; what it told before one of them was deleted is taken down. An alert is on
the post that completes it: the answer, also where that came first.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

import msgspec

from streams.detect.halves import Half
from streams.detect.versions import PostHistory, history_of
from streams.events import AlertStatus, PostEvent, PostKind
from streams.identity import account_key, content_digest
from streams.situation.model import Registers
from streams.topics import State

WINDOW: Final = timedelta(hours=24)
POSTS: Final = 32  # of one account
VERSIONS: Final = 4  # of one post
PREFIX: Final = "thread/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One version of a post: what it says by half, and what an alert on it needs to be told.

    Not its link, which may hold words of the post: where an alert has one already it stays there.
    """

    at: datetime
    revision: str
    kind: PostKind = "created"
    published: datetime | None = None
    received_at: datetime
    time_suspect: bool = False
    halves: tuple[Half, ...] = ()
    hedged: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[datetime, str]:
        """Versions are ordered as those of any post."""
        return self.at, self.revision


@dataclass(frozen=True, slots=True)
class Piece:
    """A post of a thread; `parent` is a digest of the id it answers, "" where it answers none.

    Where it is deleted, of its versions only the time of the newest is left: by that it leaves after a day. A thread
    goes on over it.
    """

    post: str
    parent: str
    versions: tuple[Said, ...] = ()
    gone_at: datetime | None = None

    @property
    def newest(self) -> Said:
        """The version that holds."""
        return self.versions[-1]

    def silenced(self) -> "Piece":
        """The piece without anything it said."""
        newest = self.newest
        return replace(self, versions=(Said(at=newest.at, revision=newest.revision, received_at=newest.at),))


@dataclass(frozen=True, slots=True)
class Told:
    """What one version of a post completes in its thread, on one register.

    `own` are the halves of that version, `carried` those of the posts before it. `closed`: why and since when it is
    told no longer, where a post before was edited or deleted.
    """

    post: str
    said: Said
    register: str
    own: tuple[Half, ...]
    carried: tuple[Half, ...]
    hedged: tuple[str, ...]
    closed: tuple[AlertStatus, datetime] | None = None


@dataclass(frozen=True, slots=True)
class Threads:
    """What is kept of one account."""

    pieces: tuple[Piece, ...] = ()

    def piece(self, post: str) -> Piece | None:
        """The piece of this post."""
        return next((one for one in self.pieces if one.post == post), None)

    def told(self) -> dict[tuple[str, tuple[datetime, str], str], Told]:
        """All that is told by threads, by post, version and register."""
        by_digest = {_digest(piece.post): piece for piece in self.pieces}
        found = (told for piece in self.pieces for told in _told(piece, _before(piece, by_digest)))
        return {(one.post, one.said.order, one.register): one for one in found}


_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(Threads)


def note(post: PostEvent, halves: tuple[Half, ...], hedged: tuple[str, ...], state: State) -> list[Told]:
    """Take note of a version of a post, or of its deletion; what is told otherwise than before by it.

    The state is that of `detect`: an edit of the post or its deletion may have come before.
    """
    if not halves and post.reply_to is None and post.kind == "created":
        return []
    key = f"{PREFIX}{account_key(post.platform, post.account)}"
    raw = state.get(key)
    if raw is None and not halves:
        return []
    before = Threads() if raw is None else _DECODER.decode(raw)
    said = Said(
        at=post.at, revision=post.revision, kind=post.kind, published=post.published, received_at=post.received_at,
        time_suspect=post.time_suspect, halves=halves, hedged=hedged if halves else (),
    )  # fmt: skip
    after = _noted(before, post, said, history_of(state, (post.platform, post.account, post.id)))
    if after == before:
        return []
    if after.pieces:
        state[key] = _ENCODER.encode(after)
    else:
        state.pop(key, None)
    had, has = before.told(), after.told()
    return [
        *(told for place, told in has.items() if had.get(place) != told),
        *(_gone(told, post) for place, told in had.items() if place not in has and _goes(told, post)),
    ]


def _goes(told: Told, post: PostEvent) -> bool:
    """Whether what is told no longer went with a post before: with its own it is taken down anyway."""
    return post.kind == "deleted" and told.post != post.id


def _gone(told: Told, post: PostEvent) -> Told:
    return replace(told, closed=("taken_down", post.at))


def unfollowed(state: State, registers: Registers) -> list[str]:
    """The keys of accounts that are not looked at any more, and have not just moved."""
    followed = {*registers.accounts, *(one for one in registers.addresses.stays if registers.lately(*one))}
    keys = {f"{PREFIX}{account_key(*one)}" for one in followed}
    return [key for key in state if key.startswith(PREFIX) and key not in keys]


def expired(state: State, instant: datetime) -> list[str]:
    """The keys of accounts whose posts are all older than the window."""
    return [
        key for key, value in state.items() if key.startswith(PREFIX) and not _live(_DECODER.decode(value), instant)
    ]


def _live(threads: Threads, instant: datetime) -> bool:
    return any(piece.newest.at > instant - WINDOW for piece in threads.pieces)


def _noted(threads: Threads, post: PostEvent, said: Said, history: PostHistory) -> Threads:
    known = threads.piece(post.id)
    if known is not None and post.kind == "deleted":
        changed = replace(known, gone_at=min(post.at, known.gone_at or post.at))
    elif known is not None:
        changed = replace(known, versions=_with(known.versions, said))
    elif post.kind != "deleted" and (said.halves or _continues(threads, post)):
        parent = "" if post.reply_to is None else _digest(post.reply_to)
        silent = [Said(at=one.at, revision=one.revision, received_at=one.at) for one in history.versions]
        changed = Piece(post.id, parent, _with(silent, said), history.gone_at)
    else:
        return threads
    kept = changed if changed.gone_at is None else changed.silenced()
    return Threads(_bounded([*(one for one in threads.pieces if one.post != post.id), kept]))


def _digest(post_id: str) -> str:
    return content_digest(post_id.encode("utf-8", "surrogatepass"))


def _continues(threads: Threads, post: PostEvent) -> bool:
    return post.reply_to is not None and threads.piece(post.reply_to) is not None


def _with(versions: Sequence[Said], said: Said) -> tuple[Said, ...]:
    by_order = {one.order: one for one in versions}
    if said.halves or said.order not in by_order:
        by_order[said.order] = said
    return tuple(by_order[order] for order in sorted(by_order))[-VERSIONS:]


def _bounded(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The newest ones of a day, in the order of their posts, so that the order of arrival leaves no trace."""
    newest = max(piece.newest.at for piece in pieces)
    kept = [piece for piece in pieces if piece.newest.at > newest - WINDOW]
    return tuple(sorted(kept, key=lambda piece: (piece.newest.order, piece.post))[-POSTS:])


def _before(piece: Piece, by_digest: dict[str, Piece]) -> list[Piece]:
    """The posts it answers, up to the first of the thread that is known."""
    found: list[Piece] = []
    parent = by_digest.get(piece.parent)
    while parent is not None and parent is not piece and parent not in found:
        found.append(parent)
        parent = by_digest.get(parent.parent)
    return found


def _told(piece: Piece, before: Sequence[Piece]) -> Iterator[Told]:
    live = [part for part in before if part.gone_at is None]
    for said in piece.versions if live and piece.gone_at is None else ():
        ever = [one for part in live for one in part.versions if abs(said.at - one.at) < WINDOW]
        standing = [part.newest for part in live if part.newest in ever]
        for register in sorted({half.register for one in (said, *ever) for half in one.halves} - {""}):
            whole = complete(register, said.halves, _halves(ever))
            if whole is not None:
                still = complete(register, said.halves, _halves(standing)) is not None
                sources = [one for one in live if not set(whole[1]).isdisjoint(_halves(one.versions))]
                hedged = tuple(dict.fromkeys(sign for one in (said, *ever) for sign in one.hedged))
                yield Told(piece.post, said, register, *whole, hedged, None if still else _edited_away(sources))


def _halves(said: Iterable[Said]) -> list[Half]:
    return [half for one in said for half in one.halves]


def _edited_away(before: Sequence[Piece]) -> tuple[AlertStatus, datetime]:
    """Since when the posts before no longer say their part."""
    return "edited_away", max(piece.newest.at for piece in before)


def complete(
    register: str, own: Iterable[Half], carried: Iterable[Half]
) -> tuple[tuple[Half, ...], tuple[Half, ...]] | None:
    """The halves of a post and of those before it that make a whole on a register; None where they do not.

    A weak term and a cue, two facts, a fact and a term or product, a place and an incident, the two ends of a name.
    """
    mine = [half for half in own if half.register in {register, ""}]
    theirs = [half for half in carried if half.register in {register, ""}]
    pairs = [(one, other) for one in mine for other in theirs if _whole(one, other)]
    if not pairs:
        return None
    return tuple(dict.fromkeys(one for one, _ in pairs)), tuple(dict.fromkeys(other for _, other in pairs))


def _whole(one: Half, other: Half) -> bool:
    """Whether the later half and the earlier one make a whole."""
    if other.use == "begin" or one.use == "end":
        return other.use == "begin" and one.use == "end" and one.head == other.head
    uses = {one.use, other.use}
    if uses == {"fact"}:
        return one.term != other.term
    if uses == {"term", "cue"}:
        return one.cued or other.cued
    return uses in ({"fact", "term"}, {"fact", "product"}, {"place", "incident"})
