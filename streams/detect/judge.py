"""One post, one situation, its findings: all detectors in order. Pure, so that a replay gives the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.detect.brand import brand_findings
from streams.detect.crisis import LEARNED_ALONE, judge_crisis
from streams.detect.embargo import judge_embargo
from streams.detect.finding import Finding
from streams.detect.guard import protected
from streams.detect.halves import Half, halves
from streams.detect.hedges import stated
from streams.detect.matcher import Match, Matcher, matcher, without
from streams.detect.official import official_text, own_words
from streams.detect.reading import Part, read
from streams.detect.staging import Shadow, staged
from streams.detect.subject import Subject
from streams.events import OfficialPublished, PostEvent
from streams.registers import Account, Crisis, Embargo, Purpose
from streams.situation.model import Situation, crisis_open, embargo_open
from streams.situation.official import official_on
from streams.situation.purposes import allowed
from streams.topics import State


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one post gave: findings, what became official by it, and what it says by half (and with which hedges).

    `shadow` are the findings that there would be, beside these, if what is in shadow were live.
    """

    findings: tuple[Finding, ...] = ()
    official: OfficialPublished | None = None
    halves: tuple[Half, ...] = ()
    hedged: tuple[str, ...] = ()
    shadow: tuple[Finding, ...] = ()


NOTHING = Judgement()


def judge(post: PostEvent, situation: Situation, state: State) -> Judgement:
    """Judge a created or edited post at its own time.

    The state is that of the brand rules: the account's own past. An employee's protected speech gives the same
    silence as a post in which nothing was found.
    """
    stages = staged(situation)
    account = situation.registers.account(post.platform, post.account)
    if account is None:
        return NOTHING
    parts = read(post)
    if account.account_class == "employee" and protected(parts):
        return NOTHING
    findings, spoken, by_half = _registers_broken(post, parts, account, stages.live)
    findings += _rules_broken(post, parts, account, stages.live, state)
    shadow = _in_shadow(post, parts, account, stages.shadow, state) if stages.shadow is not None else ()
    if not findings and not spoken and not by_half[0] and not shadow:
        return NOTHING
    told = {finding.register for finding in findings}
    unseen = tuple(finding for finding in shadow if finding.register not in told)
    official = official_text(post, parts, spoken) if spoken else None
    return Judgement(tuple(findings), official, *by_half, shadow=unseen)


def _in_shadow(post: PostEvent, parts: Sequence[Part], account: Account, shadow: Shadow, state: State) -> list[Finding]:
    """What would be found: what is said by half, or officially, in shadow is not taken note of."""
    found: list[Finding] = []
    if shadow.sought.embargoes and matcher(shadow.sought).matches(parts, near=bool(account.near)):
        found, _, _ = _registers_broken(post, parts, account, shadow.situation)
    return found + _rules_broken(post, parts, account, shadow.situation, state, noting=False)


def _rules_broken(
    post: PostEvent, parts: Sequence[Part], account: Account, situation: Situation, state: State, *, noting: bool = True
) -> list[Finding]:
    """What only brand accounts are looked at for; `noting` adds the post to how the account usually writes."""
    if account.account_class != "brand" or not allowed(account, "brand-hygiene", post.at):
        return []
    return brand_findings(post, parts, account, situation.registers, state, situation.learned, noting=noting)


ByHalf = tuple[tuple[Half, ...], tuple[str, ...]]


def _registers_broken(
    post: PostEvent, parts: Sequence[Part], account: Account, situation: Situation
) -> tuple[list[Finding], list[str], ByHalf]:
    """The findings by register, the entries on which this account, being allowed to, has spoken, and the rest."""
    rules = matcher(situation.registers)
    signs = rules.signs_in(parts)
    matched = rules.matches(parts, near=bool(account.near), signs=signs)
    open_now = {name: found for name, found in matched.items() if _applies(rules, name, post, account)}
    subject = Subject(post, account, parts, situation.registers, signs, situation.learned)
    spoken = [name for name in open_now if account.id in _speakers(rules, name)]
    findings: list[Finding] = []
    unbroken: dict[str, Sequence[Match]] = {}
    for name, found in open_now.items():
        own = () if name in spoken else own_words(found, official_on(situation, _entry(rules, name)), post)
        if finding := _finding(rules, name, found, own, subject):
            findings.append(finding)
        elif own:
            unbroken[name] = own
    by_half = halves(subject, rules, unbroken)
    return findings, spoken, (by_half, tuple(stated(subject)) if by_half else ())


def _applies(rules: Matcher, register: str, post: PostEvent, account: Account) -> bool:
    """Whether the window is open at the post's own time and the account agreed to this purpose."""
    purpose: Purpose = "embargo" if register in rules.embargoes else "crisis"
    if purpose == "embargo":
        is_open = embargo_open(rules.embargoes[register].embargo, post.at)
    else:
        is_open = crisis_open(rules.crises[register], post.at)
    return is_open and allowed(account, purpose, post.at)


def _entry(rules: Matcher, register: str) -> Embargo | Crisis:
    return rules.embargoes[register].embargo if register in rules.embargoes else rules.crises[register]


def _speakers(rules: Matcher, register: str) -> tuple[str, ...]:
    if register in rules.embargoes:
        return rules.embargoes[register].embargo.allowed
    return rules.crises[register].spokespeople


def _finding(
    rules: Matcher, register: str, matches: Sequence[Match], own: Sequence[Match], subject: Subject
) -> Finding | None:
    """Repeated official text may stand beside an author's own secret, but is none by itself."""
    if not own:
        return None
    ordered = [*own, *(match for match in without(matches, own) if not match.sighting)]
    if register in rules.embargoes:
        found = judge_embargo(rules.embargoes[register], ordered, subject)
    else:
        found = judge_crisis(rules.crises[register], ordered, subject)
    return found if found is not None and _says_more(found, own) else None


def _says_more(found: Finding, own: Sequence[Match]) -> bool:
    """Whether a term, fact or incident is the author's own: products and places are public. Without any, it is."""
    if LEARNED_ALONE in found.reasons:
        return True
    places = {(match.part.name, match.start, match.end) for match in own if match.role.use not in {"product", "place"}}
    return any((item.part, item.start, item.end) in places for item in found.evidence)
