"""The settings of the servers of the distributed mode, and of the processes that work with them."""

import re
from pathlib import Path
from typing import Annotated, Final, Literal, cast
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    FilePath,
    SecretStr,
    ValidationInfo,
    field_validator,
)
from pydantic_core import from_json

from streams.stage import CannotRun

_ADDRESS: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s:/@\[\]]+):[0-9]{1,5}")
_SASL_ONLY: Final = "has an effect only where kafka.protocol is SASL_SSL or SASL_PLAINTEXT"


class Part(BaseModel):
    """A part of the settings: no name that is not known, no change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_json(value: object) -> object:
    """What a variable of the environment says in JSON; anything else as it is."""
    return from_json(value) if isinstance(value, str) else value


def read_list(value: object) -> object:
    """A list as a variable holds it: as JSON, or with commas."""
    if not isinstance(value, str):
        return value
    return from_json(value) if value.lstrip().startswith("[") else [item.strip() for item in value.split(",")]


def _an_address(value: str) -> str:
    if not _ADDRESS.fullmatch(value):
        raise ValueError("must be host:port, as in broker-1.example:9092")
    return value


def _a_url(value: str) -> str:
    try:
        parts = urlsplit(value)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        whole = False
    if not whole:
        raise ValueError("must be an address such as https://search.example:9200")
    if parts.username or parts.password:
        raise ValueError("must not hold a password: set elasticsearch.username and elasticsearch.password_file")
    return value


def _a_secret_file(path: Path) -> Path:
    """A file that holds a secret; what is wrong is told without a byte of it."""
    try:
        empty = not path.read_text(encoding="utf-8").strip()
    except UnicodeError:
        raise ValueError(f"{path} is no text") from None
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror})") from None
    if empty:
        raise ValueError(f"{path} is empty")
    return path


Addresses = Annotated[
    tuple[Annotated[str, AfterValidator(_an_address)], ...], BeforeValidator(read_list), Field(min_length=1)
]
Urls = Annotated[tuple[Annotated[str, AfterValidator(_a_url)], ...], BeforeValidator(read_list), Field(min_length=1)]
Secret = Annotated[SecretStr, Field(min_length=1)]
SecretFile = Annotated[Path, AfterValidator(_a_secret_file)]
Prefix = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=100)]


class KafkaSettings(Part):
    """Where the Kafka cluster is, how to log in, and how topics are made there.

    Without `replication` and `partitions` a new topic has as many copies as the broker says, and as many partitions as
    the table of topics says.
    """

    bootstrap: Addresses = ("127.0.0.1:9092",)
    prefix: Prefix = "vorlaut"
    protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    ca_file: FilePath | None = None
    mechanism: Literal["SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"] = "SCRAM-SHA-512"
    username: str | None = Field(default=None, min_length=1, validate_default=True)
    password_file: SecretFile | None = None
    password: Secret | None = Field(default=None, validate_default=True)
    replication: int | None = Field(default=None, ge=1)
    partitions: int | None = Field(default=None, ge=1, le=1000)

    def secret(self) -> str | None:
        """The password, from wherever it is set."""
        return read_secret(self.password, self.password_file)

    @field_validator("ca_file")
    @classmethod
    def _needs_tls(cls, path: Path | None, info: ValidationInfo) -> Path | None:
        if path and _protocol(info).endswith("PLAINTEXT"):
            raise ValueError("has an effect only where kafka.protocol is SSL or SASL_SSL")
        return path

    @field_validator("username")
    @classmethod
    def _names_who_logs_in(cls, name: str | None, info: ValidationInfo) -> str | None:
        if name and _lets_all_in(info):
            raise ValueError(_SASL_ONLY)
        if not name and _logs_in(info):
            raise ValueError(f"is needed where kafka.protocol is {_protocol(info)}")
        return name

    @field_validator("password_file")
    @classmethod
    def _is_used(cls, path: Path | None, info: ValidationInfo) -> Path | None:
        if path and _lets_all_in(info):
            raise ValueError(_SASL_ONLY)
        return path

    @field_validator("password")
    @classmethod
    def _is_given_once(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if secret and _lets_all_in(info):
            raise ValueError(_SASL_ONLY)
        needed_with = f"kafka.protocol {_protocol(info)}" if _logs_in(info) else None
        return _once(secret, "password", info, "kafka", needed_with)


class ElasticsearchSettings(Part):
    """Where Elasticsearch is, how to log in, and how its indices are made.

    With `lifecycle` it packs and deletes old months by itself, where it can.
    """

    urls: Urls = ("http://127.0.0.1:9200",)
    prefix: Prefix = "vorlaut"
    ca_file: FilePath | None = None
    api_key_file: SecretFile | None = None
    api_key: Secret | None = None
    username: str | None = Field(default=None, min_length=1)
    password_file: SecretFile | None = None
    password: Secret | None = Field(default=None, validate_default=True)
    shards: int = Field(default=1, ge=1, le=100)
    replicas: int = Field(default=1, ge=0, le=10)
    timeout_seconds: float = Field(default=30.0, gt=0, le=600)
    lifecycle: bool = False

    def secret(self) -> str | None:
        """The password, from wherever it is set."""
        return read_secret(self.password, self.password_file)

    def key(self) -> str | None:
        """The API key, from wherever it is set."""
        return read_secret(self.api_key, self.api_key_file)

    @field_validator("ca_file")
    @classmethod
    def _needs_tls(cls, path: Path | None, info: ValidationInfo) -> Path | None:
        if path and not any(url.startswith("https:") for url in info.data.get("urls", ("https:",))):
            raise ValueError("has an effect only where elasticsearch.urls begin with https")
        return path

    @field_validator("api_key")
    @classmethod
    def _is_given_once(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        return _once(secret, "api_key", info, "elasticsearch", None)

    @field_validator("username")
    @classmethod
    def _logs_in_one_way(cls, name: str | None, info: ValidationInfo) -> str | None:
        if name and (info.data.get("api_key") or info.data.get("api_key_file")):
            raise ValueError("give a user name or an API key, not both")
        return name

    @field_validator("password")
    @classmethod
    def _belongs_to_a_user(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        name = info.data.get("username", "")  # wrong itself where it is missing
        if name is None and (secret or info.data.get("password_file")):
            raise ValueError("has an effect only with elasticsearch.username")
        return _once(secret, "password", info, "elasticsearch", "elasticsearch.username" if name else None)


class WorkerSettings(Part):
    """How the processes go.

    drain: what was begun is finished so soon after SIGTERM, and before partitions go to another; a process that has not
    ended some seconds later ends for good. The others that join
    wait 40 s for an answer, and the group 60 s; then somebody judges beside it. registers_every: how often new
    registers are looked for; while they are older than registers_max_age, nothing is judged. live: a main loop that
    has not turned for so long is dead.
    """

    drain_seconds: float = Field(default=10.0, gt=0, le=30)
    registers_max_age_seconds: float = Field(default=10.0, gt=0, le=300)
    registers_every_seconds: float = Field(default=1.0, gt=0, le=60)
    live_seconds: float = Field(default=60.0, ge=5, le=3600)

    @field_validator("registers_every_seconds")
    @classmethod
    def _keeps_registers_fresh(cls, seconds: float, info: ValidationInfo) -> float:
        if seconds >= info.data.get("registers_max_age_seconds", seconds + 1):
            raise ValueError("must be less than worker.registers_max_age_seconds, or registers are never fresh")
        return seconds


def _once(
    secret: SecretStr | None, name: str, info: ValidationInfo, part: str, needed_with: str | None
) -> SecretStr | None:
    """The secret, which is given here or in a file; `needed_with` says what cannot be without it."""
    file = info.data.get(f"{name}_file", Path())  # wrong itself where it is missing
    if secret and file:
        raise ValueError(f"give {part}.{name} or {part}.{name}_file, not both")
    if needed_with and not secret and not file:
        raise ValueError(f"is needed with {needed_with}, here or in {part}.{name}_file")
    return secret


def _protocol(info: ValidationInfo) -> str:
    """The protocol; nothing where it is wrong itself, and then whatever hangs on it is not complained about."""
    return cast("str", info.data.get("protocol", ""))


def _logs_in(info: ValidationInfo) -> bool:
    return _protocol(info).startswith("SASL_")


def _lets_all_in(info: ValidationInfo) -> bool:
    return _protocol(info) in {"PLAINTEXT", "SSL"}


def read_secret(said: SecretStr | None, file: Path | None) -> str | None:
    """A secret as it was said, or from its file; None where there is neither. Raises `CannotRun`."""
    if said:
        return said.get_secret_value()
    if not file:
        return None
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError):
        raise CannotRun(f"{file} cannot be read any more: put the secret back, or name another file") from None
