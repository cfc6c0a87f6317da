"""The step `detect`: posts to alerts, with their content apart, and what was officially said."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from streams.detect.exceptions import EXCEPTED, exempting
from streams.detect.finding import Finding
from streams.detect.judge import NOTHING, judge
from streams.detect.narrow import only
from streams.detect.publicity import judge_publicity
from streams.detect.reading import parts_of
from streams.detect.shadow import in_shadow, update_shadow
from streams.detect.thread_findings import thread_finding
from streams.detect.threads import Said, Told, note
from streams.detect.versions import Place, PostHistory, Version, update
from streams.events import Alert, AlertContent, ContentPart, Event, OfficialPublished, PostEvent, PostRef, Recalled
from streams.identity import alert_id, content_key, group_id, window_start
from streams.situation.model import Situation
from streams.topics import Emit, State


def detect(event: Event, situation: Situation, state: State) -> Iterable[Emit]:
    """Judge one version of a post, or take note of its deletion.

    An alert is emitted whenever it comes to stand otherwise: open, superseded, edited away, taken down. One that is
    excepted or in shadow comes without its text. Nothing else is said about a post, and of a post without an edit, a
    deletion or a finding nothing is kept but, for a day, what it says by half (`streams.detect.threads`).
    """
    if isinstance(event, Recalled):
        return _judge_again(event, situation, state)
    if not isinstance(event, PostEvent):
        return ()
    judgement = NOTHING if event.kind == "deleted" else judge(event, situation, state)
    alerts = tuple(_alert(event, finding, situation) for finding in judgement.findings)
    emits = _official(judgement.official)
    changed = event.kind != "created" or event.revision != "1"
    if alerts or changed:
        emits += _remember(event, alerts, state)
    if alerts or changed or judgement.shadow:
        emits += _remember_shadow(event, _shadow(event, judgement.shadow, situation), state)
    for told in note(event, judgement.halves, judgement.hedged, state):
        emits += _threaded(event, told, situation, state)
    return emits


def look_back(event: Event, situation: Situation, state: State, declared_at: datetime) -> Iterable[Emit]:
    """Judge a retained post again after a register changed; what is new is marked as found later, at that time.

    What an allowed account said before is official for the changed register too.
    """
    if not isinstance(event, PostEvent) or event.kind == "deleted":
        return ()
    judgement = judge(event, situation, state)
    at = max(declared_at, event.received_at)
    alerts, shadow = (
        tuple(replace(alert, found_later=True, detected_at=at) for alert in found)
        for found in (
            [_alert(event, finding, situation) for finding in judgement.findings],
            _shadow(event, judgement.shadow, situation),
        )
    )
    return [
        *_official(judgement.official),
        *(_remember(event, alerts, state) if alerts else ()),
        *(_remember_shadow(event, shadow, state) if alerts or shadow else ()),
    ]


def _judge_again(recalled: Recalled, situation: Situation, state: State) -> Iterable[Emit]:
    narrowed = replace(situation, registers=only(situation.registers, recalled.registers))
    if recalled.content is not None:
        return judge_publicity(recalled.content, narrowed, state, recalled.registers, recalled.at)
    return look_back(recalled.post, narrowed, state, recalled.at) if recalled.post else ()


def _remember(post: PostEvent, alerts: tuple[Alert, ...], state: State) -> list[Emit]:
    changed = update(state, _place(post), lambda before: _next(before, post, alerts), post.at)
    return [emit for alert in changed for emit in _emits(post, alert)]


def _remember_shadow(post: PostEvent, alerts: tuple[Alert, ...], state: State) -> list[Emit]:
    changed = update_shadow(
        state, _place(post), lambda before: _next(before, post, alerts), post.at, found=bool(alerts)
    )
    return [Emit("alerts", alert.group, alert) for alert in changed]


def _next(before: PostHistory, post: PostEvent, alerts: tuple[Alert, ...]) -> PostHistory:
    if post.kind == "deleted":
        return before.gone(post.at)
    return before.with_version(Version(post.published or post.at, post.revision, alerts))


def _threaded(event: PostEvent, told: Told, situation: Situation, state: State) -> list[Emit]:
    """What a thread tells by now, on the post that completes it: this one, or one that came before it."""
    account = situation.registers.lately(event.platform, event.account)
    finding = thread_finding(told, account, situation) if account else None
    if finding is None:
        return []
    this = told.post == event.id and told.said.order == (event.at, event.revision)
    post = event if this else _without_text(event, told.post, told.said)
    alert = _alert(post, finding, situation)
    if told.closed and alert.status == "open":
        alert = replace(alert, status=told.closed[0], changed_at=told.closed[1])
    order = (post.published or post.at, post.revision)
    changed = update(state, _place(post), lambda before: before.with_alert(order, alert))
    return [emit for one in changed for emit in (_emits(post, one) if this else [Emit("alerts", one.group, one)])]


def _without_text(event: PostEvent, post_id: str, said: Said) -> PostEvent:
    """An earlier post of the account, of which no word is known any more."""
    return PostEvent(
        platform=event.platform,
        account=event.account,
        id=post_id,
        at=said.at,
        received_at=said.received_at,
        kind=said.kind,
        revision=said.revision,
        published=said.published,
        time_suspect=said.time_suspect,
    )


def _emits(post: PostEvent, alert: Alert) -> list[Emit]:
    emits = [Emit("alerts", alert.group, alert)]
    if alert.status == "open" and alert.post.revision == post.revision:
        content = AlertContent(alert=alert.id, post=alert.post, parts=_content(post))
        emits.append(Emit("contents", content_key(*_place(post), alert.id, alert.post.revision), content))
    return emits


def _official(official: OfficialPublished | None) -> list[Emit]:
    return [Emit("registers", f"Official/{official.id}", official)] if official else []


def _content(post: PostEvent) -> tuple[ContentPart, ...]:
    return tuple(ContentPart(name=name, text=text) for name, text in parts_of(post))


def _shadow(post: PostEvent, findings: Iterable[Finding], situation: Situation) -> tuple[Alert, ...]:
    return tuple(in_shadow(_alert(post, finding, situation)) for finding in findings)


def _alert(post: PostEvent, finding: Finding, situation: Situation) -> Alert:
    declared = situation.registers
    account = declared.lately(post.platform, post.account) or declared.accounts[post.platform, post.account]
    exemptions = exempting(finding, post, account, declared)
    major = finding.policy_version.split(".", maxsplit=1)[0]
    return Alert(
        id=alert_id(_place(post), finding.policy, major, finding.register),
        policy=finding.policy,
        policy_version=finding.policy_version,
        register=finding.register,
        register_version=finding.register_version,
        severity=finding.severity,
        confidence=finding.confidence,
        post=_post_ref(post),
        evidence=finding.evidence,
        group=group_id(finding.policy, finding.register, post.at),
        window_start=window_start(post.at),
        detected_at=post.received_at,
        account_id=account.id,
        reasons=(*finding.reasons, *(f"{EXCEPTED}{one}" for one in exemptions)),
        status="excepted" if exemptions else "open",
        time_suspect=post.time_suspect,
        bits=finding.bits,
    )


def _place(post: PostEvent) -> Place:
    return post.platform, post.account, post.id


def _post_ref(post: PostEvent) -> PostRef:
    return PostRef(
        platform=post.platform,
        account=post.account,
        id=post.id,
        revision=post.revision,
        kind=post.kind,
        published=post.published or post.at,
        url=post.url,
    )
