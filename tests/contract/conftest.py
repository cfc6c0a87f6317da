"""The logs that are held to the contract."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.kafka_homes import DIFFERENCES, kafka_home
from tests.contract.log_homes import Home, memory, sqlite


@pytest.fixture(params=["memory", "sqlite", "kafka"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    home = _home(request, tmp_path)
    yield home
    home.log.close()


def _home(request: pytest.FixtureRequest, folder: Path) -> Home:
    if request.param != "kafka":
        return Home({"memory": memory, "sqlite": sqlite}[request.param], folder)
    if difference := DIFFERENCES.get(request.function.__name__):
        request.applymarker(pytest.mark.xfail(reason=difference, strict=True))
    return kafka_home(request.getfixturevalue("kafka").bootstrap, folder)
