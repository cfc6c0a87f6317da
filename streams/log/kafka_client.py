"""How every client of Kafka is made, and given up again where it cannot connect."""

from collections.abc import Callable
from typing import Final, TypeVar

from kafka.errors import KafkaTimeoutError
from kafka.net.compat import KafkaNetClient

from streams.log.kafka_errors import cannot_connect, reaching
from streams.log.kafka_place import KafkaPlace, trusted

Client = TypeVar("Client")
Setting = str | int | float | bool | None | list[str] | tuple[object, ...] | type

CONNECT_MS: Final = 10_000
REQUEST_MS: Final = 15_000
LEADERS_MS: Final = 2_000


def connect(kind: Callable[..., Client], place: KafkaPlace, **settings: Setting) -> Client:
    """A client of this kind at this place; raises `Unavailable` where no broker answers, and `CannotRun`."""
    ca = trusted(place)
    opened: list[KafkaNetClient] = []

    def open_net(**configs: object) -> KafkaNetClient:
        opened.append(KafkaNetClient(**configs))
        return opened[0]

    try:
        with reaching(place):
            return kind(**_settings(place), ssl_context=ca, kafka_client=open_net, **settings)
    except BaseException as error:
        for net in opened:  # its threads and sockets would stay
            net.close()
        if isinstance(error.__cause__, KafkaTimeoutError):
            raise cannot_connect(place, ca) from error
        raise


def _settings(place: KafkaPlace) -> dict[str, object]:
    login = place.protocol.startswith("SASL")
    return {
        "bootstrap_servers": list(place.bootstrap),
        "security_protocol": place.protocol,
        "sasl_mechanism": place.mechanism if login else None,
        "sasl_plain_username": place.username,
        "sasl_plain_password": place.password,
        "bootstrap_timeout_ms": CONNECT_MS,
        "request_timeout_ms": REQUEST_MS,
        "reconnect_backoff_ms": 50,
        "reconnect_backoff_max_ms": 1000,  # the default of 30 s makes a short outage a long one
        # Who is asked for offsets and does not lead any more is asked again and again, until leaders are looked up anew
        # for another reason: by default after 5 minutes.
        "metadata_max_age_ms": LEADERS_MS,
    }
