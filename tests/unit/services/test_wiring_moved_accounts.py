"""An account that is called otherwise by its platform by now: what it takes back goes wherever it was said."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.veltrona import ANNA, EVERYTHING, HANDLES, NOON, line
from tests.veltrona_house import House

NEW = "@anna.new@social.example"
MOVED = ANNA.replace(HANDLES["anna"], NEW)
AGAIN = ANNA.replace("id: anna", "id: anna-2")  # the old address under another id, with the consent of before


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Anna has said something under her old address, with an alert and without, and is moved by then."""
    house = House(tmp_path)
    house.apply()
    house.ingest([line("Falke 2 STILLGESCHWIEGEN", id="a1"), line("Garten STILLGESCHWIEGEN", id="a2")])
    house.ingest([line("Falke 2 BLEIBT", "ben", id="b1")])
    house.run()
    assert house.holds("STILLGESCHWIEGEN")
    declare(house, MOVED)
    house.run()
    return house


def declare(house: House, anna: str, *more: str) -> None:
    house.now += timedelta(minutes=1)
    house.apply(*[anna if item == ANNA else item for item in EVERYTHING], *more)


def refused(house: House, text: str, post: str, minutes: float = 0, **changes: str) -> bool:
    """Whether a post of the old address leaves no word in any file."""
    house.ingest([line(f"Falke 2 {text}", "anna", minutes, id=post, **changes)])
    return house.holds(text) == []


def test_a_withdrawal_leaves_no_word_of_what_was_said_under_an_earlier_address(house: House) -> None:
    house.withdraw("anna")
    house.run()
    assert house.holds("STILLGESCHWIEGEN") == []
    (house.data / "search.db").unlink()
    house.run()
    assert house.holds("STILLGESCHWIEGEN") == []
    assert house.holds("BLEIBT")
    assert house.failures == []


def test_a_withdrawal_from_before_the_move_that_is_due_later_takes_both(house: House) -> None:
    house.withdraw("anna", house.now + timedelta(hours=2))
    declare(house, MOVED.replace("anna.new", "anna.newest"))
    house.ingest([line("Falke 2 STILLGESCHWIEGEN", id="a3", account="@anna.newest@social.example")])
    house.now += timedelta(hours=2)
    house.run()
    assert house.holds("STILLGESCHWIEGEN") == []


def test_a_post_of_an_earlier_address_that_is_deleted_is_taken_down_and_leaves_no_word(house: House) -> None:
    house.now += timedelta(hours=1)
    gone = (line("", id=number, minutes=90, kind="deleted", revision="gone") for number in ("a1", "a2"))
    house.ingest(gone)
    house.run()
    assert [one.status for one in house.alerts() if one.account_id == "anna"] == ["taken_down"]
    assert house.holds("STILLGESCHWIEGEN") == []
    assert house.holds("BLEIBT")


def test_of_an_earlier_address_nothing_but_deletions_is_taken_in(house: House) -> None:
    assert refused(house, "NACHGESCHOBEN", "a3")
    assert refused(house, "NACHGESCHOBEN", "a1", kind="edited", revision="2")
    assert refused(house, "NACHGESCHOBEN", "a1", kind="deleted", revision="gone")


def test_who_has_the_address_by_then_keeps_what_was_said_since(house: House) -> None:
    other = AGAIN.replace("2025-10-01T00:00:00Z", (NOON + timedelta(hours=2)).isoformat())
    house.now = NOON + timedelta(hours=2)
    declare(house, MOVED, other)
    house.now += timedelta(minutes=9)
    house.ingest([line("Falke 2 DANACH", id="c1", minutes=125)])
    house.run()
    house.withdraw("anna")
    house.run()
    assert house.holds("STILLGESCHWIEGEN") == []
    assert house.holds("DANACH")
    assert not refused(house, "WEITER", "c2", minutes=126)


def test_a_withdrawn_address_is_not_opened_by_another_id_with_the_consent_of_before(house: House) -> None:
    house.withdraw("anna")
    declare(house, MOVED, AGAIN)
    assert refused(house, "WIEDER", "a4")
    assert refused(house, "WIEDER", "a5", minutes=70)
    house.run()
    assert house.failures == []


def test_a_withdrawn_address_is_opened_under_another_id_by_a_consent_given_later(house: House) -> None:
    house.withdraw("anna")
    later = (house.now + timedelta(minutes=1)).isoformat()
    declare(house, MOVED, AGAIN.replace("2025-10-01T00:00:00Z", later))
    house.now += timedelta(minutes=9)
    assert refused(house, "WIEDER", "a4")
    assert not refused(house, "ERLAUBT", "a5", minutes=65)


def threads(house: House) -> list[str]:
    with house.opened() as installation:
        return [key for key in installation.log.state("detect") if key.startswith("thread/")]


def test_what_was_said_by_half_goes_with_a_withdrawal_and_stays_with_a_move(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.apply()
    house.ingest([line("249 €", "anna", id="a1", url="https://social.example/STILLGESCHWIEGEN"), line("249 €", "ben")])
    house.run()
    assert threads(house) == [f"thread/mastodon/{HANDLES[who]}" for who in ("anna", "ben")]
    declare(house, MOVED)
    house.run()
    assert len(threads(house)) == 2
    house.withdraw("anna")
    house.run()
    assert threads(house) == [f"thread/mastodon/{HANDLES['ben']}"]
    assert house.holds("STILLGESCHWIEGEN") == []
