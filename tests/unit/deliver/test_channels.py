"""Channels, over real servers on this machine that take, refuse, hang and hang up."""

import json
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread

import pytest
import standardwebhooks
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from services.adapters.apprise_channel import AppriseChannel
from services.adapters.smtp_channel import MailServer, SmtpChannel
from services.adapters.webhook_channel import WebhookChannel
from services.deliver.timely import Timely
from services.ports.channel import Message, Undeliverable
from services.ports.webhook_secret import key_of
from streams.stage import Unavailable
from tests.veltrona import NOON

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - made up
MESSAGE = Message(
    id="dv_1",
    to="mailto:anna@veltrona.example",
    title="high: a post touches an embargo: Prüfung",
    body="Grüße\n\nhttp://console/alerts/al_1",
    link="http://console/alerts/al_1",
    subject="al_1",
    severity="high",
    at=NOON,
)


class Box:
    """A mail server's handler: keeps mails, or answers what it is told."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.answers = "250 OK"
        self.knows = "250 OK"
        self.parts = "221 Bye"

    async def handle_RCPT(  # noqa: N802 - its name and what it is given
        self, _server: object, _session: object, envelope: Envelope, address: str, _options: object
    ) -> str:
        if self.knows.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.knows

    async def handle_QUIT(self, _server: object, _session: object, _envelope: Envelope) -> str:  # noqa: N802 - its name
        return self.parts

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802 - its name
        if self.answers.startswith("250"):
            self.mails.append(envelope.original_content or b"")
        return self.answers


@contextmanager
def mail_server() -> Iterator[tuple[Box, MailServer]]:
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield box, MailServer(host="127.0.0.1", port=controller.port, sender="vorlaut@veltrona.example", tls=False)
    finally:
        controller.stop()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_a_mail_arrives_and_its_repetition_has_the_same_message_id() -> None:
    with mail_server() as (box, server):
        channel = SmtpChannel(server)
        channel.send(MESSAGE)
        channel.send(MESSAGE)
    first, second = box.mails
    assert b"Message-ID: <dv_1@veltrona.example>" in first
    assert b"To: anna@veltrona.example" in first
    assert first == second


@pytest.mark.parametrize("answers", ["451 later", "550 no such content", "554 not today"])
def test_what_a_mail_server_says_of_a_mail_may_be_mended(answers: str) -> None:
    with mail_server() as (box, server):
        box.answers = answers
        with pytest.raises(Unavailable, match=answers[:3]):
            SmtpChannel(server).send(MESSAGE)


@pytest.mark.parametrize(("answers", "error"), [("450 later", Unavailable), ("550 nobody here", Undeliverable)])
def test_what_a_mail_server_says_of_a_receiver_is_for_now_or_for_ever(answers: str, error: type[Exception]) -> None:
    with mail_server() as (box, server):
        box.knows = answers
        with pytest.raises(error, match=answers[:3]):
            SmtpChannel(server).send(MESSAGE)


@pytest.mark.parametrize("wrong", [{"host": "mail..example"}, {"username": "vorlaut", "password": "Schlüssel"}])
def test_settings_that_smtp_cannot_use_may_be_mended(wrong: dict[str, str]) -> None:
    with mail_server() as (_, server), pytest.raises(Unavailable):
        SmtpChannel(replace(server, **wrong)).send(MESSAGE)  # type: ignore[arg-type]


def test_a_mail_that_was_taken_is_delivered_however_badly_they_part() -> None:
    with mail_server() as (box, server):
        box.parts = "451 come again"
        SmtpChannel(server).send(MESSAGE)
    assert len(box.mails) == 1


def test_a_mail_server_that_is_away_may_come_back() -> None:
    server = MailServer(host="127.0.0.1", port=free_port(), sender="a@b.example", tls=False)
    with pytest.raises(Unavailable, match="cannot be reached"):
        SmtpChannel(server).send(MESSAGE)


@pytest.mark.parametrize(
    "to", ["mailto:", "mailto:nobody", "https://x.example", "mailto:a@b.example%0d%0aBcc:c@d.example"]
)
def test_what_is_no_mail_address_gets_nothing(to: str) -> None:
    with mail_server() as (box, server):
        with pytest.raises(Undeliverable):
            SmtpChannel(server).send(replace(MESSAGE, to=to))
        assert box.mails == []


def test_a_title_cannot_add_a_header() -> None:
    with mail_server() as (box, server), pytest.raises((Undeliverable, ValueError)):
        SmtpChannel(server).send(replace(MESSAGE, title="x\r\nBcc: eve@evil.example"))
    assert box.mails == []


class Receiver:
    """A web server that answers with what it is told."""

    def __init__(self) -> None:
        self.status = 200
        self.got: list[tuple[dict[str, str], bytes]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                outer.got.append((dict(self.headers.items()), body))
                self.send_response(outer.status)
                self.send_header("location", "/elsewhere")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in the library
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"


@contextmanager
def received() -> Iterator[Receiver]:
    found = Receiver()
    thread = Thread(target=found.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield found
    finally:
        found.server.shutdown()
        thread.join()
        found.server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with received() as found:
        yield found


def test_a_webhook_is_signed_so_that_an_independent_library_agrees(receiver: Receiver) -> None:
    now = replace(MESSAGE, at=MESSAGE.at.now(MESSAGE.at.tzinfo))
    WebhookChannel(receiver.url, SECRET).send(now)
    headers, body = receiver.got[0]
    told = standardwebhooks.Webhook(SECRET).verify(body, headers)
    assert told == json.loads(body)
    assert told["data"]["alert"] == "al_1"
    assert {name.lower(): value for name, value in headers.items()}["webhook-id"] == "dv_1"


@pytest.mark.parametrize("status", [500, 503, 429, 302, 401, 403, 404, 410, 413])
def test_whatever_a_receiver_answers_somebody_may_mend_it(receiver: Receiver, status: int) -> None:
    receiver.status = status
    with pytest.raises(Unavailable, match=str(status)):
        WebhookChannel(receiver.url, SECRET).send(MESSAGE)
    assert len(receiver.got) == 1


def test_a_receiver_that_sends_a_byte_now_and_then_is_left_after_a_time_and_not_asked_beside_that() -> None:
    with dripping_server() as port:
        channel = Timely(WebhookChannel(f"http://127.0.0.1:{port}", SECRET), seconds=0.5)
        with pytest.raises(Unavailable, match=r"did not answer within 0.5 seconds"):
            channel.send(MESSAGE)
        with pytest.raises(Unavailable, match="still does not answer"):
            channel.send(MESSAGE)


def test_what_a_channel_raises_comes_through_where_it_is_waited_for(receiver: Receiver) -> None:
    Timely(WebhookChannel(receiver.url, SECRET)).send(MESSAGE)
    with pytest.raises(Undeliverable), mail_server() as (_, server):
        Timely(SmtpChannel(server)).send(replace(MESSAGE, to="mailto:"))
    assert len(receiver.got) == 1


@contextmanager
def dripping_server() -> Iterator[int]:
    """Answers one header line that never ends, a byte every tenth of a second."""
    ended = Event()

    def drip(server: socket.socket) -> None:
        connection, _ = server.accept()
        with closing(connection), suppress(OSError):
            connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            while not ended.wait(0.1):
                connection.sendall(b"x")

    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        thread = Thread(target=drip, args=(server,))
        thread.start()
        yield server.getsockname()[1]
        ended.set()
        thread.join()


def test_a_receiver_that_hangs_is_left_after_a_time() -> None:
    with closing(socket.socket()) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        channel = WebhookChannel(f"http://127.0.0.1:{silent.getsockname()[1]}", SECRET, seconds=(0.2, 0.2))
        with pytest.raises(Unavailable):
            channel.send(MESSAGE)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_AAAA", "not base64 at all!", "whsec_" + "A" * 120])
def test_what_is_no_webhook_secret_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match=r"secret|base64|padding"):
        key_of(secret)


def test_apprise_carries_a_message_to_whatever_it_knows(receiver: Receiver) -> None:
    AppriseChannel(receiver.url.replace("http://", "json://")).send(MESSAGE)
    assert b"al_1" in receiver.got[0][1]
    receiver.status = 500
    with pytest.raises(Unavailable):
        AppriseChannel(receiver.url.replace("http://", "json://")).send(MESSAGE)


def test_an_address_that_apprise_does_not_know_is_refused_at_once() -> None:
    with pytest.raises(Undeliverable):
        AppriseChannel("nonsense")
