"""What a thread tells, as a finding on the post that completes it. The posts before it are named by what they said."""

from streams.detect.decide import Weighed, weigh
from streams.detect.finding import Finding
from streams.detect.halves import Half
from streams.detect.threads import Told
from streams.events import Alert, Evidence, EvidenceKind
from streams.registers import Account, Crisis, Embargo
from streams.situation.model import Situation, crisis_open, embargo_open
from streams.situation.severity import LeakTopic, Phase, ceiling, crisis_phase, embargo_phase

VERSION = "1"
THREAD = "thread"


def thread_finding(told: Told, account: Account, situation: Situation) -> Finding | None:
    """The finding, judged by the register at the time of the completing post; None where it is not open then."""
    topic, _, name = told.register.partition("/")
    if topic == "Embargo":
        embargo = next((one for one in situation.registers.embargoes if one.id == name), None)
        return _embargo_finding(told, account, situation, embargo) if embargo else None
    crisis = next((one for one in situation.registers.crises if one.id == name), None)
    return _crisis_finding(told, account, situation, crisis) if crisis else None


def of_thread(alert: Alert) -> bool:
    """Whether an alert rests on more than its own post, so that the post judged alone says nothing about it."""
    return THREAD in alert.reasons


def _embargo_finding(told: Told, account: Account, situation: Situation, embargo: Embargo) -> Finding | None:
    if not embargo_open(embargo, told.said.at) or account.id in embargo.allowed:
        return None
    return _finding(told, account, situation, "embargo", embargo_phase(embargo, told.said.at))


def _crisis_finding(told: Told, account: Account, situation: Situation, crisis: Crisis) -> Finding | None:
    if not crisis_open(crisis, told.said.at) or account.id in crisis.spokespeople:
        return None
    return _finding(told, account, situation, "crisis", crisis_phase(crisis, told.said.at))


def _finding(told: Told, account: Account, situation: Situation, topic: LeakTopic, phase: Phase) -> Finding:
    registers = situation.registers
    weights = {(half.use, half.term): half.bits for half in (*told.own, *told.carried)}
    verdict = weigh(
        Weighed(
            impact=ceiling(registers, account.role, topic, phase),
            bits=sum(weights.values()),
            hedged=told.hedged,
            place_and_incident=topic == "crisis",
        ),
        situation.learned.calibration(topic, told.said.at),
    )
    kind, _, name = told.register.partition("/")
    return Finding(
        policy=topic,
        policy_version=VERSION,
        register=told.register,
        register_version=registers.versions.get(("Embargo" if kind == "Embargo" else "Crisis", name), 0),
        severity=verdict.severity,
        confidence=verdict.confidence,
        evidence=tuple(map(_evidence, told.own)),
        reasons=(
            f"role:{account.role or 'none'}", f"phase:{phase}", THREAD,
            *dict.fromkeys(f"thread:{half.use}" for half in told.carried), *verdict.reasons,
        ),
        bits=verdict.bits,
        carried=tuple(half.term for half in told.carried if half.use != "begin"),
    )  # fmt: skip


def _evidence(half: Half) -> Evidence:
    kind: EvidenceKind = "fact" if half.use == "fact" else "rule" if half.use == "cue" else "term"
    return Evidence(
        kind=kind, part=half.part, start=half.start, end=half.end, term=half.term,
        view=half.view, bits=half.bits, notes=half.notes,
    )  # fmt: skip
