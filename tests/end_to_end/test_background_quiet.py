"""Real posts that are no leak stay quiet."""

from collections import Counter

import click
import pytest

from tests.end_to_end.background_run import Figures, run_background, table, upper_bound
from tests.end_to_end.posts_made_up import background_folder

NOT_RUN = "background: not run, VORLAUT_BACKGROUND names no folder with real posts"


def test_no_real_post_raises_a_high_or_critical_alert(capsys: pytest.CaptureFixture[str]) -> None:
    folder = background_folder()
    run = run_background(folder) if folder else None
    with capsys.disabled():
        click.echo(f"\n{table(run.figures) if run else NOT_RUN}")
    if run is None:
        pytest.skip(NOT_RUN)
    assert (run.refused, run.dead_letters) == (0, 0)
    assert sum(item.posts for item in run.figures) > 20_000
    assert [item.loud for item in run.figures] == [0 for _ in run.figures]


@pytest.mark.parametrize(("events", "bound"), [(0, 3.00), (1, 4.74), (5, 10.51), (50, 63.29)])
def test_an_upper_bound_is_that_of_the_poisson_table(events: int, bound: float) -> None:
    assert upper_bound(events) == pytest.approx(bound, abs=0.005)


def test_the_figures_say_what_is_sure_and_not_only_what_was_seen() -> None:
    shown = table([Figures("de", 10_000, Counter({"low": 1}))])
    assert "0.00 (at most 3.00)" in shown
    assert "1.00 (at most 4.74)" in shown
