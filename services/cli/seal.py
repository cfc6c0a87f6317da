"""`vorlaut seal`: the key of what is sealed."""

import os
from pathlib import Path
from secrets import token_hex

import click

from streams.stage import CannotRun
from streams.text.seals import SECRET_BYTES, key_id


@click.group
def seal() -> None:
    """Make the key with which embargoes are sealed."""


@seal.command("new-key")
@click.argument("file", type=click.Path(path_type=Path))
def new_key(file: Path) -> None:
    """Write a new key to FILE, for you alone to read. Never overwrites one."""
    made = token_hex(SECRET_BYTES)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CannotRun(f"{file} is there already: a key that something is sealed with must not be lost") from None
    except OSError as error:
        raise CannotRun(f"{file} cannot be written ({error.strerror}): name a file in a folder of yours") from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(f"{made}\n")
    click.echo(f"Key {key_id(bytes.fromhex(made))} was written to {file}.")
    click.echo("Set seal.key_file (VORLAUT_SEAL__KEY_FILE) to it, wherever registers are applied and posts are judged.")
    click.echo("Keep a copy where secrets are kept, apart from backups of the log: both together can be guessed at.")
