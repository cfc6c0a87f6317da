"""Keeping the latest of what has versions, whoever writes first.

Elasticsearch compares one number, a version's order does not fit into one. So the number only never falls where the
order rises: what it takes is later, and what it does not take is compared with what is there and written on the
condition that this is still there. Such a write raises the number by one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from elasticsearch import Elasticsearch

from services.adapters.elastic_bulk import Answer, Bulk, Write
from services.adapters.elastic_client import reaching
from services.server_settings import ElasticsearchSettings
from streams.stage import Unavailable

Order = tuple[int | str, ...]

ROUNDS: Final = 20  # of comparing; others would have to write the same documents in between each time
_SLOTS: Final = 8  # bits of the number for versions of one microsecond
_LARGEST: Final = (1 << 55) - 1
_FIRST_REVISION: Final = "1"
_AFTER_IT: Final = 100

_ENCODER: Final = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document: its place among the others, as a tuple and as a number."""

    alias: str
    id: str
    order: Order
    number: int
    body: bytes


def number(at: int, revision: str, rank: int) -> int:
    """A number below 2**63 that never falls where (microseconds, revision, rank) rises; rank is below 99.

    Exact for the first revision of a post, and so for nearly all. Times before 1970 and after 3111 are alike.
    """
    slot = 1 + rank if revision == _FIRST_REVISION else _AFTER_IT * (revision > _FIRST_REVISION)
    return min(max(at, 0), _LARGEST) << _SLOTS | slot


class Latest:
    """Writes versions for one store."""

    def __init__(self, client: Elasticsearch, settings: ElasticsearchSettings, bulk: Bulk) -> None:
        self._client = client
        self._settings = settings
        self._bulk = bulk

    def write(self, every: Iterable[Version]) -> list[Answer]:
        """Write what is later than what is there, at most one version of each document.

        Answers with the number that a document has now where it is this version, as a conflict where it is a later one.
        """
        versions = list(every)
        answers = self._bulk.write(map(_external, versions))
        for _ in range(ROUNDS):
            undecided = [place for place, answer in enumerate(answers) if _is_undecided(answer)]
            if not undecided:
                return answers
            for place, answer in zip(undecided, self._compared([versions[one] for one in undecided]), strict=True):
                answers[place] = answer
        raise Unavailable("other processes write the same documents of Elasticsearch over and over")

    def _compared(self, versions: Sequence[Version]) -> list[Answer]:
        there = self._there(versions)
        later = [place for place, version in enumerate(versions) if version.order > _order(there[place])]
        answers = [
            Answer(200, held["_version"]) if version.order == _order(held) else _SUPERSEDED
            for version, held in zip(versions, there, strict=True)
        ]
        for place, answer in zip(
            later, self._bulk.write(_if_still(versions[one], there[one]) for one in later), strict=True
        ):
            answers[place] = answer
        return answers

    def _there(self, versions: Sequence[Version]) -> list[dict[str, Any]]:
        docs = [{"_index": version.alias, "_id": version.id, "_source": ["order"]} for version in versions]
        with reaching(self._settings):
            found: list[dict[str, Any]] = self._client.mget(docs=docs)["docs"]
        return found


_SUPERSEDED: Final = Answer(409, kind="superseded")


def _is_undecided(answer: Answer) -> bool:
    return not answer.taken and not answer.refused and answer is not _SUPERSEDED


def _order(held: dict[str, Any]) -> Order:
    return tuple(held["_source"]["order"]) if held.get("found") else ()


def _external(version: Version) -> Write:
    head = {"_index": version.alias, "_id": version.id, "version": version.number, "version_type": "external"}
    return Write(_ENCODER.encode({"index": head}), version.body)


def _if_still(version: Version, held: dict[str, Any]) -> Write:
    head = {"_index": version.alias, "_id": version.id}
    if not held.get("found"):
        return Write(_ENCODER.encode({"create": head}), version.body)
    still = {"if_seq_no": held["_seq_no"], "if_primary_term": held["_primary_term"]}
    return Write(_ENCODER.encode({"index": head | still}), version.body)
