"""How often real posts that are no leak raise an alert: figures per language, with what can be said for sure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from tempfile import TemporaryDirectory

from services.declare.files import read_registers
from services.scan.scan import Scanned, scan
from streams.dead_letters import DeadLetterLimit
from streams.events import Alert
from streams.registers import SEVERITIES, Severity
from tests.end_to_end.posts_made_up import RealPost, post_line, real_posts
from tests.end_to_end.registers_made_up import BEGINS, ENDS, World, quiet_world

_DOUBT = 0.05


@dataclass(frozen=True, slots=True)
class Figures:
    """Posts of one language and how many alerts of each severity they raised."""

    lang: str
    posts: int
    alerts: Counter[Severity]

    @property
    def loud(self) -> int:
        """Alerts that somebody would be woken up by."""
        return self.alerts["high"] + self.alerts["critical"]


@dataclass(frozen=True, slots=True)
class BackgroundRun:
    """All real posts, judged: figures per language, what raised the alerts, and that every post was judged."""

    figures: tuple[Figures, ...]
    alerts: tuple[Alert, ...]
    refused: int
    dead_letters: int


def run_background(folder: Path) -> BackgroundRun:
    """Judge all posts of this folder as posts of consenting employees, of whom some are near a project."""
    posts, world = real_posts(folder), quiet_world()
    langs = {post.id: post.lang for post in posts}
    found = _scan(posts, world)
    return BackgroundRun(
        tuple(_figures(lang, langs, found.alerts) for lang in sorted(set(langs.values()))),
        tuple(found.alerts),
        found.refused.total(),
        found.dead_letters,
    )


def _scan(posts: Sequence[RealPost], world: World) -> Scanned:
    step = (ENDS - BEGINS) / len(posts)
    lines = (
        post_line(world.handles[place % len(world.handles)], post.id, post.text, place * step, langs=[post.lang])
        for place, post in enumerate(posts)
    )
    with TemporaryDirectory() as home:
        entries = read_registers(world.write(Path(home)))
    return scan(enumerate(lines, 1), entries, workers=1, limit=DeadLetterLimit(0.1), told=lambda _: None)


def _figures(lang: str, langs: dict[str, str], alerts: Iterable[Alert]) -> Figures:
    of_lang = Counter(alert.severity for alert in alerts if langs[alert.post.id] == lang)
    return Figures(lang, sum(value == lang for value in langs.values()), of_lang)


def table(figures: Iterable[Figures]) -> str:
    """The figures for a reader: counts, then alerts in 10,000 posts with the 95 % upper bound (exact Poisson)."""
    lines = [f"{'background':<12}{'posts':>8}" + "".join(f"{name:>10}" for name in SEVERITIES) + _HEADS]
    for item in figures:
        counts = "".join(f"{item.alerts[name]:>10}" for name in SEVERITIES)
        rates = (_rate(item.loud, item.posts), _rate(item.alerts.total(), item.posts))
        lines.append(f"{item.lang:<12}{item.posts:>8,}{counts}" + "".join(f"{rate:>26}" for rate in rates))
    return "\n".join(lines)


_HEADS = f"{'high+critical / 10,000':>26}{'all / 10,000':>26}"


def _rate(events: int, posts: int) -> str:
    return f"{events / posts * 10_000:.2f} (at most {upper_bound(events) / posts * 10_000:.2f})"


def upper_bound(events: int) -> float:
    """The largest mean at which so few events still have a chance of 5 %: 3.0 for none, the rule of three."""
    low, high = 0.0, 10.0 + 3.0 * events
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(events, middle) > _DOUBT else (low, middle)
    return high


def _at_most(events: int, mean: float) -> float:
    """The chance of at most so many events where `mean` are expected."""
    term = total = exp(-mean)
    for number in range(1, events + 1):
        term *= mean / number
        total += term
    return total
