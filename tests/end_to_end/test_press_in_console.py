"""A feed of a real web server and a signed push end as alerts in the console, in both modes."""

import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.end_to_end.press import Press, wait_until, web_server
from tests.end_to_end.processes import done

SAID = "Die Falke 2 von Veltrona kommt im Februar nach Hamburg und Bremen"


@pytest.fixture(params=["embedded", "distributed"])
def press(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Press]:
    more: dict[str, object] = {}
    if request.param == "distributed":
        kafka, search = request.getfixturevalue("kafka"), request.getfixturevalue("elasticsearch")
        prefix = f"t{uuid4().hex[:12]}"
        more = {
            "mode": "distributed",
            "kafka": {"bootstrap": kafka.bootstrap, "prefix": prefix, "replication": 1, "partitions": 2},
            "elasticsearch": {"urls": [search.url], "prefix": prefix, "replicas": 0},
        }
    with web_server(tmp_path / "site") as web:
        found = Press(tmp_path, web, more)
        if more:
            done(tmp_path, "topics", "apply")
        yield found
        found.browser.close()


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_feed_and_a_signed_push_end_as_alerts_and_a_newsroom_makes_public(press: Press) -> None:
    press.publish("blog", ("b1", "Die Falke 2 ist fertig"))
    press.publish("newsroom", ("n1", "Veltrona grüßt"))
    press.declare()
    with press.open() as service:
        press.sign_in()
        assert press.push(1, SAID).json()["accepted"] == 1
        wait_until(lambda: press.alerts_of("blog") == 1 and press.alerts_of("ben") == 1)
        assert {"cms", press.blog, press.newsroom} <= press.sources().keys()
        wait_until(lambda: set(press.sources().values()) == {"live"})
        assert "All 3 sources are live." in press.page("/")
        press.publish("newsroom", ("n1", "Veltrona grüßt"), ("n2", SAID))
        before = press.taken_at(press.newsroom)
        wait_until(lambda: press.taken_at(press.newsroom) != before)
        time.sleep(press.settles)
        assert press.push(2, SAID).json()["accepted"] == 1
        assert press.push(3, "Die Falke 2 hat keinen Namen mehr nötig, sie fährt schon", "anna").status_code == 200
        wait_until(lambda: press.alerts_of("anna") == 1)
        assert press.alerts_of("ben") == 1
        assert service.end() == 0
    assert set(press.sources().values()) == {"stopped"}
