"""Whether a process lives and is ready, and where that and its metrics can be fetched."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from socket import AF_INET, AF_INET6
from socketserver import ThreadingMixIn
from threading import Lock, Thread, get_ident
from time import monotonic
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from prometheus_client import CollectorRegistry, make_wsgi_app

from services.settings import MetricsSettings
from streams.stage import CannotRun

Told = Callable[[str], None]  # why a process is not ready; nothing where it is


def _untold(_why: str) -> None:
    """Nobody listens."""


class Health:
    """What a process says about itself. Any thread may say and ask.

    It lives while its main loop has turned within the last `live_seconds`, or was answered by a server. It is ready
    when it has said of everything it needs that it is well; until it has said anything it is starting. So say first
    what is not there yet. `told` is called whenever it becomes ready or no longer is, or for another reason. Reasons
    are short and hold no content.
    """

    def __init__(self, live_seconds: float, told: Told = _untold, clock: Callable[[], float] = monotonic) -> None:
        self._live_seconds = live_seconds
        self._told = told
        self._clock = clock
        self._lock = Lock()
        self._beat = clock()
        self._loop = get_ident()
        self._needs: dict[str, str] = {}

    def beat(self) -> None:
        """The main loop has turned, in this thread."""
        self._loop = get_ident()
        self._beat = self._clock()

    def answered(self) -> None:
        """A server was asked, which answers within a time of its own, or has answered: who waits for it lives.

        Of any thread but that of the main loop it says nothing.
        """
        if get_ident() == self._loop:
            self._beat = self._clock()

    def ready(self, name: str, ok: bool, why: str = "") -> None:  # noqa: FBT001 - reads as ready("registers", fresh)
        """Something that is needed is well, or why it is not."""
        with self._lock:
            before = self.not_ready()
            self._needs[name] = "" if ok else f"{name}: {why or 'not ready'}"
            after = self.not_ready()
            if before != after:
                self._told(after)

    def not_live(self) -> str:
        """Why the process should be started anew; empty where it lives."""
        still = self._clock() - self._beat
        return f"the main loop stands still for {still:.0f} s" if still > self._live_seconds else ""

    def not_ready(self) -> str:
        """Why the process does no work now; empty where it does."""
        if not self._needs:
            return "starting"
        return "; ".join(filter(None, list(self._needs.values())))


@contextmanager
def serve(settings: MetricsSettings, registry: CollectorRegistry, health: Health) -> Iterator[None]:
    """Answer `/metrics`, `/live` and `/ready` at the set address while the block runs; without a port do nothing.

    `/live` and `/ready` answer 200, or 503 and the reason; `/healthz` and `/readyz` are the same by other names.
    Raises `CannotRun` where the port cannot be had.
    """
    if settings.port is None:
        yield
        return
    server_class = _Server6 if settings.host.version == 6 else _Server4  # noqa: PLR2004 - of the Internet Protocol
    application = answers(registry, health)
    try:
        server = make_server(str(settings.host), settings.port, application, server_class, _Silent)
    except OSError as error:
        place = f"{settings.host} port {settings.port}"
        raise CannotRun(f"metrics cannot be served at {place} ({error.strerror}): set another metrics.port") from error
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, name="health", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answers(registry: CollectorRegistry, health: Health) -> WSGIApplication:
    """What is answered to whom."""
    metrics: WSGIApplication = make_wsgi_app(registry)
    reasons = {"/live": health.not_live, "/ready": health.not_ready}
    reasons |= {"/healthz": health.not_live, "/readyz": health.not_ready}

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/metrics":
            return metrics(environ, start)
        if path not in reasons:
            return _say("404 Not Found", "there are /metrics, /live (/healthz) and /ready (/readyz)", start)
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return _say("405 Method Not Allowed", "only GET", start)
        why = reasons[path]()
        return _say("503 Service Unavailable", why, start) if why else _say("200 OK", "ok", start)

    return answer


def _say(status: str, text: str, start: StartResponse) -> Iterable[bytes]:
    start(status, [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")])
    return [f"{text}\n".encode()]


class _Server4(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    address_family = AF_INET


class _Server6(_Server4):
    address_family = AF_INET6


class _Silent(WSGIRequestHandler):
    timeout = 10  # seconds; who asks and does not go on is let go

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in the library
        """Nothing: being asked is no event."""
