"""What the console says, as one form for all languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

Lang = Literal["de", "en"]
LANGS: Final[tuple[Lang, ...]] = get_args(Lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Sentences of one language by key, and names of what has names. Braces are filled in where they are used."""

    lang: Lang
    said: Mapping[str, str]
    severities: Mapping[str, str]
    states: Mapping[str, str]
    verdicts: Mapping[str, str]
    statuses: Mapping[str, str]
    roles: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        """A sentence. KeyError for one that does not exist: a test reads every page in every language."""
        return self.said[key]

    def counted(self, key: str, number: int) -> str:
        """A sentence about a number: the singular under `key`, the plural under `key` + "s"."""
        return self.said[key if number == 1 else f"{key}s"].format(n=number)
