"""The way to the provider and back fits one browser, one attempt and one of our own pages, whatever is sent."""

from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from services.serve.ways import Ways, own_page

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WAYS = Ways(lambda: NOW)
PAGES = st.text(max_size=60) | st.builds(
    "".join,
    st.lists(st.sampled_from(["/", "\\", "//", "evil.example", "?", "#", "\t", "\n", "..", ":", "https:", "@"])),
)


@given(PAGES)
def test_a_way_leads_to_our_own_pages_only(asked: str) -> None:
    page = own_page(asked)
    assert page.startswith("/")
    assert urlsplit(urljoin("https://vorlaut.example/sign-in/back", page)).netloc == "vorlaut.example"
    assert "\\" not in page[:2]


@given(PAGES)
def test_who_set_out_comes_back(to: str) -> None:
    way = WAYS.begin(to)
    assert WAYS.taken(way.cookie, way.state) == way
    assert way.to in {own_page(to), "/"}
    assert len({way.state, way.nonce, way.verifier}) == 3
    assert 43 <= len(way.verifier) <= 128  # as RFC 7636 wants it


@given(st.text(max_size=80), st.text(max_size=80))
def test_nobody_else_comes_back(cookie: str, state: str) -> None:
    way = WAYS.begin("/")
    assert WAYS.taken(cookie, state) is None
    assert WAYS.taken(way.cookie, state) is None
    assert WAYS.taken(cookie, way.state) is None
    assert Ways(lambda: NOW).taken(way.cookie, way.state) is None
