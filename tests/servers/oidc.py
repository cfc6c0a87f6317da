"""A real OpenID provider on loopback: the certified `oidc-provider` for Node.js, with one client and made-up people."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tests.servers.java import RECIPES
from tests.servers.jvm import Jvm, free_port
from tests.servers.node import fetched, node

CLIENT: Final = "console"
SECRET: Final = "a-secret-of-this-test"  # noqa: S105 - made up


class OidcServer:
    """A context manager. It answers at `localhost`, which for a browser is another site than 127.0.0.1."""

    def __init__(
        self, folder: Path, public: str, people: Mapping[str, Sequence[str]], ended: str | None = None
    ) -> None:
        self._folder = folder
        self._port = free_port()
        self.issuer = f"http://localhost:{self._port}"
        client = {
            "client_id": CLIENT,
            "client_secret": SECRET,
            "redirect_uris": [f"{public}/sign-in/back"],
            "post_logout_redirect_uris": [f"{public}/sign-in"],
            "backchannel_logout_uri": ended or f"{public}/sign-in/ended",
            "backchannel_logout_session_required": True,
        }
        self._said = json.dumps({"port": self._port, "issuer": self.issuer, "client": client, "people": people})
        self._process: Jvm | None = None

    def __enter__(self) -> Self:
        """Start it, and wait until it is ready."""
        program = [node(), str(fetched("oidc", RECIPES / "oidc") / "op.mjs"), self._said]
        self._folder.mkdir(parents=True, exist_ok=True)
        process = self._process = Jvm(program, self._folder / "provider.log")
        process.start()
        process.wait_until(lambda: "ready" in process.printed())
        return self

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.stop()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()
