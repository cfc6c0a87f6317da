import json
from datetime import UTC, datetime, timedelta

import pytest

from streams.codec import Malformed, decode, encode
from streams.events import Attachment, Link, PostEvent
from streams.parse.ndjson import parse
from streams.refusal import Refusal

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
WHOLE: dict[str, object] = {
    "platform": "mastodon",
    "account": "@anna@social.example",
    "id": "1170205861",
    "kind": "created",
    "published": "2026-11-20T11:00:00+01:00",
    "text": "Guten Morgen",
    "langs": ["de"],
    "summary": None,
    "visibility": "public",
    "url": "https://social.example/1170205861",
    "attachments": [{"type": "image", "alt": "Ein Falke"}, {"type": None, "alt": None}],
    "links": [{"url": "https://news.example", "title": "Neues"}],
    "reply_to": None,
    "quote_of": None,
    "revision": "1",
}


def line(**changes: object) -> bytes:
    return json.dumps(WHOLE | changes).encode()


def without(field: str) -> bytes:
    return json.dumps({name: value for name, value in WHOLE.items() if name != field}).encode()


def parsed(raw: bytes, received_at: datetime | None = None) -> PostEvent:
    post = parse(raw, received_at)
    assert isinstance(post, PostEvent)
    return post


def reason(raw: bytes) -> str:
    with pytest.raises(Malformed) as malformed:
        parse(raw, NOON)
    return str(malformed.value)


def test_a_time_finer_than_microseconds_is_cut_and_never_rounded_into_the_next_window() -> None:
    post = parsed(line(published="2026-11-20T11:59:59.999999999Z", text='"published": "2026-11-20T11:59:59.9999999Z"'))
    assert post.published == NOON - timedelta(microseconds=1)
    assert post.text == '"published": "2026-11-20T11:59:59.9999999Z"'


def test_every_field_of_a_line_arrives() -> None:
    ten = datetime(2026, 11, 20, 10, tzinfo=UTC)
    assert parsed(line()) == PostEvent(
        platform="mastodon",
        account="@anna@social.example",
        id="1170205861",
        at=ten,
        received_at=ten,
        published=ten,
        text="Guten Morgen",
        langs=("de",),
        url="https://social.example/1170205861",
        attachments=(Attachment(type="image", alt="Ein Falke"), Attachment()),
        links=(Link(url="https://news.example", title="Neues"),),
    )


def test_null_and_missing_mean_the_same_for_optional_fields() -> None:
    optional = ("kind", "langs", "summary", "visibility", "url", "attachments", "links", "reply_to", "revision")
    absent = parsed(json.dumps({name: value for name, value in WHOLE.items() if name not in optional}).encode())
    assert parsed(line(**dict.fromkeys(optional))) == absent
    assert (absent.kind, absent.revision, absent.langs) == ("created", "1", ())


def test_fields_nobody_knows_are_passed_over() -> None:
    assert parsed(line(favourites=3, card={"options": [None]})) == parsed(line())


@pytest.mark.parametrize("field", ["platform", "account", "id", "published", "text"])
def test_a_missing_required_field_is_named(field: str) -> None:
    assert reason(without(field)) == f"field missing: {field}"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("platform", 1),
        ("account", None),
        ("id", 1170205861),
        ("id", ""),
        ("kind", "liked"),
        ("revision", 2),
        ("text", ["a"]),
        ("langs", "de"),
        ("visibility", True),
        ("url", {}),
    ],
)
def test_a_wrong_value_names_its_field_and_never_quotes_it(field: str, value: object) -> None:
    assert reason(line(**{field: value})) == f"wrong value: {field}"


def test_a_wrong_value_inside_a_list_names_its_place() -> None:
    assert reason(line(attachments=[{"alt": 3}])) == "wrong value: attachments[0].alt"


@pytest.mark.parametrize(
    "published",
    [
        "yesterday",
        "2026-11-20",
        "2026-11-20T10:00:00",
        "2026-13-01T00:00:00Z",
        1_700_000_000,
        "0001-01-01T00:00:00+10:00",
    ],
)
def test_a_published_that_is_no_time_with_offset_is_malformed(published: object) -> None:
    assert reason(line(published=published)) == "no time with offset: published"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "not JSON"),
        (b"GEHEIM", "not JSON"),
        (line()[:-20], "not JSON"),
        (line() + b"{}", "not JSON"),
        (b"[]", "not an object"),
        (b'"GEHEIM"', "not an object"),
        (b"[" * 100_000, "not an object"),
        (b'{"x":' + b"[" * 100_000, "nested too deeply"),
        (line().replace(b"Guten", b"\xff\xfe"), "not UTF-8"),
        (line().replace(b"Guten", b"\xed\xa0\x80"), "not UTF-8"),
        (line().replace(b"Guten", b"\\ud8zz"), "not JSON"),
        ("{}".encode("utf-16"), "not JSON"),
    ],
)
def test_bytes_that_are_no_post_get_a_reason_without_their_content(raw: bytes, why: str) -> None:
    assert reason(raw) == why


@pytest.mark.parametrize(
    ("spelled", "text"),
    [
        (rb"a\ud800b", "a\ufffdb"),
        (rb"a\uDFFFb", "a\ufffdb"),
        (rb"\ude00\ud83d", "\ufffd\ufffd"),
        (rb"\ud83d\u0041", "\ufffdA"),
        (rb"\ud800\ud83d\ude00", "\ufffd\U0001f600"),
        (rb"\\ud800 \ud800", "\\ud800 \ufffd"),
    ],
)
def test_a_lone_surrogate_becomes_one_replacement_character(spelled: bytes, text: str) -> None:
    assert parsed(line(text="X").replace(b'"X"', b'"' + spelled + b'"')).text == text


@pytest.mark.parametrize(
    "text", ["", "\0", "\u202eeklaf\u202c", "a" + "\u0301" * 100_000, "\U0001f9d1\u200d\U0001f680", "\r\n"]
)
def test_any_unicode_is_text(text: str) -> None:
    post = parsed(line(text=text))
    assert post.text == text
    assert decode(encode(post)) == post


def test_a_carriage_return_before_the_newline_does_no_harm() -> None:
    assert parsed(line() + b"\r") == parsed(line())


def test_a_number_of_any_length_in_an_unknown_field_does_no_harm() -> None:
    assert parsed(line()[:-1] + b',"n":' + b"9" * 10_000 + b"}") == parsed(line())


def test_of_two_equal_keys_the_last_counts() -> None:
    assert parsed(line()[:-1] + b',"text":"zweitens"}').text == "zweitens"


@pytest.mark.parametrize("visibility", ["unlisted", "private", "direct", ""])
def test_a_post_that_is_not_public_is_refused_without_its_text(visibility: str) -> None:
    assert parse(line(visibility=visibility), NOON) == Refusal("not_public")


def test_a_deletion_counts_whatever_its_visibility() -> None:
    gone = parse(line(kind="deleted", visibility="private", text="was once public"), NOON)
    assert isinstance(gone, PostEvent)
    assert (gone.kind, gone.text) == ("deleted", "")


def test_a_deletion_needs_neither_text_nor_time_and_keeps_no_text_it_carries() -> None:
    bare = b'{"platform":"mastodon","account":"@anna@social.example","id":"1170205861","kind":"deleted"}'
    assert parsed(bare, NOON).at == NOON
    assert parsed(bare).at == datetime(1970, 1, 1, tzinfo=UTC)
    deleted = parsed(line(kind="deleted", summary="Vorsicht"), NOON)
    assert (deleted.text, deleted.summary, deleted.attachments, deleted.links) == ("", None, (), ())


def test_the_options_of_a_poll_are_texts_or_have_titles() -> None:
    asked = {"id": "7", "options": ["Falke", {"title": "Sperber", "votes_count": 3}, {"title": None}]}
    assert parsed(line(poll=asked)).poll == ("Falke", "Sperber", "")
    assert parsed(line(poll={})).poll == parsed(line(poll=None)).poll == ()
    assert reason(line(poll={"options": [7]})) == "wrong value: poll.options[0]"
    assert parsed(line(kind="deleted", poll=asked)).poll == ()


def test_a_quoted_text_is_read_where_it_is_the_authors_own() -> None:
    own = {"account": "@anna@social.example", "text": "Falke"}
    assert parsed(line(quoted=own)).quoted == "Falke"
    assert parsed(line(quoted=own | {"account": "@ben@social.example"})).quoted is None
    assert parsed(line(quoted={"text": "Falke"})).quoted is None
    assert parsed(line(kind="deleted", quoted=own)).quoted is None


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_scan_takes_every_time_as_it_stands(year: int) -> None:
    post = parsed(line(published=f"{year}-01-01T00:00:00Z"))
    assert post.at == post.received_at == datetime(year, 1, 1, tzinfo=UTC)
    assert not post.time_suspect


def test_a_time_up_to_five_minutes_ahead_of_receipt_is_believed() -> None:
    ahead = NOON + timedelta(minutes=5)
    post = parsed(line(published=ahead.isoformat()), NOON)
    assert (post.at, post.received_at, post.time_suspect) == (ahead, NOON, False)


def test_a_later_time_is_judged_at_receipt_and_marked() -> None:
    ahead = NOON + timedelta(minutes=5, seconds=1)
    post = parsed(line(published=ahead.isoformat()), NOON)
    assert (post.at, post.published, post.time_suspect) == (NOON, ahead, True)
