"""Feeds over TLS: the same bounds in time, and nobody who is not who the certificate says."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from services.adapters.web_fetch import WebFetch
from streams.stage import Unavailable
from tests.servers.kafka_certificates import make_certificates

SECONDS = 0.8  # that a server is given
PATIENCE = 4.0  # seconds; a server that drips would take ten and more

Answer = Callable[[ssl.SSLSocket], None]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_certificates(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def _trusted(certificates: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates[0]))


def here(_host: str, _port: int) -> Sequence[str]:
    return ["127.0.0.1"]


def fetch(port: int, host: str = "localhost") -> bytes:
    return WebFetch(own=[host], seconds=SECONDS, look_up=here)(f"https://{host}:{port}/feed", {}).body


@contextmanager
def serving(key: Path, answer: Answer) -> Iterator[int]:
    """A server that answers so over TLS; its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(key)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                client, _ = server.accept()
                with client, context.wrap_socket(client, server_side=True) as secured:
                    secured.recv(65536)
                    answer(secured)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
    thread.join(PATIENCE)


def drip(before: bytes, byte: bytes) -> Answer:
    def answer(client: ssl.SSLSocket) -> None:
        client.sendall(before)
        for _ in range(200):
            client.sendall(byte)
            time.sleep(0.05)

    return answer


@pytest.mark.usefixtures("_trusted")
def test_a_feed_is_read_over_tls(certificates: tuple[Path, Path]) -> None:
    whole = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"
    with serving(certificates[1], lambda client: client.sendall(whole)) as port:
        assert fetch(port) == b"x"


@pytest.mark.usefixtures("_trusted")
@pytest.mark.parametrize(
    ("before", "byte"),
    [
        (b"", b"x"),
        (b"HTTP/1.1 200 OK\r\nX-A: ", b"x"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b" "),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
    ],
    ids=["greeting", "headers", "body", "chunks"],
)
def test_a_byte_at_a_time_over_tls_is_left_at_the_same_time(
    certificates: tuple[Path, Path], before: bytes, byte: bytes
) -> None:
    with serving(certificates[1], drip(before, byte)) as port:
        began = time.monotonic()
        with pytest.raises(Unavailable):
            fetch(port)
        assert time.monotonic() - began < PATIENCE


def test_a_handshake_that_never_ends_is_left_at_the_same_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        began = time.monotonic()
        with pytest.raises(Unavailable):
            fetch(server.getsockname()[1])
        assert time.monotonic() - began < PATIENCE


def test_a_server_whose_certificate_nobody_we_know_has_signed_is_not_read(certificates: tuple[Path, Path]) -> None:
    with (
        serving(certificates[1], lambda client: client.sendall(b"HTTP/1.1 200 OK\r\n\r\nx")) as port,
        pytest.raises(Unavailable),
    ):
        fetch(port)


@pytest.mark.usefixtures("_trusted")
def test_a_server_whose_certificate_is_for_another_name_is_not_read(certificates: tuple[Path, Path]) -> None:
    with (
        serving(certificates[1], lambda client: client.sendall(b"HTTP/1.1 200 OK\r\n\r\nx")) as port,
        pytest.raises(Unavailable),
    ):
        fetch(port, "news.example")
