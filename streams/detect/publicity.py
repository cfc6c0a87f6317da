"""An official text that becomes known late: alerts on posts that only repeat it turn out to be public."""

from collections.abc import Collection, Iterable
from datetime import datetime

from streams.detect.judge import judge
from streams.detect.versions import pack, unpack
from streams.events import AlertContent, Attachment, Link, PostEvent
from streams.identity import post_key
from streams.situation.model import Situation
from streams.topics import Emit, State


def judge_publicity(
    content: AlertContent, situation: Situation, state: State, registers: Collection[str], at: datetime
) -> Iterable[Emit]:
    """Judge a kept text again by these registers, on which something was officially said at `at`.

    Alerts that are no longer found become public. The state is that of `detect`.
    """
    ref = content.post
    key = f"post/{post_key(ref.platform, ref.account, ref.id)}"
    before = unpack(state.get(key))
    order = (ref.published, ref.revision)
    concerned = {
        alert.id
        for version in before.versions
        if version.order == order
        for alert in version.alerts
        if alert.status == "open" and alert.register in registers
    }
    if not concerned or ref.published <= at:
        return ()
    still = {finding.register for finding in judge(post_of(content), situation, {}).findings}
    cleared = {alert.id for alert in before.alerts().values() if alert.id in concerned and alert.register not in still}
    after = before.made_public(order, cleared, at)
    if after != before:
        state[key] = pack(after)
    return [Emit("alerts", alert.group, alert) for alert in after.changed_since(before)]


def post_of(content: AlertContent) -> PostEvent:
    """The post a kept text comes from, with the parts that are read."""
    ref = content.post
    parts = {part.name: part.text for part in content.parts}
    return PostEvent(
        platform=ref.platform,
        account=ref.account,
        id=ref.id,
        kind=ref.kind,
        revision=ref.revision,
        published=ref.published,
        at=ref.published,
        received_at=ref.published,
        text=parts.get("text", ""),
        summary=parts.get("summary"),
        attachments=tuple(Attachment(alt=text) for name, text in parts.items() if name.startswith("attachment:")),
        links=tuple(Link(title=text) for name, text in parts.items() if name.startswith("link:")),
    )
