"""Prints how often the real posts of VORLAUT_BACKGROUND raise an alert."""

import sys

import click

from tests.end_to_end.background_run import run_background, table
from tests.end_to_end.posts_made_up import background_folder


def main() -> None:
    """Print the figures, and what was met in the posts; never a word of a post itself."""
    folder = background_folder()
    if folder is None:
        click.echo("Set VORLAUT_BACKGROUND to a folder with posts-*.ndjson.", err=True)
        sys.exit(2)
    run = run_background(folder)
    click.echo(table(run.figures))
    click.echo(f"refused: {run.refused}, dead letters: {run.dead_letters}")
    for alert in run.alerts:
        terms = ", ".join(f"{item.term} ({item.view})" for item in alert.evidence)
        click.echo(f"{alert.severity:<9} {alert.register:<22} {terms:<50} {alert.post.id}")


if __name__ == "__main__":
    main()
