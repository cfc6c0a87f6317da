"""The steps of deploy/Dockerfile, without an image: a wheel of what it copies, run by nobody in particular.

Not done here: fetching the base image and installing the pinned lists into an empty environment. The dependencies are
those that the tests run with.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.end_to_end.processes import PATIENCE, environment
from tests.veltrona import line, registers_text

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
NOBODY = 10001
WHEEL = "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def image() -> Iterator[Path]:
    """A folder that all may read: what the wheel installs, and an empty `data` that the user owns."""
    with TemporaryDirectory(prefix="vorlaut-image-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "src").mkdir()
        copied = re.findall(r"^COPY (?!--from)(?!requirements)(.+) \S+$", DOCKERFILE, re.MULTILINE)
        for source in " ".join(copied).split():
            taken = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
            taken(ROOT / source, folder / "src" / source.rstrip("/"))
        built = subprocess.run(
            [sys.executable, "-c", WHEEL, name], cwd=folder / "src", capture_output=True, text=True, check=True
        )
        wheel = folder / built.stdout.split()[-1]
        target = folder / "site"
        pip = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            "--target",
            str(target),
            str(wheel),
        ]
        subprocess.run(pip, check=True)
        (folder / "data").mkdir(mode=0o700)
        if as_nobody():
            os.chown(folder / "data", NOBODY, NOBODY)
        yield folder


@cache
def as_nobody() -> list[str]:
    """What starts a command as the user of the image, where we may: it reads what the tests read, and owns nothing.

    Elsewhere nothing: the command runs as whoever tests.
    """
    change = [
        "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups",
        "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search",
    ]  # fmt: skip
    allowed = os.geteuid() == 0 and shutil.which("setpriv") and subprocess.run([*change, "true"], check=False)
    return change if allowed and allowed.returncode == 0 else []


def started(image: Path, *arguments: str, serve: bool = False) -> "subprocess.Popen[str]":
    """The entry point as in the image: in /data, with its variables, as its user where we may become that."""
    variables = environment() | {
        "PYTHONPATH": str(image / "site"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "SQLITE_TMPDIR": str(image / "data"),
        "VORLAUT_DATA": str(image / "data"),
        "HOME": str(image / "data"),
        "VORLAUT_CONSOLE__SERVE": str(serve).lower(),
    }
    command = [*as_nobody(), sys.executable, "-m", "services.cli.main", *arguments]
    return subprocess.Popen(
        command, cwd=image / "data", env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        stdin=subprocess.PIPE,
    )  # fmt: skip


def said(image: Path, *arguments: str, given: str = "") -> str:
    with started(image, *arguments) as process:
        out, errors = process.communicate(given, PATIENCE)
    assert process.returncode == 0, errors
    return out


@contextmanager
def serving(image: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    with started(image, "run", serve=True) as process:
        try:
            until = time.monotonic() + PATIENCE
            while not answers(port):
                assert process.poll() is None, process.stderr and process.stderr.read()
                assert time.monotonic() < until
            yield process
        finally:
            process.kill()


def answers(port: int) -> bool:
    with socket.socket() as probe:
        time.sleep(0.05)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def fetched(port: int, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.slow
def test_what_the_image_holds_runs_unprivileged_writes_to_its_data_alone_and_ends_cleanly(image: Path) -> None:
    (image / "registers.yaml").write_text(registers_text(), "utf-8")
    (image / "registers.yaml").chmod(0o644)
    before = {path for path in image.rglob("*") if path.parts[len(image.parts)] != "data"}
    said(image, "apply", "-f", str(image / "registers.yaml"), "--as", "kim")
    posts = line("Die Falke 2 kommt bald", minutes=1, id="leak-1").decode()
    said(image, "ingest", "ndjson", "-", given=posts)
    said(image, "run", "--until-idle")
    assert "Embargo/falke-2" in said(image, "alerts", "--json")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (image / "data" / "vorlaut.yaml").write_text(f"console: {{port: {port}}}\n", "utf-8")
    (image / "data" / "vorlaut.yaml").chmod(0o644)
    with serving(image, port) as process:
        assert [fetched(port, path) for path in ("/healthz", "/readyz", "/sign-in")] == [200, 200, 200]
        assert fetched(port, "/static/console.css") == 200
        process.terminate()
        assert process.wait(PATIENCE) == 0
    after = {path for path in image.rglob("*") if path.parts[len(image.parts)] != "data"}
    assert after == before
    assert not [path for path in (image / "data").iterdir() if path.name == "__pycache__"]


def test_the_dockerfile_starts_what_is_tested_here() -> None:
    assert f"USER {NOBODY}:{NOBODY}" in DOCKERFILE
    assert 'ENTRYPOINT ["vorlaut"]' in DOCKERFILE
    assert 'CMD ["run"]' in DOCKERFILE
