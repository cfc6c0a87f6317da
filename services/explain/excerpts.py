"""A text with places in it marked, bounded: of a long one only what stands around the places is shown."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from services.explain.harmless import harmless
from services.explain.pieces import Excerpt, Run

WHOLE: Final = 600  # characters; a text no longer than this is shown whole
_BESIDE: Final = 160  # characters on each side of a place
_LONGEST: Final = 400  # characters of one place; of a longer one its two ends
_MOST: Final = 12  # stretches of one text
_AHEAD: Final = 20  # characters within which a stretch begins and ends at a space


class Mark(NamedTuple):
    """A place `text[start:end]` and its number."""

    start: int
    end: int
    number: int


def excerpts(title: str, text: str, marks: Iterable[Mark]) -> tuple[Excerpt, ...]:
    """The stretches of a text that hold these places; its beginning where there is none."""
    inside = [one for one in (_clipped(mark, len(text)) for mark in marks) if one.start < one.end]
    found = _stretches(text, inside)
    ends = [0, *(end for _, end in found)]
    return tuple(
        Excerpt(
            title=title,
            runs=tuple(_runs(text, start, end, inside)),
            before=start - ends[at],
            behind=len(text) - end if at == len(found) - 1 else 0,
        )
        for at, (start, end) in enumerate(found)
    )


def _clipped(mark: Mark, length: int) -> Mark:
    """A place within the text, also where its text is another than it should be."""
    return Mark(max(0, mark.start), min(mark.end, length), mark.number)


def _stretches(text: str, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    if len(text) <= WHOLE:
        return [(0, len(text))]
    if not marks:
        return [_at_spaces(text, 0, 2 * _BESIDE)]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(place for mark in marks for place in _around(text, mark)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [place for stretch in joined for place in _bounded(stretch)][:_MOST]


def _around(text: str, mark: Mark) -> Iterator[tuple[int, int]]:
    if mark.end - mark.start <= _LONGEST:
        yield _at_spaces(text, mark.start - _BESIDE, mark.end + _BESIDE)
    else:
        half = _LONGEST // 2
        yield _at_spaces(text, mark.start - _BESIDE, mark.start + half)
        yield _at_spaces(text, mark.end - half, mark.end + _BESIDE)


def _bounded(stretch: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The two ends of a stretch that many places together made too long."""
    start, end = stretch
    if end - start <= 4 * _LONGEST:
        yield stretch
    else:
        yield start, start + 2 * _LONGEST
        yield end - 2 * _LONGEST, end


def _at_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = max(0, start), min(len(text), end)
    early, late = text.find(" ", start, start + _AHEAD) if start else -1, text.rfind(" ", end - _AHEAD, end)
    return (early + 1 if early >= 0 else start), (late if late > start and end < len(text) else end)


def _runs(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Run]:
    cuts = {start, end, *(at for mark in marks for at in mark[:2] if start < at < end)}
    for first, last in pairwise(sorted(cuts)):
        numbers = tuple(sorted({mark.number for mark in marks if mark.start <= first and last <= mark.end}))
        yield Run(harmless(text[first:last]), numbers)
