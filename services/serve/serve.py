"""Answering browsers until told to stop."""

import asyncio
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address
from threading import Event as Signal

import uvicorn
from fastapi import FastAPI

from streams.stage import CannotRun


def hosts_of(host: IPv4Address | IPv6Address, port: int) -> frozenset[str]:
    """What browsers may call this console by."""
    named = f"[{host}]" if isinstance(host, IPv6Address) else str(host)
    return frozenset({f"{named}:{port}", f"localhost:{port}"})


def serve_until(app: FastAPI, host: str, port: int, stop: Signal, ready: Callable[[], None]) -> None:
    """Answer at this address until `stop` is set. Raises `CannotRun` where it cannot be had."""
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
    asyncio.run(_served(uvicorn.Server(config), stop, ready, f"{host} port {port}"))


async def _served(server: uvicorn.Server, stop: Signal, ready: Callable[[], None], place: str) -> None:
    serving = asyncio.ensure_future(_serve(server))
    told = False
    while not serving.done():
        if server.started and not told:
            told = True
            ready()
        if stop.is_set():
            server.should_exit = True
        await asyncio.sleep(0.05)
    if not told:
        raise CannotRun(f"the console cannot be served at {place}: set another console.port, or end what uses it")
    await serving


async def _serve(server: uvicorn.Server) -> None:
    try:
        await server.serve()
    except SystemExit:  # uvicorn's answer to an address it cannot have
        return
