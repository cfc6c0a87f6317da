"""Official texts that are newer than the situation they are put into."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from streams.events import OfficialPublished
from streams.registers import Crisis, Embargo
from streams.situation.model import OfficialText, Registers, Situation
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


def official_on(situation: Situation, entry: Embargo | Crisis) -> tuple[OfficialText, ...]:
    """What was officially said on an entry: by name, or by its company for all that it ever has.

    A statement often comes before the crisis is declared: what it says is no leak from when it was said.
    """
    kind = "Embargo" if isinstance(entry, Embargo) else "Crisis"
    by_company = situation.official.get(whole(entry.company), ())
    return (*situation.official.get(f"{kind}/{entry.id}", ()), *by_company)


def whole(company: str) -> str:
    """The name under which something is official for everything of a company."""
    return f"Company/{company}"


def concerned(registers: Registers, names: Sequence[str]) -> tuple[str, ...]:
    """The entries that these names mean, a company's being all that it has declared by now."""
    companies = {name for name in names if name.startswith(whole(""))}
    if not companies:
        return tuple(names)
    found = [f"Embargo/{one.id}" for one in registers.embargoes if whole(one.company) in companies]
    found += [f"Crisis/{one.id}" for one in registers.crises if whole(one.company) in companies]
    return tuple(sorted({*found, *(name for name in names if name not in companies)}))


def officially_said(emits: Iterable[Emit]) -> tuple[OfficialPublished, ...]:
    """The official texts among these."""
    return tuple(emit.event for emit in emits if isinstance(emit.event, OfficialPublished))
