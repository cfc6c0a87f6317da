"""The command `vorlaut`: every sub-command, and what its errors mean to a script."""

import importlib
import sys
from pathlib import Path

import click

from services.cli.codes import TOO_MANY_DEAD, UNREACHABLE, WRONG_USE
from services.cli.place import Place
from streams.dead_letters import TooManyDead
from streams.stage import CannotRun, Unavailable

COMMANDS = {  # where each command lives; a module is imported when its command is used
    "accounts": "services.cli.registers:accounts",
    "alerts": "services.cli.alerts:alerts",
    "apply": "services.cli.registers:apply",
    "check": "services.cli.check:check",
    "crisis": "services.cli.registers:crisis",
    "dead-letters": "services.cli.dead_letters:dead_letters",
    "demo": "services.cli.demo:demo",
    "embargo": "services.cli.registers:embargo",
    "ingest": "services.cli.ingest:ingest",
    "policies": "services.cli.registers:policies",
    "run": "services.cli.run:run",
    "scan": "services.cli.scan:scan",
    "situation": "services.cli.registers:situation",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


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
        cli(prog_name="vorlaut")
    except TooManyDead as error:
        _end(error, TOO_MANY_DEAD)
    except Unavailable as error:
        _end(error, UNREACHABLE)
    except CannotRun as error:
        _end(error, WRONG_USE)


def _end(error: Exception, code: int) -> None:
    click.echo(f"vorlaut: {error}", err=True)
    sys.exit(code)
