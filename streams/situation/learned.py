"""What decisions have taught, in dated versions: a post is judged by the one in force at its own time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from streams.codec import encode
from streams.lessons import CalibrationPublished, ProfilePublished

Published = ProfilePublished | CalibrationPublished
One = TypeVar("One", ProfilePublished, CalibrationPublished)


@dataclass(frozen=True, slots=True)
class Learned:
    """All versions by crisis and by family, in the order in which they come into force."""

    profiles: Mapping[str, tuple[ProfilePublished, ...]] = field(default_factory=dict)
    calibrations: Mapping[str, tuple[CalibrationPublished, ...]] = field(default_factory=dict)

    def profile(self, crisis: str, at: datetime) -> ProfilePublished | None:
        """The profile of a crisis in force at an instant."""
        return _in_force(self.profiles.get(crisis, ()), at)

    def calibration(self, family: str, at: datetime) -> CalibrationPublished | None:
        """The calibration of a family in force at an instant."""
        return _in_force(self.calibrations.get(family, ()), at)


NOTHING_LEARNED = Learned()


def learned_from(published: Iterable[Published]) -> Learned:
    """What was published, in whatever order it came and however often.

    Of two with one version the one in force first holds: a process that was killed may have published it again.
    """
    profiles: dict[str, dict[int, ProfilePublished]] = {}
    calibrations: dict[str, dict[int, CalibrationPublished]] = {}
    for one in published:
        if isinstance(one, ProfilePublished):
            _keep(profiles.setdefault(one.crisis, {}), one)
        else:
            _keep(calibrations.setdefault(one.family, {}), one)
    return Learned(
        {crisis: _in_order(versions) for crisis, versions in profiles.items()},
        {family: _in_order(versions) for family, versions in calibrations.items()},
    )


def _keep(versions: dict[int, One], one: One) -> None:
    known = versions.setdefault(one.version, one)
    versions[one.version] = min(known, one, key=lambda each: (each.at, encode(each)))


def _in_order(versions: Mapping[int, One]) -> tuple[One, ...]:
    return tuple(sorted(versions.values(), key=lambda one: (one.at, one.version)))


def _in_force(versions: tuple[One, ...], at: datetime) -> One | None:
    return next((one for one in reversed(versions) if one.at <= at), None)
