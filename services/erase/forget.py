"""The verb `erase`: a post that is taken down, and an account that withdraws, leave no text behind.

The store drops the content of a taken-down post by itself, with the alert's new status. Here go the log's copies, and
everything of an account whose consent has ended. Rewriting files costs time, so whoever drives this lets some minutes
pass between two times.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from services.ports.store import Query, Store
from streams.codec import Malformed, decode
from streams.events import Account, AlertContent, PostEvent, RegisterChanged
from streams.identity import account_key
from streams.log.port import KeptLog
from streams.situation.withdrawal import withdrawn
from streams.topics import Emit, Record, State

GROUP = "erase"

Whose = tuple[str, str]  # platform and account
Post = tuple[str, str, str]  # and post id


@dataclass(frozen=True, slots=True)
class _Due:
    """What is to be erased; `keys` are those it is noted under."""

    posts: frozenset[Post]
    accounts: tuple[Account, ...]
    keys: tuple[str, ...]


_ENCODER = msgspec.json.Encoder()
_POST = msgspec.json.Decoder(Post)
_ACCOUNT = msgspec.json.Decoder(Account)


class Forget:
    """Erases in one installation. What waits is noted in the table `erase`."""

    def __init__(self, log: KeptLog, store: Store, clock: Callable[[], datetime]) -> None:
        self._log = log
        self._store = store
        self._clock = clock

    def note(self, records: Sequence[Record]) -> tuple[Emit, ...]:
        """Handler of the topics `posts` and `registers`."""
        noted = self._log.state(GROUP)
        for record in records:
            event = decode(record.value)
            if isinstance(event, PostEvent) and event.kind == "deleted":
                post = (event.platform, event.account, event.id)
                noted[f"post/{'/'.join(post)}"] = _ENCODER.encode(post)
            elif isinstance(event, RegisterChanged) and event.account is not None:
                _note_account(event.account, noted)
        return ()

    def work(self) -> int:
        """Erase what is due and return how many notes that were."""
        noted = self._log.state(GROUP)
        due = _due(noted, self._clock())
        if due.keys:
            self._erase(due)
            for key in due.keys:
                del noted[key]
            self._log.append((), state=GROUP)
        return len(due.keys)

    def _erase(self, due: _Due) -> None:
        whose = frozenset((account.platform, account.account) for account in due.accounts)
        beginnings = tuple(account_key(*one) for one in whose | {post[:2] for post in due.posts})

        def match(record: Record) -> bool:
            """Looks at the key first: few records are worth decoding."""
            post = _text_of(record.value) if record.key.startswith(beginnings) else None
            return post is not None and (post in due.posts or post[:2] in whose)

        self._log.erase("posts", match)
        self._log.erase("contents", match)
        for account in due.accounts:
            self._forget_alerts_of(account)

    def _forget_alerts_of(self, account: Account) -> None:
        query = Query(account_ids=(account.id,))
        while alerts := self._store.search(query):
            self._store.erase([alert.id for alert in alerts])
            query = replace(query, after=(alerts[-1].detected_at, alerts[-1].id))


def _note_account(account: Account, noted: State) -> None:
    """A withdrawal waits for its time; a new consent takes it back."""
    key = f"account/{account.id}"
    if account.consent is not None and account.consent.withdrawn is not None:
        noted[key] = _ENCODER.encode(account)
    else:
        noted.pop(key, None)


def _due(noted: State, now: datetime) -> _Due:
    posts = {key: _POST.decode(value) for key, value in noted.items() if key.startswith("post/")}
    waiting = {key: _ACCOUNT.decode(value) for key, value in noted.items() if key.startswith("account/")}
    ended = {key: account for key, account in waiting.items() if withdrawn(account, now)}
    return _Due(frozenset(posts.values()), tuple(ended.values()), (*posts, *ended))


def _text_of(value: bytes) -> Post | None:
    """Whose text these bytes hold; None where they hold none."""
    try:
        event = decode(value)
    except Malformed:
        return None
    if isinstance(event, PostEvent) and event.kind != "deleted":
        return event.platform, event.account, event.id
    if isinstance(event, AlertContent):
        return event.post.platform, event.post.account, event.post.id
    return None
