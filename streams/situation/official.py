"""Official texts that are newer than the situation they are put into."""

from collections.abc import Iterable
from dataclasses import replace

from streams.events import OfficialPublished
from streams.situation.model import OfficialText, Situation
from streams.topics import Emit


def with_official(situation: Situation, spoken: Iterable[OfficialPublished]) -> Situation:
    """The situation in which these texts are official too; the same object where there is none."""
    said = tuple(spoken)
    if not said:
        return situation
    texts = {register: list(known) for register, known in situation.official.items()}
    for event in said:
        for register in event.registers:
            texts.setdefault(register, []).append(OfficialText(event.at, frozenset(event.digests)))
    return replace(situation, official={register: tuple(known) for register, known in texts.items()})


def officially_said(emits: Iterable[Emit]) -> tuple[OfficialPublished, ...]:
    """The official texts among these."""
    return tuple(emit.event for emit in emits if isinstance(emit.event, OfficialPublished))
