"""Whether the console lives and can answer, for whatever watches processes. Open to all, and says nothing else."""

from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response

from services.ports.store import Query
from services.serve.visits import Console
from streams.stage import Unavailable


def probing(router: APIRouter, console: Console) -> None:
    """`/healthz` and `/readyz`."""

    @router.get("/healthz")
    def lives() -> Response:
        return PlainTextResponse("ok\n")

    @router.get("/readyz")
    def ready() -> Response:
        try:
            console.ports.log.positions("index")
            console.ports.store.search(Query(limit=1))
        except Unavailable:
            return PlainTextResponse("not ready\n", HTTPStatus.SERVICE_UNAVAILABLE)
        return PlainTextResponse("ok\n")
