"""A channel that is waited for so long and no longer."""

from concurrent.futures import Future
from threading import Thread
from typing import Final

from services.ports.channel import Channel, Message
from streams.stage import Unavailable

SECONDS: Final = 30.0  # for one message: far more than a server takes that is well


class Timely:
    """Implements `Channel` over another one. Servers that send a byte now and then keep to every other limit.

    A message that is not waited for may still go out: then its repetition has the same id. Until it has ended no other
    one is begun.
    """

    def __init__(self, channel: Channel, seconds: float = SECONDS) -> None:
        self._channel = channel
        self._seconds = seconds
        self._sending: Thread | None = None

    def send(self, message: Message) -> None:
        """See `Channel`."""
        if self._sending is not None and self._sending.is_alive():
            raise Unavailable("it still does not answer to the message before")
        answer: Future[None] = Future()

        def sending() -> None:
            try:
                self._channel.send(message)
            except BaseException as error:  # noqa: BLE001 - raised below, where it is waited for
                answer.set_exception(error)
            else:
                answer.set_result(None)

        self._sending = Thread(target=sending, name="channel", daemon=True)
        self._sending.start()
        try:
            answer.result(self._seconds)
        except TimeoutError:
            raise Unavailable(f"it did not answer within {self._seconds:g} seconds") from None
