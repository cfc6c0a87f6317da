"""A process that handles numbered events: `number_handler.py BOOTSTRAP PREFIX`.

It reads posts in the group `g`, says alerts of the same names, and prints how many it has handled before it advances.
"""

import sys
from datetime import UTC, datetime, timedelta

from streams.log.kafka import KafkaLog
from streams.log.kafka_place import KafkaPlace
from tests.contract.log_homes import gap, names


def handle_numbers(bootstrap: str, prefix: str) -> None:
    place = KafkaPlace(bootstrap=(bootstrap,), prefix=prefix, replication=1, partitions=4)
    log = KafkaLog(place, clock=lambda: datetime.now(UTC))
    handled = 0
    while True:
        records = log.read("g", ["posts"], 50, timedelta(milliseconds=200))
        handled += len(records)
        sys.stdout.write(f"{handled}\n")
        sys.stdout.flush()
        log.advance("g", records, [gap(name, "alerts") for name in names(records)])


if __name__ == "__main__":
    handle_numbers(sys.argv[1], sys.argv[2])
