from dataclasses import replace
from datetime import UTC, datetime

import pytest

from streams.detect.brand import brand_findings
from streams.detect.finding import Finding
from streams.detect.reading import read
from streams.events import Attachment, PostEvent
from streams.registers import Account, Company, Limit, Policy, Stage, WordList
from streams.situation.model import Registers

AT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
NEWS = Account(
    id="news", company="veltrona", platform="mastodon", account="@news@veltrona.example", account_class="brand"
)
VELTRONA = Company(id="veltrona", names=("Veltrona",), sites=("Werk Nord",), topics=("Batteriespeicher",))
RAFFLE = Policy(
    id="raffle",
    title="Raffles need terms",
    rule="words",
    version="3.1",
    severity="medium",
    lists=(
        WordList(name="raffle", words=("Verlosung*", "raffle")),
        WordList(name="prize", words=("Gewinn*", "prize")),
        WordList(name="unless", words=("Teilnahmebedingungen", "terms apply")),
    ),
)
PRIVATE = Policy(
    id="private",
    title="Private talk",
    rule="private-talk",
    lists=(WordList(name="self", words=("my", "mein")), WordList(name="near", words=("my mum", "Schatz"))),
    limits=(Limit(name="signals", value=2),),
)
VIEWS = Policy(
    id="views",
    title="Off remit",
    rule="off-remit",
    lists=(WordList(name="subject", words=("Wahl",)), WordList(name="view", words=("ich", "finde"))),
)


def post_of(text: str, alt: str = "") -> PostEvent:
    return PostEvent(
        platform=NEWS.platform,
        account=NEWS.account,
        id="1",
        at=AT,
        received_at=AT,
        text=text,
        attachments=(Attachment(type="image", alt=alt),),
    )


def findings_in(post: PostEvent, *policies: Policy) -> list[Finding]:
    registers = Registers(companies={"veltrona": VELTRONA}, policies=policies, versions={("Policy", "raffle"): 4})
    return brand_findings(post, read(post), NEWS, registers, {})


def shown(post: PostEvent, finding: Finding) -> list[str]:
    texts = {part.name: part.text for part in read(post)}
    return [texts[evidence.part][evidence.start : evidence.end] for evidence in finding.evidence]


def test_a_customers_policy_fires_where_every_list_has_a_word() -> None:
    post = post_of("Große Verlosungsaktion! Hauptgewinn? Nein: #Gewinne überall")
    (finding,) = findings_in(post, RAFFLE)
    assert (finding.policy, finding.policy_version, finding.severity) == ("raffle", "3.1", "medium")
    assert (finding.register, finding.register_version) == ("Policy/raffle", 4)
    assert shown(post, finding) == ["Verlosungsaktion", "Gewinne"]
    assert {evidence.kind for evidence in finding.evidence} == {"rule"}


def test_a_customers_policy_is_silent_without_one_of_its_lists() -> None:
    assert not findings_in(post_of("Große Verlosung"), RAFFLE)


def test_a_word_of_unless_silences_a_policy() -> None:
    assert not findings_in(post_of("raffle, a prize for you, terms apply"), RAFFLE)


def test_words_may_stand_in_different_parts_of_a_post() -> None:
    post = post_of("Our raffle!", alt="A picture of the prize 🎉")
    (finding,) = findings_in(post, RAFFLE)
    assert [evidence.part for evidence in finding.evidence] == ["text", "attachment:0"]
    assert shown(post, finding) == ["raffle", "prize"]


def test_evidence_names_the_list_and_never_the_word() -> None:
    (finding,) = findings_in(post_of("Ich finde die Wahl im Werk Nord gut"), VIEWS)
    assert {evidence.term for evidence in finding.evidence} == {"subject", "view", "company"}


def test_overlapping_words_are_one_signal_of_private_talk() -> None:
    assert not findings_in(post_of("my mum"), PRIVATE)
    assert findings_in(post_of("my mum, my day"), PRIVATE)


def test_a_view_without_a_word_of_the_company_is_within_the_remit() -> None:
    assert not findings_in(post_of("Ich finde die Wahl gut"), VIEWS)
    assert findings_in(post_of("Ich finde die Wahl gut, auch für Veltronas Batteriespeicher"), VIEWS)


def test_a_view_is_labelled_by_its_policy_alone() -> None:
    (finding,) = findings_in(post_of("Ich, Wahl, Veltrona"), replace(VIEWS, id="off-remit"))
    assert finding.policy == "off-remit"
    assert finding.reasons == ()


@pytest.mark.parametrize("stage", ["draft", "shadow", "retired"])
def test_only_live_policies_fire(stage: Stage) -> None:
    assert not findings_in(post_of("raffle prize"), replace(RAFFLE, stage=stage))


def test_a_policy_without_lists_never_fires() -> None:
    policies = [replace(policy, lists=()) for policy in (RAFFLE, PRIVATE, VIEWS)]
    assert not findings_in(post_of("Veltrona my mum raffle prize"), *policies)


def test_registers_without_policies_find_nothing() -> None:
    assert findings_in(post_of("raffle prize")) == []
