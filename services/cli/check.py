"""`vorlaut check`: would this text be a leak? For its author, before posting."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from services.check.check import Checked, check_text
from services.cli.check_words import GERMAN, LANGUAGES, Lang, Words
from services.cli.place import Place
from services.cli.times import TIME
from services.notes import in_words
from streams.events import Alert, Evidence
from streams.situation.fold import situation_of
from streams.situation.model import Situation, embargo_ends


@click.command()
@click.option("--registers", required=True, type=click.Path(path_type=Path), help="A file or folder of registers.")
@click.option("--as", "account", required=True, metavar="ACCOUNT_ID", help="The account that would publish it.")
@click.option("--at", type=TIME, help="When it would be published; now where not given.")
@click.option("--lang", type=click.Choice(["de", "en"]), default="en", show_default=True, help="Language.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
@click.argument("text")
@click.pass_obj
def check(  # noqa: PLR0913 - each an option of its own
    place: Place, registers: Path, account: str, at: datetime | None, lang: Lang, text: str, *, as_json: bool
) -> None:
    """Judge one text before it is posted. Nothing is kept, not even that you asked."""
    from services.declare.files import keys_of, read_registers

    entries = read_registers(registers, secret=place.secret)
    situation = situation_of(entries, keys_of(entries, place.secret))
    checked = check_text(text, account, at or datetime.now(UTC), situation)
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(checked) + b"\n")
    else:
        click.echo("\n".join(_sentences(checked, text, situation, LANGUAGES[lang])))


def _sentences(checked: Checked, text: str, situation: Situation, words: Words) -> list[str]:
    if checked.refused is not None:
        return [words.not_looked_at.format(reason=words.refused[checked.refused]), words.kept]
    if not checked.alerts:
        return [words.nothing, words.kept]
    lines = [words.please_wait, ""]
    for alert in checked.alerts:
        lines.append(f"  {_what(alert, situation, words)} ({words.severities[alert.severity]})")
        lines += [f"    {_where(item, text, words)}" for item in alert.evidence]
    return [*lines, "", words.kept]


def _where(item: Evidence, text: str, words: Words) -> str:
    notes = f" ({', '.join(in_words(note, words.notes) for note in item.notes)})" if item.notes else ""
    return words.quoted.format(text=text[item.start : item.end]) + notes


def _what(alert: Alert, situation: Situation, words: Words) -> str:
    """The register entry in a sentence, with when it ends."""
    registers = situation.registers
    for embargo in registers.embargoes:
        if alert.register == f"Embargo/{embargo.id}":
            return words.embargo.format(title=embargo.title, ends=embargo_ends(embargo))
    for crisis in registers.crises:
        if alert.register == f"Crisis/{crisis.id}":
            return words.crisis.format(title=crisis.title, who=", ".join(crisis.spokespeople) or words.comms)
    for policy in registers.policies:
        if alert.register == f"Policy/{policy.id}":
            return (policy.advice_de if words is GERMAN else policy.advice_en) or policy.title
    return alert.register
