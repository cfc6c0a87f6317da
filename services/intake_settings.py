"""The settings of how posts come in: files, feeds and pushes."""

from ipaddress import IPv4Address
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, IPvAnyAddress

from services.server_settings import Part, SecretFile, read_json


class SourceFile(Part):
    """A file of NDJSON posts to read; with `follow` it is watched for more."""

    path: Path
    follow: bool = False


class IngestSettings(Part):
    """Where posts come from, and how many bad lines end a run: this share of at least so many lines."""

    files: Annotated[tuple[SourceFile, ...], BeforeValidator(read_json)] = ()
    dead_letter_share: float = Field(default=0.1, gt=0, le=1)
    dead_letter_least: int = Field(default=1000, ge=1)


class FeedsSettings(Part):
    """How often feeds are asked, and which hosts in our own network may be.

    Which feeds: those of accounts on the platform `feed`, and of companies' newsrooms. Without `read` none.
    """

    read: bool = True
    every_minutes: int = Field(default=5, ge=1, le=360)
    own_hosts: Annotated[tuple[str, ...], BeforeValidator(read_json)] = ()


class PushSourceSettings(Part):
    """One sender of signed pushes. With `previous_file` a second secret holds, too, while it is being changed."""

    secret_file: SecretFile
    previous_file: SecretFile | None = None


class PushSettings(Part):
    """Where signed pushes of posts are taken (`POST /push/NAME`), and from whom; without a port nowhere."""

    host: IPvAnyAddress = IPv4Address("127.0.0.1")
    port: int | None = Field(default=None, ge=1, le=65535)
    sources: Annotated[dict[str, PushSourceSettings], BeforeValidator(read_json)] = Field(default_factory=dict)
