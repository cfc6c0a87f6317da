"""The figures of the fault tests: each leaves a JSON file, and `python -m tests.faults` prints them as a table."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

FOLDER: Final = "FAULT_RESULTS"  # the variable that names the folder; without it nothing is kept
SIZE: Final = "FAULT_SIZE"  # the variable that says how many times larger the rounds are
_MOST_TOLD: Final = 100


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """How what was found differs from what an undisturbed run gives.

    missing: posts that were acknowledged, alerts and texts that are not there, or not as they should be. doubled:
    alerts and texts that an undisturbed run does not have. repeated: records of alerts that say again what was said,
    which nobody sees. which: what differs, in ids and statuses, for whoever reads why a test failed.
    """

    missing: int
    doubled: int
    repeated: int
    wrong_groups: int = 0
    which: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The counts."""
        return f"{self.missing} missing, {self.doubled} doubled, {self.wrong_groups} wrong groups"

    @property
    def clean(self) -> bool:
        """Whether all is as it would have been."""
        return not (self.missing or self.doubled or self.wrong_groups)


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What one fault did. stall: the longest time in seconds in which no alert came."""

    fault: str
    verdict: Verdict
    posts: int
    kills: int = 0
    stall: float | None = None
    seconds: float
    note: str = ""


def larger() -> int:
    """How many times larger than usual the rounds are to be."""
    return int(os.environ.get(SIZE, "1"))


def told(figures: Figures) -> None:
    """Print the figures, leave them in the folder of results, where one is named, and hold them to what is promised."""
    print(f"\n{line(figures)}")  # noqa: T201 - `pytest -s` shows it, and a failing test does
    if folder := os.environ.get(FOLDER):
        Path(folder).mkdir(parents=True, exist_ok=True)
        name = "-".join("".join(c if c.isalnum() else " " for c in figures.fault.lower()).split())
        (Path(folder) / f"{name}.json").write_bytes(msgspec.json.format(msgspec.json.encode(figures)))
    assert figures.verdict.clean, "\n".join((figures.fault, figures.verdict.told, *figures.verdict.which[:_MOST_TOLD]))


def line(figures: Figures) -> str:
    """The figures in one line."""
    return " | ".join(cell for cell in _cells(figures) if cell)


def table(folder: Path) -> str:
    """All figures in a folder as a table in Markdown."""
    decoder = msgspec.json.Decoder(Figures)
    rows = [_cells(decoder.decode(path.read_bytes())) for path in sorted(folder.glob("*.json"))]
    return "\n".join(f"| {' | '.join(row)} |" for row in [_HEAD, _RULE, *rows])


_HEAD: Final = ("fault", "posts", "kills", "missing", "doubled", "repeated", "longest stall", "test took", "besides")
_RULE: Final = ("---", *["---:"] * 7, "---")


def _cells(figures: Figures) -> Sequence[str]:
    stall = "" if figures.stall is None else f"{figures.stall:.1f} s"
    verdict = figures.verdict
    counts = (figures.posts, figures.kills, verdict.missing, verdict.doubled, verdict.repeated)
    return (figures.fault, *(f"{count:,}" for count in counts), stall, f"{figures.seconds:.0f} s", figures.note)
