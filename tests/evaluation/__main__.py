"""`make evaluate`: the gate table over two generators. Those of orchard judge; rules were tuned on harbour.

Ends with 1 where a gate is missed that is not known to be. `python -m tests.evaluation cases` shows single kinds.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Final

import click

from tests.end_to_end.posts_made_up import background_folder, real_posts
from tests.evaluation.cases import DISTRACTORS, KINDS, Scenario
from tests.evaluation.figures import share
from tests.evaluation.gates import GATES, KNOWN, WITHOUT_GATE
from tests.evaluation.harbour.scenario import make as make_harbour
from tests.evaluation.judging import Found
from tests.evaluation.orchard.scenario import make as make_orchard
from tests.evaluation.table import LANGS, heading, line, measured
from tests.evaluation.trial import Trial

_MAKERS: Final = {"harbour": make_harbour, "orchard": make_orchard}


@click.group(invoke_without_command=True)
@click.option("--number", default=300, show_default=True, help="Cases of each kind, language and generator.")
@click.option("--seed", default=1, show_default=True)
@click.pass_context
def main(context: click.Context, number: int, seed: int) -> None:
    """Measure, print every gate, and end with 1 where one is missed."""
    if context.invoked_subcommand:
        return
    began, busy = perf_counter(), process_time()
    folder = background_folder()
    real = real_posts(folder) if folder else []
    click.echo(f"{number} cases of each kind and language, seed {seed}; {len(real):,} real posts")
    click.echo(heading("orchard", "harbour"))
    with TemporaryDirectory() as home:
        made = {name: Trial(make(seed), _made(Path(home) / name), number, real) for name, make in _MAKERS.items()}
        faults = list(_judged(made))
    click.echo(f"\n{perf_counter() - began:.0f} seconds, {process_time() - busy:.0f} of them computing")
    for fault in faults:
        click.echo(fault, err=True)
    sys.exit(bool(faults))


def _judged(made: Mapping[str, Trial]) -> Iterator[str]:
    for gate in (*GATES, *WITHOUT_GATE):
        row = measured(gate, made["orchard"], made["harbour"])
        click.echo(line(row, KNOWN))
        yield from row.faults(KNOWN)


@main.command()
@click.option("--generator", type=click.Choice(list(_MAKERS)), default="harbour", show_default=True)
@click.option("--number", default=100, show_default=True, help="Cases of each kind and language.")
@click.option("--seed", default=1, show_default=True)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), default=KINDS, help="Only this; repeatable.")
@click.option("--misses", default=0, help="Show so many of the cases of each kind that went wrong. They are made up.")
def cases(generator: str, number: int, seed: int, kinds: Sequence[str], misses: int) -> None:
    """Of leaks the share that is found, of everything else the share that is too loud; to tune by."""
    scenario: Scenario = _MAKERS[generator](seed)
    with TemporaryDirectory() as home:
        trial = Trial(scenario, Path(home), number)
        for kind in kinds:
            found = {lang: trial.found(kind, lang) for lang in LANGS}
            click.echo(f"{kind:<30}" + "".join(f"{_share(kind, some):>20}" for some in found.values()))
            for told in [told for some in found.values() for told in _wrong(kind, some)][:misses]:
                click.echo(told)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _counts(kind: str, found: Found) -> bool:
    return found.too_loud if kind in DISTRACTORS else found.hit


def _share(kind: str, found: Sequence[Found]) -> str:
    return str(share(sum(_counts(kind, one) for one in found), len(found)))


def _wrong(kind: str, found: Sequence[Found]) -> Iterator[str]:
    """A leak that was missed, or a distractor that was too loud."""
    for one in found:
        if _counts(kind, one) == (kind in DISTRACTORS):
            loud = [(alert.register, alert.severity, [e.term for e in alert.evidence]) for alert in one.wrong]
            yield f"    {one.case.line['text']!r} wanted {one.case.expects}, found besides {loud}"


if __name__ == "__main__":
    main()
