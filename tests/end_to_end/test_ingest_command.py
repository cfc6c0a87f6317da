"""`vorlaut ingest` and `vorlaut dead-letters` as people and scripts use them."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.unit.services.ingest_desk import post, posts

ROOT = Path(__file__).parents[2]
VORLAUT = [sys.executable, "-c", "from services.cli.main import main; main()"]
REGISTERS = """
kind: Company
id: veltrona
names: [Veltrona]
---
{kind: Account, id: newsroom, platform: mastodon, account: "@news@veltrona.example", class: brand}
---
kind: Account
id: ben
platform: mastodon
account: "@ben@social.example"
class: employee
consent: {from: 2026-12-01T00:00:00Z, notice: "2026-10"}
---
kind: Account
id: ida
platform: mastodon
account: "@ida@social.example"
class: employee
consent: {from: 2026-01-01T00:00:00Z, notice: "2026-10", withdrawn: 2026-02-01T00:00:00Z}
"""


class Home:
    """An installation in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        (folder / "registers.yaml").write_text(REGISTERS)
        assert self.run("apply", "-f", "registers.yaml", "--as", "kim").returncode == 0

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [*VORLAUT, "--data", str(self.data), *arguments]
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env={"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        with self.start(*arguments) as process:
            out, err = process.communicate(given, timeout=60)
            return subprocess.CompletedProcess(arguments, process.returncode, out, err)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def summary(err: bytes) -> dict[str, object]:
    lines = [line for line in err.splitlines() if line.startswith(b'{"posts"')]
    told: dict[str, object] = json.loads(lines[-1])
    return told


REFUSED = {
    "unknown_account": post(1, account="@GEHEIM@social.example", text="GEHEIM", url="https://GEHEIM.example"),
    "no_consent": post(2, account="@ben@social.example", text="GEHEIM"),
    "withdrawn": post(3, account="@ida@social.example", text="GEHEIM", summary="GEHEIM"),
    "not_public": post(4, visibility="direct", text="GEHEIM", attachments=[{"alt": "GEHEIM"}]),
    "too_large": post(5, text="GEHEIM" * 20_000, id="GEHEIM"),
}
DEAD = [
    b"GEHEIM",
    b'{"GEHEIM":"GEHEIM"}',
    post(6, kind="GEHEIM"),
    post(7, published="GEHEIM"),
    post(8, text=["GEHEIM"]),
    post(9, text="GEHEIM")[:-3],
]


def test_of_refused_and_dead_posts_nothing_is_kept_anywhere(home: Home) -> None:
    lines = b"\n".join([*REFUSED.values(), post(10, text="WILLKOMMEN"), *DEAD, b""])
    done = home.run("ingest", "ndjson", "-", given=lines)
    assert done.returncode == 0
    told = summary(done.stderr)
    assert told["refused"] == dict.fromkeys(REFUSED, 1) | {"out_of_purpose": 0}
    assert (told["posts"], told["accepted"], told["dead_letters"]) == (6, 1, 6)
    listed = home.run("dead-letters", "list", "--json")
    assert listed.stdout.count(b"\n") == 6
    kept = [file.read_bytes() for file in home.data.rglob("*") if file.is_file()]
    assert any(b"WILLKOMMEN" in raw for raw in kept)
    assert not any(b"GEHEIM" in raw for raw in [*kept, done.stdout, done.stderr, listed.stdout, listed.stderr])


def test_too_many_bad_lines_end_with_exit_code_3_and_can_be_looked_at(home: Home) -> None:
    (home.folder / "posts.ndjson").write_bytes(posts(range(800)) + b"bad\n" * 200)
    done = home.run("ingest", "ndjson", "posts.ndjson")
    assert done.returncode == 3
    assert b"200 of 1000" in done.stderr
    assert summary(done.stderr)["dead_letters"] == 200
    assert b"posts.ndjson line 801" in home.run("dead-letters", "list").stdout
    again = home.run("ingest", "ndjson", "posts.ndjson", "--dead-letter-limit", "0.5")
    assert (again.returncode, summary(again.stderr)["accepted"]) == (0, 800)


def test_a_line_from_before_the_gate_is_not_replayed_and_the_answer_says_what_to_mend(home: Home) -> None:
    home.run("ingest", "ndjson", "-", given=b"bad\n")
    letter = home.run("dead-letters", "list", "--json").stdout
    done = home.run("dead-letters", "replay", json.loads(letter)["id"], "--as", "kim")
    assert done.returncode == 2
    assert b"standard input line 1" in done.stderr


def test_following_ends_well_with_sigterm(home: Home) -> None:
    path = home.folder / "posts.ndjson"
    path.write_bytes(posts(range(3)))
    with home.start("ingest", "ndjson", "posts.ndjson", "--follow") as process:
        deadline = time.monotonic() + 20
        while b"Meldung 2" not in b"".join(file.read_bytes() for file in home.data.glob("log.db*")):
            assert time.monotonic() < deadline
            time.sleep(0.001)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=20)
        assert (process.returncode, summary(err)["accepted"]) == (0, 3)


@pytest.mark.parametrize("arguments", [("nothing.ndjson",), ("-", "--follow"), (".",)])
def test_wrong_use_ends_with_exit_code_2(home: Home, arguments: tuple[str, ...]) -> None:
    assert home.run("ingest", "ndjson", *arguments).returncode == 2
