"""How what is known in the end differs from what it must be: as counts, and told in ids and statuses."""

from collections.abc import Iterator, Sequence

import msgspec

from tests.faults.figures import Verdict
from tests.faults.outcome import Outcome, status_of


class _Named(msgspec.Struct, frozen=True):
    id: str


class _Said(msgspec.Struct, frozen=True):
    data: _Named


_SAID = msgspec.json.Decoder(_Said)


def compared(outcome: Outcome, expected: Outcome, lost: Sequence[bytes] = ()) -> Verdict:
    """How one outcome differs from another; the posts `lost` are missing besides."""
    missing = [*_lost(lost), *_wrong_alerts(outcome, expected), *_wrong_contents(outcome, expected)]
    doubled = [*_new_alerts(outcome, expected), *_new_contents(outcome, expected)]
    groups = outcome.groups.items() ^ expected.groups.items()
    return Verdict(
        missing=len(missing),
        doubled=len(doubled),
        repeated=outcome.repeated,
        wrong_groups=len(groups),
        which=(*missing, *doubled, *(f"group {key} is wrong" for key in sorted({key for key, _ in groups}))),
    )


def _lost(posts: Sequence[bytes]) -> Iterator[str]:
    return (f"post {_SAID.decode(post).data.id} is not in its topic" for post in posts)


def _wrong_alerts(outcome: Outcome, expected: Outcome) -> Iterator[str]:
    for version, value in expected.alerts.items():
        there = outcome.alerts.get(version)
        if there != value:
            stands = "missing" if there is None else f"{status_of(there)}, not {status_of(value)}"
            yield f"alert {' '.join(version)} is {stands}"


def _wrong_contents(outcome: Outcome, expected: Outcome) -> Iterator[str]:
    for key, value in expected.contents.items():
        if outcome.contents.get(key) != value:
            yield f"content {key} is {'another' if key in outcome.contents else 'missing'}"


def _new_alerts(outcome: Outcome, expected: Outcome) -> Iterator[str]:
    return (f"alert {' '.join(version)} is too much" for version in outcome.alerts.keys() - expected.alerts.keys())


def _new_contents(outcome: Outcome, expected: Outcome) -> Iterator[str]:
    return (f"content {key} is too much" for key in outcome.contents.keys() - expected.contents.keys())
