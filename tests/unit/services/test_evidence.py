"""The evidence for moving a term: counted, bounded, and never of a person."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.adapters.memory_store import MemoryStore
from services.declare.evidence import Hits, evidence
from services.declare.precision import Precision
from streams.events import Alert, Evidence
from streams.registers import Embargo, Policy, RegisterEntry, Stage, Term
from streams.situation.entries import Signature, changed
from streams.situation.fold import History
from streams.trail import Decision, Verdict
from tests.contract.store_examples import AT, alert, decision

FALKE = Embargo(
    id="falke-2",
    company="v",
    title="",
    opens=AT,
    lifts=AT + timedelta(days=9),
    terms=(Term(text="Falke"), Term(text="Adler", stage="shadow")),
)
SIGNED = Signature(actor="mia", at=AT)


def history(*versions: RegisterEntry) -> History:
    return History(changed(entry, number, SIGNED) for number, entry in enumerate(versions, start=1))


def hit(name: str, *terms: str, version: int = 1, **changes: object) -> Alert:
    """An alert that rests on these terms."""
    found = (
        Evidence(kind="term", part="text", start=0, end=5, term=term, view="word", bits=10)
        for term in terms or ["Falke"]
    )
    return replace(alert(name), evidence=tuple(found), register_version=version, **changes)  # type: ignore[arg-type]


def found(alerts: Sequence[Alert], *decisions: Decision, by: History | None = None) -> dict[tuple[str, bool], Hits]:
    store = MemoryStore()
    store.put(alerts)
    store.record(decisions)
    rows = evidence(store, by or history(FALKE), "Embargo/falke-2")
    return {(one.term, one.shadow): one for one in rows}


def verdict(name: str, said: Verdict, hours: int = 0) -> Decision:
    return decision(f"{name}{said}{hours}", f"al_{name}", verdict=said, hours=hours)


def test_hits_are_counted_by_term_with_what_people_said() -> None:
    verdicts: tuple[Verdict, ...] = ("leak", "authorised", "public", "not_a_leak")
    alerts = [hit("a"), hit("b"), hit("c"), hit("d", "Falke", "Adler"), hit("e"), hit("f", status="excepted")]
    rows = found(alerts, *(verdict(name, said) for name, said in zip("abcd", verdicts, strict=True)))
    falke, adler = rows["Falke", False], rows["Adler", False]
    assert (falke.hits, falke.excepted, falke.precision) == (6, 1, Precision(3, 1))
    assert (adler.hits, adler.precision) == (1, Precision(0, 1))
    assert rows["Adler", True].hits == 0


def test_what_was_learned_is_no_term_with_hits_of_its_own() -> None:
    learned = Evidence(kind="learned", part="text", start=0, end=5, term="learned", view="word", bits=2.5)
    rows = found([replace(hit("a"), evidence=(*hit("a").evidence, learned))])
    assert set(rows) == {("Falke", False), ("Adler", True)}


def test_what_is_found_in_shadow_stands_apart() -> None:
    rows = found([hit("a", "Adler", shadow=True), hit("b", "Adler")], verdict("a", "leak"))
    assert (rows["Adler", True].hits, rows["Adler", True].precision) == (1, Precision(1, 0))
    assert (rows["Adler", False].hits, rows["Adler", False].precision) == (1, Precision())


def test_the_latest_verdict_holds_and_taking_an_alert_on_is_none() -> None:
    said = (verdict("a", "not_a_leak", 2), verdict("a", "leak", 1), verdict("a", "acknowledged", 3))
    assert found([hit("a")], *said)["Falke", False].precision == Precision(0, 1)


def test_a_decision_on_a_group_speaks_for_its_alerts_without_one_of_their_own_but_not_in_shadow() -> None:
    alerts = [hit("a"), hit("b"), hit("c", shadow=True)]
    rows = found(alerts, verdict("a", "leak"), decision("g", alerts[0].group, verdict="not_a_leak"))
    assert rows["Falke", False].precision == Precision(1, 1)
    assert rows["Falke", True].precision == Precision()


def test_only_what_the_term_found_as_it_is_declared_now_counts() -> None:
    weak = replace(FALKE, terms=(Term(text="Falke", needs=("cue",)), FALKE.terms[1]))
    moved = replace(weak, terms=(replace(weak.terms[0], stage="shadow"), weak.terms[1]))
    alerts = [hit("a", version=1), hit("b", version=2), hit("c", version=3), hit("d", "Adler", version=1)]
    rows = found(alerts, by=history(FALKE, weak, moved))
    assert rows["Falke", False].hits == 2
    assert rows["Adler", False].hits == 1


def test_a_policy_is_one_row_whatever_its_words() -> None:
    own = Policy(id="claim", title="", rule="words")
    store = MemoryStore()
    store.put([replace(hit("a", "list-1", "list-2"), register="Policy/claim")])
    rows = {one.register: one for one in evidence(store, history(own))}
    assert (rows["Policy/claim"].term, rows["Policy/claim"].hits) == ("", 1)
    assert rows["Policy/private-talk"].hits == 0
    assert "Policy/severity" not in rows


@pytest.mark.parametrize(
    ("stage", "dismissed", "proposed"), [("live", 9, ""), ("live", 10, "shadow, or needs: [cue]"), ("shadow", 99, "")]
)
def test_a_demotion_is_proposed_for_what_is_all_but_certainly_rarely_right(
    stage: Stage, dismissed: int, proposed: str
) -> None:
    row = Hits(register="Embargo/x", term="Falke", stage=stage, shadow=False, precision=Precision(0, dismissed))
    assert row.proposal == proposed


@pytest.mark.parametrize(
    ("confirmed", "dismissed", "low", "high"), [(0, 0, 0, 1), (1, 1, 0.0945, 0.9055), (81, 19, 0.7222, 0.8749)]
)
def test_the_bounds_are_those_of_wilson(confirmed: int, dismissed: int, low: float, high: float) -> None:
    assert Precision(confirmed, dismissed).bounds == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(
    ("confirmed", "dismissed", "chance"), [(0, 0, 0.2), (0, 9, 0.8926), (0, 10, 0.9141), (2, 1, 0.0272)]
)
def test_the_posterior_is_that_of_a_uniform_prior(confirmed: int, dismissed: int, chance: float) -> None:
    assert Precision(confirmed, dismissed).rarely_right == pytest.approx(chance, abs=1e-4)


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_bounds_hold_the_share_and_a_dismissal_more_never_speaks_for_a_term(confirmed: int, dismissed: int) -> None:
    now, worse = Precision(confirmed, dismissed), Precision(confirmed, dismissed + 1)
    low, high = now.bounds
    assert 0 <= low <= high <= 1
    if now.decided:
        assert low - 1e-9 <= confirmed / now.decided <= high + 1e-9
    assert 0 <= now.rarely_right <= worse.rarely_right + 1e-9 <= 1 + 2e-9
