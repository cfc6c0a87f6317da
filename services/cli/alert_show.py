"""`vorlaut alerts show`: one alert with its evidence, for a person."""

import json
from collections.abc import Iterable, Iterator
from datetime import tzinfo
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Final

import click

from services.cli.language import Lang, lang_option
from services.cli.place import Place
from services.cli.signing import looker, zone_option
from streams.registers import SEVERITIES
from streams.stage import CannotRun

if TYPE_CHECKING:
    from services.cli.alert_words import Headings
    from services.explain.passages import DraftFile
    from services.explain.pieces import Excerpt, Explained, Item, Run
    from services.explain.view import View

WIDTH: Final = 110
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BEGIN, _END = "\1", "\2"  # of what is marked, until lines are cut: no text that is harmless has these
_COLOURED, _PLAIN = "\33[1;33m", "\33[0m"
_COLOURS: Final = ("blue", "yellow", "red", "bright_red")  # by severity, as its squares are
_LARGEST_DRAFT: Final = 5_000_000  # bytes


@click.command()
@click.argument("alert_id", metavar="ID")
@click.option("--draft", type=click.Path(path_type=Path), help="The draft, to see its passage beside a quote.")
@click.option("--as", "reader", metavar="NAME", help="Who reads this: named on what is shown; your login otherwise.")
@lang_option
@zone_option
@click.option("--json", "as_json", is_flag=True, help="The same as one JSON object.")
@click.pass_obj
def show(  # noqa: PLR0913 - the options of the command
    place: Place, alert_id: str, draft: Path | None, reader: str | None, lang: Lang, zone: tzinfo, *, as_json: bool
) -> None:
    """Show one alert: its evidence in the text, why that severity, what held then and what became of it."""
    from datetime import timedelta

    from services.acts import note
    from services.cli.alert_words import HEADINGS
    from services.explain.explain import explain
    from services.explain.known import known
    from services.explain.languages import LANGUAGES
    from services.explain.view import View
    from services.wiring import open_installation

    name, brought = looker(reader), _draft(draft) if draft else None
    with open_installation(place.config, place.data) as installation:
        kept_for = timedelta(days=installation.settings.retention.contents_days)
        held = known(installation.store, installation.declared.history(), alert_id, brought, kept_for)
        view = View(LANGUAGES[lang], installation.clock(), zone)
        if held.content is not None:
            note(installation.log, name, "read", alert_id, installation.clock())
    told = explain(held, view)
    if as_json:
        click.echo(_json(told, name, view))
    else:
        click.echo("\n".join(_lines(told, view, HEADINGS[lang], name, brought=brought is not None)))


def _draft(path: Path) -> "DraftFile":
    from services.explain.passages import draft_file

    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST_DRAFT + 1)
    except OSError as error:
        raise CannotRun(f"--draft {path}: cannot be read ({error.strerror}): name the file of the draft") from error
    found = draft_file(path.name, raw) if len(raw) <= _LARGEST_DRAFT else None
    if found is None:
        raise CannotRun(f"--draft {path}: no text in UTF-8 of at most {_LARGEST_DRAFT:,} bytes, as drafts are declared")
    return found


def _json(told: "Explained", reader: str, view: "View") -> str:
    """ASCII alone, so that nothing in it commands a terminal."""
    import msgspec

    shown: dict[str, object] = msgspec.to_builtins(told)
    return json.dumps(shown | {"shown_to": reader, "shown_at": view.now.isoformat()})


def _lines(told: "Explained", view: "View", words: "Headings", reader: str, *, brought: bool) -> Iterator[str]:
    from services.explain.harmless import harmless

    level = SEVERITIES.index(told.alert.severity)
    yield click.style(
        f"{'■' * (level + 1)}{'□' * (len(SEVERITIES) - 1 - level)} {told.headline}", bold=True, fg=_COLOURS[level]
    )
    yield ""
    wide = max(len(row.label) for row in told.about)
    for row in told.about:
        yield from _wrapped(row.text, f"{row.label:<{wide}}  ", " " * (wide + 2))
    yield from _heading(words.text)
    yield from _shown(told.excerpts, view, words, "  ") if told.excerpts else _wrapped(told.text_gone, "  ", "  ")
    yield from _heading(words.evidence)
    for item in told.evidence:
        yield from _evidence(item, view, words)
    if not brought and any(item.kind == "quote" for item in told.evidence):
        yield from _wrapped(words.draft_hint, "  ", "  ")
    yield from _section(words.steps, told.steps)
    yield from _section(words.held, told.held)
    yield from _section(words.history, (f"{row.label}  {row.text}" for row in told.history))
    yield ""
    yield click.style(words.shown.format(who=harmless(reader) or "?", at=view.time(view.now)), dim=True)


def _heading(title: str) -> Iterator[str]:
    yield ""
    yield click.style(title, bold=True)


def _section(title: str, sentences: Iterable[str]) -> Iterator[str]:
    yield from _heading(title)
    for sentence in sentences:
        yield from _wrapped(sentence, "  ", "    ")


def _wrapped(text: str, first: str, others: str) -> Iterator[str]:
    yield from wrap(text, WIDTH, initial_indent=first, subsequent_indent=others, break_on_hyphens=False) or [first]


def _evidence(item: "Item", view: "View", words: "Headings") -> Iterator[str]:
    yield click.style(f"  {item.number}  {item.title}", fg="yellow")
    for sentence in item.sentences:
        yield from _wrapped(sentence, "     ", "     ")
    yield from _shown(item.beside, view, words, "     ")


def _shown(excerpts: Iterable["Excerpt"], view: "View", words: "Headings", indent: str) -> Iterator[str]:
    titled = ""
    for excerpt in excerpts:
        if excerpt.title != titled:
            yield click.style(f"{indent}{excerpt.title}:", dim=True)
            titled = excerpt.title
        if excerpt.before:
            yield f"{indent}  {words.left_out.format(n=view.number(excerpt.before))}"
        yield from _wrapped_runs(excerpt.runs, f"{indent}  ")
        if excerpt.behind:
            yield f"{indent}  {words.left_out.format(n=view.number(excerpt.behind))}"


def _wrapped_runs(runs: Iterable["Run"], indent: str) -> Iterator[str]:
    """Marked text on lines: evidence in brackets with its number, so that it is told apart without colours too.

    `click.echo` takes the colours out where nobody sees them.
    """
    text, within = "".join(map(_marked, runs)), False
    for line in wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False):
        begun = f"{_BEGIN}{line}" if within else line
        within = begun.rfind(_BEGIN) > begun.rfind(_END)
        yield (f"{begun}{_END}" if within else begun).replace(_BEGIN, _COLOURED).replace(_END, _PLAIN)


def _marked(run: "Run") -> str:
    if not run.marks:
        return run.text
    numbers = " ".join(str(number).translate(_RAISED) for number in run.marks)
    return f"{_BEGIN}[{run.text}]{numbers}{_END}"
