"""Evidence to confidence and severity: additive bits, then probability times impact, each step named."""

from bisect import bisect_right
from dataclasses import dataclass

from streams.lessons import CalibrationPublished
from streams.registers import SEVERITIES, Severity

NEAR_BITS = 3.0
CUE_BITS = 3.0
ANCHOR_BITS = 3.0
HEDGE_BITS = -8.0
HEDGES = frozenset({"negation", "joke", "rumour", "question"})  # beside one of these most findings are no leak
EVEN_BITS = 6.0  # at so many bits a finding is as likely right as wrong; first value, until decisions calibrate it
SURE = 0.9
LIKELY = 0.6
LOW, MEDIUM, HIGH, CRITICAL = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What a verdict depends on. `impact` is the table's severity for this role, topic and phase."""

    impact: Severity
    bits: float
    two_kinds: bool = False
    anchored_near: bool = False
    place_and_incident: bool = False
    disguised: bool = False
    hedged: tuple[str, ...] = ()
    verbatim: bool = False
    only_retold: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """How bad, how sure, which steps led there, and what was weighed."""

    severity: Severity
    confidence: float
    reasons: tuple[str, ...]
    bits: float


def confidence(bits: float, calibration: CalibrationPublished | None = None) -> float:
    """The probability that a finding of this weight is right, as decisions say.

    Before there are enough of them, odds double with each bit beyond `EVEN_BITS`.
    """
    if calibration is not None and calibration.steps:
        step = bisect_right(calibration.steps, bits, key=lambda step: step.bits) - 1
        return calibration.steps[max(0, step)].confidence
    odds: float = 2.0 ** (bits - EVEN_BITS)
    return round(min(0.99, odds / (1 + odds)), 3)


def weigh(given: Weighed, calibration: CalibrationPublished | None = None) -> Verdict:
    """Severity is probability times impact; the probability by the calibration in force, where there is one.

    Two kinds of evidence, an exact anchored term by a near author, or disguise raise it one step; critical needs one
    of the first two, or the place and the incident of a crisis, which raise nothing. A strong term verbatim is at
    least medium; a draft told in other words, and nothing else, is at most that. Each of `hedged` leaves at most low,
    and is always named; negation, joke, rumour and question make the finding less sure, too.
    """
    sure = confidence(given.bits, calibration)
    level = SEVERITIES.index(given.impact)
    reasons = [f"impact:{given.impact}", *([f"calibrated:{calibration.version}"] if calibration else [])]
    if sure < SURE:
        level -= 1 if sure >= LIKELY else 2
        reasons.append("lowered:unsure")
    earned = given.two_kinds or given.anchored_near or given.place_and_incident
    for name, raises in (
        ("two_kinds_of_evidence", given.two_kinds),
        ("exact_anchored_term_by_near_author", given.anchored_near and not given.two_kinds),
        ("disguised", given.disguised),
    ):
        if raises:
            level += 1
            reasons.append(f"raised:{name}")
    level = min(level, CRITICAL if earned else HIGH)
    if given.verbatim and level < MEDIUM:
        level = MEDIUM
        reasons.append("raised:verbatim")
    if given.only_retold and level > MEDIUM:
        level = MEDIUM
        reasons.append("lowered:only_told_in_other_words")
    if given.hedged:
        level = LOW
    reasons += [f"lowered:{sign}" for sign in given.hedged]
    bits = given.bits + HEDGE_BITS * (not HEDGES.isdisjoint(given.hedged))
    return Verdict(SEVERITIES[max(level, LOW)], confidence(bits, calibration), tuple(reasons), bits)
