from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from tests.unit.serve.browser import Open, OpenByProvider, opened, opened_by_provider
from tests.veltrona import line
from tests.veltrona_house import House

HOSTILE = '<script>alert(1)</script> Falke 2 "onload=x \u202egnp.exe\u202c \x1b[31m &lt;b&gt;'
POSTS = [
    line("Falke 2 kommt im Dezember", id="a1"),
    line("Feuer in Halle 7", "shop", id="s1", minutes=8),
    line(HOSTILE, "ben", id="b1", minutes=9),
    line("Falke 2 " + "x" * 99_000, "ben", id="b2", minutes=10),
]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Veltrona with four alerts, built once."""
    house = House(tmp_path_factory.mktemp("console"))
    house.apply()
    house.ingest(POSTS)
    house.run()
    return house.folder


@pytest.fixture
def house(built: Path, tmp_path: Path) -> House:
    """A copy of it."""
    copytree(built, tmp_path, dirs_exist_ok=True)
    return House(tmp_path)


@pytest.fixture
def console(house: House) -> Iterator[Open]:
    """Its console."""
    with opened(house) as console:
        yield console


@pytest.fixture
def by_provider(house: House) -> Iterator[OpenByProvider]:
    """Its console, to which a provider lets people in."""
    with opened_by_provider(house) as console:
        yield console


@pytest.fixture(params=["console", "by_provider"])
def each(request: pytest.FixtureRequest) -> Open:
    """Its console, with links and with a provider."""
    found: Open = request.getfixturevalue(request.param)
    return found
