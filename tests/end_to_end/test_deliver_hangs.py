"""A mail server that takes the call and never says a word."""

import json
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.end_to_end.processes import done, running
from tests.end_to_end.test_deliver_kills import NOTIFIED, wait_until
from tests.veltrona import ANNA, EVERYTHING, line, registers_text

PATIENCE = timedelta(seconds=6)  # until it is found: less than a mail server is waited for, far more than finding takes


def test_while_a_mail_server_hangs_leaks_are_found_as_quickly_as_ever(tmp_path: Path) -> None:
    with silent_server() as port:
        mail = {"host": "127.0.0.1", "port": port, "sender": "vorlaut@veltrona.example", "tls": False}
        (tmp_path / "vorlaut.yaml").write_text(json.dumps({"deliver": {"mail": mail}}), "utf-8")
        documents = [NOTIFIED if one == ANNA else one for one in EVERYTHING]
        (tmp_path / "registers.yaml").write_text(registers_text(*documents), "utf-8")
        done(tmp_path, "apply", "-f", "registers.yaml", "--as", "kim")
        with running(tmp_path) as service:
            service.wait_until_ready()
            took = []
            for number in range(2):
                (tmp_path / f"{number}.ndjson").write_bytes(line("Projekt Falke 2 kommt", id=f"a{number}"))
                done(tmp_path, "ingest", "ndjson", str(tmp_path / f"{number}.ndjson"))
                taken_in = datetime.now(UTC)
                wait_until(lambda: len(alerts(tmp_path)) > number)  # noqa: B023 - at once
                took.append(max(alerts(tmp_path)) - taken_in)
    assert max(took) < PATIENCE


def alerts(folder: Path) -> list[datetime]:
    """When each was found."""
    found = done(folder, "alerts", "--json").splitlines()
    return [datetime.fromisoformat(json.loads(one)["detected_at"]) for one in found]


@contextmanager
def silent_server() -> Iterator[int]:
    """Listens, so that whoever calls is connected; nobody ever answers."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server.getsockname()[1]
