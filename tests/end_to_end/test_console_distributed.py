"""The console and who tells people, as processes of the distributed mode on real servers."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from re import findall
from threading import Thread
from uuid import uuid4

import httpx2
import pytest

from tests.end_to_end.processes import Service, done, running
from tests.end_to_end.test_deliver_kills import NOTIFIED, told
from tests.end_to_end.test_run_distributed_cli import children_of, modes_ready
from tests.servers.elasticsearch import ElasticsearchServer
from tests.servers.jvm import free_port
from tests.servers.kafka import KafkaServer
from tests.unit.deliver.test_channels import mail_server
from tests.unit.serve.test_serve_drafts import DRAFT, EMBARGO, QUOTED, UNSAID
from tests.veltrona import ANNA, EVERYTHING, FALKE_2, line, registers_text

PATIENCE = 120.0  # seconds; far more than anything here takes
SHOWN_WITHIN = 1.5  # seconds from a decision to the page that shows it
REASON = "Anna is told, and takes it down."


class Office:
    """An installation on real servers that tells people by mail, and a browser at its console."""

    def __init__(self, folder: Path, kafka: KafkaServer, elasticsearch: ElasticsearchServer) -> None:
        self.folder = folder
        self.port = free_port()
        prefix, cleared = f"t{uuid4().hex[:12]}", {"Embargo/falke-2": {"roles": ["responder"]}}
        self._settings: dict[str, object] = {
            "mode": "distributed",
            "kafka": {"bootstrap": kafka.bootstrap, "prefix": prefix, "replication": 1, "partitions": 2},
            "elasticsearch": {"urls": [elasticsearch.url], "prefix": prefix, "replicas": 0},
            "console": {"port": self.port, "drafts": {"folder": "drafts", "cleared": cleared}},
        }
        self.browser = httpx2.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=30)

    @contextmanager
    def open(self, box_port: int) -> Iterator[Service]:
        """All its processes are ready while the block runs."""
        mail = {"host": "127.0.0.1", "port": box_port, "sender": "vorlaut@veltrona.example", "tls": False}
        channels = {"team": {"mail": "team@veltrona.example"}}
        routes = [{"severities": ["critical", "high"], "steps": [{"channels": ["team"]}]}]
        deliver = {"mail": mail, "channels": channels, "routes": routes}
        settings = self._settings | {"deliver": deliver}
        (self.folder / "vorlaut.yaml").write_text(json.dumps(settings), "utf-8")
        (self.folder / "drafts").mkdir()
        (self.folder / "drafts" / "launch.md").write_text(DRAFT, "utf-8")
        documents = [{ANNA: NOTIFIED, FALKE_2: EMBARGO}.get(one, one) for one in EVERYTHING]
        (self.folder / "registers.yaml").write_text(registers_text(*documents), "utf-8")
        done(self.folder, "topics", "apply")
        done(self.folder, "apply", "-f", "registers.yaml", "--as", "kim")
        with running(self.folder, variables={"VORLAUT_CONSOLE__SERVE": "true"}) as service:
            wait_until(lambda: "ready" in {str(event) for event in modes_ready(self.folder)})
            yield service

    def post(self, *posts: bytes) -> None:
        """These come in."""
        path = self.folder / "posts.ndjson"
        with path.open("ab") as file:
            file.writelines(posts)
        done(self.folder, "ingest", "ndjson", str(path))

    def sign_in(self, name: str) -> None:
        """By a link, as a person does."""
        link = done(self.folder, "console", "link", "--as", name).strip()
        token = link.rpartition("token=")[2]
        assert self.browser.post("/sign-in", data={"token": token}).status_code == 303

    def page(self, path: str) -> str:
        """A page that must be there."""
        answer = self.browser.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.text

    def alerts(self) -> list[str]:
        """The alerts that the console lists."""
        return sorted(set(findall(r'href="/alerts/(al_\w+)', self.page("/alerts"))))

    def decide(self, alert_id: str) -> float:
        """Send the form, and return how many seconds later a page shows it that hears of news and then looks.

        The first decision of a month has Elasticsearch make an index for it.
        """
        page, seen = self.page(f"/alerts/{alert_id}"), list[float]()
        watcher = Thread(target=self._watch, args=(f"/alerts/{alert_id}", seen))
        watcher.start()
        time.sleep(1)  # it is connected by then
        began = time.monotonic()
        assert self.send(alert_id, page, "acknowledged", REASON).status_code == 303
        print(f"answered after {time.monotonic() - began:.2f} s")  # noqa: T201 - the figure
        watcher.join(PATIENCE)
        return seen[0] - began

    def send(self, alert_id: str, page: str, verdict: str, reason: str) -> httpx2.Response:
        """The form as it stands on this page."""
        hidden = dict(findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        fields = hidden | {"verdict": verdict, "reason": reason}
        return self.browser.post(f"/alerts/{alert_id}/decisions", data=fields)

    def audit(self, *arguments: str) -> list[Mapping[str, str]]:
        """The lines of the trail."""
        return [json.loads(one) for one in done(self.folder, "audit", "--json", *arguments).splitlines()]

    def _watch(self, path: str, seen: list[float]) -> None:
        with self.browser.stream("GET", "/live") as stream:
            for row in stream.iter_lines():
                if row.startswith("data:") and REASON in self.page(path):
                    seen.append(time.monotonic())
                    return


@pytest.fixture
def office(kafka: KafkaServer, elasticsearch: ElasticsearchServer, tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path, kafka, elasticsearch)
    yield made
    made.browser.close()


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_leak_is_told_though_its_teller_is_killed_and_a_decision_about_it_is_seen_at_once(office: Office) -> None:
    with mail_server() as (box, server), office.open(server.port) as service:
        office.sign_in("hanne")
        kill_child(service, "deliver")
        office.post(line(f"Projekt Falke 2 kommt: „{QUOTED}“", id="a1"))
        wait_until(lambda: len(office.alerts()) == 1)
        (alert,) = office.alerts()
        wait_until(lambda: bool(told(box.mails, "anna")), every=0.002)
        kill_child(service, "deliver")  # most likely before it has said that the author was told
        wait_until(lambda: told_of(office, alert) >= {"told author", "told team"})
        before = office.page(f"/alerts/{alert}")
        seconds = office.decide(alert)
        overruled = office.send(alert, before, "not_a_leak", "An older page.")
        print(f"a decision is on the page after {seconds:.2f} s")  # noqa: T201 - the figure
        trail = office.audit()
        assert service.end() == 0
    authors, team = told(box.mails, "anna"), told(box.mails, "team")
    print(f"mails to the author: {sum(authors.values())}, to the team: {sum(team.values())}")  # noqa: T201 - the figure
    assert (len(authors), len(team)) == (1, 1)  # by Message-ID
    assert seconds < SHOWN_WITHIN
    assert UNSAID in before  # which only the draft says: she is cleared for it
    assert overruled.status_code == 409
    assert "While this page was open, hanne decided" in overruled.text
    (decision,) = [one for one in trail if one["kind"] == "decision"]
    assert (decision["actor"], decision["object"], decision["what"]) == ("hanne", alert, "acknowledged")
    assert decision["why"] == REASON
    acts = [(one["actor"], one["what"], one["object"]) for one in trail if one["kind"] == "access"]
    assert {("hanne", "signed in", "console"), ("hanne", "read", alert)} <= set(acts)
    assert ("hanne", "read draft", f"{alert} Embargo/falke-2") in acts
    assert {one["actor"] for one in trail if one["kind"] == "register"} == {"kim"}
    assert "did not end in time and was killed" not in service.events()


def told_of(office: Office, alert: str) -> set[str]:
    """What stands in the trail of who was told of this alert."""
    return {one["what"] for one in office.audit("--kind", "delivery", "--object", alert)}


def kill_child(service: Service, command: str) -> None:
    """SIGKILL the process of this command, once it is there again."""
    found: list[int] = []

    def there() -> bool:
        found[:] = [pid for pid in children_of(service.process.pid) if command in words_of(pid)]
        return bool(found)

    wait_until(there)
    os.kill(found[0], signal.SIGKILL)


def words_of(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    except OSError:
        return []


def wait_until(holds: Callable[[], bool], every: float = 0.1) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        time.sleep(every)
