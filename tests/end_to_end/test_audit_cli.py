"""The trail by command and by a real web server: the same export, checked by both, and a draft that leaves no trace."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from re import findall
from zipfile import ZipFile

import httpx2
import pytest

from tests.end_to_end.processes import Service, done, free_port, running, vorlaut, wait_until_answered
from tests.veltrona import EVERYTHING, FALKE_2, line, registers_text

QUOTED = "Zwei Winter lang fuhren unsere Leute damit über Kopfsteinpflaster, Laub und Straßenbahnschienen"
UNSAID = "Quittenmarmelade"  # stands in the draft, and in no post
EMBARGO = FALKE_2.rstrip() + "\ndocuments: [drafts/launch.md]\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Veltrona with a draft, and Hanne who may see passages of it."""
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "launch.md").write_text(f"Der Roller, der den Regen mag. {QUOTED}. {UNSAID}!\n", "utf-8")
    declared = registers_text(*(EMBARGO if one == FALKE_2 else one for one in EVERYTHING))
    (tmp_path / "registers.yaml").write_text(declared, "utf-8")
    drafts = {"folder": str(tmp_path / "drafts"), "cleared": {"Embargo/falke-2": {"people": ["Hanne"]}}}
    settings = {"console": {"port": free_port(), "drafts": drafts}, "metrics": {"port": free_port()}}
    (tmp_path / "vorlaut.yaml").write_text(json.dumps(settings), "utf-8")
    done(tmp_path, "apply", "-f", "registers.yaml", "--as", "kim", "--reason", "board")
    return tmp_path


@pytest.fixture
def service(home: Path) -> Iterator[Service]:
    with running(home, variables={"VORLAUT_CONSOLE__SERVE": "true"}) as service:
        wait_until_answered(ports(home)[0], service.process)
        yield service
        assert service.end() == 0


def ports(home: Path) -> tuple[int, int]:
    settings = json.loads((home / "vorlaut.yaml").read_text("utf-8"))
    return settings["console"]["port"], settings["metrics"]["port"]


def signed_in(home: Path, name: str, role: str) -> httpx2.Client:
    browser = httpx2.Client(base_url=f"http://127.0.0.1:{ports(home)[0]}", timeout=30, trust_env=False)
    link = done(home, "console", "link", "--as", name, "--role", role).strip()
    assert browser.post("/sign-in", data={"token": link.rpartition("token=")[2]}).status_code == 303
    return browser


def exported(browser: httpx2.Client, question: str) -> bytes:
    token = findall(r'name="form_token" value="([^"]+)"', browser.get("/audit").text)[0]
    answer = browser.post("/audit/export", data={"form_token": token, "query": question})
    assert answer.status_code == 200
    return answer.content


@pytest.mark.slow
@pytest.mark.usefixtures("service")
def test_the_console_and_the_command_export_the_same_and_each_checks_the_other(home: Path) -> None:
    (home / "console.zip").write_bytes(exported(signed_in(home, "Olga", "auditor"), "kind=register"))
    assert "8 lines written" in done(home, "audit", "--kind", "register", "--export", "command.zip", "--as", "Olga")
    done(home, "audit", "--kind", "register", "--export", "folder", "--as", "Olga")
    for place in ("console.zip", "command.zip", "folder"):
        told = done(home, "audit", "verify", place, "--recorded")
        assert "Intact: 8 lines, exported by Olga" in told
        assert "In the trail since" in told
    with ZipFile(home / "console.zip") as one, ZipFile(home / "command.zip") as two:
        for name in ("trail.ndjson", "lines.sha256"):
            assert one.read(name) == two.read(name) == (home / "folder" / name).read_bytes()
    assert (
        done(home, "audit", "--kind", "register", "--json").encode() == (home / "folder" / "trail.ndjson").read_bytes()
    )
    exports = done(home, "audit", "--actor", "Olga", "--object", "audit")
    assert exports.count("\texported\t") == 3


@pytest.mark.slow
@pytest.mark.usefixtures("service")
def test_an_export_that_was_changed_or_made_up_is_told(home: Path, tmp_path: Path) -> None:
    done(home, "audit", "--export", "folder", "--as", "Olga")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "vorlaut.yaml").write_text("{}\n", "utf-8")
    (elsewhere / "registers.yaml").write_text(registers_text(), "utf-8")
    done(elsewhere, "apply", "-f", "registers.yaml", "--as", "kim")
    told = vorlaut(elsewhere, "audit", "verify", str(home / "folder"), "--recorded")
    assert (told.returncode, told.stdout.splitlines()[-1]) == (1, "The trail of this installation has no such export.")
    lines = home / "folder" / "trail.ndjson"
    lines.write_bytes(lines.read_bytes().replace(b"board", b"bored", 1))
    told = vorlaut(home, "audit", "verify", "folder")
    assert told.returncode == 1
    assert told.stdout.startswith("Not intact: line ")


@pytest.mark.slow
@pytest.mark.usefixtures("service")
def test_a_question_kept_at_the_console_is_known_to_the_command_and_the_other_way_round(home: Path) -> None:
    browser = signed_in(home, "Olga", "auditor")
    token = findall(r'name="form_token" value="([^"]+)"', browser.get("/audit").text)[0]
    kept = {"form_token": token, "query": "kind=register&object=Embargo/*", "name": "Embargoes"}
    assert browser.post("/audit/questions", data=kept).status_code == 303
    assert len(done(home, "audit", "--saved", "Embargoes").splitlines()) == 3
    done(home, "audit", "--actor", "kim", "--save", "What Kim did", "--as", "Kim")
    assert ">What Kim did</a>" in browser.get("/audit").text
    assert "kept question\tWhat Kim did" in done(home, "audit", "--kind", "question")


@pytest.mark.slow
def test_a_draft_is_seen_by_who_is_cleared_and_is_nowhere_else(home: Path, service: Service) -> None:
    (home / "posts.ndjson").write_bytes(line(f"Im Drucker: „{QUOTED}“"))
    done(home, "ingest", "ndjson", "posts.ndjson")
    hanne, kim = signed_in(home, "Hanne", "reader"), signed_in(home, "Kim", "responder")
    until = time.monotonic() + 60
    while not (found := findall(r"/alerts/al_\w+", hanne.get("/alerts").text)):
        assert time.monotonic() < until
        time.sleep(0.05)
    assert UNSAID in hanne.get(found[0]).text
    assert UNSAID not in kim.get(found[0]).text
    seen = done(home, "audit", "--object", "Embargo/falke-2", "--kind", "access")
    assert findall(r"\t(\w+)\tread draft\t", seen) == ["Hanne"]
    told = httpx2.get(f"http://127.0.0.1:{ports(home)[1]}/metrics", trust_env=False).text
    assert UNSAID not in told
    hanne.get(f"/alerts?q={UNSAID}")
    assert "ready" in service.events()
    others = [path for path in home.rglob("*") if path.is_file() and path.parent.name != "drafts"]
    assert not [path for path in others if UNSAID.encode() in path.read_bytes()]


def test_a_check_needs_no_installation_and_says_what_is_wrong(tmp_path: Path) -> None:
    ended = vorlaut(tmp_path, "audit", "verify", "nothing.zip")
    assert ended.returncode == 2
    (tmp_path / "x.zip").write_bytes(b"x")
    assert vorlaut(tmp_path, "audit", "verify", "x.zip").returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["x.zip"]
