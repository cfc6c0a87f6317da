"""Connections that end at a set time, whatever the other side does while it greets or says headers."""

import socket
import time
from contextlib import suppress
from threading import Timer
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError


class _Ending(HTTPConnection):
    """A connection that is cut at `until`: timeouts of a socket bound each read, and not all of them together.

    Up to the end of the headers; some bodies are read from a socket that the connection has given up by then.
    """

    def __init__(self, *args: Any, until: float, **options: Any) -> None:  # noqa: ANN401 - what the library gives
        super().__init__(*args, **options)
        self._until = until
        self._cutting: list[tuple[Timer, socket.socket]] = []

    def _new_conn(self) -> socket.socket:
        if (left := self._until - time.monotonic()) <= 0:
            raise ConnectTimeoutError(self, "no time is left")
        made = super()._new_conn()
        other = made.dup()  # TLS takes the first one over
        timer = Timer(left, _cut, (other,))
        timer.daemon = True
        timer.start()
        self._cutting.append((timer, other))
        return made

    def close(self) -> None:
        """Give up the connection."""
        for timer, other in self._cutting:
            timer.cancel()
            other.close()
        self._cutting = []
        super().close()


class _EndingSecurely(_Ending, HTTPSConnection):
    """The same over TLS."""


class EndingPool(HTTPConnectionPool):
    """A pool of connections that end; takes `until`, by the monotonic clock."""

    ConnectionCls = _Ending


class EndingSecurePool(HTTPSConnectionPool):
    """The same over TLS."""

    ConnectionCls = _EndingSecurely


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):  # it has ended by itself
        connection.shutdown(socket.SHUT_RDWR)
