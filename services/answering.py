"""Answering over HTTP until told to stop, in this thread or beside others."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event as Signal
from threading import Thread

import uvicorn
from starlette.types import ASGIApp

from streams.stage import CannotRun


def serve_until(
    app: ASGIApp,
    host: str,
    port: int,
    stop: Signal,
    ready: Callable[[], None],
    ending: Callable[[], None] = lambda: None,
) -> None:
    """Answer at this address until `stop` is set. Raises `CannotRun` where it cannot be had.

    `ending` ends answers that have no end of their own, before all others are waited for: who is cut off after that
    leaves pages of traces on standard error.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
        timeout_keep_alive=15,
        limit_concurrency=500,
    )
    asyncio.run(_served(uvicorn.Server(config), stop, ready, ending, f"{host} port {port}"))


@contextmanager
def answering(answer: Callable[[Signal, Callable[[], None]], None], ended: Signal | None = None) -> Iterator[None]:
    """Answer in a thread of its own while the block runs: `answer(stop, ready)`.

    Raises the `CannotRun` of one that cannot begin. `ended` is set where it stops to answer before it is told to.
    """
    stop, begun = Signal(), Signal()
    failures: list[CannotRun] = []

    def run() -> None:
        try:
            answer(stop, begun.set)
        except CannotRun as error:
            failures.append(error)
        finally:
            begun.set()
            if ended is not None and not stop.is_set():
                ended.set()

    thread = Thread(target=run, name="answering")
    thread.start()
    try:
        begun.wait()
        if failures:
            raise failures[0]
        yield
    finally:
        stop.set()
        thread.join()


async def _served(
    server: uvicorn.Server, stop: Signal, ready: Callable[[], None], ending: Callable[[], None], place: str
) -> None:
    serving = asyncio.ensure_future(_serve(server))
    told = False
    while not serving.done():
        if server.started and not told:
            told = True
            ready()
        if stop.is_set() and not server.should_exit:
            ending()
            server.should_exit = True
        await asyncio.sleep(0.05)
    if not told:
        raise CannotRun(f"{place} cannot be had: set another port, or end what uses it")
    await serving


async def _serve(server: uvicorn.Server) -> None:
    try:
        await server.serve()
    except SystemExit:  # uvicorn's answer to an address it cannot have
        return
