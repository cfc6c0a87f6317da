"""Mail over SMTP."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final
from urllib.parse import unquote, urlsplit

from services.ports.channel import Message, Undeliverable
from streams.stage import Unavailable

SECONDS: Final = 10.0  # for each answer of the server
_LASTING: Final = 500  # SMTP's codes from here on mean: never


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed over, and as whom. Without TLS only on this machine."""

    host: str
    port: int
    sender: str
    tls: bool = True
    username: str = ""
    password: str = ""


class SmtpChannel:
    """Implements `Channel`. Mails go to `to` of the message, or to `receiver` where that is empty."""

    def __init__(self, server: MailServer, receiver: str = "") -> None:
        self._server = server
        self._receiver = receiver

    def send(self, message: Message) -> None:
        """See `Channel`. The Message-ID is made from the id: a repetition has the same."""
        try:
            with self._connected() as connection:
                connection.send_message(self._mail(message))
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise _meant(max(codes, default=0), "the receiver is refused") from None
        except smtplib.SMTPResponseException as error:
            raise _meant(error.smtp_code, "the mail server refuses it") from None
        except (OSError, smtplib.SMTPException) as error:
            place = f"{self._server.host} port {self._server.port}"
            raise Unavailable(f"mail server {place} cannot be reached ({type(error).__name__})") from None

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        server = self._server
        with smtplib.SMTP(server.host, server.port, timeout=SECONDS) as connection:
            if server.tls:
                connection.starttls(context=ssl.create_default_context())
            if server.username:
                connection.login(server.username, server.password)
            yield connection

    def _mail(self, message: Message) -> EmailMessage:
        receiver = address_of(message.to or self._receiver)
        domain = self._server.sender.rpartition("@")[2] or "vorlaut.invalid"
        mail = EmailMessage()
        mail["From"] = Address(addr_spec=self._server.sender)
        mail["To"] = receiver
        mail["Subject"] = message.title
        mail["Date"] = format_datetime(message.at)
        mail["Message-ID"] = f"<{message.id}@{domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.body)
        return mail


def address_of(to: str) -> Address:
    """The address in `mailto:anna@firm.example`; raises `Undeliverable` for what is none."""
    text = unquote(urlsplit(to).path) if to.startswith("mailto:") else to
    try:
        return Address(addr_spec=text)
    except (ValueError, IndexError, HeaderParseError):
        raise Undeliverable("this is no mail address: write mailto:name@example.com") from None


def _meant(code: int, why: str) -> Exception:
    told = f"{why} (SMTP {code})"
    return Undeliverable(told) if code >= _LASTING else Unavailable(told)
