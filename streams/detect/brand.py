"""What brand accounts should not post: private talk, views outside their remit, advertising floods, customers' rules.

Never called for employees: the caller asks for the class of the account and the purpose.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from streams.detect.brand_flood import advertises, advertising, flood
from streams.detect.brand_style import TELLING_BITS, note_style, unlike_own_style
from streams.detect.brand_words import Key, WordRule, evidence_of, word_rule
from streams.detect.decide import HIGH, LOW, confidence
from streams.detect.finding import Finding
from streams.detect.phrases import Phrases
from streams.detect.reading import Part
from streams.events import Evidence, PostEvent
from streams.lessons import CalibrationPublished
from streams.registers import SEVERITIES, Account, Policy
from streams.situation.learned import NOTHING_LEARNED, Learned
from streams.situation.model import Registers
from streams.topics import State

PRIVATE: Final = "private-talk"
CONFIDENCE: Final = {"private-talk": 0.6, "off-remit": 0.7, "ad-flood": 0.8, "words": 0.7}
"""First values by rule, set by hand and not calibrated: decisions of people are to replace them."""


@dataclass(frozen=True, eq=False, slots=True)
class _Rules:
    """The live policies of one state of the registers, compiled. The keys of phrases begin with the policy's index."""

    phrases: Phrases[Key]
    worded: tuple[WordRule, ...]
    floods: tuple[tuple[int, Policy], ...]
    private: bool


def brand_findings(  # noqa: PLR0913 - what is judged, by what, and the account's past
    post: PostEvent,
    parts: Sequence[Part],
    account: Account,
    registers: Registers,
    state: State,
    learned: Learned = NOTHING_LEARNED,
    *,
    noting: bool = True,
) -> list[Finding]:
    """What one version of a post of this brand account breaks, rules of words first.

    The state remembers the account's advertising, under one key for each flood policy and account, and traits of its
    last posts where `noting` says so, all of bounded size. `parts` are those of the post; a name, product, site or
    topic of any declared company counts.
    """
    rules = _compiled(registers)
    heard = {key for part in parts for key in rules.phrases.found(part.words)}
    broken = [
        (rule.policy, evidence)
        for rule in rules.worded
        if rule.met(heard) and (evidence := evidence_of(rule, parts, rules.phrases))
    ]
    talk = any(policy.rule == PRIVATE for policy, _ in broken)
    style = unlike_own_style(post, parts, account, state) if talk else 0.0
    if noting and rules.private and not talk:
        note_style(post, parts, account, state)
    findings = [
        _finding(policy, registers, evidence, style=style if policy.rule == PRIVATE else 0.0)
        for policy, evidence in broken
    ]
    for index, policy in rules.floods:
        advert = (index, "unless") not in heard and advertises(post, parts, index, heard)
        if reasons := flood(post, account, policy, state, advert=advert):
            findings.append(_finding(policy, registers, (advertising(parts, rules.phrases, index),), reasons))
    return [_calibrated(finding, learned.calibration(finding.policy, post.at)) for finding in findings]


@lru_cache(maxsize=8)
def _compiled(registers: Registers) -> _Rules:
    live = [(index, policy) for index, policy in enumerate(registers.policies) if policy.stage == "live"]
    worded = tuple(filter(None, (word_rule(index, policy) for index, policy in live)))
    floods = tuple((index, policy) for index, policy in live if policy.rule == "ad-flood")
    lists = [((index, words.name), words.words) for index, policy in live for words in policy.lists]
    lists += [(key, _company_words(registers)) for rule in worded for key in rule.company]
    return _Rules(Phrases(lists), worded, floods, any(rule.policy.rule == PRIVATE for rule in worded))


def _company_words(registers: Registers) -> tuple[str, ...]:
    """What the declared companies are known by, and the genitive or plural of it."""
    named = {
        name
        for company in registers.companies.values()
        for name in (*company.names, *company.products, *company.sites, *company.topics)
    }
    return tuple(form for name in sorted(named) for form in (name, f"{name}s"))


def _finding(
    policy: Policy,
    registers: Registers,
    evidence: tuple[Evidence, ...],
    reasons: tuple[str, ...] = (),
    *,
    style: float = 0.0,
) -> Finding:
    first = SEVERITIES.index(policy.severity)
    level = first + (style >= TELLING_BITS and first < HIGH) - (style <= -TELLING_BITS and first > LOW)
    told = () if abs(style) < TELLING_BITS else ("raised:unlike_own_style",) if style > 0 else ("lowered:own_style",)
    return Finding(
        policy=policy.id,
        policy_version=policy.version,
        register=f"Policy/{policy.id}",
        register_version=registers.versions.get(("Policy", policy.id), 0),
        severity=SEVERITIES[level],
        confidence=_by_hand(CONFIDENCE[policy.rule], style),
        evidence=evidence,
        reasons=(*reasons, *told),
        bits=sum(item.bits for item in evidence) + style,
    )


def _by_hand(first: float, style: float) -> float:
    """The first value of a rule, its odds doubled with each bit of style."""
    odds = first / (1 - first) * float(2.0**style)
    return round(odds / (1 + odds), 3)


def _calibrated(finding: Finding, calibration: CalibrationPublished | None) -> Finding:
    """With the confidence that decisions say, once there are enough of them."""
    if calibration is None:
        return finding
    reasons = (*finding.reasons, f"calibrated:{calibration.version}")
    return replace(finding, confidence=confidence(finding.bits, calibration), reasons=reasons)
