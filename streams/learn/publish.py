"""What a set of decisions gives to publish: the next version of a profile, the next of a calibration."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from streams.events import Alert
from streams.learn.isotonic import isotonic
from streams.learn.profile import Example, taught
from streams.learn.verdicts import TEACHES
from streams.lessons import CalibrationPublished, ProfilePublished
from streams.registers import Crisis
from streams.situation.learned import Learned, Published
from streams.topics import Emit
from streams.trail import Decision

ENOUGH: Final = 200  # decisions of a family, before its confidence is calibrated
EVERY: Final = 50  # further ones, after which it is calibrated anew


def profile_of(crisis: Crisis, version: int, examples: Sequence[Example], at: datetime) -> ProfilePublished:
    """The profile that rests on so many decisions, in force from `at` on."""
    found = taught(examples, crisis)
    return ProfilePublished(
        crisis=crisis.id, version=version, at=at, words=found.words, proposed=found.proposed,
        leaks=found.leaks, dismissed=found.dismissed,
    )  # fmt: skip


def calibration_of(family: str, decided: Sequence[tuple[Decision, Alert]], at: datetime) -> CalibrationPublished | None:
    """The calibration by the first 200, 250, 300 ... decided alerts; None before there are so many.

    `decided` is in the order of the decisions.
    """
    count = len(decided) - len(decided) % EVERY
    if count < ENOUGH:
        return None
    steps = isotonic((alert.bits, TEACHES[decision.verdict]) for decision, alert in decided[:count])
    return CalibrationPublished(family=family, version=count, at=at, steps=steps)


def unpublished(found: Iterable[Published], learned: Learned) -> list[Emit]:
    """Those of a later version than all that are published, keyed so that every version is kept."""
    emits = []
    for one in found:
        if isinstance(one, ProfilePublished):
            known: Iterable[Published] = learned.profiles.get(one.crisis, ())
            key = f"Profile/{one.crisis}/{one.version}"
        else:
            known, key = learned.calibrations.get(one.family, ()), f"Calibration/{one.family}/{one.version}"
        if one.version > max((before.version for before in known), default=0):
            emits.append(Emit("registers", key, one))
    return emits
