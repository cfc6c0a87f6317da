"""`vorlaut dead-letters`: what could not be processed, why, and how it is processed after all."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Final

import click
import msgspec

from services.cli.place import Place
from services.cli.tables import show_table
from streams.codec import decode
from streams.dead_letters import replay as event_of
from streams.events import Event
from streams.identity import computed_id
from streams.log.order import pages
from streams.log.port import History, KeptLog
from streams.losses import DeadLetter
from streams.stage import CannotRun
from streams.topics import Emit, Topic
from streams.trail import Decision

_PAGE: Final = 1000
_REPLAYED: Final = "replayed"


@click.group("dead-letters")
def dead_letters() -> None:
    """Look at records that could not be processed, and process them again once the cause is gone."""


@dead_letters.command("list")
@click.option("--stage", help="Only those of this stage.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_letters(place: Place, stage: str | None, *, as_json: bool) -> None:
    """List dead letters, oldest first."""
    from services.wiring import open_installation

    with open_installation(place.config, place.data) as installation:
        shelf = read_shelf(installation.log)
        letters = shelf.of_stage(stage)
        if as_json:
            for letter in letters:
                sys.stdout.buffer.write(msgspec.json.encode(letter) + b"\n")
        else:
            rows = [_row(letter, shelf, installation.clock()) for letter in letters]
            show_table(("id", "stage", "place", "reason", "age"), rows, nothing="No dead letters.")


@dead_letters.command()
@click.argument("letter_id", metavar="ID")
@click.pass_obj
def show(place: Place, letter_id: str) -> None:
    """Show everything about a dead letter, and where its bytes are."""
    from services.wiring import open_installation

    with open_installation(place.config, place.data) as installation:
        shelf = read_shelf(installation.log)
        letter = shelf.letter(letter_id)
        for field in fields(letter):
            if (value := getattr(letter, field.name)) is not None:
                click.echo(f"{field.name}: {value}")
        if letter.id in shelf.replayed:
            click.echo(f"replayed: {_replayed(shelf.replayed[letter.id])}")
        click.echo(where_the_bytes_are(letter, installation.log))


@dead_letters.command()
@click.argument("letter_id", metavar="[ID]", required=False)
@click.option("--all", "everything", is_flag=True, help="Every dead letter that can be replayed.")
@click.option("--stage", help="With --all: only those of this stage.")
@click.option("--as", "actor", required=True, metavar="NAME", help="Who replays; it is written down.")
@click.option("--again", is_flag=True, help="Also what was replayed before.")
@click.pass_obj
def replay(
    place: Place, letter_id: str | None, stage: str | None, actor: str, *, everything: bool, again: bool
) -> None:
    """Put the record of a dead letter into the log once more, for its stage to try again."""
    from services.wiring import open_installation

    if everything == bool(letter_id):
        raise click.UsageError("Name one dead letter by its ID, or say --all.")
    with open_installation(place.config, place.data) as installation:
        shelf = read_shelf(installation.log)
        if letter_id:
            _replay_one(installation.log, shelf, letter_id, actor, installation.clock(), again=again)
        else:
            chosen = [letter for letter in shelf.of_stage(stage) if again or letter.id not in shelf.replayed]
            done = replay_letters(installation.log, chosen, actor, installation.clock())
            click.echo(f"{len(done)} replayed, {len(chosen) - len(done)} cannot be; `show ID` says why.")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The dead letters that are kept, by id, and the last replay of each."""

    letters: dict[str, DeadLetter]
    replayed: dict[str, Decision]

    def letter(self, letter_id: str) -> DeadLetter:
        """The dead letter of this id; raises `CannotRun`."""
        if letter_id not in self.letters:
            raise CannotRun(f"there is no dead letter {letter_id}: `vorlaut dead-letters list` shows those there are")
        return self.letters[letter_id]

    def of_stage(self, stage: str | None) -> list[DeadLetter]:
        """Those of a stage (None: of any), oldest first."""
        return sorted((each for each in self.letters.values() if stage in {None, each.stage}), key=lambda each: each.at)


def read_shelf(log: History) -> Shelf:
    """All dead letters in the log, and what was replayed of them."""
    letters = [event for event in _events(log, "dead-letters") if isinstance(event, DeadLetter)]
    decisions = [event for event in _events(log, "decisions") if isinstance(event, Decision)]
    return Shelf(
        {letter.id: letter for letter in letters},
        {decision.subject: decision for decision in decisions if decision.verdict == _REPLAYED},
    )


def replay_letters(log: KeptLog, letters: Iterable[DeadLetter], actor: str, now: datetime) -> Sequence[DeadLetter]:
    """Append the records of those that can be replayed again, and who did it, all or none; the ones it was done for."""
    done = [(letter, emit) for letter in letters if (emit := event_of(letter, log)) is not None]
    log.append(each for letter, emit in done for each in (emit, _decided(letter, actor, now)))
    return [letter for letter, _ in done]


def where_the_bytes_are(letter: DeadLetter, log: History) -> str:
    """For people: where to find what died, and what can be done about it."""
    if letter.partition is None:
        return (
            "Its bytes were never kept: it came before the gate, and may be somebody's who never agreed. Look where it "
            f"came from, {_place(letter)}; mend the line and take it in from a file of its own or from standard input "
            "(`vorlaut ingest ndjson -`)."
        )
    if event_of(letter, log) is None:
        return f"Its bytes were in the log ({_place(letter)}) and are no longer kept, or are still no event we know."
    return f"Its bytes are in the log ({_place(letter)}): `vorlaut dead-letters replay {letter.id} --as NAME`."


def _replay_one(log: KeptLog, shelf: Shelf, letter_id: str, actor: str, now: datetime, *, again: bool) -> None:
    letter = shelf.letter(letter_id)
    if letter_id in shelf.replayed and not again:
        raise CannotRun(f"{letter_id} was replayed {_replayed(shelf.replayed[letter_id])}; --again replays it again")
    if not replay_letters(log, [letter], actor, now):
        raise CannotRun(f"{letter_id} cannot be replayed. {where_the_bytes_are(letter, log)}")
    click.echo(f"{letter_id} is in the log once more; its stage tries it again.")


def _decided(letter: DeadLetter, actor: str, now: datetime) -> Emit:
    decision_id = computed_id("de", letter.id, actor, now.isoformat())
    return Emit(
        "decisions", letter.id, Decision(id=decision_id, subject=letter.id, actor=actor, at=now, verdict=_REPLAYED)
    )


def _events(log: History, topic: Topic) -> Iterator[Event]:
    for records in pages(log, topic, _PAGE):
        yield from (decode(record.value) for record in records)


def _place(letter: DeadLetter) -> str:
    if letter.partition is None:
        source = "standard input" if letter.source == "-" else letter.source
        return f"{source} line {letter.line}, byte {letter.position}"
    return f"{letter.source} {letter.partition}/{letter.position}/{letter.index}"


def _replayed(decision: Decision) -> str:
    return f"by {decision.actor} at {decision.at:%Y-%m-%d %H:%M:%SZ}"


def _row(letter: DeadLetter, shelf: Shelf, now: datetime) -> tuple[str, ...]:
    age = timedelta(seconds=int((now - letter.at).total_seconds()))
    reason = letter.reason + (" (replayed)" if letter.id in shelf.replayed else "")
    return letter.id, letter.stage, _place(letter), reason, str(age)
