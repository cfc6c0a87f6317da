"""A mail server that takes the call and never says a word."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.end_to_end.processes import done, running
from tests.end_to_end.test_deliver_kills import NOTIFIED, wait_until
from tests.veltrona import ANNA, EVERYTHING, line, registers_text

SECONDS = 8  # until it is found at the latest: far less than a mail server is waited for, far more than finding takes


def test_while_a_mail_server_hangs_leaks_are_found_as_quickly_as_ever(tmp_path: Path) -> None:
    with silent_server() as port:
        mail = {"host": "127.0.0.1", "port": port, "sender": "vorlaut@veltrona.example", "tls": False}
        (tmp_path / "vorlaut.yaml").write_text(json.dumps({"deliver": {"mail": mail}}), "utf-8")
        documents = [NOTIFIED if one == ANNA else one for one in EVERYTHING]
        (tmp_path / "registers.yaml").write_text(registers_text(*documents), "utf-8")
        done(tmp_path, "apply", "-f", "registers.yaml", "--as", "kim")
        with running(tmp_path) as service:
            service.wait_until_ready()
            told = []
            for number in range(2):
                (tmp_path / f"{number}.ndjson").write_bytes(line("Projekt Falke 2 kommt", id=f"a{number}"))
                done(tmp_path, "ingest", "ndjson", str(tmp_path / f"{number}.ndjson"))
                began = time.monotonic()
                wait_until(lambda: len(done(tmp_path, "alerts", "--json").splitlines()) > number)  # noqa: B023 - at once
                told.append(time.monotonic() - began)
    assert max(told) < SECONDS


@contextmanager
def silent_server() -> Iterator[int]:
    """Listens, so that whoever calls is connected; nobody ever answers."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server.getsockname()[1]
