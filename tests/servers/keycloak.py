"""A real Keycloak on loopback, with one realm, one client and made-up people in groups."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import requests

from tests.servers.java import RECIPES, built, find_jdk, made_once
from tests.servers.jvm import Jvm, free_port
from tests.servers.oidc import CLIENT, SECRET

REALM: Final = "veltrona"
PASSWORD: Final = "a-password-of-this-test"  # noqa: S105 - made up
_HEAP: Final = "-Xms64m -Xmx512m"
_PATIENCE: Final = 300.0  # seconds; the first start makes a database, and takes 40 where nothing else runs
_BUILT: Final = ("build", "--db=dev-file")
_RUNS: Final = ("--optimized", "--cache=local", "--http-enabled=true", "--import-realm")
_DISCOVERY: Final = ".well-known/openid-configuration"


class KeycloakServer:
    """A context manager. It answers at `localhost`, which for a browser is another site than 127.0.0.1."""

    def __init__(self, folder: Path, public: str, people: Mapping[str, Sequence[str]]) -> None:
        self._folder = folder
        self._port = free_port()
        self._realm = _realm(public, people)
        self.issuer = f"http://localhost:{self._port}/realms/{REALM}"
        self._process: Jvm | None = None

    @staticmethod
    def home() -> Path:
        """The folder that Maven unpacks it into the first time, and where it has made itself ready to start."""
        unpacked = next(built("keycloak-unpacked", RECIPES / "keycloak", jdk=find_jdk(21)).glob("keycloak-*"))
        return made_once("keycloak", RECIPES / "keycloak", _BUILT, lambda folder: _build(unpacked, folder))

    def __enter__(self) -> Self:
        """Start it, and wait until its realm is there."""
        own = self._folder / "keycloak"
        shutil.copytree(self.home(), own, copy_function=_linked)
        (own / "data" / "import").mkdir(parents=True, exist_ok=True)
        (own / "data" / "import" / "realm.json").write_text(json.dumps(self._realm), "utf-8")
        self._process = _started(own, self._port, self._folder / "keycloak.log", f"{self.issuer}/{_DISCOVERY}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self.stop()

    def stop(self) -> None:
        """End it; it may be gone already."""
        if self._process is not None:
            self._process.stop()


def _program(home: Path) -> list[str]:
    settings = {"JAVA_HOME": str(find_jdk(21)), "JAVA_OPTS_KC_HEAP": _HEAP}
    return ["env", *(f"{name}={value}" for name, value in settings.items()), str(home / "bin" / "kc.sh")]


def _build(unpacked: Path, folder: Path) -> None:
    """Let it make its program for these options and, by a first start, its database: a minute that each start saves."""
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".build-") as scratch:
        work = shutil.copytree(unpacked, Path(scratch) / "keycloak")
        done = subprocess.run([*_program(work), *_BUILT], stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"Keycloak could not make itself ready:\n{done.stdout.decode()[-4000:]}")
        port = free_port()
        _started(work, port, Path(scratch) / "log", f"http://localhost:{port}/realms/master/{_DISCOVERY}").stop()
        work.rename(folder)


def _started(home: Path, port: int, log: Path, until: str) -> Jvm:
    """The process, once this address answers."""
    where = [f"--hostname=http://localhost:{port}", "--http-host=127.0.0.1", f"--http-port={port}"]
    process = Jvm([*_program(home), "start", *_RUNS, *where], log)
    process.start()
    try:
        process.wait_until(lambda: _answers(until), _PATIENCE)
    except RuntimeError:
        process.stop()
        raise
    return process


def _answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=5).ok
    except requests.RequestException:
        return False


def _linked(source: str, target: str) -> str:
    """Its own copy of what it writes to; the rest is only read."""
    if "data" in Path(source).parts or Path(source).suffix in {".sh", ".conf"}:
        return shutil.copy2(source, target)
    os.link(source, target)
    return target


def _realm(public: str, people: Mapping[str, Sequence[str]]) -> Mapping[str, object]:
    groups = {
        "name": "groups",
        "protocol": "openid-connect",
        "protocolMapper": "oidc-group-membership-mapper",
        "config": {"claim.name": "groups", "full.path": "false", "id.token.claim": "true"},
    }
    client = {
        "clientId": CLIENT,
        "secret": SECRET,
        "redirectUris": [f"{public}/sign-in/back"],
        "attributes": {
            "pkce.code.challenge.method": "S256",
            "backchannel.logout.url": f"{public}/sign-in/ended",
            "backchannel.logout.session.required": "true",
            "post.logout.redirect.uris": f"{public}/sign-in",
        },
        "protocolMappers": [groups],
    }
    users = [
        {
            "username": name,
            "enabled": True,
            "email": f"{name}@veltrona.example",
            "emailVerified": True,
            "firstName": name.title(),
            "lastName": "Example",
            "groups": [f"/{one}" for one in member_of],
            "credentials": [{"type": "password", "value": PASSWORD, "temporary": False}],
        }
        for name, member_of in people.items()
    ]
    named = sorted({one for member_of in people.values() for one in member_of})
    return {
        "realm": REALM,
        "enabled": True,
        "sslRequired": "none",
        "groups": [{"name": one} for one in named],
        "clients": [client],
        "users": users,
    }
