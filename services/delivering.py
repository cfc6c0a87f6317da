"""Telling people over an installation: the channels that the settings name, and the units that use them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Final

from services.deliver.deliver import GROUP, Deliver, Telling
from services.deliver.routes import Route, Step
from services.deliver.timely import Timely
from services.deliver_settings import ChannelSettings, DeliverSettings, MailSettings, RouteSettings
from services.handling import BATCH
from services.ports.channel import Channel
from services.ports.webhook_secret import key_of
from services.run.supervise import Unit
from services.wiring import Installation
from streams.stage import CannotRun
from streams.trail import AUTHOR

TELL_EVERY: Final = 0.2  # seconds
TIDY_EVERY: Final = 3600.0  # seconds


def deliver_units(
    installation: Installation, wait: timedelta = timedelta(0), ended: Callable[[], bool] = lambda: False
) -> tuple[Unit, ...]:
    """Reading what happened, telling people, forgetting what was told long ago. Nothing where no channel is set.

    Where reading costs something, it waits so long for the first record. No message is begun once it has `ended`.
    """
    told = telling(installation.settings.deliver)
    if not told.channels:
        return ()
    registers, metrics = installation.declared.registers, installation.metrics
    deliver = Deliver(installation.log, registers, installation.clock, told, metrics, ended)
    return (
        Unit(GROUP, partial(deliver.read, BATCH, wait)),
        Unit(GROUP, deliver.work, TELL_EVERY, part="messages"),
        Unit(GROUP, deliver.tidy, TIDY_EVERY, part="state"),
    )


def telling(settings: DeliverSettings) -> Telling:
    """What the settings mean. Raises `CannotRun` for an address or a secret that cannot be used."""
    return Telling(
        routes=[_route(route) for route in settings.routes],
        channels=dict(_channels(settings)),
        console=settings.console_url.rstrip("/"),
        lang=settings.lang,
        titles=settings.titles,
    )


def _route(settings: RouteSettings) -> Route:
    return Route(
        severities=settings.severities,
        registers=settings.registers,
        steps=tuple(Step(timedelta(minutes=one.after_minutes), one.channels) for one in settings.steps),
        digest=timedelta(hours=settings.digest_hours) if settings.digest_hours else None,
    )


def _channels(settings: DeliverSettings) -> Iterator[tuple[str, Channel]]:
    if settings.mail is not None:
        yield AUTHOR, Timely(_mail(settings.mail))
    for name, channel in settings.channels.items():
        if name == AUTHOR:
            raise CannotRun(f"deliver.channels.{AUTHOR}: this name is taken: it means whoever wrote the post")
        yield name, Timely(_channel(name, channel, settings.mail))


def _channel(name: str, settings: ChannelSettings, mail: MailSettings | None) -> Channel:
    from services.adapters.apprise_channel import AppriseChannel
    from services.adapters.webhook_channel import WebhookChannel
    from services.ports.channel import Undeliverable

    if settings.mail is not None and mail is not None:
        return _mail(mail, settings.mail)
    try:
        if settings.webhook is not None:
            secret = settings.secret()
            key_of(secret)
            return WebhookChannel(settings.webhook, secret)
        return AppriseChannel(settings.secret())
    except (ValueError, Undeliverable) as error:
        raise CannotRun(f"deliver.channels.{name}: {error}") from None


def _mail(settings: MailSettings, receiver: str = "") -> Channel:
    from services.adapters.smtp_channel import MailServer, SmtpChannel

    server = MailServer(
        host=settings.host,
        port=settings.port,
        sender=settings.sender,
        tls=settings.tls,
        username=settings.username or "",
        password=settings.secret(),
    )
    return SmtpChannel(server, receiver)
