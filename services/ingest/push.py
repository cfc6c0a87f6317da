"""Posts come in by signed pushes: a POST of NDJSON lines, answered 2xx only when the log has them."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from threading import BoundedSemaphore, Lock
from typing import Final

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from services.ingest.intake import Desk, Intake
from services.ingest.signed import NotSigned, Seals
from services.sources.pulse import Pulse
from streams.dead_letters import TooManyDead
from streams.stage import CannotRun, Unavailable

MOST_BYTES: Final = 1024 * 1024
MOST_WAITING: Final = 8  # pushes of one sender; whoever sends more is asked to come again
_BODY_SECONDS: Final = 30.0
_RETRY_SECONDS: Final = "5"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a sender is told: how many of its posts are kept, and what became of the others."""

    accepted: int = 0
    refused: int = 0
    dead_letters: int = 0
    repeated: bool = False


class Source:
    """One sender. Its pushes are taken in one after another."""

    def __init__(self, name: str, seals: Seals, desk: Desk) -> None:
        self._name = name
        self._pulse = Pulse(desk.log, desk.clock, "push", name)
        self._seals = seals
        self._desk = desk
        self._lock = Lock()
        self._room = BoundedSemaphore(MOST_WAITING)
        self._intake: Intake | None = None

    def take(self, headers: Mapping[str, str], body: bytes) -> _Answer:
        """Make durable what may be kept of it. Raises `NotSigned`, `TooManyDead`, and `CannotRun` without the log.

        The same push twice is taken in once; after a restart twice, which the ids of posts make harmless. Raises
        `Unavailable` where too many wait already: memory is bounded, and the sender has it still.
        """
        if not self._room.acquire(blocking=False):
            raise Unavailable("too many pushes wait")
        try:
            return self._take(headers, body)
        finally:
            self._room.release()

    def _take(self, headers: Mapping[str, str], body: bytes) -> _Answer:
        with self._lock:
            now = self._desk.clock()
            message_id = self._checked(headers, body, now)
            if not self._seals.is_new(message_id, now):
                return _Answer(repeated=True)
            if self._intake is None:
                self._intake = Intake(self._desk, f"push {self._name}", f"push/{self._name}")
            tally = self._intake.take_in(body.splitlines(), lambda _offset: "").tally
            self._seals.note(message_id, now)
            self._pulse.well(taken=tally.accepted > 0)
        return _Answer(tally.accepted, sum(tally.refused.values()), tally.dead_letters)

    def beat(self) -> None:
        """Say that pushes are answered here, whether any come or not."""
        self._pulse.beat()

    def leave(self) -> None:
        """Say that pushes are answered no more."""
        self._pulse.stopped()

    def _checked(self, headers: Mapping[str, str], body: bytes, now: datetime) -> str:
        """The id of a push that is signed. One that is not is noted: perhaps a secret was changed on one side alone."""
        try:
            return self._seals.check(headers, body, now)
        except NotSigned:
            self._pulse.noted("signature")
            raise


def make_app(
    sources: Mapping[str, Source], ready: Callable[[], bool] = lambda: True, body_seconds: float = _BODY_SECONDS
) -> Starlette:
    """The application: `POST /push/NAME`. Who is not one of the sources learns no more than who signs wrongly."""

    async def push(request: Request) -> Response:
        try:
            body = await asyncio.wait_for(_body(request), body_seconds)
        except TimeoutError:
            return _told(HTTPStatus.REQUEST_TIMEOUT, "that took too long: send it again")
        if body is None:
            return _told(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "a push holds at most 1 MiB: send it in several")
        source = sources.get(request.path_params["name"])
        if source is None:
            return _told(HTTPStatus.UNAUTHORIZED, "no signature fits: look at the secret")
        return await run_in_threadpool(_taken, source, request.headers, body)

    def health(_request: Request) -> Response:
        return _told(HTTPStatus.OK, "ok") if ready() else _told(HTTPStatus.SERVICE_UNAVAILABLE, "not ready")

    probes = [Route(path, health) for path in ("/ready", "/readyz")]
    return Starlette(routes=[Route("/push/{name}", push, methods=["POST"]), *probes])


async def _body(request: Request) -> bytes | None:
    """The bytes of a request as they came; None where they are too many, however many it said."""
    had = bytearray()
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdecimal() and int(declared[:12]) > MOST_BYTES:
        return None
    try:
        async for chunk in request.stream():
            had += chunk
            if len(had) > MOST_BYTES:
                return None
    except ClientDisconnect:
        return None
    return bytes(had)


def _taken(source: Source, headers: Mapping[str, str], body: bytes) -> Response:
    try:
        answer = source.take(headers, body)
    except NotSigned as error:
        return _told(HTTPStatus.UNAUTHORIZED, str(error))
    except TooManyDead as error:
        return _told(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
    except (CannotRun, Unavailable):
        response = _told(HTTPStatus.SERVICE_UNAVAILABLE, "the log cannot be reached: nothing was kept, send it again")
        response.headers["Retry-After"] = _RETRY_SECONDS
        return response
    return Response(msgspec.json.encode(answer) + b"\n", media_type="application/json")


def _told(status: HTTPStatus, why: str) -> Response:
    return Response(f"{why}\n", status, media_type="text/plain")
