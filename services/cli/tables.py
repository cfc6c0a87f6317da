"""Tables: drawn on a terminal, plain lines in a pipe."""

import sys
from collections.abc import Iterable, Sequence

import click


def show_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, nothing: str) -> None:
    """Print rows under their columns: aligned on a terminal, with a tab between cells in a pipe.

    `nothing` is said, on standard error, where there is no row.
    """
    found = list(rows)
    if not found:
        click.echo(nothing, err=True)
    elif sys.stdout.isatty():
        _draw(columns, found)
    else:
        for row in (columns, *found):
            click.echo("\t".join(" ".join(cell.split()) for cell in row))


def _draw(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(cell, overflow="fold") for cell in row))  # an id that is cut off is of no use
    Console().print(table)
