"""What registers would have fired on, before they are declared: counts over the posts still retained."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from services.rescan.jobs import SLICE
from services.rescan.look_back import late_findings, narrowed
from streams.events import Alert
from streams.log.order import pages
from streams.log.port import History
from streams.registers import Severity
from streams.situation.model import Situation


@dataclass(slots=True)
class Preview:
    """How many posts are still kept, and how often each register entry would have fired on them, by severity.

    A post that leaks in several versions counts as often.
    """

    posts: int = 0
    fired: dict[str, Counter[Severity]] = field(default_factory=dict)


def preview(log: History, situation: Situation, names: Collection[str]) -> Preview:
    """Judge all retained posts by these entries (`Embargo/x`) of a situation alone. Keeps nothing."""
    looking = narrowed(situation, names)
    found = Preview(fired={name: Counter() for name in sorted(names)})
    state: dict[str, bytes] = {}
    for records in pages(log, "posts", SLICE):
        found.posts += len(records)
        for emit in late_findings(records, looking, state, records[-1].appended_at):
            if isinstance(emit.event, Alert) and emit.event.status == "open" and not emit.event.shadow:
                found.fired[emit.event.register][emit.event.severity] += 1
    return found
