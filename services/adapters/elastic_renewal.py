"""A new generation of indices beside the present one, and the exchange of the two."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from elasticsearch import Elasticsearch

from services.adapters.elastic_indices import ElasticIndices
from services.adapters.elastic_names import Names
from services.adapters.elastic_whole import bars
from services.ports.store import Bar

BUILDING: Final = "rebuild-"  # in the aliases of what is being built


class ElasticRenewal:
    """One exchange: `begin`, `swap`, `done`, and `end` in any case. `indices` are those that are being built."""

    def __init__(self, client: Elasticsearch, names: Names, indices: ElasticIndices) -> None:
        self._client = client
        self._names = names
        self._indices = indices
        self._old: Mapping[str, set[str]] = {}
        self._done = False

    def begin(self) -> None:
        """Make the new generation. What a run that broke off was building is deleted."""
        self._delete(self._parted()[1])
        self._old, _ = self._parted()
        self._indices.begin()

    def barred(self) -> Iterator[Bar]:
        """What is barred in the old generation by now, and in one before it that was exchanged only half."""
        for index in self._old:
            if index.startswith(self._names.every("contents")):
                yield from bars(self._client, index)

    def swap(self) -> None:
        """Let all aliases point to the new generation, at once, and let nobody write to the old one any more.

        What is being written is finished first.
        """
        self._old, new = self._parted()  # the months may have become more meanwhile
        self._client.indices.refresh(index=list(new))
        self._client.indices.update_aliases(actions=[*_taken(self._old), *_taken(new), *_given(new)])
        for index in self._old:
            self._client.indices.add_block(index=index, block="write")

    def done(self) -> None:
        """Nothing in the old generation is of use any more."""
        self._done = True

    def end(self) -> None:
        """Delete what is of no use: the old generation, or one that was not built to its end."""
        self._delete(self._old if self._done else self._parted()[1])

    def _parted(self) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
        """The indices there are, and those that are being built."""
        found = self._indices.all()
        new = {index for index, aliases in found.items() if any(map(self._is_building, aliases))}
        return {of: found[of] for of in found if of not in new}, {of: found[of] for of in new}

    def _is_building(self, alias: str) -> bool:
        return alias.startswith(Names(self._names.prefix, BUILDING).prefixed)

    def _delete(self, indices: Iterable[str]) -> None:
        for index in indices:
            self._client.options(ignore_status=404).indices.delete(index=index)


def _taken(indices: Mapping[str, set[str]]) -> Iterator[dict[str, Any]]:
    for index, aliases in indices.items():
        yield from ({"remove": {"index": index, "alias": alias}} for alias in aliases)


def _given(indices: Mapping[str, set[str]]) -> Iterator[dict[str, Any]]:
    for index, aliases in indices.items():
        for alias in aliases:
            yield {"add": {"index": index, "alias": alias.replace(f"-{BUILDING}", "-", 1)}}
