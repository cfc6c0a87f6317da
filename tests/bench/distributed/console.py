"""The console of a distributed installation over a hundred thousand alerts in Elasticsearch."""

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from services.wiring import open_installation
from tests.bench.arrivals import WATCHERS, Watched, arrivals
from tests.bench.console import answering
from tests.bench.console_pages import pages
from tests.bench.many_alerts import Manifold
from tests.bench.table import Row, Target
from tests.bench.watching import Person
from tests.end_to_end.processes import done, free_port
from tests.veltrona import registers_text

_SEEN = Target(below=1.5, always=True)
_ARRIVED = Target(below=1)
_PREFIX = "console"


def console(home: Path, bootstrap: Sequence[str], elasticsearch: str, seconds: int, rounds: int) -> Iterator[Row]:
    """Pages, decisions and posts that come in for so long, while twenty people watch."""
    with _served(home, bootstrap, elasticsearch) as stack:
        someone, other = Person.signed_in(home, "hanne", stack), Person.signed_in(home, "kim", stack)
        others = [other.elsewhere(stack) for _ in range(WATCHERS)]
        yield from pages(someone, rounds, "Elasticsearch")
        watched = Watched(home, "Elasticsearch", _SEEN, _ARRIVED, someone, others)
        yield from arrivals(watched, seconds, 2 * rounds)


@contextmanager
def _served(home: Path, bootstrap: Sequence[str], elasticsearch: str) -> Iterator[ExitStack]:
    """All processes of an installation, with so many alerts in its view."""
    home.mkdir()
    port = free_port()
    (home / "registers.yaml").write_text(registers_text(), "utf-8")
    settings = {
        "mode": "distributed",
        "data": str(home / "data"),
        "kafka": {"bootstrap": list(bootstrap), "prefix": _PREFIX, "replication": 1, "partitions": 2},
        "elasticsearch": {"urls": [elasticsearch], "prefix": _PREFIX, "replicas": 0},
        "console": {"port": port},
    }
    (home / "vorlaut.yaml").write_text(json.dumps(settings), "utf-8")
    done(home, "topics", "apply")
    done(home, "apply", "-f", "registers.yaml", "--as", "kim")
    with open_installation(home / "vorlaut.yaml", None) as installation:
        Manifold().fill(installation.store)
    with answering(home, port) as stack:
        yield stack
