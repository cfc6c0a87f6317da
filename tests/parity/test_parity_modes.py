"""Both modes give the same answers: alert by alert, evidence, texts and groups included."""

from datetime import UTC
from pathlib import Path

import pytest

from services.demo.perform import stage
from tests.end_to_end.registers_made_up import ENDS
from tests.parity.answers import answers, same
from tests.parity.modes import in_one_process, on_servers
from tests.parity.story import of_real_posts, played
from tests.servers.elasticsearch import ElasticsearchServer
from tests.servers.kafka import KafkaServer


@pytest.mark.slow
def test_the_demo_gives_the_same_alerts_texts_and_groups_in_both_modes(
    kafka: KafkaServer, elasticsearch: ElasticsearchServer, tmp_path: Path
) -> None:
    with stage(1, tmp_path / "embedded") as on:
        turns = tuple(played(on))
        embedded = answers(on.installation.store)
    assert {alert.status for alert in embedded.alerts.values()} >= {"open", "edited_away", "taken_down"}
    assert any(alert.found_later for alert in embedded.alerts.values())
    with on_servers(kafka, elasticsearch, tmp_path) as distributed:
        for turn in turns:
            distributed.tell(turn)
        same(embedded, distributed.answers())


@pytest.mark.slow
def test_real_posts_with_leaks_among_them_give_the_same_in_both_modes(
    kafka: KafkaServer, elasticsearch: ElasticsearchServer, tmp_path: Path
) -> None:
    turns = of_real_posts(tmp_path)
    embedded = in_one_process(tmp_path / "embedded", turns, ENDS.astimezone(UTC))
    assert len(embedded.alerts) > 500
    assert {alert.status for alert in embedded.alerts.values()} >= {"open", "excepted"}
    assert any(alert.shadow for alert in embedded.alerts.values())
    with on_servers(kafka, elasticsearch, tmp_path) as distributed:
        for turn in turns:
            distributed.tell(turn)
        same(embedded, distributed.answers())
