"""A process that follows a file: `ingest_follower.py LOG FILE`. It ends only when it is killed."""

import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from services.ingest.ingest import ingest_file
from streams.log.sqlite import SqliteLog
from tests.unit.services.ingest_desk import desk

if __name__ == "__main__":
    log = SqliteLog(Path(sys.argv[1]), clock=lambda: datetime.now(UTC))
    for _ in ingest_file(desk(log, stop=threading.Event(), tries=None), Path(sys.argv[2]), follow=True):
        pass
