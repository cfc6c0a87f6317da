"""A console that people have open ends with the service, and quietly."""

import json
import socket
from contextlib import ExitStack
from pathlib import Path

import httpx2

from tests.end_to_end.processes import PATIENCE, done, free_port, running, wait_until_answered
from tests.veltrona import registers_text

WATCHERS = 20


def test_a_service_whose_pages_twenty_people_have_open_ends_and_logs_json_alone(tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "vorlaut.yaml").write_text(json.dumps({"console": {"port": port}}), "utf-8")
    (tmp_path / "registers.yaml").write_text(registers_text(), "utf-8")
    done(tmp_path, "apply", "-f", "registers.yaml", "--as", "kim")
    with running(tmp_path, variables={"VORLAUT_CONSOLE__SERVE": "true"}) as service, ExitStack() as stack:
        service.wait_until_ready()
        wait_until_answered(port, service.process)
        cookie = signed_in(tmp_path, port)
        for _ in range(WATCHERS):
            listening(stack.enter_context(socket.create_connection(("127.0.0.1", port), PATIENCE)), port, cookie)
        assert service.end() == 0
    assert [json.loads(line)["event"] for line in (tmp_path / "run.log").read_text("utf-8").splitlines()][
        -1
    ] == "stopped"


def signed_in(home: Path, port: int) -> str:
    """The cookies of somebody who has signed in by a link."""
    token = done(home, "console", "link", "--as", "kim").strip().rpartition("token=")[2]
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as browser:
        assert browser.post("/sign-in", data={"token": token}).status_code == 303
        return "; ".join(f"{name}={value}" for name, value in browser.cookies.items())


def listening(client: socket.socket, port: int, cookie: str) -> None:
    """A page that waits for news, and has heard the first word."""
    client.sendall(f"GET /live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode())
    heard = b""
    while b"event: " not in heard:
        heard += client.recv(4096)
    assert heard.startswith(b"HTTP/1.1 200")
