"""The verb `erase`: a post that is taken down, and an account that withdraws, leave no text behind.

The store drops the content of a taken-down post by itself, with the alert's new status. Here go the log's copies, and
everything of an account whose consent has ended. Rewriting files costs time, so whoever drives this lets some minutes
pass between two times.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from services.erase.take_down import taken_down
from services.ports.store import Query, Store, pages
from streams.codec import known
from streams.detect.versions import Place
from streams.events import AlertContent, PostEvent, PostRef, RegisterChanged
from streams.identity import account_key, post_key
from streams.log.order import lies_within
from streams.log.port import KeptLog, Positions
from streams.registers import Account
from streams.situation.addresses import Addresses
from streams.situation.model import Registers
from streams.topics import Emit, Record, State

GROUP = "erase"
GONE_FOR = timedelta(days=35)  # how long a deletion is remembered, for what is sent once more behind it
_POST: Final = "post/"  # notes of deletions
_AGAIN: Final = "again/"  # and of what came behind one

Whose = tuple[str, str]  # platform and account
Ends = Mapping[Whose, datetime | None]  # before when what was said there goes; None: all of it


@dataclass(frozen=True, slots=True)
class _Leaving:
    """An account whose consent ends at `at`; where a new one was given since, what is from `before` that goes.

    `whose` is where it is now; it may have had other addresses. It was erased once where `again` says from when on it
    is to be done for the last time.
    """

    id: str
    whose: Whose
    at: datetime
    before: datetime | None = None
    again: datetime | None = None


class _Gone(msgspec.Struct, array_like=True, frozen=True):
    """A post that was deleted, where in the log that lies, and when it was; notes of before did not say when."""

    post: Place
    partition: int
    offset: int
    at: datetime = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Due:
    """What is to be erased, of posts what lies up to the positions `judged`; `keys` are those it is noted under.

    Posts have the time of their deletion. Those `back` came again behind it, when `detect` may have forgotten it.
    """

    judged: Positions
    posts: Mapping[Place, datetime]
    back: frozenset[Place]
    accounts: tuple[_Leaving, ...]
    keys: tuple[str, ...]


_ENCODER = msgspec.json.Encoder()
_GONE = msgspec.json.Decoder(_Gone)
_LEAVING = msgspec.json.Decoder(_Leaving)


class Forget:
    """Erases in one installation. What waits is noted in the table `erase`.

    `settles` is after how long nothing more comes from judging by registers of before. What a withdrawal takes is then
    erased once more: somebody may have been judging it just when it was erased.
    """

    def __init__(
        self,
        log: KeptLog,
        store: Store,
        registers: Callable[[], Registers],
        clock: Callable[[], datetime],
        settles: timedelta = timedelta(0),
    ) -> None:
        self._log = log
        self._store = store
        self._registers = registers
        self._clock = clock
        self._settles = settles
        self._gone: dict[str, datetime] | None = None

    def note(self, records: Sequence[Record]) -> tuple[Emit, ...]:
        """Handler of the topics `posts` and `registers`."""
        noted = self._log.state(GROUP)
        for record in records:
            event = known(record.value)
            if isinstance(event, PostEvent):
                self._note_post(event, record, noted)
            elif isinstance(event, RegisterChanged) and event.account is not None:
                _note_account(event.account, event.declared_at, noted)
        return ()

    def _note_post(self, event: PostEvent, record: Record, noted: State) -> None:
        """A deletion, and what comes behind one: a source that sends all of it again brings no text back."""
        gone, deleted = self._deleted(noted), event.kind == "deleted"
        if not gone and not deleted:
            return
        post = (event.platform, event.account, event.id)
        key = post_key(*post)
        if deleted:
            gone[key] = event.at
            noted[f"gone/{key}"] = event.at.isoformat().encode()
        elif key not in gone:
            return
        noted[f"{_POST if deleted else _AGAIN}{key}"] = _ENCODER.encode(
            _Gone(post, record.partition, record.offset, gone[key])
        )

    def _deleted(self, noted: State) -> dict[str, datetime]:
        if self._gone is None:
            self._gone = _deletions(noted)
        return self._gone

    def work(self) -> int:
        """Erase what is due and return how many notes that were.

        A post that is taken down goes when its deletion was judged: what is found must not depend on who was faster.
        """
        noted = self._log.state(GROUP)
        due = _due(noted, self._clock(), self._log.positions("detect").get("posts", {}))
        done, old = self._shown(due), _long_gone(noted, self._clock() - GONE_FOR)
        if due.keys:
            self._erase(due)
        if due.keys or old:
            closed = tuple(taken_down(self._store, self._registers, due.posts, due.back))
            for key in (*done, *old):
                self._settle(key, noted)
            self._log.append(closed, state=GROUP)
            self._gone = None
        return len(done)

    def hurry(self) -> int:
        """The same, where somebody has withdrawn: that waits for nothing."""
        return self.work() if _ended(self._log.state(GROUP), self._clock()) else 0

    def _shown(self, due: _Due) -> tuple[str, ...]:
        """What is done with once it was erased: what came back is noted until the view has the alert it may have."""
        if not due.back or not self._log.lag("index", "alerts").records:
            return due.keys
        return tuple(key for key in due.keys if not key.startswith(_AGAIN))

    def _settle(self, key: str, noted: State) -> None:
        leaving = _LEAVING.decode(noted[key]) if key.startswith("account/") else None
        if leaving is None or leaving.again is not None or not self._settles:
            del noted[key]
        else:
            noted[key] = _ENCODER.encode(replace(leaving, again=self._clock() + self._settles))

    def _erase(self, due: _Due) -> None:
        registers = self._registers()
        leaving = _addresses(due.accounts, registers.addresses)
        beginnings = tuple(account_key(*one) for one in {*leaving, *(post[:2] for post in due.posts)})

        def match(record: Record) -> bool:
            """Looks at the key first: few records are worth decoding."""
            return record.key.startswith(beginnings) and _must_go(record, due, leaving)

        self._log.erase("posts", match)
        self._log.erase("contents", match)
        ids = {one.id for one in due.accounts} | {one for whose in leaving for one in registers.ids_at(*whose)}
        self._forget_alerts(sorted(ids), leaving)

    def _forget_alerts(self, ids: Sequence[str], leaving: Ends) -> None:
        for page in pages(self._store, Query(account_ids=tuple(ids))) if ids else ():
            self._store.erase([one.id for one in page if _said(leaving, one.post)])


def _note_account(account: Account, declared_at: datetime, noted: State) -> None:
    """A withdrawal waits for its time; a new consent takes it back before that, and afterwards ends what goes."""
    key = f"account/{account.id}"
    consent = account.consent
    if consent is not None and consent.withdrawn is not None:
        leaving = _Leaving(account.id, (account.platform, account.account), consent.withdrawn)
        noted[key] = _ENCODER.encode(leaving)
    elif key in noted:
        leaving = _LEAVING.decode(noted.pop(key))
        if leaving.at <= declared_at:
            noted[key] = _ENCODER.encode(replace(leaving, before=consent.since if consent else declared_at))


def _due(noted: State, now: datetime, judged: Positions) -> _Due:
    waiting = {key: _GONE.decode(noted[key]) for key in noted if key.startswith((_POST, _AGAIN))}
    gone = {key: one for key, one in waiting.items() if one.offset <= judged.get(one.partition, -1)}
    ended = _ended(noted, now)
    posts = {one.post: one.at for one in gone.values()}
    back = frozenset(one.post for key, one in gone.items() if key.startswith(_AGAIN))
    return _Due(judged, posts, back, tuple(ended.values()), (*gone, *ended))


def _deletions(noted: State) -> dict[str, datetime]:
    """When each post was deleted."""
    keys = [key for key in noted if key.startswith("gone/")]
    return {key.removeprefix("gone/"): datetime.fromisoformat(noted[key].decode()) for key in keys}


def _long_gone(noted: State, before: datetime) -> list[str]:
    return [f"gone/{key}" for key, at in _deletions(noted).items() if at < before]


def _ended(noted: State, now: datetime) -> dict[str, _Leaving]:
    waiting = {key: _LEAVING.decode(noted[key]) for key in noted if key.startswith("account/")}
    return {key: leaving for key, leaving in waiting.items() if (leaving.again or leaving.at) <= now}


def _addresses(accounts: Sequence[_Leaving], known: Addresses) -> Ends:
    """Every address these accounts ever had; of one that is another's by now what was said there before it was."""
    ends: dict[Whose, datetime | None] = {}
    for one in accounts:
        for whose, taken in ({one.whose: None} | known.of(one.id)).items():
            before = min(filter(None, (one.before, taken)), default=None)
            if whose not in ends or before is None:
                ends[whose] = before
            elif (least := ends[whose]) is not None:
                ends[whose] = max(before, least)
    return ends


def _leaves(leaving: Ends, whose: Whose, published: datetime) -> bool:
    if whose not in leaving:
        return False
    before = leaving[whose]
    return before is None or published < before


def _said(leaving: Ends, post: PostRef) -> bool:
    return _leaves(leaving, (post.platform, post.account), post.published)


def _must_go(record: Record, due: _Due, leaving: Ends) -> bool:
    """Whether this record holds a text that is to be erased."""
    event = known(record.value)
    if isinstance(event, PostEvent) and event.kind != "deleted":
        post, published = (event.platform, event.account, event.id), event.at
    elif isinstance(event, AlertContent):
        post, published = (event.post.platform, event.post.account, event.post.id), event.post.published
    else:
        return False
    if _leaves(leaving, post[:2], published):
        return True
    return post in due.posts and (record.topic == "contents" or lies_within(record, due.judged))
