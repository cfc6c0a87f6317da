"""A process that appends numbered events: `number_appender.py LOG KEY TIMES [FILE_SIZE]`.

Says after each batch how many are acknowledged. A file size, in bytes, is a disk that fills up.
"""

import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

from streams.log.sqlite import SqliteLog
from streams.stage import Unavailable
from tests.contract.log_homes import gaps

BATCH = 20


def append_numbers(path: Path, key: str, times: int) -> None:
    log = SqliteLog(path, clock=lambda: datetime.now(UTC))
    for batch in range(times):
        log.append(gaps(*range(batch * BATCH, (batch + 1) * BATCH), key=key))
        sys.stdout.write(f"{(batch + 1) * BATCH}\n")
        sys.stdout.flush()
    log.close()


if __name__ == "__main__":
    if len(sys.argv) > 4:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), int(sys.argv[4])))
    try:
        append_numbers(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
    except Unavailable as error:
        sys.exit(str(error))
