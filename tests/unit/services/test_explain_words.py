"""Nothing that the detectors say is without words, in either language."""

import ast
import re
from dataclasses import fields, replace
from datetime import UTC
from itertools import product
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import streams.detect as detectors
from services.explain.languages import LANGUAGES
from services.explain.steps import steps
from services.explain.view import View
from services.explain.words import Words
from streams.detect import cues
from streams.detect.decide import Verdict, Weighed, weigh
from streams.detect.halves import HalfUse
from streams.detect.hedges import QUESTION
from streams.detect.term_notes import Changes
from streams.detect.term_patterns import PatternRole
from streams.detect.terms import View as TermView
from streams.events import ALERT_STATUSES, Alert, EvidenceKind
from streams.lessons import CalibrationPublished, CalibrationStep
from streams.registers import SEVERITIES, Need, Purpose
from streams.situation.severity import Phase
from tests.unit.services.explained import LATER, Desk
from tests.veltrona import NOON, post

BOTH = pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
HEDGES = (cues.DENIAL, cues.JOKE, cues.RUMOUR, QUESTION, "guessed")
PREFIX = re.compile(r"[a-z_]+:")
DETECTORS = sorted(Path(path) for folder in detectors.__path__ for path in Path(folder).glob("*.py"))


def an_alert() -> Alert:
    (found,) = Desk().post(post("Falke 2 kommt."))
    return found


def unknown(alert: Alert, words: Words) -> list[str]:
    sign = words.unknown_step.format(code="")
    return [step for step in steps(alert, View(words, LATER, UTC)) if sign in step]


@BOTH
def test_every_step_of_every_verdict_has_a_sentence(words: Words) -> None:
    alert = an_alert()
    flags = [field.name for field in fields(Weighed) if field.type == "bool" or field.type is bool]
    for impact, bits, hedged in product(SEVERITIES, (1.0, 6.8, 30.0), ((), HEDGES)):
        for values in product((False, True), repeat=len(flags)):
            given_ = Weighed(impact=impact, bits=bits, hedged=hedged, **dict(zip(flags, values, strict=True)))
            verdict = weigh(given_)
            judged = replace(alert, reasons=verdict.reasons, severity=verdict.severity, confidence=verdict.confidence)
            assert unknown(judged, words) == []


@pytest.mark.parametrize(
    ("bits", "hedged", "steps_said"),
    [(8, (), "1 step,"), (4, (), "2 steps,"), (8, ("negation",), "1 step,"), (4, ("rumour",), "2 steps,"),
     (8, ("guessed",), "1 step,")],
)  # fmt: skip
def test_how_far_unsure_evidence_lowered_is_said_as_it_was_before_a_hedge(
    bits: float, hedged: tuple[str, ...], steps_said: str
) -> None:
    verdict = weigh(Weighed(impact="critical", bits=bits, hedged=hedged))
    (said,) = [step for step in told_of(verdict) if "not quite sure" in step]
    assert said.startswith(f"Lowered {steps_said}")


def test_of_measured_confidence_beside_a_hedge_it_is_not_said_how_far_it_lowered() -> None:
    values = (CalibrationStep(bits=-50, confidence=0.1), CalibrationStep(bits=5, confidence=0.7))
    measured = CalibrationPublished(family="embargo", version=200, at=NOON, steps=values)
    verdict = weigh(Weighed(impact="critical", bits=8, hedged=("negation",)), measured)
    assert "Lowered 1 or 2 steps, because the evidence is not quite sure." in told_of(verdict)


def test_a_hedge_is_said_to_bound_what_may_have_been_low_without_it() -> None:
    told = told_of(weigh(Weighed(impact="low", bits=14, hedged=("negation", "guessed"))))
    assert told[1:3] == (
        "At most low, and less sure: the post denies it.",
        "At most low: it is only a guess that the term is meant.",
    )


def told_of(verdict: Verdict) -> tuple[str, ...]:
    """The steps of this verdict in English."""
    judged = replace(an_alert(), severity=verdict.severity, confidence=verdict.confidence, reasons=verdict.reasons,
                     bits=verdict.bits)  # fmt: skip
    return steps(judged, View(LANGUAGES["en"], LATER, UTC))


@BOTH
def test_every_phase_context_half_and_flood_has_a_sentence(words: Words) -> None:
    codes = ["role:none", "role:engineer", "near_author", "cue", "anchor", "thread", "ads_per_hour:7", "ads_per_day:25"]
    codes += [f"phase:{phase}" for phase in get_args(Phase)]
    codes += [f"thread:{use}" for use in get_args(HalfUse)]
    assert unknown(replace(an_alert(), reasons=(*codes, "line:6")), words) == []


def prefixes(source: str) -> set[str]:
    """What codes with a subject begin with, as the f-strings and constants of a module have them."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
            begun = str(node.values[0].value)
            if PREFIX.fullmatch(begun):
                found.add(begun.rstrip(":"))
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.fullmatch(r"[a-z_]+:[a-z_]+", node.value)
        ):
            found.add(node.value)
    return found


@BOTH
def test_every_code_that_stands_in_the_detectors_has_a_sentence(words: Words) -> None:
    known = {code.partition(":")[0] for code in words.reasons} | set(words.parts)
    for path in DETECTORS:
        for code in prefixes(path.read_text(encoding="utf-8")):
            assert code in words.reasons or code in known, f"{path.name}: {code}"


@BOTH
def test_kinds_statuses_needs_purposes_and_views_have_words(words: Words) -> None:
    assert set(words.kinds) == set(get_args(EvidenceKind))
    assert set(words.statuses) >= set(ALERT_STATUSES)
    assert set(words.gone_closed) >= set(ALERT_STATUSES) - {"open"}
    assert set(words.history_closed) >= set(ALERT_STATUSES) - {"open", "excepted"}
    assert set(words.needs) == set(get_args(Need))
    assert set(words.purposes) == set(get_args(Purpose))
    assert set(words.views) == set(get_args(TermView))
    assert set(get_args(PatternRole)) == {"term", "name", "incident"}  # another one wants a meaning in words


COUNTS = st.integers(0, 3)


@given(changes=st.builds(Changes, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, st.booleans(), COUNTS, COUNTS, st.booleans()))
def test_whatever_was_undone_in_a_text_has_a_sentence(changes: Changes) -> None:
    for words in LANGUAGES.values():
        for note in (*changes.notes(), "compound", "inflected"):
            assert re.sub(r"^\d+ ", "", note) in words.notes


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def texts(words: Words, name: str) -> dict[str, str]:
    value = getattr(words, name)
    if isinstance(value, str):
        return {name: value}
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    return {
        f"{name}.{key}.{n}": text
        for key, one in pairs
        for n, text in enumerate((one,) if isinstance(one, str) else one)
    }


def test_both_languages_fill_in_the_same() -> None:
    english, german = LANGUAGES["en"], LANGUAGES["de"]
    for field in fields(Words):
        ours, theirs = texts(english, field.name), texts(german, field.name)
        assert ours.keys() == theirs.keys()
        assert {key: placeholders(text) for key, text in ours.items()} == {
            key: placeholders(text) for key, text in theirs.items()
        }


def test_a_step_of_a_later_version_is_shown_as_it_is() -> None:
    desk = Desk()
    (alert,) = desk.post(post("Falke 2 kommt."))
    desk.store.put([replace(alert, status="superseded", reasons=("raised:something_new",))])
    assert "raised:something_new" in desk.shown(alert).steps[0]
