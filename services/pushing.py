"""Signed pushes over an installation: the sources that the settings name, and where they are answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event as Signal
from typing import Final

from services.answering import answering, serve_until
from services.ingest.push import Source, make_app
from services.ingest.signed import Seals
from services.intake_settings import PushSourceSettings
from services.ports.webhook_secret import key_of
from services.run.supervise import Unit
from services.server_settings import read_secret
from services.sources.pulse import EVERY
from services.wiring import Installation, desk
from streams.stage import CannotRun, Unavailable

GROUP: Final = "push"
_ALL: Final = 1.0  # of a push may be no posts: the sender is told how many, and the next one is looked at all the same


@contextmanager
def pushes(installation: Installation, ended: Signal) -> Iterator[Unit]:
    """Answer pushes while the block runs; `ended` stops what waits, and is set where nobody answers any more.

    Gives what says from time to time that they are answered. Raises `CannotRun` for a secret or an address that cannot
    be used.
    """
    settings = installation.settings.push
    sources = {name: _source(installation, name, one, ended) for name, one in settings.sources.items()}
    if not sources:
        raise CannotRun("push.port is set, and no push.sources: name who may push, with a secret_file for each")
    host, port = str(settings.host), settings.port or 0

    def reachable() -> bool:
        try:
            installation.log.end("posts")
        except (Unavailable, CannotRun):
            return False
        return True

    def beat() -> int:
        for source in sources.values():
            source.beat()
        return 0

    with answering(lambda stop, ready: serve_until(make_app(sources, reachable), host, port, stop, ready), ended):
        try:
            yield Unit(GROUP, beat, EVERY.total_seconds())
        finally:
            for source in sources.values():
                source.leave()


def _source(installation: Installation, name: str, settings: PushSourceSettings, ended: Signal) -> Source:
    try:
        keys = [
            key_of(secret)
            for file in (settings.secret_file, settings.previous_file)
            if (secret := read_secret(None, file))
        ]
    except ValueError as error:
        raise CannotRun(f"push.sources.{name}: {error}") from None
    return Source(name, Seals(keys), desk(installation, ended, follow=False, dead_letter_share=_ALL, tries=1))
