"""What was measured, as rows beside the targets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tests.bench.distributed.listening import Heard
from tests.bench.distributed.percolator import Asking
from tests.bench.distributed.throughput import Rate
from tests.bench.table import Row, Target, row

Rates = Mapping[tuple[str, int], Sequence[Rate]]  # by the name of a way and the number of its workers, a rate a round

OF_BOUND = Target(least=0.9)
MORE_THAN_BOUND = Target(below=3)
AHEAD = Target(least=1)
OF_PERCOLATOR = Target(least=5)
OF_TWO = Target(least=1.5)
SEARCHABLE = Target(below=1500)
READY = Target(below=5)
READY_KILLED = Target(below=12)


def rates(name: str, workers: int, rounds: Sequence[Rate]) -> Iterator[Row]:
    """One program with so many workers."""
    many = f"{workers} worker{'s' * (workers > 1)}"
    yield row(f"{name}, {many}", [each.posts for each in rounds], "posts/s")
    yield row("  processor time", [each.microseconds for each in rounds], "us/post")


def compared(found: Rates, ours: str, bound: str, peers: Iterable[str]) -> Iterator[Row]:
    """Ours beside the others, round by round: what was measured one after the other is compared."""
    for workers in (1, 2):
        yield _ratio(f"(d) / (e), {workers} at work", found[ours, workers], found[bound, workers], OF_BOUND)
        pairs = zip(found[ours, workers], found[bound, workers], strict=True)
        more = [one.microseconds - other.microseconds for one, other in pairs]
        yield row("  processor time of (d) minus (e)", more, "us/post", MORE_THAN_BOUND)
    yield _ratio("(d), two workers / one", found[ours, 2], found[ours, 1], OF_TWO)
    for peer in peers:
        yield _ratio(f"(d) / {peer}", found[ours, 1], found[peer, 1], AHEAD)


def percolated(asking: Asking, asked: float, finds: float, ours: Sequence[Rate]) -> Iterator[Row]:
    """One way to ask the percolator, what it finds of what ours finds, and how many times faster ours is.

    The target holds where it looks for about as much as ours does.
    """
    yield row(asking.name, [asked], "posts/s", note=f"finds {finds:.0%} of the leaks")
    if ours:
        times = [each.posts / asked for each in ours]
        yield row("  (d) / this", times, "times", OF_PERCOLATOR if asking.disguised else None)


def latencies(name: str, rate: float, heard: Heard, target: Target | None = None) -> Iterator[Row]:
    """One program at one rate."""
    lost = f"{heard.missing} of {heard.missing + heard.alerts} alerts never came" if heard.missing else ""
    yield row(f"{name}, at {rate:,.0f}/s: p50", [heard.half], "ms")
    yield row("  p99", [heard.most], "ms", target, lost)


def readiness(name: str, clean: Sequence[float], killed: Sequence[float]) -> Iterator[Row]:
    """How soon a worker judges again."""
    yield row(f"{name}: start to first alert, clean stop", clean, "s", READY)
    yield row(f"{name}: SIGKILL to first alert", killed, "s", READY_KILLED)


def _ratio(name: str, above: Sequence[Rate], below: Sequence[Rate], target: Target) -> Row:
    return row(name, [one.posts / other.posts for one, other in zip(above, below, strict=True)], "times", target)
