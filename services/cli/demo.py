"""`vorlaut demo`: a made-up company and five made-up days, to see what vorlaut does."""

import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from services.demo.compare import Comparison
    from services.demo.words import Lang, Words

DIFFERENT = 1
AUDITOR = "Olga, internal audit"


@click.command()
@click.option("--headless", is_flag=True, help="Only expected and found, as a table; exit code 1 if they differ.")
@click.option("--json", "as_json", is_flag=True, help="The same as one JSON object.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another number, another week.")
@click.option("--speed", type=click.FloatRange(0.1, 1000), default=1.0, show_default=True, help="2 is twice as fast.")
@click.option("--lang", type=click.Choice(["de", "en"]), default="en", show_default=True, help="Language.")
@click.option(
    "--write",
    "written",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Only write its registers and posts into this new folder, for an installation to take in.",
)
@click.option(
    "--console/--no-console",
    "with_console",
    default=None,
    help="Whether the console opens beside it, for browsers on this machine. On a terminal it does, else not.",
)
@click.option("--keep", type=click.Path(path_type=Path), metavar="FOLDER", help="Keep the data in this new folder.")
def demo(  # noqa: PLR0913 - the options of the command
    seed: int,
    speed: float,
    lang: "Lang",
    keep: Path | None,
    written: Path | None,
    *,
    with_console: bool | None,
    headless: bool,
    as_json: bool,
) -> None:
    """Watch a made-up company for five days: quiet posts, leaks in disguise, a crisis in the middle.

    On a terminal the console opens, too: sign in with the link that is printed, see the alerts come in, and act.
    """
    if written is not None:
        _write(seed, written)
        return

    from rich.console import Console

    from services.demo.perform import stage, watch
    from services.demo.summary import summary
    from services.demo.words import LANGUAGES

    words, console = LANGUAGES[lang], Console(highlight=False)
    if headless or as_json:
        with stage(seed, keep) as on:
            _compared(seed, on.play(lambda _happening: None), words, console, as_json=as_json)
    elif with_console or (with_console is None and console.is_terminal):
        with suppress(KeyboardInterrupt):
            _with_console(seed, keep, speed, words, console)
    else:
        with stage(seed, keep) as on:
            comparison = watch(on, words, console, lambda seconds: time.sleep(seconds / speed))
            console.print(summary(comparison, words, keep))


def _with_console(seed: int, keep: Path | None, speed: float, words: "Words", console: "Console") -> None:
    from services.console import invite
    from services.demo.open_console import WAIT_SECONDS, free_port, opened, somebody_came, work
    from services.demo.perform import stage, watch
    from services.demo.summary import summary

    with stage(seed, keep, free_port()) as on, opened(on) as invited:
        _tell_link(words.console_open, invited(_who()))
        click.echo(words.console_waits.format(n=round(WAIT_SECONDS)))
        came = somebody_came(on)
        comparison = watch(on, words, console, lambda seconds: work(on, seconds / speed))
        on.clock.go_on()
        console.print(summary(comparison, words, keep))
        click.echo()
        if not came:
            _tell_link(words.console_open, invited(_who()))
        click.echo(words.console_stays)
        _tell_link(words.console_auditor, invite(on.installation, AUDITOR, "auditor", _who()))
        work(on)


def _who() -> str:
    from services.cli.signing import login

    return login() or "operator"


def _tell_link(sentence: str, link: str) -> None:
    click.echo(sentence)
    click.echo(f"  {link}")


def _compared(seed: int, comparison: "Comparison", words: "Words", console: "Console", *, as_json: bool) -> None:
    from services.demo.summary import table

    if as_json:
        sys.stdout.buffer.write(_json(seed, comparison) + b"\n")
    else:
        console.print(table(comparison, words))
    if comparison.differences:
        sys.exit(DIFFERENT)


def _write(seed: int, folder: Path) -> None:
    from services.demo.scenario import scenario
    from services.demo.written import write

    write(scenario(seed), folder)
    click.echo(f"vorlaut apply -f {folder / 'registers'} --as NAME")
    click.echo(f"vorlaut ingest ndjson {folder / 'posts.ndjson'}")


def _json(seed: int, comparison: "Comparison") -> bytes:
    import msgspec

    return msgspec.json.encode({"seed": seed, "kinds": comparison.rows, "differences": comparison.differences})
