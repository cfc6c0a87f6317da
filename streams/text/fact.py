"""A value that somebody wrote down: an amount of money, a share, a date, a measured quantity."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_ALIKE: Final = {0x131: "i", 0x17F: "s", 0x307: None}  # what patterns take for i and s, case aside, and `lower` keeps


@dataclass(frozen=True, slots=True)
class FactHit:
    """A value in a text: `text[start:end]` is its notation, `values` all that it can mean.

    Two notations are equal where their values meet: "1.299 €" means 1299 euros in German and 1.299 in English.
    """

    values: frozenset[str]
    start: int
    end: int


def caseless(name: str) -> str:
    """A name that was found whatever its case, as it is listed."""
    return name.lower().translate(_ALIKE)


def any_of(names: Iterable[str]) -> str:
    """A pattern for any of these names, the longest first. `_` is a space, a hyphen or nothing; words end as words do.

    Names are grouped by their first letters, so that few are tried at each place.
    """
    ordered = sorted(names, key=len, reverse=True)
    groups: dict[str, list[str]] = {}
    for name in ordered:
        groups.setdefault(re.escape(name[0].lower()), []).append(_rest(name))
    return "|".join(f"{initial}(?:{'|'.join(rests)})" for initial, rests in groups.items())


def _rest(name: str) -> str:
    return re.escape(name[1:]).replace("_", r"[\s-]?") + (r"(?!\w)" if name[-1].isalpha() else "")
