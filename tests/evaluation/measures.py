"""What the gates ask for: functions from a trial and a language to a figure, None where it cannot be measured."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from streams.registers import SEVERITIES, Severity
from tests.end_to_end.background_run import upper_bound
from tests.evaluation.attack import attacked
from tests.evaluation.cases import DISTRACTORS, OTHER_LEAKS, TERM_LEAKS, Lang
from tests.evaluation.figures import Figure, bounds, lower_bound, rate, share
from tests.evaluation.trial import CORPORATE, Quiet, Trial

Measure = Callable[[Trial, Lang], Figure | None]
_BUDGET: Final = 5 / 1_000  # alerts a post
_FEWEST: Final = 50  # alerts of a severity, to say how well it is calibrated
_LEAKS: Final = (*TERM_LEAKS, *OTHER_LEAKS)


def recall(kind: str) -> Measure:
    """Leaks of this kind that are found, in per cent."""

    def measure(trial: Trial, lang: Lang) -> Figure | None:
        found = trial.found(kind, lang)
        return share(sum(one.hit for one in found), len(found))

    return measure


def too_loud(kind: str) -> Measure:
    """Posts of this kind that raise an alert, or one above what is allowed, in per cent."""

    def measure(trial: Trial, lang: Lang) -> Figure | None:
        found = trial.found(kind, lang)
        return share(sum(one.too_loud for one in found), len(found))

    return measure


def attack_recall(percent: int) -> Measure:
    """Plain leaks found where so many per cent of the letters of the whole post were replaced by look-alikes.

    Of those found in plain letters, by a term that counts by itself: else a launch cue would have to be read, too.
    """

    def measure(trial: Trial, lang: Lang) -> Figure | None:
        found = [one.case for one in trial.found("L0", lang) if trial.ground.is_strong(one)]
        return share(sum(trial.ground.judge(attacked(case, percent)).hit for case in found), len(found))

    return measure


def retellings(drafts: int) -> Measure:
    """Retellings found where so many drafts are declared, in per cent."""

    def measure(trial: Trial, lang: Lang) -> Figure | None:
        found = trial.retold(drafts, lang)
        return share(sum(found), len(found))

    return measure


def false_retellings(drafts: int) -> Measure:
    """Real posts taken for a quote or a retelling of so many drafts, of 10,000."""

    def measure(trial: Trial, lang: Lang) -> Figure | None:
        return rate(*trial.taken_for_retellings(drafts, lang), per=10_000)

    return measure


def posts_until_alert(trial: Trial, lang: Lang) -> Figure | None:
    """How many posts about a crisis there are up to the first alert on it: the 95th percentile.

    The posts about each crisis come in the order they were written in, and it begins anew after each alert. The
    bounds are those of a share of 95 in 100 of these waits.
    """
    waits, waiting = list[int](), Counter[str | None]()
    for one in trial.found("crisis", lang):
        waiting[one.case.expects] += 1
        if one.hit:
            waits.append(waiting.pop(one.case.expects))
    waits.sort()
    if not waits:
        return None
    low, high = bounds(0.95 * len(waits), len(waits))
    value, least, most = (float(waits[min(len(waits) - 1, int(part * len(waits)))]) for part in (0.95, low, high))
    return Figure(value, least, most, len(waits))


def false_alerts(*severities: Severity) -> Measure:
    """Alerts of these severities on real posts, of 10,000."""

    def measure(trial: Trial, lang: Lang) -> Figure | None:
        quiet = trial.quiet(lang)
        if quiet is None:
            return None
        return rate(sum(alert.severity in severities for alert in quiet.alerts), quiet.posts, 10_000)

    return measure


def corporate_alerts(trial: Trial, lang: Lang) -> Figure | None:
    """Findings on everyday posts about work, of 1,000."""
    quiet = _corporate(trial, lang)
    return rate(len(quiet.alerts), quiet.posts, 1_000)


def _corporate(trial: Trial, lang: Lang) -> Quiet:
    found = trial.found(CORPORATE, lang)
    return Quiet(len(found), tuple(alert for one in found for alert in one.wrong))


def precision(one_in: int) -> Measure:
    """How many of 100 alerts are leaks, where one post in so many is and five alerts in 1,000 posts can be looked at.

    Leaks are of all kinds alike, the others real posts, or everyday ones about work where there are no real ones. If
    there are more alerts than can be looked at, those of the highest severity are. The bounds hold those of how often
    the others raise an alert, what is above the count taken to be of high severity.
    """

    def measure(trial: Trial, lang: Lang) -> Figure | None:
        leaks = [one for kind in _LEAKS for one in trial.found(kind, lang)]
        caught = {
            name: number / len(leaks) for name, number in Counter(one.severity for one in leaks if one.hit).items()
        }
        quiet = trial.quiet(lang) or _corporate(trial, lang)
        events = Counter(alert.severity for alert in quiet.alerts)
        most, least = upper_bound(len(quiet.alerts)), lower_bound(len(quiet.alerts))
        worst = {**events, "high": events["high"] + most - len(quiet.alerts)}
        best = {name: number * least / len(quiet.alerts) for name, number in events.items()}
        value, low, high = (
            _precise(1 / one_in, caught, {name: number / quiet.posts for name, number in some.items()})
            for some in (events, worst, best)
        )
        return Figure(value, low, high, quiet.posts).scaled(100)

    return measure


def _precise(prevalence: float, caught: dict[Severity, float], false: dict[Severity, float]) -> float:
    right = raised = 0.0
    for name in reversed(SEVERITIES):
        leaks, others = prevalence * caught.get(name, 0.0), (1 - prevalence) * false.get(name, 0.0)
        looked_at = min(1.0, (_BUDGET - raised) / (leaks + others)) if leaks + others else 0.0
        right, raised = right + leaks * looked_at, raised + (leaks + others) * looked_at
    return right / raised if raised else 0.0


def exact_places(trial: Trial, lang: Lang) -> Figure | None:
    """Of the terms found, those of which the places are right to the character, in per cent."""
    told = [one.exact for kind in TERM_LEAKS for one in trial.found(kind, lang) if one.hit]
    return share(sum(told), len(told))


def calibration_error(severity: Severity) -> Measure:
    """How far the confidence of alerts of this severity is from how often they are right, as a fraction.

    Over leaks and everything else in equal number, each kind alike.
    """

    def measure(trial: Trial, lang: Lang) -> Figure | None:
        sums: defaultdict[str, float] = defaultdict(float)
        count = 0
        for weight, sure, right in _verdicts(trial, lang, severity):
            sums["of"] += weight
            sums["sure"] += weight * sure
            sums["right"] += weight * right
            count += 1
        if count < _FEWEST:
            return None
        told, held = sums["sure"] / sums["of"], sums["right"] / sums["of"]
        low, high = bounds(held * count, count)
        return Figure(
            abs(told - held), max(0.0, low - told, told - high), max(abs(told - low), abs(told - high)), count
        )

    return measure


def _verdicts(trial: Trial, lang: Lang, severity: Severity) -> Iterator[tuple[float, float, bool]]:
    """The alerts of this severity: their weight, their confidence, and whether they are right."""
    for kinds in (_LEAKS, DISTRACTORS):
        for kind in kinds:
            found = trial.found(kind, lang)
            weight = 1 / (len(kinds) * len(found))
            for one in found:
                for right, alerts in ((True, one.right), (False, one.wrong)):
                    yield from ((weight, alert.confidence, right) for alert in alerts if alert.severity == severity)
