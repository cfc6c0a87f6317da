"""What Kafka's errors mean for a reader or writer: try later, or never this process."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from kafka import errors

from streams.log.kafka_place import KafkaPlace
from streams.stage import CannotRun, Unavailable

APPLY: Final = "run `vorlaut topics apply`"
CLOCK: Final = "Kafka refuses the time that is stamped here: set this machine's clock, or the brokers'"

_KNOCK: Final = 2.0  # seconds for one look at what is wrong
_NEVER: Final = (
    errors.AuthorizationError,
    errors.SaslAuthenticationFailedError,
    errors.UnsupportedSaslMechanismError,
    errors.IllegalSaslStateError,
    errors.UnsupportedVersionError,
    errors.KafkaConfigurationError,
)
_BY_TOPIC: Final = (errors.MessageSizeTooLargeError, errors.RecordListTooLargeError)


@contextmanager
def reaching(place: KafkaPlace) -> Iterator[None]:
    """Turn what Kafka's client raises inside the block into `Unavailable` or `CannotRun`."""
    try:
        yield
    except errors.KafkaError as error:
        raise _meant(error, place) from error


def cannot_connect(place: KafkaPlace, ca: ssl.SSLContext | None) -> Unavailable:
    """Why no broker answered, found by knocking: the client says only that the time is over."""
    reasons = {f"{address}: {_knocked(address, ca)}" for address in place.bootstrap}
    return Unavailable(f"Kafka cannot be reached: {'; '.join(sorted(reasons))}{_login(place)}")


def _meant(error: errors.KafkaError, place: KafkaPlace) -> Exception:
    name = type(error).__name__
    if isinstance(error, errors.UnknownTopicOrPartitionError):
        return CannotRun(f"a topic of {place.prefix} is missing in Kafka: {APPLY}")
    if isinstance(error, errors.AuthorizationError):
        return CannotRun(f"Kafka does not allow {place.username or 'this client'} what is needed ({name}): grant it")
    if isinstance(error, errors.InvalidTimestampError):
        return CannotRun(CLOCK)
    if isinstance(error, _BY_TOPIC):
        return CannotRun(f"a topic of {place.prefix} does not take what is written to it ({name}): {APPLY}")
    if isinstance(error, _NEVER):
        return CannotRun(f"Kafka refuses this client ({name}): correct the settings under kafka")
    return Unavailable(f"Kafka at {', '.join(place.bootstrap)} did not do it ({name}): look at the brokers")


def _login(place: KafkaPlace) -> str:
    if place.username is None:
        return ""
    return f". A wrong user name ({place.username}), password or mechanism ({place.mechanism}) looks the same"


def _knocked(address: str, ca: ssl.SSLContext | None) -> str:
    host, _, port = address.rpartition(":")
    host = host.strip("[]")  # of an IPv6 address
    try:
        with socket.create_connection((host, int(port)), timeout=_KNOCK) as plain:
            if ca is not None:
                with ca.wrap_socket(plain, server_hostname=host):
                    pass
    except ssl.SSLCertVerificationError as error:
        return f"its certificate is not trusted ({error.verify_message}): look at the CA file and the host name"
    except ssl.SSLError:
        return "does not speak TLS as expected: look at the protocol and the port"
    except OSError as error:
        return f"does not answer ({error.strerror or type(error).__name__})"
    return "a port is open there, but it does not answer as a Kafka broker in this protocol"
