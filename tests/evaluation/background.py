"""What the terms of a generator find in the real posts of VORLAUT_BACKGROUND, none of which is a leak of it.

Never prints a word of a post: only which term was met, and in which view.
"""

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from streams.events import Alert
from tests.end_to_end.background_run import Figures, table
from tests.end_to_end.posts_made_up import RealPost, background_folder, real_posts
from tests.evaluation.cases import Scenario
from tests.evaluation.harbour.scenario import make as make_harbour
from tests.evaluation.orchard.scenario import make as make_orchard
from tests.evaluation.trial import Trial

_GENERATORS: Final[Mapping[str, Callable[[int], Scenario]]] = {"harbour": make_harbour, "orchard": make_orchard}


@click.command()
@click.option("--generator", type=click.Choice(list(_GENERATORS)), default="harbour", show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(generator: str, seed: int) -> None:
    """Count false positives in 10,000 posts, German and English apart, with the bound that 95 % of luck allow."""
    folder = background_folder()
    if folder is None:
        click.echo("Set VORLAUT_BACKGROUND to a folder with posts-*.ndjson.", err=True)
        sys.exit(2)
    with TemporaryDirectory() as home:
        trial = Trial(_GENERATORS[generator](seed), Path(home), 1, real_posts(folder))
        raised = trial.raised
    click.echo(table(_figures(lang, trial.real, raised) for lang in sorted({post.lang for post in trial.real})))
    for post, alert in raised:
        terms = ", ".join(f"{item.term} ({item.view}: {'; '.join(item.notes)})" for item in alert.evidence)
        click.echo(f"{alert.severity:<9} {post.lang} {alert.register:<24} {terms} {post.id}")


def _figures(lang: str, posts: Sequence[RealPost], raised: Sequence[tuple[RealPost, Alert]]) -> Figures:
    severities = Counter(alert.severity for post, alert in raised if post.lang == lang)
    return Figures(lang, sum(post.lang == lang for post in posts), severities)


if __name__ == "__main__":
    main()
