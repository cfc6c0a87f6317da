"""The first thing on the wall: in one sentence what is going on, and what is to be done now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.serve.words import Words
from streams.registers import SEVERITIES, Severity
from streams.triage import State

_ASKED: Final[Sequence[State]] = ("new", "escalated", "with_author")  # somebody waits for a person


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for a person: what, where one does it, and how bad the worst of it is."""

    text: str
    address: str
    worst: Severity | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """One sentence, and the tasks that follow from it, the most urgent first."""

    head: str
    tasks: Sequence[Task]
    calm: bool


def lead(
    crises: int,
    leaked: Sequence[str],
    waiting: Mapping[tuple[str, ...], int],
    words: Words,
    confirmed: Sequence[str] = (),
    *,
    unsure: bool = False,
) -> Lead:
    """`leaked` are the titles of embargoes with open alerts, `confirmed` of those of which people said so.

    `waiting` counts open alerts by state and severity. `unsure` is whether of some embargo so many alerts were closed
    that a leak may be among them: then it is not said that there is none.
    """
    going_on = {
        "crisis_on": crises,
        "confirmed_on": len(confirmed),
        "leaked_beside" if confirmed else "leaked_on": len(leaked),
        "open_on": sum(waiting.values()),
    }
    said = [words.counted(key, number) for key, number in going_on.items() if number]
    head = ", ".join(said)
    return Lead(
        head=f"{head[:1].upper()}{head[1:]}" if head else words["calm_but_closed" if unsure else "all_calm"],
        tasks=[*_looking(waiting, words), *_embargoes((*confirmed, *leaked), words)],
        calm=not said,
    )


def _looking(waiting: Mapping[tuple[str, ...], int], words: Words) -> Iterator[Task]:
    for state in _ASKED:
        counts = {severity: count for (of, severity), count in waiting.items() if of == state and count}
        if counts:
            worst = next(severity for severity in reversed(SEVERITIES) if severity in counts)
            text = words.counted(f"to_do_{state}", sum(counts.values()))
            yield Task(text, f"/alerts?status=open&state={state}", worst)


def _embargoes(leaked: Sequence[str], words: Words) -> Iterator[Task]:
    for title in leaked[:1]:  # one of which it is certain, then the one that ends first
        yield Task(words["to_do_embargo"].format(title=title), "/desk#embargoes")
