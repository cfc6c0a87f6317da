"""Looking back: over posts already judged, once each, in slices, without losing a finding."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from services.ingest.feed_says import public_by
from services.rescan.jobs import GROUP, SLICE, Judge, LookBack
from services.rescan.listing import ended, going_on
from services.rescan.look_back import JudgeHere, Recall
from services.rescan.preview import preview
from streams.codec import decode
from streams.consume import consume_once, step_handler
from streams.detect.detect import detect
from streams.events import Alert, OfficialPublished, PostEvent
from streams.identity import account_key
from streams.log.declared import Declared
from streams.log.memory import MemoryLog
from streams.parse.feed import feed_items
from streams.pipeline import DETECT
from streams.policies.faults import SourceFile
from streams.policies.load import load_registers
from streams.registers import Company, RegisterEntry
from streams.situation.entries import Signature, changed, emit_of
from streams.situation.model import Situation
from streams.stage import Unavailable
from streams.topics import Emit, Topic
from tests.veltrona import ANNA, BEN, COMPANY, FALKE_2, NEWSROOM, NOON, WERK_NORD, post, registers_text, situation

PEOPLE = (COMPANY, ANNA.replace("near: [falke-2]\n", ""), BEN, NEWSROOM)
DECLARED_AT = NOON + timedelta(hours=2)
SAID = "Am Dienstag zeigen wir die neue Falke 2 zum ersten Mal im Werk"


class Shaky(MemoryLog):
    """A log that fails the next appends of alerts."""

    failures = 0

    def append(self, emits: Iterable[Emit], state: str | None = None) -> int:
        outputs = list(emits)
        if self.failures and any(emit.topic in {"alerts", "recalls"} for emit in outputs):
            self.failures -= 1
            raise Unavailable("log.db cannot be written")
        return super().append(outputs, state)


JUDGES: tuple[Callable[[MemoryLog, Callable[[], Situation]], Judge], ...] = (JudgeHere, Recall)


class House:
    """An installation's detection and looking back, over a log in memory."""

    def __init__(self, judge: Callable[[MemoryLog, Callable[[], Situation]], Judge] = JudgeHere) -> None:
        self.log = Shaky(lambda: NOON)
        self.declared = Declared(self.log, lambda: DECLARED_AT)
        self.left: list[int] = []
        self.look_back = LookBack(
            self.log, judge(self.log, self.declared.situation), lambda: DECLARED_AT, tell=self.left.append
        )
        self.known: tuple[str, ...] = ()

    def declare(self, *documents: str, at: datetime = DECLARED_AT) -> None:
        self.known += documents
        source = SourceFile("veltrona.yaml", registers_text(*self.known))
        new = load_registers([source], lambda _file, _path: None)[-len(documents) :]
        self.log.append(emit_of(changed(entry, 1, Signature(actor="kim", at=at))) for entry in new)

    def take_in(self, *posts: PostEvent) -> None:
        self.log.append(Emit("posts", account_key(one.platform, one.account), one) for one in posts)

    def detect(self) -> None:
        handler = step_handler("detect", detect, self.declared.situation, self.log.state("detect"))
        while consume_once(self.log, "detect", DETECT.reads, handler):
            pass

    def enqueue(self) -> None:
        consume_once(self.log, GROUP, ("registers",), self.look_back.enqueue)

    def settle(self) -> None:
        self.enqueue()
        self.detect()
        self.enqueue()
        while self.look_back.work():
            self.detect()

    def alerts(self) -> list[Alert]:
        events = [decode(record.value) for record in self.log.tail("alerts", {}, 100)]
        return [event for event in events if isinstance(event, Alert)]


@pytest.fixture(params=JUDGES, ids=lambda judge: judge.__name__)
def house(request: pytest.FixtureRequest) -> House:
    found = House(request.param)
    found.declare(*PEOPLE, at=NOON)
    return found


def test_a_crisis_declared_late_finds_earlier_posts_and_says_so(house: House) -> None:
    house.take_in(post("Feuer in Halle 7"), post("Guten Morgen", "ben"))
    house.settle()
    assert house.alerts() == []
    house.declare(WERK_NORD)
    house.settle()
    assert [(item.register, item.found_later, item.detected_at) for item in house.alerts()] == [
        ("Crisis/werk-nord", True, DECLARED_AT)
    ]


def test_alerts_that_looking_back_finds_here_are_told_once_each_when_they_are_in_the_log() -> None:
    told: list[Alert] = []
    house = House(partial(JudgeHere, tell=told.extend))
    house.declare(*PEOPLE, at=NOON)
    house.take_in(post("Feuer in Halle 7"), post("Guten Morgen", "ben"))
    house.settle()
    house.declare(WERK_NORD)
    house.log.failures = 1
    with pytest.raises(Unavailable):
        house.settle()
    assert told == []
    house.settle()
    assert told == house.alerts()
    assert len(told) == 1


def test_what_is_declared_together_looks_back_once(house: House) -> None:
    house.take_in(post("Feuer in Halle 7"), post("Falke 2", id="2"))
    house.settle()
    house.declare(WERK_NORD, FALKE_2)
    house.enqueue()
    assert len(house.log.state(GROUP)) == 1
    house.settle()
    assert {item.register for item in house.alerts()} == {"Crisis/werk-nord", "Embargo/falke-2"}


def test_posts_that_wait_for_live_judging_are_not_found_later(house: House) -> None:
    house.declare(WERK_NORD)
    house.take_in(post("Feuer in Halle 7"))
    house.enqueue()
    while house.look_back.work():
        pass
    house.settle()
    assert [item.found_later for item in house.alerts()] == [False]


def test_a_post_that_was_judged_before_and_advanced_past_only_later_is_found(house: House) -> None:
    now = DECLARED_AT
    recall = Recall(house.log, house.declared.situation)
    house.look_back = LookBack(house.log, recall, lambda: now, timedelta(seconds=10))
    house.take_in(post("Feuer in Halle 7"))
    judged = house.log.read("detect", DETECT.reads, 10)  # without the crisis, and what came of others cannot be written
    house.declare(WERK_NORD)
    house.enqueue()
    for seconds in range(10, 20):
        now = DECLARED_AT + timedelta(seconds=seconds)
        house.look_back.work()
    house.log.advance("detect", judged)
    now += timedelta(seconds=10)
    while house.look_back.work():
        now += timedelta(seconds=1)
    house.detect()
    assert [(item.register, item.found_later) for item in house.alerts()] == [("Crisis/werk-nord", True)]
    assert dict(house.log.state(GROUP)) == {}


def test_what_was_found_live_is_not_found_again(house: House) -> None:
    house.declare(FALKE_2)
    house.take_in(post("Falke 2"))
    house.settle()
    house.declare(WERK_NORD)
    house.settle()
    house.log.rewind(GROUP)
    assert [item.found_later for item in house.alerts()] == [False]


def test_a_post_that_was_edited_since_is_found_in_the_version_that_leaked(house: House) -> None:
    leak = post("Feuer in Halle 7")
    quiet = replace(post("Guten Morgen", at=NOON + timedelta(minutes=1)), kind="edited", revision="2")
    house.take_in(leak, quiet)
    house.settle()
    house.declare(WERK_NORD)
    house.settle()
    assert [(item.post.revision, item.status) for item in house.alerts()] == [("1", "edited_away")]


def test_what_an_allowed_account_had_said_is_official_for_an_embargo_declared_late(house: House) -> None:
    house.take_in(post(SAID, "newsroom", id="n"), post(SAID, "ben", at=NOON + timedelta(minutes=5)))
    house.settle()
    house.declare(FALKE_2)
    house.settle()
    assert house.alerts() == []


STATEMENT = "In Halle 7 ist heute früh ein Feuer ausgebrochen, alle sind in Sicherheit und die Feuerwehr ist vor Ort"


def in_newsroom(text: str, at: datetime) -> Emit:
    item = feed_items(f'<rss version="2.0"><channel><item><title>{text}</title></item></channel></rss>'.encode())[0]
    return public_by(Company(id="veltrona", names=("Veltrona",)), "https://veltrona.example/press.xml", item, at)


def test_what_the_newsroom_said_before_the_crisis_was_declared_is_public_from_when_it_was_seen(house: House) -> None:
    house.log.append([in_newsroom(STATEMENT, NOON + timedelta(minutes=30))])
    early, late = (post(STATEMENT, "anna", id=f"{n}", at=NOON + timedelta(minutes=n)) for n in (10, 50))
    house.take_in(early, late)
    house.settle()
    house.declare(WERK_NORD)
    house.settle()
    assert [one.post.id for one in house.alerts()] == ["10"]  # and not before
    house.take_in(post(STATEMENT, "ben", id="live", at=DECLARED_AT + timedelta(minutes=5)))
    house.settle()
    assert [one.post.id for one in house.alerts()] == ["10"]


def test_what_the_newsroom_is_seen_to_have_said_late_makes_alerts_public_that_came_after_it(house: House) -> None:
    house.declare(WERK_NORD)
    house.take_in(*(post(STATEMENT, "anna", id=f"{n}", at=NOON + timedelta(minutes=n)) for n in (10, 50)))
    house.settle()
    house.log.append([in_newsroom(STATEMENT, NOON + timedelta(minutes=30))])
    house.settle()
    assert {one.post.id: one.status for one in house.alerts()} == {"10": "open", "50": "public"}


def test_what_another_company_says_is_its_own(house: House) -> None:
    said = in_newsroom(STATEMENT, NOON + timedelta(minutes=30))
    assert isinstance(said.event, OfficialPublished)
    house.log.append([replace(said, event=replace(said.event, registers=("Company/other",)))])
    house.take_in(post(STATEMENT, "anna", at=NOON + timedelta(minutes=50)))
    house.declare(WERK_NORD)
    house.settle()
    assert len(house.alerts()) == 1


def test_a_finding_that_could_not_be_kept_comes_again(house: House) -> None:
    house.take_in(post("Feuer in Halle 7"))
    house.settle()
    house.declare(WERK_NORD)
    house.log.failures = 2
    house.enqueue()
    for _ in range(2):
        with pytest.raises(Unavailable):
            house.look_back.work()
    house.settle()
    assert [item.register for item in house.alerts()] == ["Crisis/werk-nord"]


def test_a_preview_counts_and_keeps_nothing(house: House) -> None:
    house.take_in(post("Feuer in Halle 7"), post("Falke 2", id="2"), post("Guten Morgen", "ben"))
    topics: tuple[Topic, ...] = ("alerts", "contents", "registers")
    before = {topic: house.log.end(topic) for topic in topics}
    seen = preview(house.log, situation(), ["Crisis/werk-nord", "Embargo/sperber"])
    assert seen.posts == 3
    assert {name: sum(counts.values()) for name, counts in seen.fired.items()} == {
        "Crisis/werk-nord": 1,
        "Embargo/sperber": 0,
    }
    assert {topic: house.log.end(topic) for topic in before} == before


def test_what_was_looked_for_is_told_for_good_when_a_job_ends(house: House) -> None:
    house.take_in(post("Feuer in Halle 7"), post("Guten Morgen", "ben", id="2"))
    house.settle()
    house.declare(WERK_NORD, FALKE_2)
    house.settle()
    (told,) = ended(house.log)
    assert (told.registers, told.declared_by) == (("Crisis/werk-nord", "Embargo/falke-2"), ("kim",))
    assert (told.looked_at, told.records, told.found, told.completed) == ("posts", 2, 1, True)
    assert (told.declared_at, told.started_at, told.ended_at) == (DECLARED_AT, DECLARED_AT, DECLARED_AT)
    assert going_on(house.log) == []


def test_a_job_that_goes_on_says_how_far_it_is(house: House) -> None:
    house.take_in(post("Feuer in Halle 7"), *(post("Guten Morgen", id=str(number)) for number in range(SLICE + 9)))
    house.detect()
    house.enqueue()
    house.declare(WERK_NORD)
    house.enqueue()
    (waiting,) = going_on(house.log)
    assert (waiting.started_at, waiting.looked_at) == (None, 0)
    house.look_back.work()  # finds the first post, and keeps how far it got
    (going,) = going_on(house.log)
    assert (going.looked_at, going.left, going.found) == (SLICE, 10, 1)
    while house.look_back.work():
        pass
    assert house.left[0] == 10
    assert house.left[-1] == 0
    assert [told.records for told in ended(house.log)] == [SLICE + 10]


def test_a_job_that_begins_anew_leaves_its_account(house: House) -> None:
    house.take_in(post("Feuer in Halle 7"), *(post("Guten Morgen", id=str(number)) for number in range(SLICE)))
    house.detect()
    house.declare(WERK_NORD)
    house.enqueue()
    house.look_back.work()
    house.log.append(
        [emit_of(changed(crisis_again(), 2, Signature(actor="jo", at=DECLARED_AT + timedelta(minutes=1))))]
    )
    house.settle()
    assert [(told.declared_by, told.completed) for told in ended(house.log)] == [(("kim",), False), (("jo",), True)]


def crisis_again() -> RegisterEntry:
    source = SourceFile("veltrona.yaml", registers_text(*PEOPLE, WERK_NORD.replace("[Brand,", "[Flammen,")))
    return load_registers([source], lambda _file, _path: None)[-1]
