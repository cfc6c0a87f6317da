"""Kafka, Elasticsearch and the workers in the settings: what fits together, and what does not, without its secrets."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from services.settings import load_settings, read_settings
from streams.stage import CannotRun

SECRET = "hunter-and-more"  # noqa: S105 - of nobody


def told(overrides: Mapping[str, object]) -> list[str]:
    with pytest.raises(CannotRun) as refused:
        load_settings(None, overrides)
    assert SECRET not in str(refused.value)
    return [line.strip().removeprefix("command line: ") for line in str(refused.value).splitlines()[1:]]


def test_the_servers_are_looked_for_on_this_machine_where_nothing_is_said() -> None:
    settings = load_settings(None, {"mode": "distributed"})
    assert settings.kafka.bootstrap == ("127.0.0.1:9092",)
    assert settings.elasticsearch.urls == ("http://127.0.0.1:9200",)
    assert (settings.kafka.replication, settings.kafka.secret(), settings.elasticsearch.key()) == (None, None, None)


@pytest.mark.parametrize("said", ["one.example:9092, two.example:9092", '["one.example:9092", "two.example:9092"]'])
def test_addresses_in_a_variable_are_json_or_separated_by_commas(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("VORLAUT_KAFKA__BOOTSTRAP", said)
    assert load_settings(None, {}).kafka.bootstrap == ("one.example:9092", "two.example:9092")


def test_a_password_comes_from_a_file_as_well(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(f"{SECRET}\n", encoding="utf-8")
    login = {"kafka.protocol": "SASL_SSL", "kafka.username": "vorlaut", "kafka.password_file": str(file)}
    kafka = load_settings(None, login).kafka
    assert kafka.secret() == SECRET
    file.unlink()
    with pytest.raises(CannotRun, match="put the secret back"):
        kafka.secret()


def test_secrets_show_nowhere() -> None:
    loaded = read_settings(None, {"elasticsearch.api_key": SECRET})
    assert loaded.settings.elasticsearch.key() == SECRET
    assert SECRET not in f"{loaded!r} {loaded.settings} {loaded.settings.model_dump_json()}"


def test_a_login_lacks_nothing() -> None:
    assert told({"kafka.protocol": "SASL_SSL", "elasticsearch.username": "vorlaut"}) == [
        "kafka.username: is needed where kafka.protocol is SASL_SSL",
        "kafka.password: is needed with kafka.protocol SASL_SSL, here or in kafka.password_file",
        "elasticsearch.password: is needed with elasticsearch.username, here or in elasticsearch.password_file",
    ]


def test_what_would_have_no_effect_is_an_error_because_somebody_relies_on_it(tmp_path: Path) -> None:
    (file := tmp_path / "ca.pem").write_text("-", encoding="utf-8")
    only = "has an effect only where kafka.protocol is SASL_SSL or SASL_PLAINTEXT"
    overrides = {
        "kafka.ca_file": file,
        "kafka.username": "vorlaut",
        "kafka.password": SECRET,
        "elasticsearch.ca_file": file,
        "elasticsearch.password": SECRET,
    }
    assert told(overrides) == [
        "kafka.ca_file: has an effect only where kafka.protocol is SSL or SASL_SSL",
        f"kafka.username: {only}",
        f"kafka.password: {only}",
        "elasticsearch.ca_file: has an effect only where elasticsearch.urls begin with https",
        "elasticsearch.password: has an effect only with elasticsearch.username",
    ]


def test_a_secret_is_given_once(tmp_path: Path) -> None:
    (file := tmp_path / "key").write_text(SECRET, encoding="utf-8")
    key = {"elasticsearch.api_key": SECRET, "elasticsearch.api_key_file": file}
    assert told(key) == ["elasticsearch.api_key: give elasticsearch.api_key or elasticsearch.api_key_file, not both"]
    user = {"elasticsearch.api_key": SECRET, "elasticsearch.username": "vorlaut", "elasticsearch.password": SECRET}
    assert told(user)[0] == "elasticsearch.username: give a user name or an API key, not both"


@pytest.mark.parametrize(("content", "why"), [(b"", "is empty"), (b"\xff" + SECRET.encode(), "is no text")])
def test_a_file_that_holds_no_secret_is_refused_without_a_byte_of_it(tmp_path: Path, content: bytes, why: str) -> None:
    (file := tmp_path / "key").write_bytes(content)
    assert told({"elasticsearch.api_key_file": file}) == [f"elasticsearch.api_key_file: {file} {why}"]


def test_files_that_are_not_there_are_told_with_their_setting(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    errors = told({"kafka.protocol": "SSL", "kafka.ca_file": gone, "elasticsearch.password_file": gone})
    assert [error.split(":")[0] for error in errors] == ["kafka.ca_file", "elasticsearch.password_file"]


def test_addresses_that_are_none_are_refused_and_a_password_in_one_too() -> None:
    urls = [f"https://vorlaut:{SECRET}@search.example", "search.example:9200", "http://[", "http://search.example"]
    assert told({"kafka.bootstrap": "broker", "elasticsearch.urls": urls}) == [
        "kafka.bootstrap.0: must be host:port, as in broker-1.example:9092",
        "elasticsearch.urls.0: must not hold a password: set elasticsearch.username and elasticsearch.password_file",
        "elasticsearch.urls.1: must be an address such as https://search.example:9200",
        "elasticsearch.urls.2: must be an address such as https://search.example:9200",
    ]


def test_a_wrong_protocol_is_one_error_and_not_three() -> None:
    errors = told({"kafka.protocol": "TLS", "kafka.username": "vorlaut", "kafka.password": SECRET})
    assert [error.split(":")[0] for error in errors] == ["kafka.protocol"]


def test_registers_are_looked_for_more_often_than_they_grow_old() -> None:
    errors = told({"worker.registers_max_age_seconds": 1, "worker.registers_every_seconds": 1})
    assert [error.partition(", or")[0] for error in errors] == [
        "worker.registers_every_seconds: must be less than worker.registers_max_age_seconds"
    ]


def test_draining_takes_less_time_than_the_others_of_a_group_wait_for_it() -> None:
    assert load_settings(None, {"worker.drain_seconds": 30}).worker.drain_seconds == 30
    assert [error.split(":")[0] for error in told({"worker.drain_seconds": 31})] == ["worker.drain_seconds"]


def test_where_a_value_was_set_can_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "vorlaut.yaml"
    config.write_text("kafka: {prefix: acme, partitions: 2}", encoding="utf-8")
    monkeypatch.setenv("VORLAUT_KAFKA__PREFIX", "other")
    loaded = read_settings(config, {"metrics.port": 9300})
    places = (("kafka", "prefix"), ("kafka", "partitions"), ("metrics", "port"), ("kafka", "protocol"))
    assert [loaded.source_of(place) for place in places] == ["environment", str(config), "command line", "default"]
