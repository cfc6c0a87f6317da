"""Posts come in from feeds: asked from time to time, politely; what was seen is kept beside what was read.

An item that is not in the feed any more is no deletion. A feed of a brand account gives posts; a company's newsroom
says what is public from then on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import msgspec

from services.ingest.intake import Desk, Intake
from services.logs import get_logger
from services.ports.fetch import Fetch, Fetched, Forbidden
from streams.codec import Malformed
from streams.events import OfficialPublished
from streams.identity import computed_id
from streams.parse.feed import Item, feed_items
from streams.registers import Company
from streams.situation.model import Registers
from streams.stage import Unavailable
from streams.text.fold import word_view
from streams.text.shingles import shingle_digests
from streams.topics import Emit

PLATFORM: Final = "feed"
EVERY: Final = timedelta(minutes=5)
LONGEST: Final = timedelta(hours=6)  # between two looks, whatever the server asks for
_KEPT: Final = 2000  # items of one feed that are remembered
_NOT_MODIFIED, _OK, _GONE = 304, 200, 410
_PAUSE: Final = 1.0  # seconds between two looks at what is due
_KEY: Final = "feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one feed: `url` is where it lives by now, `items` the digest of each by its id.

    `seen_at` is when it last answered: silence since then is no sign that nothing was said.
    """

    url: str
    due: datetime
    etag: str = ""
    modified: str = ""
    failures: int = 0
    gone: bool = False
    seen_at: datetime | None = None
    items: Mapping[str, str] = field(default_factory=dict)


_DECODER: Final = msgspec.json.Decoder(Known)


class Feeds:
    """All feeds that the registers name, each asked when it is due. One thread."""

    def __init__(self, desk: Desk, fetch: Fetch, every: timedelta = EVERY) -> None:
        self._desk = desk
        self._fetch = fetch
        self._every = every
        self._intakes: dict[str, Intake] = {}

    def watch(self) -> Iterator[int]:
        """Look at what is due, until the desk stops; yields after each feed how many items were new or edited.

        Where the log is away it waits for it: what feeds said meanwhile is read again then.
        """
        failures = 0
        while not self._desk.stop.is_set():
            try:
                for address in addresses(self._desk.registers()):
                    if self._desk.stop.is_set():
                        return
                    if (new := self.look(address)) is not None:
                        yield new
                failures = 0
            except Unavailable as error:
                failures += 1
                self._desk.metrics.failed(_KEY)
                get_logger().warning("feeds wait for the log", attempt=failures, error=str(error))
                self._desk.stop.wait(self._desk.pace.back_off(failures))
            self._desk.stop.wait(_PAUSE)

    def look(self, address: str) -> int | None:
        """Ask for one feed where it is due; how many items were new or edited, None where it was not asked.

        Raises `Unavailable` where the log is: then nothing was done that is not done again.
        """
        known, now = self.known(address), self._desk.clock()  # in this order: a new one is due when it is asked for
        if known.gone or known.due > now:
            return None
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        try:
            fetched = self._fetch(known.url, {name: value for name, value in headers.items() if value})
            items = feed_items(fetched.body) if fetched.status == _OK else ()
        except (Forbidden, Malformed, Unavailable) as error:
            get_logger().warning("feed not read", source=address, attempt=known.failures + 1, error=str(error))
            self._keep(address, self._failed(known, now))
            return 0
        return self._take(address, known, fetched, items)

    def known(self, address: str) -> Known:
        """What is known of a feed; of a new one, that it is due."""
        value = self._desk.log.state(_table(address)).get(_KEY)
        return _DECODER.decode(value) if value else Known(url=address, due=self._desk.clock())

    def _take(self, address: str, known: Known, fetched: Fetched, items: Sequence[Item]) -> int:
        now = self._desk.clock()
        if fetched.status == _GONE:
            self._keep(address, replace(known, gone=True))
            get_logger().warning("feed gone for good", source=address)
            return 0
        if fetched.status not in {_OK, _NOT_MODIFIED}:
            asked = _seconds(fetched.headers.get("retry-after", ""), now)
            self._keep(address, self._failed(known, now, asked))
            return 0
        changed = [item for item in items if known.items.get(item.id) != item.digest]
        self._say(address, known, changed)
        kept = {**known.items, **{item.id: item.digest for item in changed}}
        after = replace(
            known,
            url=fetched.moved or known.url,
            due=now + self._every,
            etag=fetched.headers.get("etag", known.etag if fetched.status == _NOT_MODIFIED else ""),
            modified=fetched.headers.get("last-modified", known.modified if fetched.status == _NOT_MODIFIED else ""),
            failures=0,
            seen_at=now,
            items=dict(list(kept.items())[-_KEPT:]),
        )
        self._keep(address, after)
        return len(changed)

    def _say(self, address: str, known: Known, items: list[Item]) -> None:
        """Make what is new durable, the oldest first; what is known of the feed is kept after it."""
        registers, now = self._desk.registers(), self._desk.clock()
        upwards = list(reversed(items))  # of two at one time the lower one is the older
        inorder = sorted(upwards, key=lambda item: item.published or now)
        if registers.account(PLATFORM, address) is not None and inorder:
            lines = [_line(address, item, now, edited=item.id in known.items) for item in inorder]
            self._intake(address).take_in(lines, lambda _offset: "")
        for company in registers.companies.values():
            if address in company.newsroom:
                self._append([_public(company, registers, address, item, now) for item in inorder])

    def _append(self, emits: list[Emit]) -> None:
        if emits:
            self._desk.log.append(emits)

    def _intake(self, address: str) -> Intake:
        if address not in self._intakes:
            self._intakes[address] = Intake(self._desk, address, f"posts of {address}")
        return self._intakes[address]

    def _failed(self, known: Known, now: datetime, asked: timedelta | None = None) -> Known:
        pause = min(LONGEST, max(asked or timedelta(0), self._every * 2 ** min(known.failures, 7)))
        return replace(known, failures=known.failures + 1, due=now + pause)

    def _keep(self, address: str, known: Known) -> None:
        table = _table(address)
        self._desk.log.state(table)[_KEY] = msgspec.json.encode(known)
        try:
            self._desk.log.append((), state=table)
        except Unavailable:
            self._desk.log.rewind(table)
            raise


def addresses(registers: Registers) -> list[str]:
    """Every feed that is declared: of accounts on the platform `feed`, and of newsrooms."""
    accounts = [account.account for account in registers.accounts.values() if account.platform == PLATFORM]
    return list(dict.fromkeys([*accounts, *(url for one in registers.companies.values() for url in one.newsroom)]))


def _table(address: str) -> str:
    return f"feeds/{address}"


def _line(address: str, item: Item, now: datetime, *, edited: bool) -> bytes:
    """An item as a line of NDJSON. One that was edited appeared now: few feeds say when."""
    at = now if edited else min(item.published or now, now)
    return msgspec.json.encode(
        {
            "platform": PLATFORM,
            "account": address,
            "id": item.id,
            "kind": "edited" if edited else "created",
            "revision": item.digest,
            "published": at,
            "text": f"{item.title}\n\n{item.text}" if item.title else item.text,
            "url": item.url or None,
            "attachments": [{"type": "image", "alt": alt} for alt in item.alts],
        }
    )


def _public(company: Company, registers: Registers, address: str, item: Item, now: datetime) -> Emit:
    """What a newsroom says is public for all embargoes and crises of its company, from when it was seen there."""
    names = [f"Embargo/{one.id}" for one in registers.embargoes if one.company == company.id]
    names += [f"Crisis/{one.id}" for one in registers.crises if one.company == company.id]
    words = word_view(f"{item.title}\n\n{item.text}")
    official = OfficialPublished(
        id=computed_id("of", PLATFORM, address, item.id, item.digest, *names),
        at=now,
        registers=tuple(names),
        digests=tuple(sorted(shingle_digests(words))),
    )
    return Emit("registers", f"Official/{official.id}", official)


def _seconds(text: str, now: datetime) -> timedelta | None:
    """What Retry-After asks for: seconds, or a date."""
    if text.isascii() and text.isdecimal():
        return timedelta(seconds=min(int(text[:9]), 10**6))
    try:
        return parsedate_to_datetime(text) - now
    except (ValueError, TypeError):
        return None
