"""The settings: one typed tree from flags over environment over file, and every error of it at once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from ipaddress import IPv4Address
from pathlib import Path
from typing import Annotated, Final, Literal, get_args
from zoneinfo import ZoneInfo

import yaml
from pydantic import (
    BeforeValidator,
    Field,
    IPvAnyAddress,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict

from services.deliver_settings import DeliverSettings
from services.drafts_settings import DraftsSettings
from services.intake_settings import FeedsSettings, IngestSettings, PushSettings
from services.oidc_settings import OidcSettings
from services.seal_settings import SealSettings
from services.server_settings import (
    ElasticsearchSettings,
    KafkaSettings,
    Part,
    WorkerSettings,
    read_json,
    read_list,
)
from streams.stage import CannotRun

DEFAULT_FILE: Final = Path("vorlaut.yaml")
_PREFIX: Final = "VORLAUT_"
_NO_SETTING: Final = "VORLAUT_BACKGROUND"  # names the folder of posts that tests and benchmarks measure with

_ENVIRONMENT: Final = "environment"

Tree = dict[str, object]
Place = tuple[int | str, ...]
_TREE: Final = TypeAdapter(Tree)


class RetentionSettings(Part):
    """How long posts without an alert, and the content of alerts, are kept. The ceilings are promised to authors."""

    posts_hours: int = Field(default=72, ge=1, le=80)
    contents_days: int = Field(default=30, ge=1, le=30)


class LearnSettings(Part):
    """What decisions may teach. Posts of the platforms in `never_from`, which forbid it, are never learned from."""

    never_from: Annotated[tuple[str, ...], BeforeValidator(read_list)] = ("x", "twitter")


class MetricsSettings(Part):
    """Where metrics, liveness and readiness can be fetched; without a port nowhere.

    Where `vorlaut run` starts several processes, `port` is the first one's and the others take the next.
    """

    host: IPvAnyAddress = IPv4Address("127.0.0.1")
    port: int | None = Field(default=None, ge=1, le=65535)


class ConsoleSettings(Part):
    """Where the console answers browsers, and in which time zone it shows times.

    `serve` is whether `vorlaut run` opens it; `vorlaut serve` does so in any case. Without `oidc` it answers this
    machine alone. Without `drafts` it shows no passage of a draft.
    """

    serve: bool = True
    host: IPvAnyAddress = IPv4Address("127.0.0.1")
    port: int = Field(default=8765, ge=1, le=65535)
    zone: ZoneInfo = ZoneInfo("Europe/Berlin")
    oidc: Annotated[OidcSettings | None, BeforeValidator(read_json)] = None
    drafts: Annotated[DraftsSettings | None, BeforeValidator(read_json)] = None


class LogSettings(Part):
    """What is written to standard error, and in which form."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["json", "text"] = "json"


class Settings(Part):
    """Everything that can be set.

    `data` is the folder an embedded installation lives in; `kafka`, `elasticsearch` and `worker` are of the distributed
    mode.
    """

    mode: Literal["embedded", "distributed"] = "embedded"
    data: Path = Path("vorlaut-data")
    ingest: IngestSettings = IngestSettings()
    retention: RetentionSettings = RetentionSettings()
    learn: LearnSettings = LearnSettings()
    metrics: MetricsSettings = MetricsSettings()
    console: ConsoleSettings = ConsoleSettings()
    deliver: DeliverSettings = DeliverSettings()
    push: PushSettings = PushSettings()
    feeds: FeedsSettings = FeedsSettings()
    log: LogSettings = LogSettings()
    seal: SealSettings = SealSettings()
    kafka: KafkaSettings = KafkaSettings()
    elasticsearch: ElasticsearchSettings = ElasticsearchSettings()
    worker: WorkerSettings = Field(default=WorkerSettings(), validate_default=True)

    @field_validator("worker")
    @classmethod
    def _waits_for_slow_answers(cls, worker: WorkerSettings, info: ValidationInfo) -> WorkerSettings:
        search = info.data.get("elasticsearch")
        distributed = info.data.get("mode") == "distributed"
        if distributed and isinstance(search, ElasticsearchSettings) and worker.live_seconds <= search.timeout_seconds:
            raise ValueError("live_seconds must be more than elasticsearch.timeout_seconds, or who waits looks dead")
        return worker


class _Environment(BaseSettings, Settings):
    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_nested_delimiter="__", enable_decoding=False)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings, and what each source said, the highest first."""

    settings: Settings
    sources: Mapping[str, Tree] = field(repr=False)  # with secrets as they were said

    def source_of(self, where: Place) -> str:
        """Where the value in this place was set: the source's name, or "default"."""
        return next((source for source, tree in self.sources.items() if _holds(tree, where)), "default")


def load_settings(config: Path | None, overrides: Mapping[str, object]) -> Settings:
    """The settings as `read_settings` finds them."""
    return read_settings(config, overrides).settings


def read_settings(config: Path | None, overrides: Mapping[str, object]) -> Loaded:
    """The settings from overrides (flags) over `VORLAUT_` variables over the file.

    Keys of `overrides` are dotted (`metrics.port`); a value of None was not given. Without `config` the file is
    `vorlaut.yaml` in the working folder, where there is one. Raises `CannotRun` with one line for each error of all
    three: where it stands, and what is allowed there.
    """
    path = DEFAULT_FILE if config is None else config
    file, errors = _read_file(path, required=config is not None)
    errors += _unknown_variables()
    sources = {"command line": _nested(overrides), _ENVIRONMENT: _environment(), str(path): file}
    try:
        settings = Settings.model_validate(reduce(_over, sources.values()))
    except ValidationError as invalid:
        errors += [_told(error, sources) for error in invalid.errors()]
    else:
        if not errors:
            return Loaded(settings, sources)
    raise CannotRun("\n  ".join(("These settings cannot be used:", *errors)))


def _environment() -> Tree:
    return _TREE.validate_python(EnvSettingsSource(_Environment)())


def _unknown_variables() -> list[str]:
    names = (name for name in sorted(os.environ) if name.upper().startswith(_PREFIX))
    return [
        f"{_ENVIRONMENT}: {name}: not known; allowed after {_PREFIX}: {', '.join(Settings.model_fields).upper()}"
        for name in names
        if name != _NO_SETTING and name[len(_PREFIX) :].lower().split("__")[0] not in Settings.model_fields
    ]


def _read_file(path: Path, *, required: bool) -> tuple[Tree, list[str]]:
    try:
        with path.open(encoding="utf-8") as stream:
            tree = yaml.safe_load(stream)
    except FileNotFoundError:
        return {}, [f"{path}: there is no such file"] if required else []
    except (OSError, UnicodeError) as error:
        return {}, [f"{path}: cannot be read: {error}"]
    except yaml.YAMLError as error:
        return {}, [f"{path}: is not YAML: {' '.join(str(error).split())}"]
    if not isinstance(tree, dict):
        return {}, [] if tree is None else [f"{path}: must be a mapping from settings to values"]
    return {str(key): value for key, value in tree.items()}, []


def _nested(dotted: Mapping[str, object]) -> Tree:
    branches = (_branch(key, value) for key, value in dotted.items() if value is not None)
    return reduce(_over, branches, {})


def _branch(key: str, value: object) -> Tree:
    first, _, rest = key.partition(".")
    return {first: _branch(rest, value) if rest else value}


def _over(above: Tree, below: Tree) -> Tree:
    merged = below | above
    for key in above.keys() & below.keys():
        high, low = above[key], below[key]
        if isinstance(high, dict) and isinstance(low, dict):
            merged[key] = _over(high, low)
    return merged


def _told(error: ErrorDetails, sources: Mapping[str, Tree]) -> str:
    where = error["loc"]
    source = _source_of(where, sources)
    place = f"{_PREFIX}{'__'.join(map(str, where))}".upper() if source == _ENVIRONMENT else ".".join(map(str, where))
    told = error["msg"].removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        told = f"not known; allowed: {_allowed(where[:-1])}"
    return f"{source}: {place}: {told}"


def _source_of(where: Place, sources: Mapping[str, Tree]) -> str:
    """The highest source that holds this place, or what lies around it."""
    for length in range(len(where), 0, -1):
        for source, tree in sources.items():
            if _holds(tree, where[:length]):
                return source
    return "defaults"


def _holds(tree: object, where: Place) -> bool:
    if not where:
        return True
    if isinstance(tree, dict):
        return where[0] in tree and _holds(tree[where[0]], where[1:])
    return isinstance(tree, list) and isinstance(where[0], int) and where[0] < len(tree)


def _allowed(where: Place) -> str:
    part: type[Part] = Settings
    for name in where:
        if isinstance(name, str):
            annotation = part.model_fields[name].annotation
            kinds = (annotation, *get_args(annotation))
            part = next(kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Part))
    return ", ".join(part.model_fields)
