"""`make evaluate`: what is found of the leaks of two generators, and where it is too loud; German and English apart."""

from collections.abc import Iterator, Sequence
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from tests.evaluation.cases import DISTRACTORS, KINDS, TERM_LEAKS, Lang, Scenario
from tests.evaluation.harbour.scenario import make as make_harbour
from tests.evaluation.judging import Found, Ground
from tests.evaluation.orchard.scenario import make as make_orchard

LANGS: Final[tuple[Lang, ...]] = ("de", "en")
_SURE: Final = 1.96  # standard deviations that hold 95 %


@click.command()
@click.option("--number", default=100, show_default=True, help="Cases of each kind, language and generator.")
@click.option("--seed", default=1, show_default=True)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), default=KINDS, help="Only this; repeatable.")
@click.option("--misses", default=0, help="Show so many of the cases of each kind that went wrong. They are made up.")
def main(number: int, seed: int, kinds: Sequence[str], misses: int) -> None:
    """Measure. Of a leak the share that is found is shown, of everything else the share that is too loud."""
    scenarios: dict[str, Scenario] = {"harbour": make_harbour(seed), "orchard": make_orchard(seed)}
    heads = [f"{name} {lang}" for name in scenarios for lang in LANGS]
    click.echo(f"{'% (95 %)':<30}" + "".join(f"{head:>20}" for head in heads))
    with TemporaryDirectory() as home:
        exact: dict[str, list[bool]] = {head: [] for head in heads}
        grounds = {name: Ground(scenario, _made(Path(home) / name)) for name, scenario in scenarios.items()}
        for kind in kinds:
            found = [
                [grounds[name].judge(case) for case in scenario.cases(kind, lang, number)]
                for name, scenario in scenarios.items()
                for lang in LANGS
            ]
            click.echo(f"{kind:<30}" + "".join(f"{_share(kind, some):>20}" for some in found))
            for line in list(_wrong(kind, found))[:misses]:
                click.echo(line)
            if kind in TERM_LEAKS:
                for head, some in zip(heads, found, strict=True):
                    exact[head] += [one.exact for one in some if one.hit]
        click.echo(f"{'places exact, of terms found':<30}" + "".join(f"{_exact(told):>20}" for told in exact.values()))


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def is_wrong(kind: str, found: Found) -> bool:
    """A leak that was missed, or a distractor that was too loud."""
    return found.too_loud if kind in DISTRACTORS else not found.hit


def _share(kind: str, found: Sequence[Found]) -> str:
    count = sum(is_wrong(kind, one) for one in found)
    low, high = bounds(count if kind in DISTRACTORS else len(found) - count, len(found))
    share = count if kind in DISTRACTORS else len(found) - count
    return f"{100 * share / len(found):.1f} ({100 * low:.1f}-{100 * high:.1f})"


def _exact(told: Sequence[bool]) -> str:
    if not told:
        return "-"
    low, high = bounds(sum(told), len(told))
    return f"{100 * sum(told) / len(told):.1f} ({100 * low:.1f}-{100 * high:.1f})"


def bounds(count: int, of: int) -> tuple[float, float]:
    """The 95 % bounds of a share (Wilson 1927)."""
    share, spread = count / of, _SURE**2 / of
    middle = (share + spread / 2) / (1 + spread)
    half = _SURE * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def _wrong(kind: str, found: Sequence[Sequence[Found]]) -> Iterator[str]:
    for some in found:
        for one in some:
            if is_wrong(kind, one):
                loud = [(alert.register, alert.severity, [e.term for e in alert.evidence]) for alert in one.wrong]
                yield f"    {one.case.line['text']!r} wanted {one.case.expects}, found besides {loud}"


if __name__ == "__main__":
    main()
