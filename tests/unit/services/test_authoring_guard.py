"""Which terms are refused, who may agree to them, and what is never refused."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.declare.confirm import HOLDS, ask, confirmed, digest_of
from services.declare.declare import plan
from services.declare.guard import Rated, Sample, cannot_wait, incidents, unconditional
from services.rescan.trial import Tried, retained, tried
from streams.identity import account_key
from streams.log.memory import MemoryLog
from streams.registers import Account, Consent, Crisis, Document, Embargo, RegisterEntry, Seal, Term
from streams.situation.diff import Change
from streams.situation.entries import Signature, changed
from streams.situation.fold import History
from streams.stage import CannotRun
from streams.topics import Emit
from tests.veltrona import NOON, post, situation

DAY = timedelta(days=1)
FALKE = Embargo(
    id="falke-2", company="veltrona", title="", opens=NOON - DAY, lifts=NOON + DAY,
    terms=(Term(text="Falke"), Term(text="Sperber", needs=("cue",))),
)  # fmt: skip
FIRE = Crisis(id="fire", company="veltrona", title="", type="", opens=NOON, sites=("Werk",), terms=("Brand", "smoke"))
ANNA = Account(
    id="anna", company="veltrona", platform="mastodon", account="@anna", account_class="employee",
    consent=Consent(since=NOON - DAY, notice="", purposes=("embargo",)),
)  # fmt: skip
MIA = Signature(actor="Mia", at=NOON, reason="launch")
LIFTED_AT = datetime(2025, 11, 20, 13, tzinfo=UTC)


def planned(*entries: RegisterEntry, held: tuple[RegisterEntry, ...] = ()) -> tuple[Change, ...]:
    return plan(History(changed(one, 1, MIA) for one in held), entries)


def rated(*samples: Sample, usual: float = 0.0, instead: Mapping[str, int] | None = None) -> Rated:
    assert instead is None
    return Rated(register="Embargo/x", text="Falke", samples=samples, usual=usual, instead={})


def kept(times: int, posts: int) -> Sample:
    return Sample("kept", times, posts)


@pytest.mark.parametrize(
    ("one", "refused"),
    [
        (rated(kept(37, 31_000)), True),
        (rated(kept(0, 31_000)), False),
        (rated(kept(1, 3_000)), False),  # one hit by chance
        (rated(kept(2, 200_000)), False),
        (rated(kept(2, 3_000)), True),
        (rated(kept(0, 0), usual=1e-4), True),  # the word lists stand in
        (rated(kept(0, 60_000), usual=1e-4), False),  # and give way to what was seen
        (rated(kept(0, 300), Sample("counted", 90, 300_000)), True),
        (rated(kept(0, 0)), False),
    ],
)
def test_a_term_is_refused_that_would_fire_too_often(one: Rated, *, refused: bool) -> None:
    assert one.too_often is refused


def test_only_new_terms_without_a_need_are_tried() -> None:
    assert [term.text for _, term in unconditional(planned(FALKE), NOON)] == ["Falke"]
    assert list(unconditional(planned(FALKE, held=(FALKE,)), NOON)) == []
    more = replace(FALKE, title="Launch", terms=(*FALKE.terms, Term(text="Adler")))
    assert [term.text for _, term in unconditional(planned(more, held=(FALKE,)), NOON)] == ["Adler"]
    weaker = replace(FALKE, terms=(Term(text="Falke", needs=("cue",)),))
    assert [term.text for _, term in unconditional(planned(FALKE, held=(weaker,)), NOON)] == ["Falke"]


def test_a_term_of_an_embargo_that_is_over_is_not_tried() -> None:
    assert list(unconditional(planned(FALKE), FALKE.lifts)) == []


def test_terms_of_an_embargo_that_begins_anew_after_its_end_are_tried() -> None:
    longer = replace(FALKE, lifts=FALKE.lifts + DAY)
    assert [term.text for _, term in unconditional(planned(longer, held=(FALKE,)), FALKE.lifts)] == ["Falke"]
    assert list(unconditional(planned(longer, held=(FALKE,)), NOON)) == []
    public = replace(FALKE, public_since=NOON)
    assert [term.text for _, term in unconditional(planned(FALKE, held=(public,)), NOON)] == ["Falke"]


def test_terms_of_a_sealed_embargo_and_terms_in_shadow_are_not_tried() -> None:
    sealed = replace(FALKE, sealed=Seal(key="k"))
    shadowed = replace(FALKE, terms=(Term(text="Falke", stage="shadow"),))
    assert list(unconditional(planned(sealed, replace(shadowed, id="other")), NOON)) == []


def test_words_of_a_crisis_are_looked_for() -> None:
    assert [word for _, word in incidents(planned(FIRE, FALKE))] == ["Brand", "smoke"]


def test_what_protects_or_ends_something_cannot_wait() -> None:
    withdrawn = replace(ANNA, consent=Consent(since=NOON - DAY, notice="", purposes=("embargo",), withdrawn=NOON))
    assert [cannot_wait(one) for one in planned(FIRE, FALKE, ANNA)] == [True, False, False]
    assert [cannot_wait(one) for one in planned(withdrawn, held=(ANNA,))] == [True]
    earlier, later = replace(FALKE, lifts=LIFTED_AT), replace(FALKE, lifts=NOON + 9 * DAY)
    loud = replace(earlier, terms=(Term(text="der"),))
    told = [cannot_wait(planned(one, held=(FALKE,))[0]) for one in (earlier, later, loud, FALKE)]
    assert told == [True, False, False, False]


class Desk:
    """A log in memory in which people ask for a digest."""

    def __init__(self) -> None:
        self.log = MemoryLog(lambda: NOON)

    def ask(self, actor: str = "Mia", at: datetime = NOON) -> None:
        ask(self.log, "abc", ["Embargo/x", "Embargo/x"], Signature(actor=actor, at=at, reason="launch"))

    def confirm(self, actor: str, wanted: str = "abc", at: datetime = NOON) -> Signature:
        return confirmed(self.log, "abc", wanted, Signature(actor=actor, at=at, reason="agreed"))


def test_a_second_person_confirms_and_both_are_on_record() -> None:
    desk = Desk()
    desk.ask()
    signed = desk.confirm("Ben")
    assert (signed.actor, signed.reason) == ("Mia, confirmed by Ben", "launch; agreed")


@pytest.mark.parametrize(
    ("actor", "wanted", "at", "told"),
    [
        ("Mia", "abc", NOON, "somebody else has to confirm"),
        (" mia ", "abc", NOON, "somebody else has to confirm"),
        ("Ben", "xyz", NOON, "something changed since"),
        ("Ben", "abc", NOON + HOLDS, "nobody asked"),
    ],
)
def test_nobody_confirms_alone_or_late_or_something_else(actor: str, wanted: str, at: datetime, told: str) -> None:
    desk = Desk()
    desk.ask()
    with pytest.raises(CannotRun, match=told):
        desk.confirm(actor, wanted, at)


def test_the_digest_stands_for_exactly_what_would_change() -> None:
    one = digest_of(planned(FALKE))
    assert one == digest_of(planned(FALKE, FIRE))  # a crisis was declared when it was asked for
    assert one != digest_of(planned(replace(FALKE, title="Launch")))
    assert digest_of(planned(FALKE, ANNA, held=(ANNA,))) == one


def test_the_digest_is_the_same_whatever_key_a_draft_was_read_with() -> None:
    drafts = [Document(name="a.md", sha256="00", words=3, key=key, quotes=key.encode()) for key in ("aa", "bb")]
    one, other = (digest_of(planned(replace(FALKE, documents=(draft,)))) for draft in drafts)
    assert one == other


def test_a_trial_counts_posts_in_which_a_term_would_have_fired_alone() -> None:
    texts = [
        "Der Falke kommt",
        "Falke, Marktstart im Mai",
        "Projekt Falke!",
        "Ein Brand in Halle 7",
        "Betriebsrat: Falke",
    ]
    log = MemoryLog(lambda: NOON)
    posts = [post(text, "ben", id=str(number), at=NOON - 400 * DAY) for number, text in enumerate(texts)]
    posts = [replace(one, at=NOON) for one in posts] + [post("Falke", "newsroom", id="n")]
    log.append([Emit("posts", account_key(one.platform, one.account), one) for one in posts])
    allowed = replace(FALKE, allowed=("newsroom",), opens=NOON + DAY, lifts=NOON + 2 * DAY)
    needs = (Term(text="Falke"), Term(text="Falke", needs=("cue",)), Term(text="Falke", needs=("anchor",)))
    trial = tried(retained(log), situation(), [*(Tried(allowed, one) for one in needs), Tried(FIRE, "Brand")])
    assert (trial.posts, trial.times, len(trial.fired)) == (6, (3, 2, 1, 1), 4)
