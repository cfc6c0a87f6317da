"""A signed JSON webhook, as standardwebhooks.com describes it (specification 1.0.0)."""

import hmac
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

import msgspec
import requests

from services.ports.channel import Message
from services.ports.webhook_secret import key_of
from streams.stage import Unavailable

SECONDS: Final = (5.0, 10.0)  # to connect, and for each answer
_OK: Final = range(200, 300)


class WebhookChannel:
    """Implements `Channel`: one POST a message. Follows no redirect: where to is what was set."""

    def __init__(self, url: str, secret: str, seconds: tuple[float, float] = SECONDS) -> None:
        self._url = url
        self._secret = secret
        self._seconds = seconds

    def send(self, message: Message) -> None:
        """See `Channel`. 2xx is delivered; whatever else is answered, somebody may mend it."""
        body = msgspec.json.encode(
            {
                "type": "vorlaut.alert",
                "timestamp": message.at,
                "data": {
                    "alert": message.subject,
                    "severity": message.severity,
                    "title": message.title,
                    "text": message.body,
                    "link": message.link,
                },
            }
        )
        headers = signed(message.id, int(message.at.timestamp()), body, self._secret)
        try:
            with requests.Session() as session:
                session.trust_env = False
                answer = session.post(
                    self._url, body, headers=headers, timeout=self._seconds, allow_redirects=False, stream=True
                )
        except requests.RequestException as error:
            raise Unavailable(f"the webhook cannot be reached ({type(error).__name__})") from None
        if answer.status_code in _OK:
            return
        raise Unavailable(f"the webhook answers {answer.status_code}")


def signed(message_id: str, seconds: int, body: bytes, secret: str) -> Mapping[str, str]:
    """The headers of a message: what it is called, when it was sent, and who can have sent it."""
    text = b".".join((message_id.encode(), str(seconds).encode(), body))
    signature = b64encode(hmac.new(key_of(secret), text, sha256).digest()).decode()
    return {
        "content-type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": f"v1,{signature}",
    }
