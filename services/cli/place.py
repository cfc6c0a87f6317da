"""Where a command works: what the options in front of it said."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """The settings file and the data folder as given; None where nothing was said."""

    config: Path | None = None
    data: Path | None = None
