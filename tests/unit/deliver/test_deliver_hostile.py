"""Whatever somebody calls a register, a post or its address, a message about it stays what it is."""

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
import standardwebhooks

from services.adapters.apprise_channel import AppriseChannel
from services.adapters.smtp_channel import SmtpChannel
from services.adapters.webhook_channel import WebhookChannel
from services.deliver.messages import Lang, message
from services.deliver.routes import Due
from services.ports.channel import Message
from streams.trail import AUTHOR
from tests.hostile import EVIL, HOSTILE, UNSEEN
from tests.unit.deliver.test_channels import SECRET, Receiver, mail_server, received
from tests.veltrona import NOON

HEADERS = {
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
    *("MIME-Version", "Content-Type", "Content-Transfer-Encoding"),
}
CHANNELS = {"author": (AUTHOR, False), "page": ("chat", True), "digest": ("chat", False)}
every = pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())


def due(channel: str, value: str, *, stops: bool) -> Due:
    return Due(
        id="dv_1",
        subject="al_1",
        channel=channel,
        to="mailto:anna@veltrona.example",
        at=NOON,
        since=NOON,
        severity="high",
        register="Embargo/falke-2",
        alerts=dict.fromkeys(("al_1", "al_2"), ("mastodon", "@anna@social.example")),
        stops=stops,
        post=value,
    )


def messages(value: str) -> Iterator[Message]:
    """All that people can be told, in both languages, about a register and a post of this name."""
    langs: Sequence[Lang] = ("de", "en")
    for lang in langs:
        for channel, stops in CHANNELS.values():
            yield message(due(channel, value, stops=stops), value, value, "http://console", lang, datetime.now(UTC))


@every
def test_a_message_is_short_and_hides_nothing(value: str) -> None:
    for one in messages(value):
        assert not UNSEEN.search(one.title + one.body.replace("\n", "")), one
        assert "\n" not in one.title
        assert len(one.title) < 300
        assert len(one.body) < 2000
        assert one.link == "" or one.link.startswith(("http://", "https://"))
        assert "javascript:" not in one.link


def test_an_address_of_the_post_is_given_to_its_author_as_it_is() -> None:
    post = "https://social.example/@anna/1?a=b&c=%20#d"
    told = message(due(AUTHOR, post, stops=False), None, post, "http://console", "en", NOON)
    assert post in told.body.splitlines()
    assert told.link == post


@every
def test_a_mail_has_its_headers_one_receiver_and_one_plain_part(value: str) -> None:
    with mail_server() as (box, server):
        for one in messages(value):
            SmtpChannel(server).send(one)
    assert len(box.mails) == len(CHANNELS) * 2
    for raw in box.mails:
        mail = message_from_bytes(raw, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        assert set(mail.keys()) - {"X-Peer", "X-MailFrom", "X-RcptTo"} == HEADERS
        assert mail["To"] == "anna@veltrona.example"
        assert mail.get_content_type() == "text/plain"
        assert EVIL not in "".join(str(mail[name]) for name in HEADERS - {"Subject"})
        assert not UNSEEN.search(str(mail["Subject"]) + mail.get_content().replace("\n", ""))
        assert raw.count(b"\r\nBcc:") == 0


@every
def test_a_webhook_and_a_chat_get_the_same_words_and_nothing_beside_them(value: str) -> None:
    with ExitStack() as stack:
        receiver: Receiver = stack.enter_context(received())
        for one in messages(value):
            WebhookChannel(receiver.url, SECRET).send(replace(one, at=datetime.now(UTC) - timedelta(seconds=1)))
            AppriseChannel(receiver.url.replace("http://", "json://")).send(one)
        for headers, body in receiver.got:
            told = json.loads(body)
            assert not UNSEEN.search("".join(map(str, _leaves(told))).replace("\n", ""))
            assert EVIL not in "".join(headers.values())
        hooked = [(headers, body) for headers, body in receiver.got if b"vorlaut.alert" in body]
        assert len(hooked) == len(CHANNELS) * 2
        for headers, body in hooked:
            assert standardwebhooks.Webhook(SECRET).verify(body, headers) == json.loads(body)


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    else:
        yield value
