"""The settings of the OpenID provider by which people sign in to the console."""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, FilePath, model_validator

from services.server_settings import Part, SecretFile, read_json, read_secret

_PORTS: Final = {"http": 80, "https": 443}


def on_loopback(address: str) -> bool:
    """Whether an address is one of this machine's own alone."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _safe(address: str) -> str:
    """An address that cannot be listened to on its way."""
    try:
        parts = urlsplit(address)
        whole = parts.scheme in _PORTS and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        whole = False
    if not whole or parts.username or parts.query or parts.fragment:
        raise ValueError("must be an address such as https://login.example")
    if parts.scheme == "http" and not on_loopback(address):
        raise ValueError("must begin with https:// where it is not on this machine")
    return address


def _an_origin(address: str) -> str:
    """As browsers write it: without a path, and with a port only where it is not the usual one."""
    parts = urlsplit(address)
    if parts.path not in {"", "/"}:
        raise ValueError("must have no path: the console is the whole of its host")
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = "" if parts.port in {None, _PORTS[parts.scheme]} else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


def _has_openid(scope: str) -> str:
    if "openid" not in scope.split():
        raise ValueError("must hold openid, as in: openid profile groups")
    return scope


Named = Annotated[str, Field(min_length=1, max_length=200)]
Groups = Annotated[tuple[Named, ...], BeforeValidator(read_json)]


class RoleSettings(Part):
    """Which groups of the provider make somebody what; who is in several is the first of these."""

    responder: Groups = ()
    auditor: Groups = ()
    reader: Groups = ()

    @model_validator(mode="after")
    def _lets_somebody_in(self) -> Self:
        if not (self.responder or self.auditor or self.reader):
            raise ValueError("name at least one group, as in {responder: [comms-crisis]}")
        return self

    def by_role(self) -> Sequence[tuple[str, frozenset[str]]]:
        """The groups of each role, the role that may most first."""
        return [(role, frozenset(getattr(self, role))) for role in type(self).model_fields]


class OidcSettings(Part):
    """The provider, as which client the console is known there, and who of its people may do what.

    `public_url` is where browsers find the console: its host is the only one answered to. `name` and `groups_claim`
    are claims of the ID token.
    """

    issuer: Annotated[str, AfterValidator(_safe)]
    client_id: Named
    client_secret_file: SecretFile
    public_url: Annotated[str, AfterValidator(_safe), AfterValidator(_an_origin)]
    groups: Annotated[RoleSettings, BeforeValidator(read_json)]
    groups_claim: Named = "groups"
    name_claim: Named = "preferred_username"
    scope: Annotated[str, AfterValidator(_has_openid)] = "openid profile"
    ca_file: FilePath | None = None

    def secret(self) -> str:
        """What the client secret's file holds. Raises `CannotRun`."""
        return read_secret(None, self.client_secret_file) or ""

    @property
    def is_secure(self) -> bool:
        """Whether browsers come by TLS."""
        return self.public_url.startswith("https://")
