"""How far confidence is from the share of alerts that are right, by severity, before and after decisions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

import click

from streams.events import Alert
from streams.learn.isotonic import isotonic
from streams.lessons import CalibrationPublished
from streams.registers import SEVERITIES
from streams.situation.learned import learned_from
from tests.evaluation.cases import DISTRACTORS, KINDS, Case, Lang, Scenario
from tests.evaluation.harbour.scenario import make as make_harbour
from tests.evaluation.judging import Ground
from tests.evaluation.orchard.scenario import make as make_orchard

EACH: Final = 30  # cases of each kind and language; of distractors ten times as many, as they are seldom found
LANGS: Final[tuple[Lang, ...]] = ("de", "en")
_FIRST: Final = datetime(2020, 1, 1, tzinfo=UTC)

Judged = Sequence[tuple[Alert, bool]]


def show_sureness() -> None:
    """Print it for each generator: half of the cases calibrate, the other half is measured on."""
    click.echo("")
    click.echo("Confidence less the share of alerts that are right, by severity (alerts), in points of 100")
    for name, scenario in (("harbour", make_harbour(1)), ("orchard", make_orchard(1))):
        cases = list(_cases(scenario))
        Random(1).shuffle(cases)
        with TemporaryDirectory() as home:
            ground = Ground(scenario, Path(home))
            teaching = _judged(ground, cases[::2])
            before = _judged(ground, cases[1::2])
            ground.situation = replace(ground.situation, learned=learned_from(_calibrations(teaching)))
            after = _judged(ground, cases[1::2])
        for when, judged in (("before", before), ("after", after)):
            click.echo(f"{name} {when:<8} {_errors(judged)}")


def _cases(scenario: Scenario) -> Iterator[Case]:
    for kind in KINDS:
        for lang in LANGS:
            yield from scenario.cases(kind, lang, 10 * EACH if kind in DISTRACTORS else EACH)


def _judged(ground: Ground, cases: Sequence[Case]) -> Judged:
    """Every alert, and whether it is of the register that was leaked, on a post that is no distractor."""
    found = [ground.judge(case) for case in cases]
    right = [(alert, one.case.kind not in DISTRACTORS) for one in found for alert in one.right]
    return [*right, *((alert, False) for one in found for alert in one.wrong)]


def _calibrations(judged: Judged) -> Iterator[CalibrationPublished]:
    families: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    for alert, right in judged:
        families[alert.policy].append((alert.bits, right))
    for family, points in families.items():
        yield CalibrationPublished(family=family, version=len(points), at=_FIRST, steps=isotonic(points))


def _errors(judged: Judged) -> str:
    bands: Mapping[str, list[tuple[float, bool]]] = {level: [] for level in SEVERITIES}
    for alert, right in judged:
        bands[alert.severity].append((alert.confidence, right))
    return "  ".join(f"{level} {_error(points)} ({len(points)})" for level, points in bands.items() if points)


def _error(points: Sequence[tuple[float, bool]]) -> str:
    sure, right = sum(one for one, _ in points), sum(right for _, right in points)
    return f"{100 * (sure - right) / len(points):+.1f}"
