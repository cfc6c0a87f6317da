"""One frame of the demo on a terminal: a calm stream on top, what matters below it. Only draws."""

from collections.abc import Iterator
from typing import Final

from rich.console import Console, Group
from rich.text import Text

from services.demo.board import Board, Shown
from services.demo.explain import counted, ending, group_line, shown_clock, shown_day, told, visible, why
from services.demo.moments import DeclaredCrisis
from services.demo.play import Happening
from services.demo.words import Words
from streams.registers import SEVERITIES, Severity

COLOURS: Final[dict[Severity, str]] = {"low": "cyan", "medium": "yellow", "high": "dark_orange", "critical": "red"}
NARROWEST, LOWEST = 64, 20
_BEFORE: Final = 24  # code points shown before a match where the text is too long for its line
_WHY_LINES: Final = 3
_MOST_STREAM: Final = 12


def frame(board: Board, words: Words, console: Console) -> Group:
    """As many lines as the terminal has."""
    width, height = console.width, console.height
    top = [*_head(board, words, width), Text(), *_banner(board, words, width)]
    stream = _stream(board, words, max(4, min(_MOST_STREAM, (height - len(top)) // 4)))
    room = height - len(top) - len(stream) - 3
    lines = [*top, *stream, Text(), _ruled(words.alerts, width), *_alerts(board, words, console, room)]
    lines.append(_foot(board, words))
    for line in lines:
        line.no_wrap = True
        line.truncate(width, overflow="ellipsis")
    return Group(*lines)


def meter(severity: Severity, words: Words) -> Text:
    """How severe, in signs, words and colour."""
    level = SEVERITIES.index(severity) + 1
    return Text("■" * level + "□" * (len(SEVERITIES) - level) + " " + words.severities[severity], COLOURS[severity])


def excerpt(item: Shown, width: int) -> Text:
    """The part of the post that carries the finding, what was found marked, around the first of it if it is long."""
    evidence = item.alert.evidence
    if item.content is None or not evidence:
        return Text()
    part = next(part for part in item.content.parts if part.name == evidence[0].part)
    text = Text(visible(part.text))
    for found in evidence:
        if found.part == part.name:
            text.stylize(f"bold {COLOURS[item.alert.severity]} underline", found.start, found.end)
    if text.cell_len > width and evidence[0].end > width - 2:
        text = Text("…") + text[max(0, evidence[0].start - _BEFORE) :]
    text.truncate(width, overflow="ellipsis")
    return text


def _head(board: Board, words: Words, width: int) -> Iterator[Text]:
    name = Text.assemble((" vorlaut ", "bold reverse"), ("  Veltrona AG", "bold"), (f"  {words.tagline}", "dim"))
    yield _both_ends(name, Text(shown_day(board.now, words) + " ", "bold"), width)
    numbers = [(board.posts, words.posts), (board.quiet, words.quiet), (board.refused.total(), words.refused)]
    numbers += [(board.dead, words.unreadable)] if board.dead else []
    text = Text(" ")
    for number, noun in numbers:
        text.append(f"{number} ", "bold").append(f"{noun}   ", "dim")
    found = Text.assemble((f"{len(board.shown)} {words.alerts}", "bold"), (f", {board.closed} {words.closed} ", "dim"))
    yield _both_ends(text, found, width)
    done = width * board.happened // max(1, board.total)
    yield Text.assemble(("━" * done, "cyan"), ("─" * (width - done), "bright_black"))


def _banner(board: Board, words: Words, width: int) -> Iterator[Text]:
    if board.crisis is None:
        return
    title = words.titles[f"Crisis/{board.crisis.id}"]
    since = words.crisis_open.format(since=shown_clock(board.crisis.opens))
    late = f"{counted(board.late, words.crisis_later)}"
    if board.banner:
        yield Text(f" ▲ {words.crisis}  {title}".ljust(width), "bold white on red")
        yield Text(f"   {since}".ljust(width), "white on red")
        yield Text(f"   {late}".ljust(width), "white on red")
    else:
        yield Text.assemble((" ▲ ", "bold red"), (title, "bold"), (f" · {late}", "dim"))
    yield Text()


def _stream(board: Board, words: Words, count: int) -> list[Text]:
    lines = [_passing(happening, words) for happening in list(board.recent)[-count:]]
    return lines + [Text() for _ in range(count - len(lines))]


def _passing(happening: Happening, words: Words) -> Text:
    moment = happening.moment
    if isinstance(moment, DeclaredCrisis):
        return Text()
    found = any(alert.status == "open" for alert in happening.alerts)
    line = Text.assemble((" ● " if found else "   ", "bold"), (f"{shown_clock(happening.at)}  ", "dim"))
    if happening.refused:
        return line.append(f"{'-':<11}{words.refusals[happening.refused]}", "bright_black italic")
    if happening.dead:
        return line.append(f"{'-':<11}{words.torn}", "bright_black italic")
    line.append(f"{moment.who:<11}", "bold" if found else "dim")
    if moment.change != "created":
        line.append(f"({words.deleted if moment.change == 'deleted' else words.edited}) ", "dim italic")
    return line.append(visible(moment.said.text), "" if found else "dim")


def _alerts(board: Board, words: Words, console: Console, room: int) -> list[Text]:
    """The newest alerts in full, as many as there is room for, then older ones by their titles."""
    lines: list[Text] = [] if board.shown else [Text(), Text(f"   {words.nothing_yet}", "dim")]
    whole = True
    for item in reversed(board.shown.values()):
        block = [*_block(item, words, console), Text()]
        whole = whole and len(lines) + len(block) <= room + 1
        lines += block if whole else block[:1]
        if len(lines) >= room:
            break
    return [*lines, *(Text() for _ in range(room - len(lines)))][: max(0, room)]


def _block(item: Shown, words: Words, console: Console) -> Iterator[Text]:
    alert, width = item.alert, console.width - 6
    closed = ending(alert, words)
    bar = (" ▌ ", "bright_black" if closed else COLOURS[alert.severity])
    title = Text.assemble(bar, meter(alert.severity, words), "  ", (words.titles[alert.register], "bold"))
    if closed:
        title.stylize("dim")
    when = Text(f"{alert.account_id}  {shown_day(alert.post.published, words)} ", "dim")
    yield _both_ends(title, when, console.width)
    yield Text.assemble(bar, excerpt(item, width))
    if closed:
        yield Text.assemble(bar, (f"✓ {closed}", "green"))
        return
    reason = Text(f"{why(alert, words)} · {told(alert, words)}", "dim")
    for line in reason.wrap(console, width)[:_WHY_LINES]:
        yield Text.assemble(bar, line)


def _foot(board: Board, words: Words) -> Text:
    return Text(f" {group_line(board.group, words) if board.group else words.stop}", "dim")


def _ruled(title: str, width: int) -> Text:
    return Text.assemble(
        ("── ", "bright_black"), (title, "bold"), (" " + "─" * (width - len(title) - 4), "bright_black")
    )


def _both_ends(left: Text, right: Text, width: int) -> Text:
    left.truncate(max(0, width - right.cell_len - 1), overflow="ellipsis")
    gap = max(1, width - left.cell_len - right.cell_len)
    return Text.assemble(left, " " * gap, right)
