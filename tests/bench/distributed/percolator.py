"""(c) The Elasticsearch percolator: every term a stored query, posts asked one or a hundred at a time.

With the terms as they are written it finds only what is written so. With the disguises in which a third of the leaks
here are written it has as much to look for as our detection, still without needs, times, facts and incidents. How many
of the leaks it finds stands beside its speed. One client keeps both cores busy: the server on one, itself on the other.
"""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, cycle, islice

from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from tests.bench.distributed.live_posts import alerting
from tests.bench.scene import Scene

_INDEX = "bench-percolator"
_HITS = 1000
_WARM = 2.0  # seconds, of each; a server that has just started gets as long as a measurement
_SHIFT = 777  # posts between the places where clients begin


@dataclass(frozen=True, slots=True)
class Asking:
    """One way to ask: which forms of a term are stored, how many posts a request holds, and how many clients ask."""

    disguised: bool
    batch: int
    clients: int

    @property
    def name(self) -> str:
        """What a reader calls it."""
        terms = "with disguises" if self.disguised else "terms"
        return f"(c) percolator, {terms}, by {self.batch}, {self.clients} client{'s' * (self.clients > 1)}"


ASKINGS = tuple(
    Asking(disguised, batch, clients) for disguised in (False, True) for batch in (1, 100) for clients in (1, 2)
)


class Percolator:
    """The terms of a scene as queries in the server at `url`."""

    def __init__(self, url: str, scene: Scene, *, disguised: bool) -> None:
        self._client = Elasticsearch(url, request_timeout=60)
        self._texts = [event.text for event in scene.events]
        self._leaks = [event.text for event in alerting(scene)]
        self._client.options(ignore_status=404).indices.delete(index=_INDEX)
        self._client.indices.create(
            index=_INDEX,
            settings={"number_of_shards": 1, "number_of_replicas": 0},
            mappings={"properties": {"query": {"type": "percolator"}, "text": {"type": "text"}}},
        )
        queries = (_query(_disguises(term) if disguised else [term]) for term in scene.world.terms)
        bulk(self._client, ({"_index": _INDEX, "query": query} for query in queries), refresh=True)

    def found(self) -> float:
        """The share of the leaks that our detection finds and this finds, too."""
        batches = [self._leaks[begin : begin + 100] for begin in range(0, len(self._leaks), 100)]
        return sum(len(self._slots(batch)) for batch in batches) / len(self._leaks)

    def posts_per_second(self, asking: Asking, seconds: float) -> float:
        """Of all clients together, when they are warm."""
        self._asked(asking, _WARM)
        began = time.perf_counter()
        return self._asked(asking, seconds) / (time.perf_counter() - began)

    def close(self) -> None:
        """Take the queries away."""
        self._client.indices.delete(index=_INDEX)
        self._client.close()

    def _asked(self, asking: Asking, seconds: float) -> int:
        until = time.perf_counter() + seconds
        with ThreadPoolExecutor(asking.clients) as pool:
            return sum(pool.map(lambda number: self._ask(number * _SHIFT, asking.batch, until), range(asking.clients)))

    def _ask(self, begin: int, size: int, until: float) -> int:
        texts, asked = islice(cycle(self._texts), begin, None), 0
        while time.perf_counter() < until:
            batch = list(islice(texts, size))
            self._slots(batch)
            asked += len(batch)
        return asked

    def _slots(self, texts: Sequence[str]) -> set[int]:
        """The places of the texts that some query finds."""
        documents = [{"text": text} for text in texts]
        said = self._client.search(
            index=_INDEX,
            query={"percolate": {"field": "query", "documents": documents}},
            source=False,
            size=_HITS,
        )
        hits = said["hits"]["hits"]
        return set(chain.from_iterable(hit["fields"]["_percolator_document_slot"] for hit in hits))


def percolated(url: str, scene: Scene, seconds: float) -> Iterator[tuple[Asking, float, float]]:
    """Each way to ask, its posts a second, and the share of the leaks that it finds."""
    for disguised in (False, True):
        percolator = Percolator(url, scene, disguised=disguised)
        found = percolator.found()
        percolator.posts_per_second(ASKINGS[-1], seconds)
        for asking in ASKINGS:
            if asking.disguised == disguised:
                yield asking, percolator.posts_per_second(asking, seconds), found
        percolator.close()


def _query(forms: Sequence[str]) -> dict[str, object]:
    return {"bool": {"should": [{"match_phrase": {"text": form}} for form in forms]}}


def _disguises(term: str) -> list[str]:
    """As it is written, as one word, letter by letter, and with dots between the letters."""
    joined = term.replace(" ", "")
    return [term, joined, " ".join(joined), ".".join(joined)]
