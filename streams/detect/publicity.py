"""An official text that becomes known late: alerts on posts that only repeat it turn out to be public."""

from collections.abc import Collection, Iterable
from datetime import datetime

from streams.detect.judge import judge
from streams.detect.thread_findings import of_thread
from streams.detect.versions import PostHistory, update
from streams.events import AlertContent, Attachment, Link, PostEvent
from streams.situation.model import Situation
from streams.topics import Emit, State


def judge_publicity(
    content: AlertContent, situation: Situation, state: State, registers: Collection[str], at: datetime
) -> Iterable[Emit]:
    """Judge a kept text again by these registers, on which something was officially said at `at`.

    Alerts that are no longer found become public. The state is that of `detect`.
    """
    ref = content.post

    def cleared(before: PostHistory) -> PostHistory:
        version = next((item for item in before.versions if item.order == (ref.published, ref.revision)), None)
        found = version.alerts if version else ()
        concerned = [alert for alert in found if alert.register in registers and not of_thread(alert)]
        if not version or not concerned or ref.published <= at:
            return before
        still = {finding.register for finding in judge(post_of(content), situation, {}).findings}
        return before.made_public(version.order, {one.id for one in concerned if one.register not in still}, at)

    changed = update(state, (ref.platform, ref.account, ref.id), cleared)
    return [Emit("alerts", alert.group, alert) for alert in changed]


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
        poll=tuple(text for name, text in parts.items() if name.startswith("poll:")),
        quoted=parts.get("quoted"),
    )
