"""Log lines on standard error: ids and numbers under known names, never a word of a post."""

import logging
import sys
from typing import Final, TextIO

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, Processor, WrappedLogger

from services.settings import LogSettings

ALLOWED: Final = frozenset(
    (
        "event",
        "level",
        "timestamp",
        "stage",
        "source",
        "attempt",
        "mode",
        "path",
        "topic",
        "code",  # with which a process ended
        "seconds",
        "restarts",
        "error",  # of the log or store
    )
)


def configure(settings: LogSettings, stream: TextIO | None = None) -> None:
    """Send all log lines of the process to `stream` (standard error), one line each."""
    out = sys.stderr if stream is None else stream
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_known,
            _renderer(settings, out),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[settings.level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(out),
    )


def get_logger() -> FilteringBoundLogger:
    """The logger of the process: a constant event, and what varies under the names in `ALLOWED`."""
    logger: FilteringBoundLogger = structlog.get_logger()
    return logger


def keep_known(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop every key that is not in `ALLOWED`: what is not known to be harmless is not written."""
    return {key: value for key, value in event.items() if key in ALLOWED}


def _renderer(settings: LogSettings, out: TextIO) -> Processor:
    if settings.format == "text":
        return structlog.dev.ConsoleRenderer(colors=out.isatty())
    return structlog.processors.JSONRenderer(default=str)
