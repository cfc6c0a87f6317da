"""New posts for latency: every so-manyth is known to alert, and its alert can be told by its id."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle

import msgspec

from streams.codec import encode
from streams.detect.detect import detect
from streams.events import Alert, PostEvent
from streams.identity import account_key
from streams.log.packing import Pair, pack, packs
from streams.situation.model import Situation
from tests.bench.distributed.ground import PARTITIONS, partition_of_handle
from tests.bench.scene import Scene


@dataclass(frozen=True, slots=True)
class LivePost:
    """A post on its way: the id of the alert it will raise, if any, where it belongs, and its two forms."""

    alert: str
    key: str
    partition: int
    plain: bytes
    event: bytes


def alerting(scene: Scene) -> list[PostEvent]:
    """The posts of a scene that our detection finds something in."""
    return [event for event in scene.events if any(_alerts(event, scene.situation))]


def _alerts(event: PostEvent, situation: Situation) -> Iterator[str]:
    return (emit.event.id for emit in detect(event, situation, {}) if isinstance(emit.event, Alert))


class LivePosts:
    """Posts without end, with ids nobody had before, from the posts of a scene."""

    def __init__(self, scene: Scene) -> None:
        loud, self._situation = alerting(scene), scene.situation
        known = {event.id for event in loud}
        self._alerting = cycle(loud)
        self._quiet = cycle([event for event in scene.events if event.id not in known])
        self._partitions = partition_of_handle(scene.world.handles)

    def take(self, run: str, number: int, every: int) -> Iterator[LivePost]:
        """So many posts; of each `every` the first alerts."""
        for place in range(number):
            event = next(self._quiet if place % every else self._alerting)
            yield self._live(replace(event, id=f"{run}-{place}"), alerts=place % every == 0)

    def _live(self, event: PostEvent, *, alerts: bool) -> LivePost:
        alert = next(_alerts(event, self._situation)) if alerts else ""
        key = account_key(event.platform, event.account)
        return LivePost(alert, key, self._partitions[event.account], _line(event), encode(event))


def packed(posts: list[LivePost]) -> Iterator[tuple[bytes, int]]:
    """These posts as packed records and their partitions."""
    for partition in range(PARTITIONS):
        pairs: list[Pair] = [(post.key, post.event) for post in posts if post.partition == partition]
        for together in packs(pairs):
            yield pack(together), partition


def _line(event: PostEvent) -> bytes:
    fields = {"platform": event.platform, "account": event.account, "id": event.id}
    return msgspec.json.encode({**fields, "published": event.published, "text": event.text, "langs": event.langs})
