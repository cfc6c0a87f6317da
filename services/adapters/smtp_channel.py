"""Mail over SMTP."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
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
_LASTING: Final = 500  # SMTP's codes from here on mean: not so


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
        """See `Channel`. The Message-ID is made from the id: a repetition has the same.

        Only a receiver that the server knows not to be there is for ever: a login or a policy may be mended.
        """
        mail = self._mail(message)
        try:
            with self._connected() as connection:
                connection.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            code = max((code for code, _ in error.recipients.values()), default=0)
            if code >= _LASTING:
                raise Undeliverable(f"the receiver is refused (SMTP {code})") from None
            raise Unavailable(f"the receiver is refused for now (SMTP {code})") from None
        except smtplib.SMTPResponseException as error:
            raise Unavailable(f"the mail server refuses it (SMTP {error.smtp_code})") from None
        except (OSError, smtplib.SMTPException) as error:
            place = f"{self._server.host} port {self._server.port}"
            raise Unavailable(f"mail server {place} cannot be reached ({type(error).__name__})") from None
        except ValueError:  # a name that is none, a password that SMTP has no letters for
            raise Unavailable("deliver.mail cannot be used as it is set: look at host, username and password") from None

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        server = self._server
        with closing(smtplib.SMTP(server.host, server.port, timeout=SECONDS)) as connection:
            if server.tls:
                connection.starttls(context=ssl.create_default_context())
            if server.username:
                connection.login(server.username, server.password)
            yield connection
            with suppress(OSError, smtplib.SMTPException):  # the mail is taken, however badly they part
                connection.quit()

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
