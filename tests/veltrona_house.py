"""An installation of Veltrona in a folder, driven step by step with a clock of its own."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event as Signal

from services.cli.alerts import every_alert
from services.declare import amend
from services.declare.declare import Proposal, declare
from services.declare.files import read_registers
from services.handling import units
from services.ingest.ingest import ingest_file
from services.run.supervise import supervise
from services.settings import Settings
from services.wiring import Installation, desk, embedded
from streams.consume import Observation
from streams.events import Alert
from streams.situation.entries import Signature
from tests.veltrona import NOON, registers_text


class House:
    """The clock begins an hour after the posts' noon; whatever fails is seen in `failures`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.now = NOON + timedelta(hours=1)
        self.failures: list[Observation] = []

    @contextmanager
    def opened(self) -> Iterator[Installation]:
        """The installation, as one process has it."""
        with ExitStack() as stack:
            yield embedded(Settings(data=self.data), lambda: self.now, stack)

    def apply(self, *documents: str) -> None:
        """Declare these documents, or all there are."""
        path = self.folder / "registers.yaml"
        path.write_text(registers_text(*documents), encoding="utf-8")
        self.propose(lambda _history: read_registers(path))

    def withdraw(self, account: str, at: datetime | None = None) -> None:
        self.propose(amend.withdraw(account, at or self.now))

    def propose(self, proposal: Proposal) -> None:
        with self.opened() as installation:
            signed = Signature(actor="kim", at=self.now)
            declare(installation.log, installation.declared.history, proposal, signed)

    def ingest(self, lines: Iterable[bytes]) -> None:
        """Take in these lines as a file of their own."""
        path = self.folder / f"posts-{len(list(self.folder.glob('posts-*')))}.ndjson"
        path.write_bytes(b"".join(lines))
        with self.opened() as installation:
            for _ in ingest_file(desk(installation, Signal(), follow=False), path):
                pass
        path.write_bytes(b"")

    def run(self) -> None:
        """Handle everything there is."""
        with self.opened() as installation:
            supervise(units(installation), Signal(), self.observe, until_idle=True)

    def observe(self, turn: Observation) -> None:
        if turn.failed is not None:
            self.failures.append(turn)

    def alerts(self) -> list[Alert]:
        """All alerts, by detection time."""
        with self.opened() as installation:
            return list(every_alert(installation.store, None))

    def holds(self, marker: str) -> list[str]:
        """The files of the data folder in which these bytes stand, in any encoding a database may use."""
        wanted = [marker.encode("utf-8"), marker.encode("utf-16-le"), marker.lower().encode("utf-8")]
        found = (path for path in sorted(self.data.rglob("*")) if path.is_file())
        return [path.name for path in found if any(raw in path.read_bytes() for raw in wanted)]
