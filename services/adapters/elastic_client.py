"""The client of Elasticsearch, and what its errors mean: try later, never this process, or never these documents."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from elastic_transport import Transport, TransportApiResponse
from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError, UnsupportedProductError
from elasticsearch.serializer import OrjsonSerializer

from services.server_settings import ElasticsearchSettings
from streams.stage import CannotRun, Unavailable

_BUSY: Final = 429
_BROKEN: Final = 500  # and above: the server's fault, and so not the document's
_LOGIN: Final = 401
_RIGHTS: Final = 403
_TOO_LARGE: Final = 413
_BLOCKED: Final = "cluster_block_exception"  # with any status: a full disk, no master, an index that was exchanged
_MISSING: Final = "index_not_found_exception"
_OTHER_FIELDS: Final = "strict_dynamic_mapping_exception"
_PRODUCT: Final = "x-elastic-product"  # stands over all that Elasticsearch says


class Refused(Exception):
    """Elasticsearch will never take this. The message names the kind of fault and quotes nothing."""


class Exchanged(Unavailable):
    """An index is not where it was: look for it anew."""


def connect(settings: ElasticsearchSettings, answered: Callable[[], None] = lambda: None) -> Elasticsearch:
    """A client that tries nothing twice. Contacts nobody; raises `CannotRun` where a secret cannot be read.

    `answered` is called before each request, which ends within `timeout_seconds`, and behind it.
    """
    username, secret = settings.username, settings.secret()
    trusted: dict[str, Any] = {"ca_certs": str(settings.ca_file)} if settings.ca_file else {}
    return Elasticsearch(
        list(settings.urls),
        **trusted,
        api_key=settings.key(),
        basic_auth=(username, secret) if username and secret else None,
        request_timeout=settings.timeout_seconds,
        max_retries=0,
        retry_on_timeout=False,
        serializer=OrjsonSerializer(),
        transport_class=_telling(answered),
    )


def _telling(answered: Callable[[], None]) -> type[Transport]:
    class Telling(Transport):
        def perform_request(self, *args: Any, **kwargs: Any) -> TransportApiResponse:  # noqa: ANN401 - handed through
            answered()
            try:
                return super().perform_request(*args, **kwargs)
            finally:
                answered()

    return Telling


@contextmanager
def reaching(settings: ElasticsearchSettings) -> Iterator[None]:
    """Turn what the client raises inside the block into `Unavailable`, `CannotRun` or `Refused`."""
    try:
        yield
    except (ApiError, TransportError) as error:
        raise _meant(error, settings) from None  # what it was asked or answered may hold words of a post


def found(ask: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    """What is asked for, as far as it is there."""
    try:
        return ask()
    except NotFoundError as error:
        if _is_foreign(error):
            raise
        return dict(error.body)


def may_pass(status: int, kind: str) -> bool:
    """Whether the same request or document may be taken later."""
    return status == _BUSY or status >= _BROKEN or kind == _BLOCKED


def is_exchanged(kind: str) -> bool:
    """Whether the fault is that an index is not where it was."""
    return kind == _MISSING


def never(status: int, kind: str, settings: ElasticsearchSettings) -> CannotRun | Refused:
    """What a fault that does not pass means."""
    if status == _LOGIN:
        return CannotRun(f"{_at(settings)} refuses the login: correct {_login(settings)}")
    if status == _RIGHTS:
        return CannotRun(
            f"{_at(settings)} does not allow {_who(settings)} what is needed: grant the privileges to manage and write "
            f"the indices {settings.prefix}-* and to manage index templates"
        )
    if kind == _OTHER_FIELDS:
        return CannotRun(
            f"an index of {settings.prefix} was made by another version of vorlaut and lacks a field: run all in one "
            "version, and `vorlaut index rebuild` with it"
        )
    return Refused(f"{_at(settings)} will not take this: {kind} ({status})")


def _meant(error: ApiError | TransportError, settings: ElasticsearchSettings) -> Exception:
    if isinstance(error, UnsupportedProductError):
        return CannotRun(f"what answers is no Elasticsearch: correct elasticsearch.urls, now {_at(settings)}")
    if isinstance(error, TransportError):
        return Unavailable(f"{_at(settings)} cannot be reached ({type(error).__name__}){_advice(error)}")
    if _is_foreign(error):
        return Unavailable(
            f"what answers at {', '.join(settings.urls)} is not Elasticsearch ({error.status_code}): look at "
            "elasticsearch.urls, and at what stands before it"
        )
    kind = kind_of(error)
    if is_exchanged(kind):
        return Exchanged(f"{_at(settings)} misses an index: it was exchanged, or deleted by somebody")
    if may_pass(error.status_code, kind):
        return Unavailable(f"{_at(settings)} did not do it ({error.status_code} {kind}): look at the cluster's health")
    return never(error.status_code, kind, settings)


def _is_foreign(error: ApiError) -> bool:
    """Whether something before Elasticsearch answered, which knows nothing of what was asked.

    What it says of a login, of rights and of a request that is too large is taken as if Elasticsearch had said it.
    """
    said_alike = error.status_code in {_LOGIN, _RIGHTS, _TOO_LARGE}
    return not said_alike and _PRODUCT not in error.meta.headers


def kind_of(error: ApiError) -> str:
    """The server's name for a fault."""
    said = error.body.get("error") if isinstance(error.body, dict) else None
    kind = said.get("type") if isinstance(said, dict) else None
    return str(kind or type(error).__name__)


def _advice(error: TransportError) -> str:
    if type(error).__name__ == "TlsError":
        return ": its certificate is not trusted; look at elasticsearch.ca_file and the host name"
    return ""


def _at(settings: ElasticsearchSettings) -> str:
    return f"Elasticsearch at {', '.join(settings.urls)}"


def _login(settings: ElasticsearchSettings) -> str:
    if settings.key():
        return "elasticsearch.api_key or elasticsearch.api_key_file"
    return "elasticsearch.username and elasticsearch.password or elasticsearch.password_file"


def _who(settings: ElasticsearchSettings) -> str:
    return settings.username or "this client"
