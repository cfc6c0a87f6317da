"""Pushes that mean harm, and senders that are only odd; over a real connection where that matters."""

import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from standardwebhooks import Webhook

from services.answering import answering, serve_until
from services.ingest.push import MOST_BYTES, MOST_WAITING
from services.sources.standing import standings
from streams.log.memory import MemoryLog
from streams.topics import Emit
from tests.servers.jvm import free_port
from tests.unit.services.ingest_desk import NOON, post
from tests.unit.services.test_ingest_push import OTHER, SECRET, House


def signed(body: bytes, at: datetime, message_id: str = "m1") -> dict[str, str]:
    """The headers of a push as the independent library makes them."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(SECRET).sign(message_id, at, body.decode()),
    }


def raw(body: bytes, *headers: str) -> bytes:
    lines = ["POST /push/cms HTTP/1.1", "Host: x", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


@contextmanager
def served(house: House) -> Iterator[int]:
    """The endpoint behind a real server; its port."""
    port = free_port()
    with answering(lambda stop, ready: serve_until(house.app, "127.0.0.1", port, stop, ready)):
        yield port


def answered(port: int, sent: bytes, *, hang_up: bool = False) -> str:
    """The first line of the answer to these bytes; nothing where there is none."""
    with socket.create_connection(("127.0.0.1", port), 10) as client:
        try:
            client.sendall(sent)
            if hang_up:
                client.shutdown(socket.SHUT_WR)
            return client.recv(65536).decode("latin-1").partition("\r\n")[0]
        except ConnectionError:
            return ""


def test_names_of_headers_are_taken_in_any_case() -> None:
    house = House()
    headers = {name.upper(): value for name, value in signed(post(1), house.now).items()}
    assert house.client.post("/push/cms", content=post(1), headers=headers).status_code == 200


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_sender_whose_clock_is_an_hour_off_is_told_to_look_at_the_clocks(hours: int) -> None:
    house = House()
    headers = signed(post(1), house.now + timedelta(hours=hours))
    answer = house.client.post("/push/cms", content=post(1), headers=headers)
    assert (answer.status_code, "clocks" in answer.text) == (401, True)
    assert house.kept() == 0


def test_a_valid_signature_over_other_bytes_that_mean_the_same_fits_not() -> None:
    house = House()
    headers = signed(post(1), house.now)
    assert house.client.post("/push/cms", content=post(1).replace(b": ", b":"), headers=headers).status_code == 401


def test_a_push_replayed_within_the_window_is_taken_once_and_behind_it_refused() -> None:
    house = House()
    headers = signed(post(1), house.now)
    assert house.client.post("/push/cms", content=post(1), headers=headers).json()["repeated"] is False
    house.now += timedelta(minutes=4)
    assert house.client.post("/push/cms", content=post(1), headers=headers).json()["repeated"] is True
    house.now += timedelta(minutes=4)
    assert house.client.post("/push/cms", content=post(1), headers=headers).status_code == 401
    assert house.kept() == 1


def test_several_signatures_in_one_header_hold_where_one_fits() -> None:
    house = House()
    headers = signed(post(1), house.now)
    wrong = Webhook(OTHER[:-4] + "AAA=").sign("m1", house.now, post(1).decode())
    headers["webhook-signature"] = f"v1a,x {wrong} {headers['webhook-signature']}"
    assert house.client.post("/push/cms", content=post(1), headers=headers).status_code == 200


def test_a_wrong_signature_is_seen_where_sources_are_looked_at_and_gone_with_the_next_right_one() -> None:
    house = House()
    house.client.post("/push/cms", content=post(1), headers=signed(post(2), house.now))
    assert [one.trouble for one in standings(house.log)] == ["signature"]
    house.client.post("/push/cms", content=post(1), headers=signed(post(1), house.now))
    assert [(one.trouble, one.state, one.taken_at) for one in standings(house.log)] == [("", "live", NOON)]


def test_a_chunked_body_beyond_a_megabyte_is_refused_before_it_has_all_come() -> None:
    house = House()
    chunk = f"{65536:x}\r\n".encode() + b"x" * 65536 + b"\r\n"
    with served(house) as port:
        said = answered(port, raw(chunk * (MOST_BYTES // 65536 + 1), "Transfer-Encoding: chunked"))
    assert "413" in said


def test_a_declared_length_beyond_a_megabyte_is_refused_before_a_byte_has_come() -> None:
    with served(House()) as port:
        assert "413" in answered(port, raw(b"", f"Content-Length: {10 * MOST_BYTES}"))


def test_less_than_was_declared_is_no_push_and_the_next_one_is_taken() -> None:
    house = House()
    headers = [f"{name}: {value}" for name, value in signed(post(1), house.now).items()]
    with served(house) as port:
        answered(port, raw(post(1), f"Content-Length: {len(post(1)) + 50}", *headers), hang_up=True)
        assert house.kept() == 0
        assert "200" in answered(port, raw(post(1), f"Content-Length: {len(post(1))}", *headers))
    assert house.kept() == 1


def test_more_than_was_declared_is_no_part_of_the_push() -> None:
    house = House()
    headers = [f"{name}: {value}" for name, value in signed(post(1), house.now).items()]
    with served(house) as port:
        answered(port, raw(post(1) + b"\n" + post(2), f"Content-Length: {len(post(1))}", *headers))
    assert house.kept() == 1


@pytest.mark.parametrize("length", ["-1", "abc", "1, 2", "99999999999999999999999"])
def test_a_length_that_is_none_is_refused(length: str) -> None:
    house = House()
    with served(house) as port:
        assert answered(port, raw(b"x", f"Content-Length: {length}"))[9:12] in {"400", "401", "413"}
    assert house.kept() == 0


def test_a_body_that_comes_a_byte_at_a_time_is_left() -> None:
    house = House(body_seconds=0.3)
    with served(house) as port, socket.create_connection(("127.0.0.1", port), 10) as client:
        client.sendall(raw(b"x", "Content-Length: 100"))
        assert client.recv(65536).startswith(b"HTTP/1.1 408")


class SlowLog(MemoryLog):
    """A log that takes what it is given only when it is told to."""

    def __init__(self) -> None:
        super().__init__(lambda: NOON)
        self.open = threading.Event()
        self.asked = threading.Event()

    def append(self, emits: Iterable[Emit], state: str | None = None) -> int:
        self.asked.set()
        assert self.open.wait(30)
        return super().append(emits, state)


def test_while_the_log_is_slow_few_pushes_wait_and_the_others_are_told_to_come_again() -> None:
    log = SlowLog()
    house = House(log)
    codes: list[int] = []

    def push(number: int) -> None:
        headers = signed(post(number), NOON, f"m{number}")
        codes.append(house.client.post("/push/cms", content=post(number), headers=headers).status_code)

    senders = [threading.Thread(target=push, args=(number,)) for number in range(MOST_WAITING * 2)]
    for sender in senders:
        sender.start()
    assert log.asked.wait(10)
    for _ in range(1000):
        if codes.count(503) == MOST_WAITING:
            break
        threading.Event().wait(0.01)
    assert 200 not in codes  # not before the log has it
    log.open.set()
    for sender in senders:
        sender.join(30)
    assert (codes.count(503), codes.count(200)) == (MOST_WAITING, MOST_WAITING)
    assert house.kept() == MOST_WAITING
