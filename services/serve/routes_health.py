"""Whether all is well: for people, and for whatever watches processes."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from services.ports.store import Query
from services.serve.pages import Pages
from services.serve.routes_acting import Sent
from services.serve.sources_page import SILENCES, details, headline, sources_page
from services.serve.visits import ACTS, READS, Console, Visit, sent_by_us, visitor
from services.serve.wall import behind, coverage
from streams.stage import CannotRun, Unavailable

_SEE_OTHER = 303
_PROBED = ["GET", "HEAD"]  # load balancers ask without wanting the answer's text


def probing(router: APIRouter, console: Console) -> None:
    """`/healthz` and `/readyz`: open to all, and say nothing else."""

    @router.api_route("/healthz", methods=_PROBED)
    def lives() -> Response:
        why = console.not_live()
        return PlainTextResponse(f"{why}\n", HTTPStatus.SERVICE_UNAVAILABLE) if why else PlainTextResponse("ok\n")

    @router.api_route("/readyz", methods=_PROBED)
    def ready() -> Response:
        try:
            console.ports.log.positions("index")
            console.ports.store.search(Query(limit=1))
            late = behind(console.ports)
        except (Unavailable, CannotRun):
            return PlainTextResponse("not ready\n", HTTPStatus.SERVICE_UNAVAILABLE)
        # it answers all the same: in a crisis an old page that says so is better than none
        return PlainTextResponse(f"ok, but what is shown is {late.total_seconds():.0f} s old\n" if late else "ok\n")


def health(router: APIRouter, console: Console, pages: Pages) -> None:
    """How sources stand, what is missing, and who is silent; and saying that somebody has looked after a gap."""
    ports = console.ports
    Responder = Annotated[Visit, Depends(visitor(console, ACTS))]  # noqa: N806 - a type
    Reader = Annotated[Visit, Depends(visitor(console, READS))]  # noqa: N806 - a type

    def shown(visit: Visit, silent: str = "", problem: str = "") -> Response:
        registers = ports.declared.history().situation().registers
        seen = coverage(ports, registers, visit.clockwork, visit.words)
        found = ports.sources()
        return pages.shown(
            "health.html",
            visit,
            "health",
            422 if problem else 200,
            coverage=seen,
            headline=headline(found, visit.words),
            details=details(found, visit.words),
            page=sources_page(found, silent, visit.clockwork, visit.words),
            silences=SILENCES,
            problem=problem,
        )

    @router.get("/health")
    def show_health(visit: Reader, silent: str = "") -> Response:
        return shown(visit, silent)

    @router.post("/health/gaps/{gap_id}/close")
    def close_gap(gap_id: str, visit: Responder, sent: Annotated[Sent, Form()]) -> Response:
        sent_by_us(visit, sent.form_token)
        if not sent.reason.strip():
            return shown(visit, problem=visit.words["wrong"].format(why=visit.words["gap_what"]))
        try:
            ports.acts.close_gap(gap_id, visit.session.name, sent.reason)
        except CannotRun as error:
            return shown(visit, problem=str(error))
        return RedirectResponse("/health#gaps", _SEE_OTHER)
