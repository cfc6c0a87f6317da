"""The command `vorlaut`: every sub-command, and what its errors mean to a script."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from services.cli.codes import TOO_MANY_DEAD, UNREACHABLE, WRONG_USE
from services.cli.lazily import LazyGroup
from services.cli.place import Place
from streams.dead_letters import TooManyDead
from streams.stage import CannotRun, Unavailable

COMMANDS = {
    "accounts": "services.cli.registers:accounts",
    "alerts": "services.cli.alerts:alerts",
    "apply": "services.cli.registers:apply",
    "audit": "services.cli.audit:audit",
    "backup": "services.cli.backup:backup",
    "channels": "services.cli.channels:channels",
    "check": "services.cli.check:check",
    "console": "services.cli.console:console",
    "correlate": "services.cli.workers:correlate",
    "crisis": "services.cli.registers:crisis",
    "dead-letters": "services.cli.dead_letters:dead_letters",
    "deliver": "services.cli.workers:deliver",
    "demo": "services.cli.demo:demo",
    "detect": "services.cli.workers:detect",
    "embargo": "services.cli.registers:embargo",
    "erase": "services.cli.workers:erase",
    "exceptions": "services.cli.exceptions:exceptions",
    "index": "services.cli.workers:index",
    "ingest": "services.cli.ingest:ingest",
    "learn": "services.cli.workers:learn",
    "policies": "services.cli.registers:policies",
    "rescan": "services.cli.workers:rescan",
    "rescans": "services.cli.rescans:rescans",
    "restore": "services.cli.backup:restore",
    "run": "services.cli.run:run",
    "scan": "services.cli.scan:scan",
    "seal": "services.cli.seal:seal",
    "serve": "services.cli.console:serve",
    "settings": "services.cli.settings:settings",
    "situation": "services.cli.registers:situation",
    "sources": "services.cli.sources:sources",
    "topics": "services.cli.topics:topics",
}


class _Commands(LazyGroup):
    places = COMMANDS


@click.group(cls=_Commands)
@click.version_option(package_name="vorlaut")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file; ./vorlaut.yaml where there is one.")
@click.option("--data", type=click.Path(path_type=Path), help="Data folder of the installation.")
@click.pass_context
def cli(ctx: click.Context, config: Path | None, data: Path | None) -> None:
    """Finds crisis and pre-launch leaks in the posts of accounts that opted in, kindly and explained."""
    ctx.obj = Place(config, data)


def main() -> None:
    """Run a command and turn its errors into a message and an exit code."""
    try:
        _readable(sys.argv[1:])
        cli(prog_name="vorlaut")
    except TooManyDead as error:
        _end(error, TOO_MANY_DEAD)
    except Unavailable as error:
        _end(error, UNREACHABLE)
    except CannotRun as error:
        _end(error, WRONG_USE)


def _readable(words: Sequence[str]) -> None:
    """Refuse what is no UTF-8, unless it is the path of something: it could not be kept, and nothing is done by half.

    What it says is not repeated: it may be a post that somebody wants to try.
    """
    for number, word in enumerate(words, 1):
        if not word.isascii() and any("\ud800" <= sign <= "\udfff" for sign in word) and not Path(word).exists():
            raise CannotRun(
                f"the {number}. word of the command is not UTF-8: set the terminal to UTF-8 and type it again"
            )


def _end(error: Exception, code: int) -> None:
    click.echo(f"vorlaut: {error}", err=True)
    sys.exit(code)


if __name__ == "__main__":  # as `vorlaut run` starts its processes
    main()
