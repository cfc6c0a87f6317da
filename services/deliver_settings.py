"""The settings of who is told what, and by which channel."""

import re
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from services.server_settings import Part, Secret, SecretFile, read_json, read_secret
from streams.registers import Severity

Url = Annotated[str, Field(pattern=r"^https?://[^\s]+$", max_length=2000)]
MailAddress = Annotated[str, Field(pattern=r"^[^\s@]+@[^\s@]+$", max_length=254)]
_DAY: Final = 24
_TOLD: Final = ("Embargo", "Crisis", "Policy")  # what alerts are about
_WAYS: Final = ("mail", "apprise_file", "webhook")


def _divides_a_day(hours: int) -> int:
    if _DAY % hours:
        raise ValueError("must divide a day: 1, 2, 3, 4, 6, 8, 12 or 24 hours")
    return hours


class MailSettings(Part):
    """The server that mail is handed over to. Without it authors cannot be told."""

    host: str
    port: int = Field(default=587, ge=1, le=65535)
    sender: MailAddress
    tls: bool = True
    username: str | None = Field(default=None, min_length=1)
    password_file: SecretFile | None = None
    password: Secret | None = None

    def secret(self) -> str:
        """The password, from wherever it is set."""
        return read_secret(self.password, self.password_file) or ""


class ChannelSettings(Part):
    """One place where people are told: a mail address, a signed webhook, or an address of Apprise kept in a file."""

    mail: MailAddress | None = None
    webhook: Url | None = None
    secret_file: SecretFile | None = None
    apprise_file: SecretFile | None = None

    def secret(self) -> str:
        """What its file holds."""
        return read_secret(None, self.secret_file or self.apprise_file) or ""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if sum(getattr(self, way) is not None for way in _WAYS) != 1:
            raise ValueError("needs exactly one of mail, webhook and apprise_file")
        if (self.webhook is None) != (self.secret_file is None):
            raise ValueError("a webhook needs a secret_file (whsec_…), and nothing else does")
        return self


class StepSettings(Part):
    """Which channels are told, so many minutes after the first step."""

    after_minutes: int = Field(default=0, ge=0, le=7 * _DAY * 60)
    channels: tuple[str, ...] = Field(min_length=1)


def _may_fit(pattern: str) -> str:
    """A pattern that can fit the register of an alert, by what stands in it before the first sign for anything."""
    begin = re.split(r"[*?\[]", pattern, maxsplit=1)[0]
    told = [f"{kind}/" for kind in _TOLD]
    anything = begin != pattern
    if not any((begin.startswith(kind) and pattern != kind) or (anything and kind.startswith(begin)) for kind in told):
        raise ValueError(f"fits no alert: write *, or one of {', '.join(kind + '*' for kind in told)} with capitals")
    return pattern


class RouteSettings(Part):
    """Which alerts go which way: the first route that fits. With `digest_hours` they wait and come together."""

    severities: tuple[Severity, ...] = ("critical", "high")
    registers: tuple[Annotated[str, AfterValidator(_may_fit)], ...] = ("*",)
    steps: tuple[StepSettings, ...] = Field(min_length=1)
    digest_hours: Annotated[int, AfterValidator(_divides_a_day)] | None = Field(default=None, ge=1, le=_DAY)


class DeliverSettings(Part):
    """Who is told. `console_url` is where the links in messages lead.

    Messages go through other people's servers: with `titles` they name the embargo or crisis, without only its kind.
    """

    console_url: Url = "http://127.0.0.1:8765"
    lang: Literal["de", "en"] = "en"
    titles: bool = False
    mail: MailSettings | None = None
    channels: Annotated[dict[str, ChannelSettings], BeforeValidator(read_json)] = Field(default_factory=dict)
    routes: Annotated[tuple[RouteSettings, ...], BeforeValidator(read_json)] = ()

    @property
    def tells(self) -> bool:
        """Whether there is any way to tell somebody."""
        return self.mail is not None or bool(self.channels)

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        named = {channel for route in self.routes for step in route.steps for channel in step.channels}
        if unknown := sorted(named - self.channels.keys()):
            raise ValueError(f"routes name channels that are not there: {', '.join(unknown)}")
        if self.mail is None and any(channel.mail for channel in self.channels.values()):
            raise ValueError("a channel is a mail address: set deliver.mail")
        return self
