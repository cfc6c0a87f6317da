"""What the demo says at its end: what was found, what stayed silent and why, what to try next."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from services.demo.compare import Comparison, Row
from services.demo.explain import counted
from services.demo.templates import titles
from services.demo.words import Words


def summary(comparison: Comparison, words: Words, kept: Path | None) -> RenderableType:
    """For a person who has just watched."""
    rows = comparison.rows
    parts: list[RenderableType] = [
        Text(words.summary, "bold"),
        *_sentence(words.found_title, [row for row in rows if row.alerts], words, words.alerts_counted),
        *_list_of(words.silent_title, [row for row in rows if row.silent], words),
        *_sentence(words.refused_title, [row for row in rows if row.refused], words, words.posts_counted),
        Text(words.nothing_kept, "dim"),
        Text(),
        Text(verdict(comparison, words), "bold green" if not comparison.differences else "bold red"),
        *_heading(words.next_title),
        *(Text.assemble("  ", (command, "cyan"), f"\n      {what}") for command, what in words.next_steps),
    ]
    if kept:
        parts += [Text(), Text(words.kept.format(command=f"vorlaut --data {kept} alerts"))]
    return Group(*parts)


def verdict(comparison: Comparison, words: Words) -> str:
    """Whether all was as expected."""
    return words.differs if comparison.differences else words.all_found


def table(comparison: Comparison, words: Words) -> RenderableType:
    """Expected and found, kind by kind, and every difference."""
    grid = Table(box=None, pad_edge=False, header_style="bold")
    grid.add_column(words.kind)
    for column in (words.posts, words.expected, words.found, words.missing, words.unexpected):
        grid.add_column(column, justify="right")
    for row in comparison.rows:
        numbers = (row.posts, row.expected, row.found, row.missing, row.unexpected)
        grid.add_row(_title(row, words), *(str(number) if number else "·" for number in numbers))
    differences = (
        Text(f"\n{one.kind} {one.post}: “{one.text}”\n  {words.expected}: {_list(one.expected)}"
             f"\n  {words.found}: {_list(one.found)}")
        for one in comparison.differences
    )  # fmt: skip
    return Group(grid, *differences, Text(), Text(verdict(comparison, words), "bold"))


def _heading(title: str) -> Iterator[Text]:
    yield Text()
    yield Text(title, "bold")


def _sentence(title: str, rows: Sequence[Row], words: Words, noun: tuple[str, str]) -> Iterator[Text]:
    """How many of which kinds, in a sentence."""
    yield from _heading(title)
    numbers = [row.alerts or row.refused for row in rows]
    kinds = [
        f"{_title(row, words)} ({number})" if number > 1 else _title(row, words)
        for row, number in zip(rows, numbers, strict=True)
    ]
    yield Text(f"{counted(sum(numbers), noun)}: {', '.join(kinds)}.")


def _list_of(title: str, rows: Sequence[Row], words: Words) -> Iterator[RenderableType]:
    """How many of which kinds, each on a line."""
    yield from _heading(title)
    grid = Table(box=None, pad_edge=False, show_header=False)
    grid.add_column(justify="right", style="dim")
    grid.add_column()
    for row in rows:
        grid.add_row(f"  {row.posts}", _title(row, words))
    yield grid


def _title(row: Row, words: Words) -> str:
    title = titles()[row.kind]
    return title.de if words.lang == "de" else title.en


def _list(answers: Iterable[str]) -> str:
    return ", ".join(answers) or "-"
