"""`vorlaut policies evidence`, `policies stage` and `embargo promote`: what was found, and what should become of it."""

from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Final, get_args

import click
import msgspec

from services.cli.declaring import declare_signed
from services.cli.place import Place
from services.cli.signing import json_option, signer, signing
from services.cli.tables import show_table
from streams.policies.times import shown_time
from streams.registers import Stage
from streams.situation.fold import History
from streams.stage import CannotRun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.declare.declare import Proposal
    from services.declare.evidence import Hits
    from services.declare.precision import Precision
    from services.wiring import Installation

STAGES: Final[tuple[str, ...]] = get_args(Stage)
COLUMNS: Final = (
    "register", "term", "stage", "found", "hits", "confirmed", "dismissed", "excepted", "right (95 %)", "first", "last",
    "proposed",
)  # fmt: skip
NOTHING: Final = "-"


@click.command()
@click.argument("register", default="")
@click.argument("term", default="")
@json_option
@click.pass_obj
def evidence(place: Place, register: str, term: str, *, as_json: bool) -> None:
    """Show what terms and policies found, live and in shadow, and how often people said it was right.

    REGISTER is an id (falke-2) or a kind and id (Policy/private-talk); TERM one of its terms, as declared. What is all
    but certainly rarely right is proposed for another stage; nothing is changed by itself.
    """
    from services.declare.evidence import evidence as found_by
    from services.wiring import open_installation

    with open_installation(place.config, place.data) as installation:
        history = installation.declared.history()
        _show(found_by(installation.store, history, _named(history, register), term), as_json=as_json)


@click.command()
@click.argument("embargo_id", metavar="ID")
@click.argument("term")
@click.option("--to", "to", required=True, type=click.Choice(STAGES), help="Its stage from now on.")
@click.option("--confirms", metavar="DIGEST", help="Agree, as a second person, to what was refused when first moved.")
@signing
@click.pass_obj
def promote(  # noqa: PLR0913 - each an argument or option of its own
    place: Place, embargo_id: str, term: str, *, to: Stage, confirms: str | None, actor: str | None, reason: str
) -> None:
    """Show what TERM has found and move it to another stage.

    A term that would fire too often by itself does not become live until a second person agrees.
    """
    from services.cli.guarding import agreed, guard, show_guarded
    from services.declare.declare import plan
    from services.declare.move import move_term
    from streams.situation.entries import Signature

    propose, name = move_term(embargo_id, term, to), signer(actor)
    again = f"vorlaut embargo promote {embargo_id} TERM --to {to}"
    with _shown(place, (f"Embargo/{embargo_id}", term), propose) as (installation, history):
        planned, now = plan(history, propose(history)), installation.clock()
        found = guard(installation, planned, now)
        show_guarded(found)
        asked = Signature(actor=name, at=now, reason=reason)
        signed = agreed(installation, found, planned, asked, confirms, again)
        declare_signed(installation, propose, signed.actor, signed.reason)


@click.command()
@click.argument("policy_id", metavar="ID")
@click.argument("to", metavar="STAGE", type=click.Choice(STAGES))
@signing
@click.pass_obj
def stage(place: Place, policy_id: str, to: Stage, actor: str | None, reason: str) -> None:
    """Show what a policy has found and move it to another stage: draft, shadow, live or retired."""
    from services.declare.move import move_policy

    propose, name = move_policy(policy_id, to), signer(actor)
    with _shown(place, (f"Policy/{policy_id}", ""), propose) as (installation, _):
        declare_signed(installation, propose, name, reason)


@contextmanager
def _shown(place: Place, what: tuple[str, str], propose: "Proposal") -> "Iterator[tuple[Installation, History]]":
    """The evidence first, as it is what the move rests on; what cannot be moved is told before that."""
    from services.declare.evidence import evidence as found_by
    from services.wiring import open_installation

    with open_installation(place.config, place.data) as installation:
        history = installation.declared.history()
        propose(history)
        _show(found_by(installation.store, history, *what), as_json=False)
        yield installation, history


def _named(history: History, register: str) -> str:
    """The entry that is meant, by kind and id."""
    registers = history.situation().registers
    names = [f"Embargo/{one.id}" for one in registers.embargoes]
    names += [f"Crisis/{one.id}" for one in registers.crises]
    names += [f"Policy/{one.id}" for one in registers.policies]
    found = [name for name in names if register in {name, name.partition("/")[2]}]
    if register and len(found) != 1:
        told = f"there are several: {', '.join(found)}" if found else "no embargo, crisis or policy is called that"
        raise CannotRun(f"{register}: {told}")
    return found[0] if register else ""


def _show(found: "Sequence[Hits]", *, as_json: bool) -> None:
    if as_json:
        for hits in found:
            about = {"bounds": hits.precision.bounds, "proposal": hits.proposal}
            click.echo(msgspec.json.encode(msgspec.to_builtins(hits) | about).decode())
    else:
        show_table(COLUMNS, map(_row, found), nothing="No term or policy is declared: `vorlaut apply -f FILE`.")


def _row(hits: "Hits") -> tuple[str, ...]:
    counts = (hits.hits, hits.precision.confirmed, hits.precision.dismissed, hits.excepted)
    where = "in shadow" if hits.shadow else "live"
    return (
        *(hits.register, hits.term or NOTHING, hits.stage or NOTHING, where),
        *map(str, counts),
        *(_share(hits.precision), _day(hits.first), _day(hits.last), hits.proposal or NOTHING),
    )


def _share(precision: "Precision") -> str:
    if not precision.decided:
        return NOTHING
    low, high = precision.bounds
    return f"{precision.confirmed / precision.decided:.0%} ({low:.0%} to {high:.0%})"


def _day(at: datetime | None) -> str:
    return shown_time(at.replace(microsecond=0)) if at else NOTHING
