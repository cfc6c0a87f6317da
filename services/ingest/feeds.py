"""Posts come in from feeds: asked from time to time, politely; what was seen is kept beside what was read.

An item that is not in the feed any more is no deletion. A feed of a brand account gives posts; a company's newsroom
says what is public from then on. What may have been missed is a `Gap`.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final, Literal

import msgspec

from services.ingest.cursor import table_of
from services.ingest.feed_memory import DECODER, Known, Look, failed, is_elsewhere, look_at, standing_of
from services.ingest.feed_says import line_of, public_by
from services.ingest.intake import Desk, Intake
from services.logs import get_logger
from services.ports.fetch import Fetch, Fetched, Forbidden
from services.sources.gaps import Reason, gap
from services.sources.report import FEEDS, feed_addresses, feeds_left
from services.sources.standing import KEY, Trouble, encoded
from streams.codec import Malformed
from streams.parse.feed import Feed, read_feed
from streams.stage import Unavailable
from streams.topics import Emit

PLATFORM: Final = FEEDS
EVERY: Final = timedelta(minutes=5)
HOMEWARDS: Final = timedelta(days=1)  # until a feed that moved or ended is asked at its declared address again
LONGEST: Final = timedelta(hours=6)  # between two looks, whatever the server asks for
_NOT_MODIFIED, _OK, _GONE = 304, 200, 410
_REFUSED: Final = frozenset({401, 403})
_PAUSE: Final = 1.0  # seconds between two looks at what is due
_KNOWN: Final = "feed"
_TROUBLES: Final[dict[type[Exception], Trouble]] = {
    Forbidden: "own_network",
    Malformed: "unreadable",
    Unavailable: "unreachable",
}


class Feeds:
    """All feeds that the registers name, each asked when it is due. One thread."""

    def __init__(self, desk: Desk, fetch: Fetch, every: timedelta = EVERY) -> None:
        self._desk = desk
        self._fetch = fetch
        self._every = every
        self._intakes: dict[str, Intake] = {}
        self._greeted: set[str] = set()
        self._forgotten: set[str] = set()

    def watch(self) -> Iterator[int]:
        """Look at what is due, until the desk stops; yields after each feed how many items were new or edited.

        Where the log is away it waits for it: what feeds said meanwhile is read again then.
        """
        failures = 0
        while not self._desk.stop.is_set():
            try:
                self.forget()
                for address in feed_addresses(self._desk.registers(), self._desk.clock()):
                    if self._desk.stop.is_set():
                        break
                    self._greet(address)
                    if (new := self.look(address)) is not None:
                        yield new
                failures = 0
            except Unavailable as error:
                failures += 1
                self._desk.metrics.failed("feed")
                get_logger().warning("feeds wait for the log", attempt=failures, error=str(error))
                self._desk.stop.wait(self._desk.pace.back_off(failures))
            self._desk.stop.wait(_PAUSE)
        self._leave()

    def look(self, address: str) -> int | None:
        """Ask for one feed where it is due; how many items were new or edited, None where it was not asked.

        Raises `Unavailable` where the log is: then nothing was done that is not done again.
        """
        known, now = self.known(address), self._desk.clock()  # in this order: a new one is due when it is asked for
        if known.due > now:
            return None
        try:
            known, fetched, feed = self._asked(address, known, now)
        except (Forbidden, Malformed, Unavailable) as error:
            trouble = _TROUBLES[type(error)]
            said = str(error) if self._is_newsroom(address) else trouble  # it names the host, which may be a person's
            get_logger().warning("feed not read", source=self._name(address), attempt=known.failures + 1, error=said)
            self._keep(address, self._failed(known, trouble))
            return 0
        if self._is_newsroom(address) and is_elsewhere(address, fetched.at):
            get_logger().warning("newsroom answers from another host", source=address)
            self._keep(address, self._failed(known, "moved"), self._told(address, known, "moved"))
        elif fetched.status in {_OK, _NOT_MODIFIED}:
            return self._take(address, known, fetched, feed)
        else:
            self._turned_away(address, known, fetched)
        return 0

    def _asked(self, address: str, known: Known, now: datetime) -> tuple[Known, Fetched, Feed]:
        """What a feed answers: at its declared address again once a day, where it goes back to if that answers well.

        What moved or ended it may have been anybody between us and it. A newsroom is asked nowhere else.
        """
        if self._is_newsroom(address) and is_elsewhere(address, known.url):
            known = replace(known, url=address, etag="", modified="")
        if known.url != address and (known.home_at is None or known.home_at + HOMEWARDS <= now):
            known = replace(known, home_at=now)
            with suppress(Forbidden, Malformed, Unavailable):
                if (fetched := self._fetch(address, {})).status == _OK:
                    return replace(known, url=address), fetched, read_feed(fetched.body)
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        fetched = self._fetch(known.url, {name: value for name, value in headers.items() if value})
        return known, fetched, read_feed(fetched.body) if fetched.status == _OK else Feed(unreadable=known.unreadable)

    def forget(self) -> None:
        """Forget all that is known of the feeds of accounts that may not be looked at any more.

        Raises `Unavailable` where the log is: then the rest is forgotten next time.
        """
        left = feeds_left(self._desk.registers(), self._desk.clock())
        self._forgotten.intersection_update(left)
        for address in left:
            if address not in self._forgotten:
                self._intakes.pop(address, None)
                self._greeted.discard(address)
                for table in (_table(address), table_of(_posts_of(address))):
                    self._clear(table)
                self._forgotten.add(address)

    def known(self, address: str) -> Known:
        """What is known of a feed; of a new one, that it is due."""
        value = self._desk.log.state(_table(address)).get(_KNOWN)
        return DECODER.decode(value) if value else Known(url=address, due=self._desk.clock())

    def _turned_away(self, address: str, known: Known, fetched: Fetched) -> None:
        """It answers with something else than a feed; where it will stay so, that is a gap from the last success on."""
        now = self._desk.clock()
        if fetched.status == _GONE:
            get_logger().warning("feed gone for good", source=self._name(address))
            since = known.since if known.gone else now
            gone = replace(
                known, url=address, due=now + HOMEWARDS, gone=True, trouble="gone", detail=_GONE, since=since
            )
            self._keep(address, gone, [] if known.gone else self._lost(address, known, "gone"))
        elif fetched.status in _REFUSED:
            get_logger().warning("feed refused", source=self._name(address), code=fetched.status)
            refused = failed(known, now + LONGEST, now, "refused", fetched.status)
            self._keep(address, refused, self._told(address, known, "refused"))
        else:
            asked = patience(fetched.headers.get("retry-after", ""), now)
            self._keep(address, self._failed(known, "answer", fetched.status, asked))

    def _take(self, address: str, known: Known, fetched: Fetched, feed: Feed) -> int:
        now, look = self._desk.clock(), look_at(known, feed.items)
        gaps = [] if look.overlaps else self._lost(address, known, "scrolled_off")
        if self._say(address, known, look) or feed.unreadable > known.unreadable:
            gaps += self._lost(address, known, "unreadable")
        elsewhere = fetched.moved if fetched.moved and is_elsewhere(address, fetched.moved) else known.told
        if elsewhere != known.told:
            gaps += self._lost(address, known, "moved")
        same = fetched.status == _NOT_MODIFIED
        after = replace(
            known,
            url=fetched.moved or known.url,
            due=now + self._every,
            etag=fetched.headers.get("etag", known.etag if same else ""),
            modified=fetched.headers.get("last-modified", known.modified if same else ""),
            gone=False,
            home_at=now if fetched.moved else known.home_at,
            told=elsewhere,
            failures=0,
            trouble="",
            detail=0,
            since=None,
            seen_at=now,
            taken_at=now if look.changed else known.taken_at,
            items=look.items,
            names=look.names,
            unreadable=feed.unreadable,
        )
        self._keep(address, after, gaps)
        return len(look.changed)

    def _say(self, address: str, known: Known, look: Look) -> int:
        """Make what is new durable, the oldest first; what is known of the feed is kept after it.

        Returns how many items are dead letters.
        """
        registers, now, dead = self._desk.registers(), self._desk.clock(), 0
        upwards = list(reversed(look.changed))  # of two at one time the lower one is the older
        inorder = sorted(upwards, key=lambda one: one[1].published or now)
        if registers.account(PLATFORM, address) is not None and inorder:
            lines = [line_of(PLATFORM, address, item, now, name, edited=name in known.items) for name, item in inorder]
            dead = self._intake(address).take_in(lines, lambda _offset: "").tally.dead_letters
        for company in registers.companies.values():
            if address in company.newsroom and inorder:
                self._desk.log.append([public_by(company, address, item, now) for _, item in inorder])
        return dead

    def _told(self, address: str, known: Known, reason: Literal["moved", "refused"]) -> list[Emit]:
        """The gap that begins with a trouble, once."""
        return [] if known.trouble == reason else self._lost(address, known, reason)

    def _lost(self, address: str, known: Known, reason: Reason) -> list[Emit]:
        account = self._desk.registers().account(PLATFORM, address)
        self._desk.metrics.gap("feed", reason)
        now = self._desk.clock()
        return [gap(address, known.seen_at or now, now, reason, [account.id] if account else [])]

    def _intake(self, address: str) -> Intake:
        if address not in self._intakes:
            self._intakes[address] = Intake(self._desk, self._name(address), _posts_of(address))
        return self._intakes[address]

    def _is_newsroom(self, address: str) -> bool:
        return any(address in company.newsroom for company in self._desk.registers().companies.values())

    def _name(self, address: str) -> str:
        """What a feed is called in log lines and dead letters: not by an address that may name a person."""
        account = self._desk.registers().account(PLATFORM, address)
        return address if account is None or self._is_newsroom(address) else account.id

    def _failed(self, known: Known, trouble: Trouble, detail: int = 0, asked: timedelta | None = None) -> Known:
        now = self._desk.clock()
        pause = (
            HOMEWARDS
            if known.gone
            else min(LONGEST, max(asked or timedelta(0), self._every * 2 ** min(known.failures, 7)))
        )
        return failed(known, now + pause, now, trouble, detail)

    def _greet(self, address: str) -> None:
        """Say that somebody looks after it again, where it was said that nobody does."""
        if address not in self._greeted:
            self._keep(address, self.known(address))
            self._greeted.add(address)

    def _leave(self) -> None:
        """Say that nobody looks after them any more. Where the log is away that shows by itself."""
        for address in sorted(self._greeted):
            try:
                known = self.known(address)
                standing = standing_of(address, known, self._desk.clock())
                self._write(address, {KEY: encoded(replace(standing, state="stopped"))})
            except Unavailable:
                return

    def _keep(self, address: str, known: Known, gaps: Sequence[Emit] = ()) -> None:
        standing = standing_of(address, known, self._desk.clock())
        self._write(address, {_KNOWN: msgspec.json.encode(known), KEY: encoded(standing)}, gaps)

    def _clear(self, table: str) -> None:
        if not (state := self._desk.log.state(table)):
            return
        state.clear()
        try:
            self._desk.log.append((), state=table)
        except Unavailable:
            self._desk.log.rewind(table)
            raise

    def _write(self, address: str, values: dict[str, bytes], emits: Sequence[Emit] = ()) -> None:
        table = _table(address)
        self._desk.log.state(table).update(values)
        try:
            self._desk.log.append(emits, state=table)
        except Unavailable:
            self._desk.log.rewind(table)
            raise


def _table(address: str) -> str:
    return f"feeds/{address}"


def _posts_of(address: str) -> str:
    return f"posts of {address}"


def patience(text: str, now: datetime) -> timedelta | None:
    """What Retry-After asks for: seconds, or a date."""
    if text.isascii() and text.isdecimal():
        return timedelta(seconds=min(int(text[:9]), 10**6))
    try:
        return parsedate_to_datetime(text) - now
    except (ValueError, TypeError, OverflowError):
        return None
