"""What the store in Elasticsearch promises beyond the contract: its indices, and what lies in them."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from services.adapters.elastic_client import connect
from services.adapters.elastic_lifecycle import policies
from services.adapters.elastic_mappings import template
from services.adapters.elastic_query import MOST_TERMS, PAGE, among
from services.adapters.elastic_store import ElasticStore, open_store
from services.ports.store import Query
from services.server_settings import ElasticsearchSettings
from streams.stage import CannotRun, Unavailable
from tests.contract.store_examples import AT, alert, content, decision, delivery
from tests.contract.store_homes import elastic_settings, elastic_store
from tests.servers.elasticsearch import ElasticsearchServer
from tests.servers.fixtures import Servers
from tests.servers.jvm import free_port


@pytest.fixture
def settings(elasticsearch: ElasticsearchServer) -> ElasticsearchSettings:
    return elastic_settings(elasticsearch.url, shards=2)


@pytest.fixture
def store(settings: ElasticsearchSettings) -> Iterator[ElasticStore]:
    with elastic_store(settings) as made:
        yield made


@pytest.fixture
def client(settings: ElasticsearchSettings) -> Iterator[Elasticsearch]:
    made = connect(settings)
    yield made
    made.close()


def test_a_start_without_elasticsearch_is_no_crash() -> None:
    store = open_store(elastic_settings(f"http://127.0.0.1:{free_port()}"))
    for _ in range(2):
        with pytest.raises(Unavailable, match="cannot be reached"):
            store.put([alert()])
    store.close()


def test_an_index_that_cannot_be_made_ends_the_process_and_makes_no_dead_letters(
    settings: ElasticsearchSettings, client: Elasticsearch
) -> None:
    client.indices.create(index=f"{settings.prefix}-alerts")  # where an alias must be
    store = open_store(settings)
    with pytest.raises(CannotRun, match=r"an index of .* cannot be made"):
        store.put([alert()])
    store.close()
    client.indices.delete(index=f"{settings.prefix}-alerts")


def test_an_index_of_an_older_version_gets_the_fields_that_are_new(
    store: ElasticStore, settings: ElasticsearchSettings, client: Elasticsearch
) -> None:
    older = template("alerts", 1, 0)
    older["mappings"]["properties"] = {
        name: field for name, field in older["mappings"]["properties"].items() if name != "shadow"
    }
    name = f"{settings.prefix}-alerts"
    client.indices.put_index_template(
        name=name, index_patterns=[f"{name}-g*"], priority=500, template=older, meta={"made_of": "older"}
    )
    client.indices.create(index=f"{name}-g1", aliases={name: {}})
    store.put([alert("a"), alert("b", shadow=True)])
    assert [found.id for found in store.search(Query())] == ["al_a"]
    assert [found.id for found in store.search(Query(shadow=True))] == ["al_b"]


def test_dashboards_count_nothing_that_is_in_shadow(
    store: ElasticStore, settings: ElasticsearchSettings, client: Elasticsearch
) -> None:
    store.put([alert("a"), alert("b", shadow=True)])
    store.settle()
    assert client.count(index=f"{settings.prefix}-figures")["count"] == 1


def test_a_month_that_cannot_be_made_ends_the_process_and_makes_no_dead_letters(
    store: ElasticStore, settings: ElasticsearchSettings, client: Elasticsearch
) -> None:
    client.indices.create(index=f"{settings.prefix}-decisions-2026.11")  # where an alias must be
    with pytest.raises(CannotRun, match=r"an index of .* cannot be made"):
        store.record([decision()])


def test_an_index_of_another_version_ends_the_process_and_makes_no_dead_letters(
    store: ElasticStore, settings: ElasticsearchSettings, client: Elasticsearch
) -> None:
    before: dict[str, Any] = {"dynamic": "strict", "properties": {"id": {"type": "keyword"}}}
    client.indices.create(
        index=f"{settings.prefix}-alerts-g1", aliases={f"{settings.prefix}-alerts": {}}, mappings=before
    )
    with pytest.raises(CannotRun, match=r"made by another version .* `vorlaut index rebuild`"):
        store.put([alert()])


def test_two_that_come_first_at_once_find_what_the_other_made(
    store: ElasticStore, settings: ElasticsearchSettings
) -> None:
    other = open_store(settings, refresh=True)
    other.put([alert("a")])
    store.put([alert("b")])
    assert [found.id for found in other.search(Query())] == ["al_a", "al_b"]
    other.close()


def test_what_an_older_version_did_not_make_is_made_beside_what_it_made(
    store: ElasticStore, settings: ElasticsearchSettings, client: Elasticsearch
) -> None:
    with store.renewal() as renewal:
        renewal.store.put([alert()])
        renewal.swap()
    client.indices.delete(index=f"{settings.prefix}-standings-g2")
    newer = open_store(settings, refresh=True)
    newer.record([decision()])
    assert dict(newer.count(Query(), "state")) == {"closed": 1}
    assert len(client.indices.get_alias(name=f"{settings.prefix}-alerts")) == 1
    newer.close()


def test_indices_are_made_as_the_settings_say_and_take_no_unknown_field(
    store: ElasticStore, settings: ElasticsearchSettings, client: Elasticsearch
) -> None:
    store.put([alert()])
    store.record([decision()])
    found = client.indices.get(index=f"{settings.prefix}-*")
    kinds = {"alerts-g1", "contents-g1", "groups-g1", "figures-g1", "standings-g1", "decisions-g1-2026.11"}
    assert {name.removeprefix(f"{settings.prefix}-") for name in found} == kinds
    for index in found.values():
        assert index["mappings"]["dynamic"] == "strict"
        assert (index["settings"]["index"]["number_of_shards"], index["settings"]["index"]["number_of_replicas"]) == (
            "2",
            "0",
        )


def test_what_happened_lies_in_the_month_it_happened_in(
    store: ElasticStore, settings: ElasticsearchSettings, client: Elasticsearch
) -> None:
    store.record([decision("a"), decision("b", hours=-24 * 21)], [delivery(hours=24 * 30)])
    months = client.indices.get_alias(index=f"{settings.prefix}-de*")
    assert {name.rsplit("-g1-")[1] for name in months} == {"2026.10", "2026.11", "2026.12"}
    assert [one.id for one in store.decisions("al_a")] == ["de_b", "de_a"]


def test_figures_hold_no_account_no_post_no_address_and_no_word(
    store: ElasticStore, settings: ElasticsearchSettings, client: Elasticsearch
) -> None:
    post = replace(alert().post, url="https://social.example/@anna/a")
    closed = replace(alert(status="taken_down", detected=17), post=post, changed_at=AT + timedelta(seconds=100))
    store.put([alert(detected=17)], [content()])
    store.put([closed])
    (hit,) = client.search(index=f"{settings.prefix}-figures")["hits"]["hits"]
    assert hit["_source"] == {
        "severity": "high",
        "policy": "embargo",
        "register": "Embargo/falke-2",
        "status": "taken_down",
        "group": "gr_Embargo/falke-2",
        "detected_at": "2026-11-20T10:00:00Z",
        "found_later": False,
        "seconds_to_close": 83,
    }
    assert not any(word in str(hit) for word in ("anna", "al_a", "social.example", "kommt", "mastodon"))


def test_figures_follow_their_alert_whatever_came_first(
    store: ElasticStore, settings: ElasticsearchSettings, client: Elasticsearch
) -> None:
    edited = alert(minutes=5, revision="2", severity="low")
    store.put([edited])
    store.put([alert()])
    store.put([replace(edited, status="public"), edited])
    store.put([alert("b", revision="7"), alert("b", revision="3", severity="critical")])
    found = client.search(index=f"{settings.prefix}-figures")["hits"]["hits"]
    assert sorted((hit["_source"]["severity"], hit["_source"]["status"]) for hit in found) == [
        ("high", "open"),
        ("low", "public"),
    ]


def test_german_and_english_forms_of_a_word_are_found(store: ElasticStore) -> None:
    store.put([alert("a"), alert("b")], [content("a", "Die Häuser der Städte"), content("b", "They launched engines")])
    for text, found in (("Haus Stadt", "al_a"), ("launch engine they", "al_b"), ("launching engine", "al_b")):
        assert [one.id for one in store.search(Query(text=text))] == [found], text
    assert store.search(Query(text="Haus launch")) == ()


def test_pages_and_conditions_are_cut_to_what_one_request_may_hold(store: ElasticStore) -> None:
    names = [f"{number:02d}" for number in range(23)]
    store.put([alert(name, detected=-int(name)) for name in names], [content(name) for name in names])
    assert [one.id for one in store.search(Query(text="falke", limit=20))] == [f"al_{name}" for name in names[:2:-1]]
    assert len(store.search(Query(limit=PAGE + 1))) == 23
    values = list(range(2 * MOST_TERMS + 1))
    assert [len(one["terms"]["shown"]) for one in among("shown", values)] == [MOST_TERMS, MOST_TERMS, 1]


def test_an_index_that_somebody_deleted_is_made_again(
    store: ElasticStore, settings: ElasticsearchSettings, client: Elasticsearch
) -> None:
    store.put([alert()])
    client.indices.delete(index=f"{settings.prefix}-alerts-g1")
    with pytest.raises(Unavailable, match="not where it was"):
        store.put([alert()])
    store.put([alert()])
    assert store.alert("al_a") == alert()


def test_without_an_index_lifecycle_in_the_server_all_else_works(
    elasticsearch: ElasticsearchServer, capsys: pytest.CaptureFixture[str]
) -> None:
    with elastic_store(elastic_settings(elasticsearch.url, lifecycle=True)) as store:
        store.record([decision()])
        assert store.decisions("al_a") == (decision(),)
    assert "no index lifecycle" in "".join(capsys.readouterr())


def test_with_one_months_of_deliveries_go_when_the_log_has_forgotten_them_and_decisions_never() -> None:
    assert policies()["deliveries"]["phases"]["delete"]["min_age"] == "396d"
    assert "delete" not in policies()["decisions"]["phases"]
    assert template("decisions", 1, 1, "of ours")["settings"]["index"]["lifecycle.name"] == "of ours"


def _marker(name: str) -> str:
    return blake2b(name.encode(), digest_size=10).hexdigest()


@pytest.mark.slow
def test_text_that_was_erased_closed_or_edited_leaves_the_disk_within_a_minute(
    servers: Servers, tmp_path: Path
) -> None:
    names = [f"{number}" for number in range(80)]
    with elastic_store(elastic_settings(servers.elasticsearch().url)) as store:

        def on_disk() -> set[str]:
            raw = b"".join(path.read_bytes() for path in (tmp_path / "servers").rglob("*") if path.is_file())
            return {name for name in names if _marker(name)[6:].encode() in raw}

        store.put([alert(name) for name in names], [content(name, f"{_marker(name)} sagt es") for name in names])
        store.erase(())
        assert on_disk() == set(names)
        store.put([alert(name, status="public") for name in names[:20]])
        edited = names[20:40]
        store.put([alert(name, minutes=1) for name in edited], [content(name, minutes=1) for name in edited])
        store.erase([f"al_{name}" for name in names[40:60]])
        until = time.monotonic() + 60
        while on_disk() != set(names[60:]) and time.monotonic() < until:
            time.sleep(3)
            store.erase(())
        assert on_disk() == set(names[60:])
