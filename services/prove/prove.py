"""Cases judged as posts are, each with a state of its own, and how what was found differs from what was expected."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from streams.detect.detect import detect
from streams.events import Alert, AlertContent, Attachment, PostEvent
from streams.gate import refusal
from streams.policies.cases import Case, Expected, Saying
from streams.registers import SEVERITIES, Account, Policy, RegisterEntry, Severity
from streams.situation.fold import NO_KEYS, Keys, situation_of
from streams.situation.model import Registers, Situation
from streams.situation.official import officially_said, with_official
from streams.stage import judged

_BRAND: Final = Account(
    id="a-brand-account",
    company="",
    platform="cases",
    account="a-brand-account",
    account_class="brand",
    purposes=("brand-hygiene",),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What was expected of a case, and what was found."""

    case: Case
    expected: str
    found: str


@dataclass(slots=True)
class _Outcome:
    """The alerts that stand after the posts of a case, by id, and the texts they point to."""

    alerts: dict[str, Alert]
    texts: dict[tuple[str, str], str]

    def opened(self, case: Case) -> list[Alert]:
        return [one for one in self.alerts.values() if one.status == "open" and case.only in {"", one.register}]


def prove(cases: Iterable[Case], entries: Sequence[RegisterEntry], keys: Keys = NO_KEYS) -> Iterator[Difference]:
    """The differences, case by case, where these entries are declared; `keys` are of those that are sealed.

    A policy is proved as if it were live, and on the first brand account where its cases name none.
    """
    held = [replace(entry, stage="live") if isinstance(entry, Policy) else entry for entry in entries]
    situation = situation_of([*held, _BRAND], keys)
    brands = [one.id for one in held if isinstance(one, Account) and one.account_class == "brand"]
    for case in cases:
        outcome = _outcome(case, situation, [*brands, _BRAND.id][0])
        yield from _differences(case, outcome)


def _outcome(case: Case, situation: Situation, brand: str) -> _Outcome:
    outcome, state = _Outcome({}, {}), dict[str, bytes]()
    for post in _posts(case, situation.registers, brand):
        if refusal(post, situation.registers, running=False) is not None:
            continue
        emits = judged(detect, post, situation, state)
        situation = with_official(situation, officially_said(emits))
        for emit in emits:
            if isinstance(emit.event, Alert) and emit.event.status != "superseded":
                outcome.alerts[emit.event.id] = emit.event
            elif isinstance(emit.event, AlertContent):
                outcome.texts |= {(emit.event.alert, part.name): part.text for part in emit.event.parts}
    return outcome


def _posts(case: Case, registers: Registers, brand: str) -> Iterator[PostEvent]:
    accounts = {account.id: account for account in registers.accounts.values()}
    for number, said in enumerate(case.posts, 1):
        account = accounts[said.by or brand]
        for repeat in range(said.repeat):
            yield _post(case, said, account, f"{number}" if repeat == 0 else f"{number}.{repeat}", repeat)


def _post(case: Case, said: Saying, account: Account, post_id: str, repeat: int) -> PostEvent:
    at = case.at + timedelta(minutes=said.minutes + repeat)
    return PostEvent(
        platform=account.platform,
        account=account.account,
        id=post_id,
        at=at,
        received_at=at,
        published=at,
        text=said.text,
        summary=said.summary or None,
        attachments=(Attachment(alt=said.alt),) if said.alt else (),
        poll=said.poll,
        quoted=said.quoted or None,
        reply_to=str(said.answers) if said.answers else None,
    )


def _differences(case: Case, outcome: _Outcome) -> Iterator[Difference]:
    alerts = outcome.opened(case)
    expected, found = dict(case.finds), _highest(alerts)
    if expected.keys() != found.keys() or any(expected[name] not in {"any", found[name]} for name in found):
        yield Difference(case, _listed(expected), _listed(found))
        return
    marks = [_marked(alert, outcome) for alert in alerts]
    for wanted, there in (
        (case.evidence, {item.kind for alert in alerts for item in alert.evidence}),
        (case.marks, {text for some in marks for text in some}),
        (case.because, {code for alert in alerts for code in alert.reasons}),
    ):
        if missing := [one for one in wanted if one not in there]:
            yield Difference(case, ", ".join(missing), ", ".join(sorted(there)) or "nothing")


def _marked(alert: Alert, outcome: _Outcome) -> list[str]:
    return [outcome.texts.get((alert.id, item.part), "")[item.start : item.end] for item in alert.evidence]


def _highest(alerts: Iterable[Alert]) -> dict[str, Severity]:
    highest: dict[str, Severity] = {}
    for alert in alerts:
        highest[alert.register] = max(highest.get(alert.register, "low"), alert.severity, key=SEVERITIES.index)
    return highest


def _listed(found: "dict[str, Severity] | dict[str, Expected]") -> str:
    return ", ".join(f"{name}: {severity}" for name, severity in sorted(found.items())) or "nothing"
