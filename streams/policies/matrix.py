"""The purpose matrix: what a class of accounts may be looked at for at all."""

from typing import Final

from streams.registers import AccountClass, Purpose

MATRIX: Final[dict[AccountClass, tuple[Purpose, ...]]] = {
    "employee": ("embargo", "crisis"),
    "brand": ("embargo", "crisis", "brand-hygiene"),
}
