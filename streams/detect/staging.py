"""Registers by stage: what is looked for so that people are told, and what is looked for only to be counted.

The two are compiled apart, so that what people are told cannot depend on what is in shadow: a term is also public for
drafts, takes up places in the bounded search, and makes others overlap.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from streams.registers import Embargo, Policy, Stage
from streams.situation.model import Registers

_LIVE: Final[tuple[Stage, ...]] = ("live",)
_RUNS: Final[tuple[Stage, ...]] = ("live", "shadow")


@dataclass(frozen=True, eq=False, slots=True)
class Staged:
    """What tells people, and what is only counted.

    `live` has nothing but live terms. `shadow` has the embargoes with terms in shadow, with these and the live ones,
    and the policies in shadow, as if all that were live; None where nothing is in shadow.
    """

    live: Registers
    shadow: Registers | None


@lru_cache(maxsize=8)
def staged(registers: Registers) -> Staged:
    """These registers by stage; `live` is the same object where nothing in them is in another stage."""
    live = registers
    if any(term.stage != "live" for embargo in registers.embargoes for term in embargo.terms):
        live = replace(
            registers,
            embargoes=tuple(_reduced(embargo, _LIVE) for embargo in registers.embargoes),
            drafted=tuple(_reduced(embargo, _LIVE) for embargo in registers.drafted),
        )
    return Staged(live, _shadow(live, registers))


def _shadow(live: Registers, registers: Registers) -> Registers | None:
    embargoes = tuple(
        _reduced(embargo, _RUNS)
        for embargo in registers.embargoes
        if any(term.stage == "shadow" for term in embargo.terms)
    )
    policies = tuple(_policies(registers.policies))
    if not embargoes and all(policy.rule == "severity" for policy in policies):
        return None
    return replace(live, embargoes=embargoes, crises=(), policies=policies)


def _reduced(embargo: Embargo, stages: Container[Stage]) -> Embargo:
    return replace(embargo, terms=tuple(term for term in embargo.terms if term.stage in stages))


def _policies(policies: Iterable[Policy]) -> Iterable[Policy]:
    """The rules in shadow as if they were live, and the table that weighs what is found."""
    for policy in policies:
        if policy.rule == "severity":
            yield policy
        elif policy.stage == "shadow":
            yield replace(policy, stage="live")
