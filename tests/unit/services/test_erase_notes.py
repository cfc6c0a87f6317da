"""What waits to be erased, and what does not wait."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.adapters.memory_store import MemoryStore
from services.erase.forget import GONE_FOR, GROUP, Forget
from services.handling import ERASE_EVERY, HURRY_EVERY
from streams.codec import decode
from streams.consume import consume_once
from streams.detect.versions import REMEMBERED
from streams.events import AlertContent, PostEvent
from streams.identity import account_key
from streams.log.memory import MemoryLog
from streams.registers import Account, Consent
from streams.situation.entries import Signature, changed, emit_of
from streams.situation.fold import fold
from streams.situation.model import Registers
from streams.stage import Unavailable
from streams.topics import Emit
from tests.veltrona import HANDLES, NOON, alerts, post, situation

DECLARED = situation()


class Desk:
    """Forgetting over a log and a store in memory, at one o'clock."""

    def __init__(self, settles: timedelta = timedelta(0), registers: Registers = DECLARED.registers) -> None:
        self.log = MemoryLog(lambda: NOON)
        self.now = NOON + timedelta(hours=1)
        self.store = MemoryStore()
        self.forget = Forget(self.log, self.store, lambda: registers, lambda: self.now, settles)

    def take_in(self, *posts: PostEvent) -> None:
        self.log.append(Emit("posts", account_key(one.platform, one.account), one) for one in posts)
        consume_once(self.log, GROUP, ("posts", "registers"), self.forget.note)

    def judge(self) -> None:
        """Detection passes all that there is."""
        consume_once(self.log, "detect", ("posts",), lambda _records: ())

    def withdraw(self, minutes: int = 0) -> None:
        consent = Consent(since=NOON, notice="x", purposes=("embargo",), withdrawn=NOON + timedelta(minutes=minutes))
        anna = Account(
            id="anna",
            company="v",
            platform="mastodon",
            account=HANDLES["anna"],
            account_class="employee",
            consent=consent,
        )
        self.log.append([emit_of(changed(anna, 1, Signature(actor="kim", at=NOON)))])
        self.take_in()

    def kept(self) -> list[str]:
        return [record.key.partition("@")[2] for record in self.log.tail("posts", {}, 100)]


def gone(by: str = "anna") -> PostEvent:
    return post("", by, kind="deleted")


def test_a_deletion_waits_until_it_is_judged_and_takes_every_version_of_the_text() -> None:
    desk = Desk()
    desk.take_in(post("eins"), post("zwei", kind="edited", revision="2"), post("drei", id="2"), gone())
    assert desk.forget.work() == 0
    desk.judge()
    assert desk.forget.hurry() == 0
    assert len(desk.kept()) == 4
    assert desk.forget.work() == 1
    assert [record.offset for record in desk.log.tail("posts", {}, 100)] == [3, 4]
    assert desk.forget.work() == 0


def test_a_version_that_is_not_judged_yet_stays_until_it_is() -> None:
    desk = Desk()
    desk.take_in(post("eins"), gone())
    desk.judge()
    desk.take_in(post("zwei", kind="edited", revision="2"))
    assert desk.forget.work() == 1
    assert [record.offset for record in desk.log.tail("posts", {}, 100)] == [2, 3]
    desk.judge()
    assert desk.forget.work() == 1
    assert [record.offset for record in desk.log.tail("posts", {}, 100)] == [2]


def test_a_text_that_is_sent_again_after_its_deletion_goes_again_also_after_a_restart() -> None:
    desk = Desk()
    desk.take_in(post("eins"), gone())
    desk.judge()
    desk.forget.work()
    desk.forget = Forget(desk.log, desk.store, lambda: DECLARED.registers, lambda: desk.now)
    desk.take_in(post("eins"), post("anderes", id="2"))
    desk.judge()
    assert desk.forget.work() == 1
    assert [record.offset for record in desk.log.tail("posts", {}, 100)] == [2, 4]


def test_a_deletion_is_forgotten_when_nobody_sends_its_post_any_more() -> None:
    desk = Desk()
    desk.take_in(post("eins"), gone())
    desk.judge()
    desk.now += GONE_FOR + timedelta(days=1)
    assert desk.forget.work() == 1
    assert dict(desk.log.state(GROUP)) == {}


def test_a_deletion_is_forgotten_in_time_also_where_nothing_else_is_deleted() -> None:
    desk = Desk()
    desk.take_in(post("eins"), gone())
    desk.judge()
    assert desk.forget.work() == 1
    desk.now += GONE_FOR + timedelta(days=1)
    desk.forget.work()
    assert dict(desk.log.state(GROUP)) == {}
    desk.take_in(post("eins"))
    assert dict(desk.log.state(GROUP)) == {}


def test_a_withdrawal_does_not_wait_and_takes_everything_of_the_account_alone() -> None:
    desk = Desk()
    desk.take_in(post("eins"), post("zwei", id="2"), post("drei", "ben"))
    desk.withdraw()
    assert desk.forget.hurry() == 1
    assert desk.kept() == ["ben@social.example"]


def test_what_was_being_judged_when_its_author_withdrew_is_erased_too() -> None:
    desk = Desk(settles=timedelta(seconds=70))
    desk.take_in(post("eins"))
    desk.withdraw()
    assert desk.forget.hurry() == 1
    desk.take_in(post("zwei", id="2"))  # as what another process had begun with
    assert desk.forget.hurry() == 0
    desk.now += timedelta(seconds=70)
    assert desk.forget.hurry() == 1
    assert desk.kept() == []
    assert (desk.forget.hurry(), dict(desk.log.state(GROUP))) == (0, {})


def test_a_withdrawal_to_come_waits_for_its_instant() -> None:
    desk = Desk()
    desk.take_in(post("eins"))
    desk.withdraw(minutes=61)
    assert desk.forget.work() == 0
    desk.now += timedelta(minutes=1)
    assert desk.forget.hurry() == 1
    assert desk.kept() == []


def test_the_deletion_of_another_account_with_a_like_beginning_takes_nothing() -> None:
    desk = Desk()
    desk.take_in(post("eins"), gone(by="ben"))
    desk.judge()
    assert desk.forget.work() == 1
    assert desk.kept() == ["anna@social.example", "ben@social.example"]


def test_a_withdrawal_is_looked_for_often_enough_to_be_erased_within_a_minute() -> None:
    assert HURRY_EVERY <= 30
    assert ERASE_EVERY <= 15 * 60 / 2


@pytest.mark.parametrize("shadow", [False, True])
def test_a_post_deleted_when_it_is_not_remembered_any_more_takes_its_alerts_down(shadow: bool) -> None:  # noqa: FBT001 - a parameter
    desk = Desk()
    found = replace(alerts(post("Der Falke 2 kommt"))[0], shadow=shadow)
    desk.store.put([found])
    deleted = replace(gone(), at=found.post.published + REMEMBERED + timedelta(minutes=1))
    desk.take_in(deleted)
    assert desk.forget.work() == 0
    desk.judge()
    desk.forget.work()
    (said,) = desk.log.tail("alerts", {}, 10)
    assert decode(said.value) == replace(found, status="taken_down", changed_at=deleted.at)


def test_a_post_that_is_remembered_is_left_to_who_remembers_it() -> None:
    desk = Desk()
    found = alerts(post("Der Falke 2 kommt"))[0]
    desk.store.put([found, replace(alerts(post("Der Falke 2 kommt", id="2"))[0], status="edited_away")])
    desk.take_in(replace(gone(), at=found.post.published + REMEMBERED))
    desk.take_in(replace(gone(), id="2", at=found.post.published + 2 * REMEMBERED))
    desk.judge()
    assert desk.forget.work() == 2
    assert not desk.log.tail("alerts", {}, 10)


def test_an_alert_of_a_post_that_came_back_after_its_deletion_is_taken_down_whatever_its_age() -> None:
    desk = Desk()
    desk.take_in(post("Der Falke 2 kommt"), gone())
    desk.judge()
    desk.forget.work()
    desk.now += timedelta(days=9)
    desk.take_in(post("Der Falke 2 kommt"))
    desk.judge()
    found = alerts(post("Der Falke 2 kommt"))[0]
    desk.store.put([found])
    assert desk.forget.work() == 1
    (said,) = desk.log.tail("alerts", {}, 10)
    assert decode(said.value) == replace(found, status="taken_down", changed_at=gone().at)


def test_what_came_back_is_noted_until_the_view_shows_what_was_found_in_it() -> None:
    desk = Desk()
    desk.take_in(post("Der Falke 2 kommt"), gone())
    desk.judge()
    desk.forget.work()
    desk.take_in(post("Der Falke 2 kommt"))
    found = alerts(post("Der Falke 2 kommt"))[0]
    desk.log.append([Emit("alerts", found.group, found)])
    desk.judge()
    assert desk.forget.work() == 0
    assert [record.offset for record in desk.log.tail("posts", {}, 100)] == [2]
    desk.store.put([found])
    consume_once(desk.log, "index", ("alerts",), lambda _records: ())
    assert desk.forget.work() == 1
    assert [decode(one.value) for one in desk.log.tail("alerts", {}, 10)][1:] == [
        replace(found, status="taken_down", changed_at=gone().at)
    ]


def moved() -> Registers:
    """Anna was @anna.old@social.example before."""
    now = DECLARED.registers.accounts["mastodon", HANDLES["anna"]]
    versions = enumerate((replace(now, account="@anna.old@social.example"), now), start=1)
    return fold(changed(one, n, Signature(actor="kim", at=NOON)) for n, one in versions).registers


def test_a_withdrawal_takes_what_was_said_under_every_address_also_from_the_view() -> None:
    desk = Desk(registers=moved())
    old = replace(alerts(post("Der Falke 2 kommt"))[0].post, account="@anna.old@social.example")
    found = replace(alerts(post("Der Falke 2 kommt"))[0], post=old)
    desk.store.put([found], [AlertContent(alert=found.id, post=old, parts=())])
    desk.take_in(post("eins"), replace(post("zwei"), account=old.account), post("drei", "ben"))
    desk.withdraw()
    assert desk.forget.hurry() == 1
    assert desk.kept() == ["ben@social.example"]
    assert desk.store.content(found.id) is None


def test_an_alert_of_an_earlier_address_is_taken_down_with_its_post() -> None:
    desk = Desk(registers=moved())
    here = alerts(post("Der Falke 2 kommt"))[0]
    found = replace(here, post=replace(here.post, account="@anna.old@social.example"))
    desk.store.put([found])
    deleted = replace(gone(), account=found.post.account, at=found.post.published + REMEMBERED + timedelta(minutes=1))
    desk.take_in(deleted)
    desk.judge()
    assert desk.forget.work() == 1
    (said,) = desk.log.tail("alerts", {}, 10)
    assert decode(said.value) == replace(found, status="taken_down", changed_at=deleted.at)


class Busy(MemoryLog):
    """A log whose file is in use when it is to be overwritten."""

    def erase(self, topic: object, match: object) -> int:
        raise Unavailable(f"{topic} is being read: {match}")


def test_what_could_not_be_erased_is_noted_still() -> None:
    desk = Desk()
    desk.log = Busy(lambda: NOON)
    desk.forget = Forget(desk.log, MemoryStore(), lambda: DECLARED.registers, lambda: desk.now)
    desk.take_in(post("eins"), gone())
    desk.judge()
    for _ in range(2):
        with pytest.raises(Unavailable):
            desk.forget.work()
