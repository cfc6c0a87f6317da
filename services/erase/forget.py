"""The verb `erase`: a post that is taken down, and an account that withdraws, leave no text behind.

The store drops the content of a taken-down post by itself, with the alert's new status. Here go the log's copies, and
everything of an account whose consent has ended, now or at the time it named.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import msgspec

from services.ports.store import Query, Store
from streams.codec import Malformed, decode
from streams.events import Account, AlertContent, Event, PostEvent, RegisterChanged
from streams.identity import account_key
from streams.log.port import KeptLog
from streams.situation.withdrawal import withdrawn
from streams.topics import Emit, Record

GROUP = "erase"
_ENCODER = msgspec.json.Encoder()
_ACCOUNT = msgspec.json.Decoder(Account)


class Forget:
    """Erases in one installation. Withdrawals wait in the table `erase` until their time has come."""

    def __init__(self, log: KeptLog, store: Store, clock: Callable[[], datetime]) -> None:
        self._log = log
        self._store = store
        self._clock = clock

    def handle(self, records: Sequence[Record]) -> tuple[Emit, ...]:
        """Handler of the topics `posts` and `registers`."""
        for record in records:
            event = _decoded(record.value)
            if isinstance(event, PostEvent) and event.kind == "deleted":
                self._forget_post(event)
            elif isinstance(event, RegisterChanged) and event.account is not None:
                self._note(event.account)
        return ()

    def work(self) -> int:
        """Erase what belongs to accounts whose withdrawal has come; returns how many accounts."""
        waiting = self._log.state(GROUP)
        due = [(key, account) for key, account in self._waiting() if withdrawn(account, self._clock())]
        for key, account in due:
            self._forget_account(account)
            del waiting[key]
        if due:
            self._log.append((), state=GROUP)
        return len(due)

    def _waiting(self) -> list[tuple[str, Account]]:
        return [(key, _ACCOUNT.decode(value)) for key, value in self._log.state(GROUP).items()]

    def _note(self, account: Account) -> None:
        waiting = self._log.state(GROUP)
        if account.consent is not None and account.consent.withdrawn is not None:
            waiting[account.id] = _ENCODER.encode(account)
        else:
            waiting.pop(account.id, None)

    def _forget_post(self, gone: PostEvent) -> None:
        place = account_key(gone.platform, gone.account)
        whole = (gone.platform, gone.account, gone.id)
        self._log.erase("posts", place, lambda value: _post_in(value) == whole)
        self._log.erase("contents", f"{place}/{gone.id}", lambda value: _post_in(value) == whole)

    def _forget_account(self, account: Account) -> None:
        place = account_key(account.platform, account.account)
        whose = (account.platform, account.account)
        self._log.erase("posts", place, lambda value: _post_in(value)[:2] == whose)
        self._log.erase("contents", f"{place}/", lambda value: _post_in(value)[:2] == whose)
        query = Query(account_ids=(account.id,))
        while alerts := self._store.search(query):
            self._store.erase([alert.id for alert in alerts])
            query = replace(query, after=(alerts[-1].detected_at, alerts[-1].id))


def _post_in(value: bytes) -> tuple[str, ...]:
    """Whose text these bytes hold: platform, account and post id; empty where they hold none."""
    event = _decoded(value)
    if isinstance(event, PostEvent) and event.kind != "deleted":
        return event.platform, event.account, event.id
    if isinstance(event, AlertContent):
        return event.post.platform, event.post.account, event.post.id
    return ()


def _decoded(value: bytes) -> Event | None:
    try:
        return decode(value)
    except Malformed:
        return None
