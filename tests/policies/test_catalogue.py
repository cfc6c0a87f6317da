from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from streams.detect.brand import brand_findings
from streams.detect.finding import Finding
from streams.detect.reading import read
from streams.events import PostEvent
from streams.policies.catalogue_files import catalogue
from streams.registers import Account, Company, Policy, PolicyCase
from streams.situation.model import Registers

VELTRONA = Company(
    id="veltrona",
    names=("Veltrona", "Veltrona AG"),
    products=("Falke 1", "Veltrona Home"),
    sites=("Werk Nord",),
    topics=("Batteriespeicher", "home storage"),
)
NEWS = Account(
    id="newsroom", company="veltrona", platform="mastodon", account="@news@veltrona.example", account_class="brand"
)
FIRST = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
CASES = [(policy, case) for policy in catalogue() for case in policy.cases]


def posts_of(case: PolicyCase) -> Iterator[PostEvent]:
    for number, post in enumerate(case.posts):
        for repeat in range(post.repeat):
            at = FIRST + timedelta(minutes=post.minutes + repeat)
            yield PostEvent(
                platform=NEWS.platform,
                account=NEWS.account,
                id=f"{number}-{repeat}",
                at=at,
                received_at=at,
                text=post.text,
            )


def findings_of(case: PolicyCase, policies: tuple[Policy, ...]) -> list[tuple[PostEvent, Finding]]:
    registers = Registers(companies={"veltrona": VELTRONA}, policies=policies)
    state: dict[str, bytes] = {}
    return [
        (post, finding)
        for post in posts_of(case)
        for finding in brand_findings(post, read(post), NEWS, registers, state)
    ]


@pytest.mark.parametrize(("policy", "case"), CASES, ids=[f"{policy.id}: {case.note}" for policy, case in CASES])
def test_a_policy_fires_exactly_on_its_cases(policy: Policy, case: PolicyCase) -> None:
    found = findings_of(case, catalogue())
    own = [finding for _, finding in found if finding.policy == policy.id]
    assert [finding.policy for finding in own] == [policy.id] * case.fires
    assert case.severity in {None, *(finding.severity for finding in own)}


@pytest.mark.parametrize(("policy", "case"), CASES, ids=[f"{policy.id}: {case.note}" for policy, case in CASES])
def test_the_evidence_of_a_case_is_whole_words_of_the_post(policy: Policy, case: PolicyCase) -> None:
    for post, finding in findings_of(case, (policy,)):
        for evidence in finding.evidence:
            shown = post.text[evidence.start : evidence.end]
            assert shown
            assert shown == shown.strip()
            assert not post.text[evidence.end : evidence.end + 1].isalnum()


def test_every_policy_that_looks_at_posts_has_two_cases_of_each_kind() -> None:
    for policy in catalogue():
        if policy.rule != "severity":
            assert min(sum(case.fires is fires for case in policy.cases) for fires in (True, False)) >= 2


def test_the_severity_table_answers_for_every_role_and_topic() -> None:
    table = next(policy.table for policy in catalogue() if policy.id == "severity")
    phases = {"embargo": ("early", "weeks", "last_week", "last_day"), "crisis": ("acute", "running")}
    for topic, names in phases.items():
        for phase in names:
            assert any(row.role == "*" and row.topic == topic and row.phase in ("*", phase) for row in table)
