"""A proxy that speaks TLS and hands on every byte as it came: `python -m tests.servers.tls_proxy PORT TO_PORT PEM`."""

import asyncio
import contextlib
import ssl
import sys
from functools import partial

_CHUNK = 64 * 1024


async def _pour(source: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await source.read(_CHUNK):
            into.write(chunk)
            await into.drain()
    into.close()


async def _between(to_port: int, browser: asyncio.StreamReader, to_browser: asyncio.StreamWriter) -> None:
    server, to_server = await asyncio.open_connection("127.0.0.1", to_port)
    await asyncio.gather(_pour(browser, to_server), _pour(server, to_browser))


async def _serve(port: int, to_port: int, pem: str) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server = await asyncio.start_server(partial(_between, to_port), "127.0.0.1", port, ssl=context)
    print("ready", flush=True)  # noqa: T201 - whoever starts it waits for it
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
