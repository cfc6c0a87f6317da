"""What is done with each turn of a loop: counted, logged where it failed, and said of the process's health."""

from collections.abc import Callable
from datetime import datetime

from services.health import Health
from services.logs import get_logger
from services.metrics import Metrics
from streams.consume import Observation


def observer(metrics: Metrics, clock: Callable[[], datetime], health: Health) -> Callable[[Observation], None]:
    """For a loop: hears every turn, and says whether what failed works again."""

    def observe(turn: Observation) -> None:
        health.ready(f"{turn.group} {turn.part}".rstrip(), ok=turn.failed is None, why=turn.failed or "")
        if turn.failed is None:
            metrics.handled(turn.group, turn.records, turn.seconds, clock())
        else:
            metrics.failed(turn.group)
            get_logger().warning("will try again", stage=turn.group, error=turn.failed)

    return observe
