"""`vorlaut policies test`: the cases of registers, judged."""

import sys
from pathlib import Path

import click

from services.cli.codes import WRONG_USE
from services.cli.place import Place
from streams.stage import CannotRun


@click.command("test")
@click.option(
    "--registers",
    type=click.Path(path_type=Path),
    help="The registers that hold, where they stand elsewhere than the cases.",
)
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE|FOLDER")
@click.pass_obj
def policy_test(place: Place, registers: Path | None, path: Path) -> None:
    """Judge the cases of policies, and those beside embargoes and crises; say which end otherwise.

    Cases are made-up posts and what must be found in them. Nothing is declared and nothing is kept. Exit code 2: a
    case ended otherwise than it says.
    """
    from services.declare.case_files import read_cases
    from services.declare.files import keys_of, read_registers
    from services.prove.prove import prove

    entries = read_registers(registers or path, secret=place.secret)
    found = read_cases(path, entries, elsewhere=registers is not None)
    keys = keys_of(entries, place.secret)
    total = sum(len(one.cases) for one in found)
    if not total:
        raise CannotRun(f"{path}: no cases in these files: a policy has `cases`, a document of the kind Cases too")
    failed = 0
    for cases in found:
        differences = list(prove(cases.cases, entries, keys))
        wrong = len({id(one.case) for one in differences})
        failed += wrong
        click.echo(f"{'FAILED' if wrong else 'ok':<8}{cases.title} ({len(cases.cases) - wrong} of {len(cases.cases)})")
        for one in differences:
            click.echo(f"  {one.case.place}: {one.case.note}\n    expected  {one.expected}\n    found     {one.found}")
    click.echo(f"{total} cases, {total - failed} as expected, {failed} otherwise")
    if failed:
        sys.exit(WRONG_USE)
