"""A real Elasticsearch node on loopback: 9.5, and 7.17 for what 9.5 is measured against."""

import base64
import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tests.servers.java import RECIPES, built, find_jdk
from tests.servers.jvm import Jvm, free_port

_MODULES: Final = "ALL-MODULE-PATH,jdk.net,jdk.management.agent,jdk.incubator.vector"
_NATIVE: Final = "org.elasticsearch.nativeaccess,org.elasticsearch.foreign,org.apache.lucene.core,ALL-UNNAMED"
_MAIN: Final = "example.vorlaut.node.NodeMain"
_SECURITY: Final = {"xpack.security.enabled": "true", "xpack.security.transport.ssl.enabled": "false"}


class ElasticsearchServer:
    """A node with its data in `folder`: a context manager, and restartable with the data it has.

    With a `password` it asks for it and for `username`, a superuser. `settings` replace ours. With `outlives` it
    goes on when Python ends.
    """

    version = "9.5.3"
    username: Final = "anna"

    def __init__(
        self,
        folder: Path,
        *,
        password: str | None = None,
        settings: Mapping[str, str] | None = None,
        heap: str = "512m",
        port: int | None = None,
        outlives: bool = False,
    ) -> None:
        self._folder = folder
        self._password = password
        self._settings = settings or {}
        self._heap = heap
        self._port = port or free_port()
        self._transport_port = port + 100 if port else free_port()
        self._outlives = outlives
        self._process: Jvm | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def pid(self) -> int:
        """Its process id; it must have been started."""
        return self._started.pid

    def start(self) -> None:
        """Start it and wait until all its indices can be searched and written; the first time, make its folders.

        A node that does not become ready is stopped.
        """
        self._write_config()
        memory = (f"-Xms{self._heap}", f"-Xmx{self._heap}", "-XX:+ExitOnOutOfMemoryError")
        logging = ("-Dlog4j.shutdownHookEnabled=false", "-Dlog4j2.disable.jmx=true")
        settings = (f"{name}={value}" for name, value in self._node_settings().items())
        command = [*self._java(), *memory, *logging, *self._classes(), _MAIN, str(self._config), *settings]
        self._process = Jvm(command, self._folder / "node.log", outlives=self._outlives)
        try:
            self.restart()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop it, as an operator does."""
        if self._process is not None:
            self._process.stop()

    def kill(self) -> None:
        """SIGKILL it."""
        self._started.kill()

    def restart(self) -> None:
        """Stop it if it runs, start it again, and wait until it is ready."""
        self._started.stop()
        self._started.start()
        self._started.wait_until(self._ready)

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()

    def home(self) -> Path:
        """The folder that the node is built into, by Maven the first time."""
        if self._password is None:
            return built(f"elasticsearch-{self.version}", RECIPES / "elasticsearch", jdk=find_jdk(21))
        return built(f"elasticsearch-{self.version}-secure", RECIPES / "elasticsearch", "-Psecurity", jdk=find_jdk(21))

    def _java(self) -> list[str]:
        native = self._folder / "native"
        native.mkdir(exist_ok=True)
        link = native / "libzstd.so"
        if (zstd := _system_zstd()) and not link.is_symlink():
            link.symlink_to(zstd)
        return [
            str(find_jdk(21) / "bin" / "java"),
            f"--enable-native-access={_NATIVE}",
            f"-Des.nativelibs.path={native}",
            "-Dorg.elasticsearch.nativeaccess.enableVectorLibrary=false",
        ]

    def _classes(self) -> list[str]:
        """Where its classes are, and what the main class may see of them."""
        home = self.home()
        exports = ("interceptor", "internal")
        return [
            *(
                f"--add-exports=org.elasticsearch.server/org.elasticsearch.plugins.{name}=ALL-UNNAMED"
                for name in exports
            ),
            f"--module-path={home / 'lib'}",
            f"--add-modules={_MODULES}",
            *("-cp", str(home / "elasticsearch-node.jar")),
        ]

    def _node_settings(self) -> dict[str, str]:
        return {
            "cluster.name": "tests",
            "node.name": "one",
            "discovery.type": "single-node",
            "network.host": "127.0.0.1",
            "http.port": str(self._port),
            "transport.port": str(self._transport_port),
            "path.home": str(self.home()),
            "path.data": str(self._folder / "data"),
            "path.logs": str(self._folder / "logs"),
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            **({} if self._password is None else _SECURITY),
            **self._settings,
        }

    @property
    def _config(self) -> Path:
        return self._folder / "config"

    @property
    def _started(self) -> Jvm:
        if self._process is None:
            raise RuntimeError("not started")
        return self._process

    def _write_config(self) -> None:
        self._config.mkdir(parents=True, exist_ok=True)
        shutil.copy(RECIPES / "elasticsearch" / "log4j2.properties", self._config)
        if self._password is not None:
            (self._config / "users").write_text(f"{self.username}:{_hashed(self._password)}\n", "utf-8")
            (self._config / "users_roles").write_text(f"superuser:{self.username}\n", "utf-8")

    def _ready(self) -> bool:
        headers = {}
        if self._password is not None:
            login = base64.b64encode(f"{self.username}:{self._password}".encode()).decode("ascii")
            headers["Authorization"] = f"Basic {login}"
        connection = HTTPConnection("127.0.0.1", self._port, timeout=10)
        try:
            connection.request("GET", "/_cluster/health?wait_for_status=yellow&timeout=5s", headers=headers)
            return connection.getresponse().status == HTTPStatus.OK
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


class Elasticsearch7Server(ElasticsearchServer):
    """A node of 7.17, which has the percolator; without passwords and without language analyzers."""

    version = "7.17.29"

    def home(self) -> Path:
        """The folder that the node is built into, by Maven the first time."""
        return built(f"elasticsearch-{self.version}", RECIPES / "elasticsearch7", jdk=_jdk_for_7())

    def _java(self) -> list[str]:
        return [str(_jdk_for_7() / "bin" / "java")]

    def _classes(self) -> list[str]:
        return ["-cp", f"{self.home() / 'libs'}/*"]


def _system_zstd() -> Path | None:
    """The system's zstd, which indices with the codec best_compression need; found on Linux only."""
    ldconfig = shutil.which("ldconfig", path="/sbin:/usr/sbin")
    if ldconfig is None:
        return None
    known = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=True).stdout
    return next((Path(line.split()[-1]) for line in known.splitlines() if "libzstd.so.1 " in line), None)


def _jdk_for_7() -> Path:
    return find_jdk(17, below=24)


def _hashed(password: str) -> str:
    """A password as the file of users holds it."""
    salt = os.urandom(32)
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, 10000, 32)
    return f"{{PBKDF2}}10000${base64.b64encode(salt).decode()}${base64.b64encode(key).decode()}"
