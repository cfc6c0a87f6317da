"""What several tests of feeds begin with."""

from collections.abc import Iterator

import pytest

from tests.unit.services.feed_web import House, Web, web_server


@pytest.fixture
def web() -> Iterator[Web]:
    """A web server that answers nothing yet."""
    with web_server() as found:
        yield found


@pytest.fixture
def house(web: Web) -> House:
    """A company whose newsroom has its feed there."""
    return House(web)
