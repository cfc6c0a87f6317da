"""Chat and everything else that Apprise knows: one address, such as `mmosts://…` or `ntfys://…`."""

import logging
from typing import Final

from apprise import Apprise, NotifyType

from services.ports.channel import Message, Undeliverable
from streams.registers import Severity
from streams.stage import Unavailable

_KINDS: Final[dict[Severity, NotifyType]] = {
    "low": NotifyType.INFO,
    "medium": NotifyType.INFO,
    "high": NotifyType.WARNING,
    "critical": NotifyType.FAILURE,
}


class AppriseChannel:
    """Implements `Channel`. Raises `Undeliverable` at once for an address that Apprise does not know."""

    def __init__(self, address: str) -> None:
        logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its lines hold addresses, and those hold secrets
        self._apprise = Apprise()
        if not self._apprise.add(address):
            raise Undeliverable("Apprise does not know this kind of address: see its list of services")

    def send(self, message: Message) -> None:
        """See `Channel`. Apprise only says whether it went well: what did not may pass."""
        text = f"{message.body}\n\n{message.id}"
        if not self._apprise.notify(body=text, title=message.title, notify_type=_KINDS[message.severity]):
            raise Unavailable("Apprise could not deliver it: look at the service it is for")
