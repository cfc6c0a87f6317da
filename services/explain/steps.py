"""How the severity of an alert came about: a sentence for each code among its reasons."""

from collections.abc import Iterator
from typing import Final

from services.explain.view import View
from streams.detect.decide import CRITICAL, HEDGE_BITS, HEDGES, HIGH, LIKELY, SURE, confidence
from streams.events import Alert
from streams.registers import SEVERITIES, Severity

_EARNS: Final = frozenset({"raised:two_kinds_of_evidence", "raised:exact_anchored_term_by_near_author"})
_RAISES: Final = frozenset({*_EARNS, "raised:disguised"})
_SEVERITY: Final[dict[str, Severity]] = {level: level for level in SEVERITIES}


def steps(alert: Alert, view: View) -> tuple[str, ...]:
    """The steps in the order they were taken, then the result, and what its confidence is worth."""
    result = view.words.result.format(severity=view.words.severities[alert.severity])
    return (*_steps(alert, view), result, *(() if is_measured(alert) else (view.words.uncalibrated,)))


def is_measured(alert: Alert) -> bool:
    """Whether its confidence is the share of such alerts that people found right; else it is an order alone."""
    return any(code.startswith("calibrated:") for code in alert.reasons)


def sureness(alert: Alert, view: View) -> str:
    """How sure the evidence is, in a word."""
    unsure, likely, sure = view.words.sureness
    return sure if alert.confidence >= SURE else likely if alert.confidence >= LIKELY else unsure


def _steps(alert: Alert, view: View) -> Iterator[str]:
    capped = _capped(alert)
    for code in alert.reasons:
        if capped and _follows_cap(code):
            yield view.words.capped
            capped = False
        yield _step(code, alert, view)
    if capped:
        yield view.words.capped
    if alert.register.startswith("Policy/"):
        yield view.words.set_by_policy


def _follows_cap(code: str) -> bool:
    return code == "raised:verbatim" or (code.startswith("lowered:") and code != "lowered:unsure")


def _step(code: str, alert: Alert, view: View) -> str:
    words = view.words
    topic, _, value = code.partition(":")
    sentence = words.reasons.get(code) or words.reasons.get(topic if value else "", "")
    if not sentence:
        return words.unknown_step.format(code=code)
    severity = words.severities[_SEVERITY[value]] if value in _SEVERITY else value
    return sentence.format(value=value, severity=severity, steps=_steps_lowered(alert, view))


def _steps_lowered(alert: Alert, view: View) -> str:
    sure = _before_hedges(alert)
    return view.words.steps_unknown if sure is None else view.counted(_lowered(sure), view.words.steps)


def _lowered(sure: float | None) -> int:
    """By how many steps unsure evidence lowers; at most, where it is not known how sure it was."""
    return 1 if sure is not None and sure >= LIKELY else 2


def _before_hedges(alert: Alert) -> float | None:
    """How sure the evidence was when the severity was lowered for it; None where a hedge came upon a measured one."""
    if not any(f"lowered:{sign}" in alert.reasons for sign in HEDGES):
        return alert.confidence
    if is_measured(alert) or confidence(alert.bits) != alert.confidence:
        return None
    return confidence(alert.bits - HEDGE_BITS)


def _capped(alert: Alert) -> bool:
    """Whether the steps led to critical without what that takes; no code says so. Of a crisis the finding is enough."""
    impact = next((code.removeprefix("impact:") for code in alert.reasons if code.startswith("impact:")), "low")
    if alert.policy == "crisis" or impact not in SEVERITIES or not _EARNS.isdisjoint(alert.reasons):
        return False
    level = SEVERITIES.index(_SEVERITY[impact]) + sum(code in _RAISES for code in alert.reasons)
    level -= _lowered(_before_hedges(alert)) if "lowered:unsure" in alert.reasons else 0
    return level >= CRITICAL and SEVERITIES.index(alert.severity) <= HIGH
