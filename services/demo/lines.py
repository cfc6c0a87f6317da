"""The demo where nobody watches a screen: one line for everything that matters."""

from collections.abc import Iterator

from services.demo.board import Board, Shown, news
from services.demo.explain import counted, ending, shown_clock, shown_day, told, visible, why
from services.demo.moments import DeclaredCrisis
from services.demo.play import Happening
from services.demo.screen import meter
from services.demo.words import Words


def lines_of(happening: Happening, board: Board, words: Words) -> Iterator[str]:
    """What a happening has to say, after the board took it in; nothing for a quiet post."""
    at = shown_day(happening.at, words)
    if isinstance(happening.moment, DeclaredCrisis):
        crisis = happening.moment.crisis
        title = words.titles[f"Crisis/{crisis.id}"]
        late = counted(board.late, words.crisis_later)
        yield f"{at}  {words.crisis}: {title}, {words.crisis_open.format(since=shown_clock(crisis.opens))}: {late}"
    if happening.refused:
        yield f"{at}  {words.refused}: {words.refusals[happening.refused]}"
    if happening.dead:
        yield f"{at}  {words.unreadable}: {words.torn}"
    for alert in news(happening):
        yield f"{at}  {_line(board.shown[alert.id], words)}"


def _line(item: Shown, words: Words) -> str:
    alert = item.alert
    start = f"{meter(alert.severity, words).plain}  {words.titles[alert.register]} · {alert.account_id}"
    if closed := ending(alert, words):
        return f"{start} · ✓ {closed}"
    return f"{start} · {_marked(item)} · {why(alert, words)} · {told(alert, words)}"


def _marked(item: Shown) -> str:
    """The part that carries the finding, with what was found in brackets."""
    evidence = item.alert.evidence
    if item.content is None or not evidence:
        return ""
    part = next(part for part in item.content.parts if part.name == evidence[0].part)
    spans = sorted((found.start, found.end) for found in evidence if found.part == part.name)
    text, marked, upto = visible(part.text), "", 0
    for start, end in spans:
        marked += f"{text[upto:start]}[{text[start:end]}]"
        upto = end
    return f"“{marked}{text[upto:]}”"
