"""What a brand account usually writes, counted, and how it changes a hint of private talk."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from streams.detect.brand import brand_findings
from streams.detect.brand_style import KEPT, NEEDED
from streams.detect.finding import Finding
from streams.detect.reading import read
from streams.events import PostEvent
from streams.policies.catalogue_files import catalogue
from streams.registers import Account
from streams.situation.model import Registers

SHOP = Account(id="shop", company="", platform="mastodon", account="@shop@veltrona.example", account_class="brand")
TALK = Registers(policies=tuple(policy for policy in catalogue() if policy.id == "private-talk"))
MONDAY = datetime(2025, 11, 3, 9, tzinfo=UTC)
OFFICIAL = "Unser Speicher kommt zu Ihnen: alles dazu #Speicher https://veltrona.example/1"
SLIP = "@jule ruf mich nachher an, Schatz"


def posted(text: str, number: int, *, at: datetime | None = None, kept: dict[str, bytes]) -> list[Finding]:
    when = at or MONDAY + timedelta(hours=24 * number)
    post = PostEvent(platform=SHOP.platform, account=SHOP.account, id=f"{number}", at=when, received_at=when, text=text)
    return brand_findings(post, read(post), SHOP, TALK, kept)


def after(text: str, times: int = NEEDED, hours: int = 11) -> tuple[Finding, dict[str, bytes]]:
    """What the slip gives after so many posts of this text."""
    kept: dict[str, bytes] = {}
    for number in range(times):
        assert not posted(text, number, kept=kept)
    (finding,) = posted(SLIP, 99, at=MONDAY + timedelta(days=99, hours=hours), kept=kept)
    return finding, kept


def test_private_talk_unlike_all_an_account_wrote_before_is_surer_and_worse() -> None:
    finding, _ = after(OFFICIAL)
    assert (finding.severity, finding.reasons, finding.bits) == ("medium", ("raised:unlike_own_style",), 13.0)
    assert finding.confidence > 0.9


def test_private_talk_of_an_account_that_always_writes_like_that_is_less_sure() -> None:
    finding, _ = after("Na, wie war euer Wochenende?", hours=0)
    assert finding.severity == "low"
    assert finding.confidence < 0.6


def test_a_declared_severity_is_lowered_where_the_style_is_the_own_one() -> None:
    stricter = tuple(replace(policy, severity="high") for policy in TALK.policies)
    kept: dict[str, bytes] = {}
    for number in range(KEPT):
        posted("Na, alles gut?", number, kept=kept)
    at = MONDAY + timedelta(days=KEPT)
    post = PostEvent(platform=SHOP.platform, account=SHOP.account, id="s", at=at, received_at=at, text=SLIP)
    (finding,) = brand_findings(post, read(post), SHOP, Registers(policies=stricter), kept)
    assert (finding.severity, finding.reasons) in {("medium", ("lowered:own_style",)), ("high", ())}


def test_before_an_account_has_a_style_nothing_changes() -> None:
    finding, _ = after(OFFICIAL, NEEDED - 1)
    assert (finding.severity, finding.confidence, finding.bits, finding.reasons) == ("low", 0.6, 10.0, ())


def test_no_word_is_kept_and_the_state_is_bounded() -> None:
    _, kept = after(OFFICIAL, 3 * KEPT)
    (value,) = kept.values()
    assert len(value) < 200 * KEPT
    assert b"Speicher" not in value
    assert b"veltrona" not in value


def test_a_post_that_comes_again_is_counted_once() -> None:
    kept: dict[str, bytes] = {}
    posted(OFFICIAL, 1, kept=kept)
    before = dict(kept)
    posted(OFFICIAL, 1, kept=kept)
    assert kept == before


def test_posts_after_it_say_nothing_of_a_post() -> None:
    kept: dict[str, bytes] = {}
    for number in range(NEEDED):
        posted(OFFICIAL, number, kept=kept)
    (finding,) = posted(SLIP, 99, at=MONDAY - timedelta(days=1), kept=kept)
    assert finding.bits == 10.0


@given(st.permutations(range(NEEDED + 3)))
def test_the_style_follows_from_the_set_of_posts_in_any_order(order: list[int]) -> None:
    ways = [OFFICIAL, "Na, wie war euer Wochenende?", "we are here for you #help"]
    kept: dict[str, bytes] = {}
    for number in order:
        posted(ways[number % 3], number, kept=kept)
    straight: dict[str, bytes] = {}
    for number in sorted(order):
        posted(ways[number % 3], number, kept=straight)
    assert kept == straight
