"""`vorlaut check`: would this text be a leak? For its author, before posting."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from services.check.check import Checked, check_text
from services.cli.times import TIME
from streams.events import Alert, Evidence
from streams.refusal import RefusalReason
from streams.situation.fold import situation_of
from streams.situation.model import Situation, embargo_ends

REFUSED: dict[RefusalReason, str] = {
    "unknown_account": "this account is not declared",
    "no_consent": "there is no consent of this account at that time",
    "withdrawn": "this account has withdrawn",
    "not_public": "it is not public",
    "out_of_purpose": "this account has agreed to no purpose",
    "too_large": "it is longer than 100,000 characters",
}


@click.command()
@click.option("--registers", required=True, type=click.Path(path_type=Path), help="A file or folder of registers.")
@click.option("--as", "account", required=True, metavar="ACCOUNT_ID", help="The account that would publish it.")
@click.option("--at", type=TIME, help="When it would be published; now where not given.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
@click.argument("text")
def check(registers: Path, account: str, at: datetime | None, text: str, *, as_json: bool) -> None:
    """Judge one text before it is posted. Nothing is kept, not even that you asked."""
    from services.declare.files import read_registers

    situation = situation_of(read_registers(registers))
    checked = check_text(text, account, at or datetime.now(UTC), situation)
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(checked) + b"\n")
    else:
        click.echo("\n".join(_sentences(checked, text, situation)))


def _sentences(checked: Checked, text: str, situation: Situation) -> list[str]:
    if checked.refused is not None:
        return [f"This would not be looked at: {REFUSED[checked.refused]}.", _kept()]
    if not checked.alerts:
        return ["Nothing speaks against posting this.", _kept()]
    lines = ["Please wait before you post this, or leave out what is marked:", ""]
    for alert in checked.alerts:
        lines += [
            f"  {_what(alert, situation)} ({alert.severity})",
            *(f"    {_where(item, text)}" for item in alert.evidence),
        ]
    return [*lines, "", _kept()]


def _where(item: Evidence, text: str) -> str:
    notes = f" ({', '.join(item.notes)})" if item.notes else ""
    return f"“{text[item.start : item.end]}”{notes}"


def _what(alert: Alert, situation: Situation) -> str:
    """The register entry in a sentence, with when it ends."""
    for embargo in situation.registers.embargoes:
        if alert.register == f"Embargo/{embargo.id}":
            return f"{embargo.title}: under embargo until {embargo_ends(embargo):%Y-%m-%d %H:%M} UTC"
    for crisis in situation.registers.crises:
        if alert.register == f"Crisis/{crisis.id}":
            return f"{crisis.title}: a declared crisis; please leave it to {', '.join(crisis.spokespeople) or 'comms'}"
    for policy in situation.registers.policies:
        if alert.register == f"Policy/{policy.id}":
            return policy.advice_en or policy.title
    return alert.register


def _kept() -> str:
    return "Nothing of this was kept."
