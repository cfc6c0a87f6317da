"""Writing many documents at once: in pieces, each document's fate known, those that must wait sent again alone."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from elasticsearch import Elasticsearch

from services.adapters.elastic_client import Exchanged, is_exchanged, may_pass, never, reaching
from services.server_settings import ElasticsearchSettings
from streams.stage import CannotRun, Unavailable

DOCUMENTS: Final = 1000
BYTES: Final = 5_000_000
PAUSES: Final = (0.1, 0.2, 0.4, 0.8, 1.6, 2.0, 2.0, 2.0)  # seconds; then it is the caller's loop that comes again
_TAKEN: Final = 300
_CONFLICT: Final = 409
_SAID: Final = "items.*.status,items.*._version,items.*.error.type"


@dataclass(frozen=True, slots=True)
class Write:
    """One document, encoded: which, on what condition, and what it holds."""

    head: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a document: its version where it was taken, else why not."""

    status: int
    version: int = 0
    kind: str = ""

    @property
    def taken(self) -> bool:
        """Whether it was written."""
        return self.status < _TAKEN

    @property
    def refused(self) -> bool:
        """Whether it will never be written."""
        return not self.taken and self.status != _CONFLICT


class Bulk:
    """Writes for one store. `retried` hears how many documents were sent again."""

    def __init__(
        self,
        client: Elasticsearch,
        settings: ElasticsearchSettings,
        retried: Callable[[int], None],
        *,
        refresh: bool = False,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._settings = settings
        self._retried = retried
        self._refresh = refresh
        self._sleep = sleep

    def write(self, writes: Iterable[Write]) -> list[Answer]:
        """Write all that can be, and say of each in turn what became of it; a conflict is no error here.

        Raises `Unavailable` where some could not be written for longer than the pauses last, and `CannotRun` where
        something is not allowed; others are written then.
        """
        return list(chain.from_iterable(self._piece(piece) for piece in _pieces(writes)))

    def check(self, answers: Iterable[Answer]) -> None:
        """Raise `Refused` for the first that will never be written."""
        for answer in answers:
            if answer.refused:
                raise never(answer.status, answer.kind, self._settings)

    def _piece(self, writes: Sequence[Write]) -> list[Answer]:
        answers: list[Answer | None] = [None] * len(writes)
        waiting = list(range(len(writes)))
        for pause in (*PAUSES, None):
            for place, answer in zip(waiting, self._sent([writes[place] for place in waiting]), strict=True):
                answers[place] = answer
            waiting = [place for place, answer in enumerate(answers) if answer is None]
            if not waiting or pause is None:
                break
            self._retried(len(waiting))
            self._sleep(pause)
        if waiting:
            raise Unavailable(
                f"Elasticsearch is too busy or its disk too full for {len(waiting)} documents: look at it"
            )
        return [answer for answer in answers if answer is not None]

    def _sent(self, writes: Sequence[Write]) -> Iterator[Answer | None]:
        """What became of each; None where it must be sent again."""
        lines: list[Any] = list(chain.from_iterable((write.head, write.body) for write in writes))
        with reaching(self._settings):
            said = self._client.bulk(operations=lines, require_alias=True, refresh=self._refresh, filter_path=_SAID)
        return (self._answer(item) for item in said["items"])

    def _answer(self, item: dict[str, Any]) -> Answer | None:
        ((_, said),) = item.items()
        status, kind = int(said["status"]), str(said.get("error", {}).get("type", ""))
        if is_exchanged(kind):
            raise Exchanged("an index of Elasticsearch is not where it was")
        if may_pass(status, kind):
            return None
        answer = Answer(status, int(said.get("_version", 0)), kind)
        if answer.refused and isinstance(error := never(status, kind, self._settings), CannotRun):
            raise error
        return answer


def _pieces(writes: Iterable[Write]) -> Iterator[list[Write]]:
    """In order, at most so many documents and bytes each; one that is larger goes alone."""
    piece, size = list[Write](), 0
    for write in writes:
        length = len(write.head) + len(write.body) + 2
        if piece and (len(piece) == DOCUMENTS or size + length > BYTES):
            yield piece
            piece, size = [], 0
        piece.append(write)
        size += length
    if piece:
        yield piece
