"""A channel: a way to one place where people are told something."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from streams.registers import Severity


class Undeliverable(Exception):
    """Never this way: the address or the login is wrong. The message says which channel, and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent. `id` stays the same when it is sent again, so that whoever gets it twice can tell.

    Without any content of a post: a title, sentences, and a link to where those who may can read on.
    """

    id: str
    to: str
    title: str
    body: str
    link: str
    subject: str
    severity: Severity
    at: datetime


class Channel(Protocol):
    """Sends. Threads do not share one."""

    def send(self, message: Message) -> None:
        """Hand it over to whoever delivers it.

        Raises `streams.stage.Unavailable` for what may pass, and `Undeliverable` for what will not.
        """
        ...
