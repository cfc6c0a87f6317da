"""Stands before Elasticsearch on loopback and, when told to, refuses whole requests or single items of a bulk."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Lock, Thread
from types import TracebackType
from typing import Final, Literal, Self
from urllib.parse import urlsplit

import msgspec

Fault = Literal["none", "busy items", "busy", "away", "elsewhere"]
Answer = tuple[int, Sequence[tuple[str, str]], bytes]
Item = dict[str, dict[str, object]]  # what is done to a document, and to which or how that went

_NOT_HANDED_ON: Final = frozenset({"host", "connection", "content-length", "transfer-encoding", "accept-encoding"})
_PRODUCT: Final = (("Content-Type", "application/json"), ("X-Elastic-Product", "Elasticsearch"))
_CODES: Final[dict[Fault, int]] = {"busy": 429, "away": 503}
_ELSEWHERE: Final = 404, (("Content-Type", "text/html"),), b"<h1>default backend</h1>"  # as what stands before says
_REFUSED: Final = {"type": "es_rejected_execution_exception", "reason": "made up by a test"}


class _Answered(msgspec.Struct):
    took: int = 0
    errors: bool = False
    items: list[Item] = []


class FaultyProxy:
    """A context manager. `fault` may be changed at any time; `refused` counts requests and items."""

    def __init__(self, upstream: str, share: float = 0.5) -> None:
        self.fault: Fault = "none"
        self.refused = 0
        self._upstream = urlsplit(upstream).netloc
        self._share = share
        self._rng = Random(9)
        self._lock = Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        """Begin to listen."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """What is answered to a request."""
        if self.fault in _CODES and self._refuses():
            return _CODES[self.fault], _PRODUCT, b'{"error":{"type":"made_up","reason":"made up by a test"}}'
        if self.fault == "elsewhere" and self._refuses():
            return _ELSEWHERE
        if self.fault == "busy items" and urlsplit(path).path.endswith("/_bulk"):
            return self._partly(method, path, headers, body)
        return self._handed_on(method, path, headers, body)

    def _refuses(self) -> bool:
        with self._lock:
            refuses = self._rng.random() < self._share
            self.refused += refuses
            return refuses

    def _partly(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Hand on what is not refused, and answer for all of it."""
        operations = [(operation, self._refuses()) for operation in _operations(body)]
        taken = b"".join(lines for (_, lines), refused in operations if not refused)
        given = _Answered()
        if taken:
            code, said, answer = self._handed_on(method, path, headers, taken)
            if code >= 300:
                return code, said, answer
            given = msgspec.json.decode(answer, type=_Answered)
        rest = iter(given.items)
        given.items = [_busy(item) if refused else next(rest) for (item, _), refused in operations]
        given.errors = given.errors or any(refused for _, refused in operations)
        return 200, _PRODUCT, msgspec.json.encode(given)

    def _handed_on(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        with closing(HTTPConnection(self._upstream, timeout=30)) as connection:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()


def _operations(body: bytes) -> Iterator[tuple[Item, bytes]]:
    """Each operation of a bulk: what it says, and its lines."""
    lines = iter(body.splitlines(keepends=True))
    for line in lines:
        item = msgspec.json.decode(line, type=Item)
        yield item, line if "delete" in item else line + next(lines)


def _busy(item: Item) -> Item:
    return {action: {**meta, "status": 429, "error": _REFUSED} for action, meta in item.items()}


def _handler(proxy: FaultyProxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def _any(self) -> None:
            headers = {name: value for name, value in self.headers.items() if name.lower() not in _NOT_HANDED_ON}
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            try:
                code, said, answer = proxy.answer(self.command, self.path, headers, body)
            except OSError:  # the server is away: so is what stands before it
                self.close_connection = True
                return
            self.send_response_only(code)
            for name, value in said:
                if name.lower() not in _NOT_HANDED_ON:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer)

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _any  # noqa: N815 - names that the library calls

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in the library
            """Nothing."""

    return Handler
