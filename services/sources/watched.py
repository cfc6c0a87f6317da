"""All sources of an installation: those that its settings and registers name, and those that are read by hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from services.settings import Settings
from services.sources.report import Expected, Report, feed_addresses, known_accounts, report
from services.sources.seen import forget_seen
from streams.log.port import History, KeptLog
from streams.situation.model import Registers


@dataclass(frozen=True, slots=True)
class WatchedSources:
    """Looks at them whenever it is asked."""

    log: KeptLog
    registers: Callable[[], Registers]
    clock: Callable[[], datetime]
    settings: Settings

    def report(self, past: History | None = None) -> Report:
        """How they stand; `past` is where to look instead. Raises `Unavailable`."""
        registers = self.registers()
        return report(past or self.log, registers, list(self._expected(registers)), self.clock())

    def forget(self) -> int:
        """Forget when those were heard of whom nobody may look at any more; how many. Raises `Unavailable`."""
        return forget_seen(self.log, known_accounts(self.registers(), self.clock()))

    def _expected(self, registers: Registers) -> Iterator[Expected]:
        settings = self.settings
        yield from (("file", str(file.path)) for file in settings.ingest.files if file.follow)
        if settings.push.port is not None:
            yield from (("push", name) for name in settings.push.sources)
        if settings.feeds.read:
            yield from (("feed", address) for address in feed_addresses(registers, self.clock()))
