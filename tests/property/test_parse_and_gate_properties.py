import json
import re
from contextlib import suppress
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from streams.codec import Malformed, decode, encode
from streams.events import PostEvent
from streams.gate import refusal
from streams.parse.ndjson import parse
from streams.registers import Account
from streams.situation.model import Registers

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
BRAND = Account(
    id="newsroom",
    company="veltrona",
    platform="mastodon",
    account="@news@veltrona.example",
    account_class="brand",
    purposes=("embargo", "crisis", "brand-hygiene"),
)
REGISTERS = Registers(accounts={(BRAND.platform, BRAND.account): BRAND})
ANY_TEXT = st.text(st.characters(exclude_categories=()))
VALUES = st.recursive(st.none() | st.booleans() | st.integers() | ANY_TEXT, st.lists, max_leaves=4)
FIELDS = st.sampled_from(["platform", "account", "id", "kind", "published", "text", "langs", "visibility", "links"])


@given(st.binary() | st.dictionaries(FIELDS, VALUES).map(lambda fields: json.dumps(fields).encode()))
def test_whatever_the_bytes_there_is_a_post_a_refusal_or_a_reason(raw: bytes) -> None:
    with suppress(Malformed):
        parse(raw, NOON)


@given(ANY_TEXT)
def test_text_arrives_as_it_is_but_for_lone_surrogates(text: str) -> None:
    fields = {"platform": "p", "account": "a", "id": "1", "published": "2026-11-20T10:00:00Z", "text": text}
    post = parse(json.dumps(fields).encode(), None)
    assert isinstance(post, PostEvent)
    paired = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert post.text == re.sub("[\ud800-\udfff]", "\ufffd", paired)
    assert decode(encode(post)) == post


@given(st.text(min_size=1), st.text(min_size=1), st.datetimes(timezones=st.just(UTC)), st.booleans())
def test_nothing_of_an_undeclared_account_ever_passes(
    platform: str,
    account: str,
    at: datetime,
    running: bool,  # noqa: FBT001 - hypothesis fills it
) -> None:
    post = PostEvent(platform=platform, account=account, id="1", at=at, received_at=at, text="Hallo")
    declared = (platform, account) == (BRAND.platform, BRAND.account)
    assert (refusal(post, REGISTERS, running=running) == "unknown_account") is not declared
