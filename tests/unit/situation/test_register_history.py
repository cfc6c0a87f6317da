import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from streams.events import Event, OfficialPublished, RegisterChanged
from streams.registers import Account, Company, Crisis, Policy, RegisterEntry
from streams.situation.entries import Signature, changed, emit_of
from streams.situation.fold import History, fold, situation_of
from streams.situation.model import Situation
from streams.text.fold import word_view
from streams.text.shingles import shingle_digests

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
VELTRONA = Company(id="veltrona", names=("Veltrona",))
NEWS = Account(id="news", company="veltrona", platform="mastodon", account="@news", account_class="brand")
FIRE = Crisis(
    id="fire",
    company="veltrona",
    title="Fire",
    type="fire",
    opens=NOON,
    sites=("Werk Nord",),
    terms=("Brand",),
    statement="We are aware of the fire",
)
SPOKEN = OfficialPublished(id="of_1", at=NOON + HOUR, registers=("Crisis/fire",), digests=(1, 2))


def declared(entry: RegisterEntry, version: int = 1, at: datetime = NOON, actor: str = "mia") -> RegisterChanged:
    return changed(entry, version, Signature(actor=actor, at=at))


def holds(situation: Situation) -> object:
    """Everything in a situation, comparable."""
    registers = situation.registers
    return (
        dict(registers.companies),
        dict(registers.accounts),
        (registers.embargoes, registers.crises, registers.policies),
        dict(registers.versions),
        {name: [(one.at, one.digests) for one in texts] for name, texts in situation.official.items()},
    )


def test_the_latest_version_of_an_entry_holds() -> None:
    renamed = replace(VELTRONA, names=("Veltrona SE",))
    history = History([declared(renamed, 2), declared(VELTRONA, 1)])
    registers = history.situation().registers
    assert registers.companies == {"veltrona": renamed}
    assert registers.versions[("Company", "veltrona")] == 2
    assert [one.version for one in history.versions("Company", "veltrona")] == [1, 2]


def test_an_account_that_moved_is_found_under_its_new_name_only() -> None:
    moved = replace(NEWS, account="@veltrona")
    registers = fold([declared(NEWS), declared(moved, 2)]).registers
    assert (registers.account("mastodon", "@news"), registers.account("mastodon", "@veltrona")) == (None, moved)


def test_what_was_declared_by_an_instant_is_what_held_then() -> None:
    history = History([declared(VELTRONA), declared(replace(VELTRONA, names=("V",)), 2, NOON + HOUR), SPOKEN])
    assert history.at(NOON - HOUR).registers.companies == {}
    assert history.at(NOON).registers.companies["veltrona"].names == ("Veltrona",)
    assert history.at(NOON).official == {}
    assert holds(history.at(NOON + HOUR)) == holds(history.situation())


def test_the_registers_stay_the_same_object_while_only_official_texts_arrive() -> None:
    history = History([declared(FIRE)])
    before = history.situation()
    assert history.situation() is before
    history.add(SPOKEN)
    assert history.situation() is not before
    assert history.situation().registers is before.registers
    history.add(declared(NEWS))
    assert history.situation().registers is not before.registers


def test_a_repetition_changes_nothing() -> None:
    history = History([declared(FIRE), SPOKEN])
    before = history.situation()
    history.add(declared(FIRE))
    history.add(SPOKEN)
    assert history.situation() is before


def test_a_crisis_statement_is_official_from_the_opening_of_its_crisis() -> None:
    (statement, spoken) = fold([SPOKEN, declared(FIRE)]).official["Crisis/fire"]
    assert (statement.at, statement.digests) == (NOON, shingle_digests(word_view(FIRE.statement)))
    assert (spoken.at, spoken.digests) == (SPOKEN.at, frozenset({1, 2}))


def test_a_crisis_without_a_statement_has_no_official_text() -> None:
    assert situation_of([replace(FIRE, statement="")]).official == {}


def test_built_in_policies_hold_until_one_of_the_same_id_is_declared() -> None:
    assert "severity" in {policy.id for policy in situation_of([]).registers.policies}
    own = Policy(id="severity", title="Ours", rule="severity", version="7")
    registers = situation_of([own]).registers
    assert [policy for policy in registers.policies if policy.id == "severity"] == [own]
    assert registers.versions == {("Policy", "severity"): 1}


def test_entries_alone_make_the_same_situation_as_their_events() -> None:
    entries: list[RegisterEntry] = [VELTRONA, NEWS, FIRE]
    assert holds(situation_of(entries)) == holds(fold(declared(entry) for entry in entries))


def test_an_event_is_keyed_by_kind_id_and_version() -> None:
    assert emit_of(declared(FIRE, 3)).key == "Crisis/fire/3"


def test_other_events_and_empty_changes_are_passed_over() -> None:
    empty = replace(declared(FIRE), crisis=None)
    assert fold([empty]).registers.crises == ()


EVENTS: list[Event] = [
    *(declared(replace(VELTRONA, names=(f"V{n}",)), n % 3, NOON + n * HOUR, f"a{n}") for n in range(6)),
    *(declared(replace(NEWS, account=f"@{n % 2}", id=f"i{n % 3}"), n) for n in range(5)),
    declared(FIRE),
    SPOKEN,
    replace(SPOKEN, digests=(3,)),
]


@given(st.lists(st.sampled_from(EVENTS), max_size=30), st.randoms(use_true_random=False))
def test_the_situation_depends_on_the_set_of_events_alone(events: list[Event], chance: random.Random) -> None:
    again = [*events, *events[:3]]
    chance.shuffle(again)
    assert holds(fold(again)) == holds(fold(events))


class Disturbed(History):
    """A history to which another thread adds something while it is put together."""

    def latest(self) -> Iterator[RegisterChanged]:
        yield from tuple(super().latest())
        self.add(declared(FIRE))
        self.add(SPOKEN)


def test_what_is_added_while_others_ask_holds_for_whoever_asks_next() -> None:
    history = Disturbed([declared(VELTRONA)])
    assert history.situation().registers.crises == ()
    assert history.situation().registers.crises == (FIRE,)
    assert holds(history.situation()) == holds(fold([declared(VELTRONA), declared(FIRE), SPOKEN]))
    assert history.situation() is history.situation()
