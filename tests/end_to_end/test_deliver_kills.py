"""The author and the team are told by a program that is killed again and again."""

import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.end_to_end.processes import done, running
from tests.unit.deliver.test_channels import mail_server
from tests.veltrona import ANNA, EVERYTHING, line, registers_text

NOTIFIED = ANNA.replace("near:", "notify: mailto:anna@veltrona.example\nnear:")
KILLS = 6
POSTS = 30


@pytest.mark.slow
def test_nobody_is_left_out_when_the_program_is_killed_and_a_repetition_is_known_by_its_id(tmp_path: Path) -> None:
    rng = Random(5)
    with mail_server() as (box, server):
        settings = {
            "mail": {"host": server.host, "port": server.port, "sender": server.sender, "tls": False},
            "channels": {"team": {"mail": "team@veltrona.example"}},
            "routes": [{"severities": ["critical", "high"], "steps": [{"channels": ["team"]}]}],
        }
        (tmp_path / "vorlaut.yaml").write_text(json.dumps({"deliver": settings}), "utf-8")
        documents = [NOTIFIED if one == ANNA else one for one in EVERYTHING]
        (tmp_path / "registers.yaml").write_text(registers_text(*documents), "utf-8")
        done(tmp_path, "apply", "-f", "registers.yaml", "--as", "kim")
        posts = tmp_path / "posts.ndjson"
        posts.write_bytes(b"".join(line("Projekt Falke 2 kommt", id=f"a{n}", minutes=n) for n in range(POSTS)))
        done(tmp_path, "ingest", "ndjson", str(posts))
        for _ in range(KILLS):
            with running(tmp_path) as service:
                service.wait_until_ready()
                time.sleep(rng.uniform(0, 0.6))
                service.kill()
        with running(tmp_path) as service:
            service.wait_until_ready()
            wait_until(lambda: len(told(box.mails, "anna")) >= POSTS and len(told(box.mails, "team")) >= 1)
            time.sleep(1)
            assert service.end() == 0
        alerts = [json.loads(one) for one in done(tmp_path, "alerts", "--json").splitlines()]
    authors = told(box.mails, "anna")
    print(f"{POSTS} posts, {KILLS} kills, {sum(authors.values()) - len(authors)} mails to authors sent again")  # noqa: T201
    assert len(authors) == len(alerts) == POSTS
    assert len(told(box.mails, "team")) == len({alert["group"] for alert in alerts})


def told(mails: list[bytes], who: str) -> Counter[bytes]:
    """The Message-IDs of what somebody got."""
    mine = [mail for mail in mails if f"To: {who}@".encode() in mail]
    return Counter(next(row for row in mail.split(b"\r\n") if row.startswith(b"Message-ID")) for mail in mine)


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.1)
