"""Registers by stage: what is looked for so that people are told, and what is looked for only to be counted.

The two are compiled apart, so that what people are told cannot depend on what is in shadow: a term is also public for
drafts, takes up places in the bounded search, and makes others overlap.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from streams.registers import Embargo, Policy, Stage
from streams.situation.model import Registers, Situation

_LIVE: Final[tuple[Stage, ...]] = ("live",)
_SHADOW: Final[tuple[Stage, ...]] = ("shadow",)
_RUNS: Final[tuple[Stage, ...]] = ("live", "shadow")


@dataclass(frozen=True, eq=False, slots=True)
class Shadow:
    """What holds in shadow, as if it were live.

    `situation` has the embargoes with terms in shadow, with these and the live ones, and the policies in shadow.
    `sought` has nothing but those terms: a post in which none of them stands breaks no register in shadow.
    """

    situation: Situation
    sought: Registers


@dataclass(frozen=True, eq=False, slots=True)
class Staged:
    """What tells people, with nothing but live terms, and what is only counted; None where nothing is in shadow."""

    live: Situation
    shadow: Shadow | None


@lru_cache(maxsize=8)
def staged(situation: Situation) -> Staged:
    """A situation by stage; `live` is the same object where nothing in it is in another stage."""
    live, shadow, sought = _parted(situation.registers)
    return Staged(
        situation if live is situation.registers else replace(situation, registers=live),
        None if shadow is None else Shadow(replace(situation, registers=shadow), sought),
    )


@lru_cache(maxsize=8)
def _parted(registers: Registers) -> tuple[Registers, Registers | None, Registers]:
    """Live, in shadow, and what is sought in shadow: the same objects for the same registers."""
    live, nothing = registers, replace(registers, embargoes=(), drafted=(), crises=(), policies=())
    if any(term.stage != "live" for embargo in registers.embargoes for term in embargo.terms):
        live = replace(
            registers,
            embargoes=tuple(_reduced(embargo, _LIVE) for embargo in registers.embargoes),
            drafted=tuple(_reduced(embargo, _LIVE) for embargo in registers.drafted),
        )
    having = [one for one in registers.embargoes if any(term.stage == "shadow" for term in one.terms)]
    policies = tuple(_rules_in_shadow(registers.policies))
    if not having and all(policy.rule == "severity" for policy in policies):
        return live, None, nothing
    both = tuple(_reduced(embargo, _RUNS) for embargo in having)
    terms = tuple(replace(_reduced(embargo, _SHADOW), facts=(), documents=()) for embargo in having)
    shadow = replace(live, embargoes=both, crises=(), policies=policies)
    return live, shadow, replace(nothing, embargoes=terms)


def _reduced(embargo: Embargo, stages: Container[Stage]) -> Embargo:
    return replace(embargo, terms=tuple(term for term in embargo.terms if term.stage in stages))


def _rules_in_shadow(policies: Iterable[Policy]) -> Iterator[Policy]:
    """The rules in shadow as if they were live, and the table that weighs what is found."""
    for policy in policies:
        if policy.rule == "severity":
            yield policy
        elif policy.stage == "shadow":
            yield replace(policy, stage="live")
