"""Where a command works: what the options in front of it said."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """The settings file and the data folder as given; None where nothing was said."""

    config: Path | None = None
    data: Path | None = None

    def secret(self) -> bytes | None:
        """The key of what is sealed, as the settings name it; they are read when it is asked for."""
        from services.settings import load_settings

        return load_settings(self.config, {"data": self.data and str(self.data)}).seal.secret()
