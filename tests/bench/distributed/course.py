"""The course of a run: everything one after the other, pairs interleaved, rows as they come."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from tests.bench.distributed import findings
from tests.bench.distributed.chain import searchable
from tests.bench.distributed.ground import Ground
from tests.bench.distributed.listening import latency
from tests.bench.distributed.live_posts import LivePosts
from tests.bench.distributed.order import SEARCHES
from tests.bench.distributed.ours import OurWay
from tests.bench.distributed.percolator import percolated
from tests.bench.distributed.restarting import restarts
from tests.bench.distributed.throughput import Rate, rate
from tests.bench.distributed.ways import BoundWay, FaustWay, QuixWay, Way
from tests.bench.table import Row

SLOW = 200  # posts a second, at which everybody's latency is measured
WORKERS = (1, 2)

OURS, BOUND, QUIX = OurWay(), BoundWay(), QuixWay()
FAUST = tuple(FaustWay(search, table=table) for search in SEARCHES for table in (False, True))


class Course:
    """What is measured with the peers there are: without their interpreter, Quix is left out."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._peers: tuple[Way, ...] = (*FAUST, QUIX) if ground.peers.exists() else FAUST
        self._rates: defaultdict[tuple[str, int], list[Rate]] = defaultdict(list)

    def throughput(self) -> Iterator[Row]:
        """All programs in every round; each second round goes the other way, so that nobody is always first."""
        ways: tuple[Way, ...] = (OURS, BOUND, *self._peers)
        for number in range(self._ground.volume.rounds):
            for way in ways if number % 2 == 0 else reversed(ways):
                for workers in WORKERS:
                    self._rates[way.name, workers].append(rate(self._ground, way, workers))
        for way in ways:
            for workers in WORKERS:
                yield from findings.rates(way.name, workers, self._rates[way.name, workers])
        yield from findings.compared(self._rates, OURS.name, BOUND.name, [way.name for way in self._peers])

    def percolator(self, url: str) -> Iterator[Row]:
        """(c), beside what was measured of ours."""
        for asking, asked, found in percolated(url, self._ground.scene, self._ground.volume.window):
            yield from findings.percolated(asking, asked, found, self._rates[OURS.name, asking.clients])

    def latency(self) -> Iterator[Row]:
        """One of each at the same rate, and at half of what it can do; then the whole way of ours."""
        posts = LivePosts(self._ground.scene)
        ways: tuple[Way, ...] = (OURS, BOUND, FAUST[0], *self._peers[len(FAUST) :])
        for way in ways:
            for speed in (SLOW, *self._half(way)):
                yield from findings.latencies(way.name, speed, latency(self._ground, way, posts, speed))
        heard = searchable(self._ground, posts, SLOW)
        yield from findings.latencies("(d) until a search finds it", SLOW, heard, findings.SEARCHABLE)

    def restarts(self) -> Iterator[Row]:
        """Ours, stopped and killed."""
        clean, killed = restarts(self._ground, OURS, LivePosts(self._ground.scene))
        yield from findings.readiness(OURS.name, clean, killed)

    def _half(self, way: Way) -> Sequence[float]:
        """Half of its posts a second; nothing where they were not measured."""
        measured = [each.posts for each in self._rates[way.name, 1]]
        return [median(measured) / 2] if measured else []
