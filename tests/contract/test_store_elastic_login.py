"""How the store logs in to Elasticsearch, and what it says where it is not let in."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from services.adapters.elastic_client import connect
from services.adapters.elastic_store import open_store
from services.ports.store import Query
from services.server_settings import ElasticsearchSettings
from streams.stage import CannotRun, Unavailable
from tests.contract.store_examples import alert
from tests.contract.store_homes import elastic_settings, elastic_store
from tests.servers.elasticsearch import ElasticsearchServer
from tests.servers.fixtures import Servers
from tests.servers.kafka_certificates import make_certificates

PASSWORD = "made-up-and-long"  # noqa: S105 - of a server of this test
WRONG = "made-up-and-wrong"


@pytest.fixture(scope="module")
def secured(module_servers: Servers) -> ElasticsearchServer:
    return module_servers.elasticsearch(password=PASSWORD)


def _login(server: ElasticsearchServer, **others: object) -> ElasticsearchSettings:
    return elastic_settings(server.url, username=server.username, password=PASSWORD, **others)


def _api_key(settings: ElasticsearchSettings, rights: list[str]) -> str:
    indices = [{"names": [f"{settings.prefix}-*"], "privileges": rights}]
    role = {"cluster": ["manage_index_templates", "monitor"], "indices": indices}
    client = connect(settings)
    made = client.security.create_api_key(name=settings.prefix, role_descriptors={"vorlaut": role})
    client.close()
    return str(made["encoded"])


def test_a_user_and_a_password_let_in(secured: ElasticsearchServer) -> None:
    with elastic_store(_login(secured)) as store:
        store.put([alert()])
        assert store.search(Query()) == (alert(),)


def test_a_key_that_may_manage_the_indices_of_the_prefix_is_enough(
    secured: ElasticsearchServer, tmp_path: Path
) -> None:
    settings = _login(secured)
    (tmp_path / "key").write_text(_api_key(settings, ["all"]), encoding="utf-8")
    keyed = elastic_settings(secured.url, prefix=settings.prefix, api_key_file=str(tmp_path / "key"))
    store = open_store(keyed, refresh=True)
    with elastic_store(settings):
        store.put([alert()])
        assert store.search(Query()) == (alert(),)
        with store.renewal() as renewal:
            renewal.swap()
    store.close()


def test_a_key_that_may_only_read_says_what_to_grant(secured: ElasticsearchServer) -> None:
    settings = _login(secured)
    store = open_store(elastic_settings(secured.url, prefix=settings.prefix, api_key=_api_key(settings, ["read"])))
    with pytest.raises(CannotRun, match=f"grant the privileges .* {settings.prefix}-"):
        store.put([alert()])
    store.close()


@pytest.mark.parametrize(
    ("login", "advice"),
    [
        ({"username": "anna", "password": WRONG}, "elasticsearch.username"),
        ({"api_key": "bWFkZTp1cA=="}, "elasticsearch.api_key"),
        ({}, "elasticsearch.username"),
    ],
)
def test_who_is_not_let_in_learns_what_to_correct(
    secured: ElasticsearchServer, login: dict[str, str], advice: str
) -> None:
    store = open_store(elastic_settings(secured.url, **login))
    with pytest.raises(CannotRun, match=f"refuses the login: correct {advice}") as refused:
        store.search(Query())
    assert WRONG not in str(refused.value)
    store.close()


def test_tls_is_trusted_by_the_authority_that_the_settings_name(secured: ElasticsearchServer, tmp_path: Path) -> None:
    authority, certificate = make_certificates(tmp_path)
    with _behind_tls(secured.url, certificate) as url:
        with elastic_store(_login(secured, urls=(url,), ca_file=str(authority))) as store:
            store.put([alert()])
            assert store.search(Query()) == (alert(),)
        stranger = open_store(_login(secured, urls=(url,)))
        with pytest.raises(Unavailable, match=r"certificate is not trusted; look at elasticsearch\.ca_file"):
            stranger.search(Query())
        stranger.close()


def test_what_is_no_elasticsearch_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=_answer_as_somebody_else, args=(listening,), daemon=True).start()
        store = open_store(elastic_settings(f"http://127.0.0.1:{listening.getsockname()[1]}"))
        with pytest.raises(CannotRun, match=r"no Elasticsearch: correct elasticsearch\.urls"):
            store.search(Query())
        store.close()


def _answer_as_somebody_else(listening: socket.socket) -> None:
    connection, _ = listening.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")


@contextmanager
def _behind_tls(url: str, certificate: Path) -> Iterator[str]:
    """An address that speaks TLS and hands everything on."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=_accept, args=(listening, context, urlsplit(url).port), daemon=True).start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}"


def _accept(listening: socket.socket, context: ssl.SSLContext, port: int) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:  # closed: the test is over
            return
        Thread(target=_serve, args=(connection, context, port), daemon=True).start()


def _serve(connection: socket.socket, context: ssl.SSLContext, port: int) -> None:
    try:
        inside = context.wrap_socket(connection, server_side=True)
    except OSError:  # not trusted
        connection.close()
        return
    outside = socket.create_connection(("127.0.0.1", port))
    Thread(target=_hand_on, args=(outside, inside), daemon=True).start()
    _hand_on(inside, outside)


def _hand_on(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:  # one of both has gone
        pass
    finally:
        source.close()
        target.close()
