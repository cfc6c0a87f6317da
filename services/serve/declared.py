"""Who may use a route: each says so itself, and one that says nothing is for nobody."""

from collections.abc import Iterable, Iterator
from typing import Final

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount

from services.serve.visits import Gate, NotAllowed
from streams.stage import CannotRun

OPEN_TO_ALL: Final = frozenset(
    (
        *("/sign-in", "/sign-in/begin", "/sign-in/back", "/sign-in/ended", "/sign-out"),
        *("/language", "/healthz", "/readyz"),
    )
)
_DRAWN_WITH: Final = frozenset({"/static"})  # files every browser may have


def refuse_undeclared(request: Request) -> None:
    """A dependency of all routes. Raises `NotAllowed` where the one asked for says of nobody that they may use it."""
    if not _declared(request.scope["route"]):
        raise NotAllowed


def check_declared(routes: Iterable[BaseRoute]) -> None:
    """Raises `CannotRun` where a route does not say who may use it."""
    missing = [getattr(route, "path", repr(route)) for route in routes if not _declared(route)]
    if missing:
        raise CannotRun(f"{', '.join(missing)}: nobody is named who may use this: give it a Gate")


def _declared(route: BaseRoute) -> bool:
    if isinstance(route, Mount):
        return route.path in _DRAWN_WITH
    return isinstance(route, APIRoute) and (
        route.path in OPEN_TO_ALL or any(isinstance(call, Gate) for call in _calls(route.dependant))
    )


def _calls(dependant: Dependant) -> Iterator[object]:
    yield dependant.call
    for one in dependant.dependencies:
        yield from _calls(one)
