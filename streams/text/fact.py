"""A value that somebody wrote down: an amount of money, a share, a date, a measured quantity."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FactHit:
    """A value in a text: `text[start:end]` is its notation, `values` all that it can mean.

    Two notations are equal where their values meet: "1.299 €" means 1299 euros in German and 1.299 in English.
    """

    values: frozenset[str]
    start: int
    end: int
