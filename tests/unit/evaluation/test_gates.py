"""A small part of `make evaluate`: what even so few cases show to be below a gate fails here."""

import pytest

from tests.evaluation.figures import Figure, lower_bound, rate, share
from tests.evaluation.gates import GATES, KNOWN, Gate
from tests.evaluation.orchard.scenario import make
from tests.evaluation.table import LANGS, Row, line, measured
from tests.evaluation.trial import Trial

FEW = 25
QUICK = [gate for gate in GATES if gate.name.startswith(("L0", "L1", "L2", "L3", "quote", "crisis, from"))]


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(make(1), tmp_path_factory.mktemp("orchard"), FEW)


@pytest.mark.parametrize("gate", QUICK, ids=lambda gate: gate.name)
def test_no_gate_is_surely_missed(gate: Gate, trial: Trial) -> None:
    assert list(measured(gate, trial, None).faults(KNOWN, surely=True)) == []


def _row(value: float, *, gate: float = 90.0, least: bool = True, told: bool = False) -> Row:
    figures = {lang: Figure(value, value - 2, value + 2, 100) for lang in LANGS}
    return Row(Gate(name="x", measure=None, release=gate, best=99, least=least, told=told), figures, {})


def test_a_figure_below_its_gate_fails_unless_it_is_known() -> None:
    known = {("x", lang): "too few cases" for lang in LANGS}
    assert len(list(_row(89).faults({}))) == 2
    assert list(_row(89).faults(known)) == []
    assert _row(89).verdict("de", known) == "NOT met, known: too few cases"


def test_a_known_gap_that_is_met_fails() -> None:
    assert [fault for fault in _row(91).faults({("x", "de"): "old"}) if "KNOWN" in fault]


def test_what_a_busy_machine_changes_never_fails() -> None:
    assert list(_row(89, told=True).faults({})) == []


def test_surely_missed_is_what_even_the_bounds_miss() -> None:
    assert list(_row(89).faults({}, surely=True)) == []
    assert len(list(_row(87).faults({}, surely=True))) == 2
    assert len(list(_row(93, least=False).faults({}, surely=True))) == 2


def test_a_gate_is_proven_where_the_bounds_do_not_reach_over_it() -> None:
    assert _row(91).verdict("de", {}) == "met, not proven"
    assert _row(93).verdict("de", {}) == "met"


def test_what_could_not_be_measured_says_what_it_lacks() -> None:
    row = Row(Gate(name="x", measure=None, release=1, missing="set VORLAUT_BACKGROUND"), dict.fromkeys(LANGS), {})
    assert row.verdict("en", {}) == "not measured: set VORLAUT_BACKGROUND"
    assert list(row.faults({})) == []


def test_a_line_shows_both_languages() -> None:
    row = Row(_row(91).gate, _row(91).figures, dict.fromkeys(LANGS))
    assert line(row, {}).count("91.0 (89.0-93.0)") == 2


def test_every_known_gap_names_a_gate() -> None:
    assert {name for name, _ in KNOWN} <= {gate.name for gate in GATES}


def test_bounds_hold_the_figure() -> None:
    half = share(50, 100)
    none, some = rate(0, 10_000, 10_000), rate(3, 10_000, 10_000)
    assert half is not None
    assert half.low < half.value < half.high
    assert none is not None
    assert (none.value, none.low, round(none.high, 1)) == (0.0, 0.0, 3.0)  # the rule of three
    assert some is not None
    assert round(some.low, 2) == 0.82
    assert lower_bound(0) == 0.0
    assert share(0, 0) is None
