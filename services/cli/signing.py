"""Options of commands that declare something: every change carries who made it, and may say why."""

from collections.abc import Callable
from datetime import tzinfo
from getpass import getuser
from typing import Any, TypeVar

import click

from services.acts import MACHINE, is_reserved
from streams.policies.times import BadTime, zone_named

Function = TypeVar("Function", bound=Callable[..., Any])


class _Zone(click.ParamType):
    name = "zone"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tzinfo:
        try:
            return value if isinstance(value, tzinfo) else zone_named(str(value))
        except BadTime as error:
            self.fail(str(error), param, ctx)


zone_option = click.option("--zone", type=_Zone(), default="UTC", help="Show times as in this zone: Europe/Berlin.")
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


def signing(command: Function) -> Function:
    """Add `--as NAME` and `--reason TEXT`; the name may be missing, see `signer`."""
    command = click.option("--reason", default="", help="Why; kept with the change.")(command)
    return click.option("--as", "actor", metavar="NAME", help="Who you are; kept with the change.")(command)


def signer(actor: str | None) -> str:
    """The name given. Ends the command as wrong use where there is none."""
    if actor is None or not actor.strip():
        raise click.UsageError("say who you are with --as NAME: it is kept with the change")
    if is_reserved(actor):
        raise click.UsageError(f"{MACHINE} is what the trail calls the machine: say who you are with --as NAME")
    return actor.strip()


def login() -> str | None:
    """The name of whoever is at this terminal; None where the system knows none, or only the machine's."""
    try:
        name = getuser()
    except (OSError, KeyError):
        return None
    return None if is_reserved(name) else name


def looker(actor: str | None) -> str:
    """Who reads something: the name given, else the login, else somebody: it shall not be in the way of reading."""
    return signer(actor) if actor and actor.strip() else login() or "somebody"
