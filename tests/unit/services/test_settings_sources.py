from collections.abc import Mapping
from pathlib import Path

import pytest

from services.deliver_settings import RouteSettings, StepSettings
from services.intake_settings import SourceFile
from services.settings import LogSettings, Settings, load_settings
from streams.stage import CannotRun


def _file(folder: Path, text: str) -> Path:
    path = folder / "vorlaut.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _errors(config: Path | None, overrides: Mapping[str, object]) -> list[str]:
    with pytest.raises(CannotRun) as refused:
        load_settings(config, overrides)
    return [line.strip() for line in str(refused.value).splitlines()[1:]]


def test_without_any_source_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings(None, {})
    assert settings == Settings()
    assert (settings.data, settings.retention.posts_hours, settings.metrics.port) == (Path("vorlaut-data"), 72, None)
    assert str(settings.metrics.host) == "127.0.0.1"


def test_the_file_in_the_working_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _file(tmp_path, "log: {level: debug}")
    monkeypatch.chdir(tmp_path)
    assert load_settings(None, {}).log == LogSettings(level="debug")


def test_flags_beat_the_environment_and_the_environment_beats_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = _file(tmp_path, "data: of-file\nmetrics: {port: 1}\nlog: {level: error, format: text}")
    monkeypatch.setenv("VORLAUT_METRICS__PORT", "2")
    monkeypatch.setenv("VORLAUT_LOG__LEVEL", "debug")
    settings = load_settings(config, {"metrics.port": 3, "data": None})
    assert settings.metrics.port == 3
    assert settings.log == LogSettings(level="debug", format="text")
    assert settings.data == Path("of-file")


def test_a_list_in_the_environment_is_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VORLAUT_INGEST__FILES", '[{"path": "posts.ndjson", "follow": true}]')
    assert load_settings(None, {}).ingest.files == (SourceFile(path=Path("posts.ndjson"), follow=True),)


def test_every_error_of_every_source_is_told_at_once_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = _file(tmp_path, "retention: {posts_hours: 81}\ningest: {files: [{follow: true}]}\nlog: {colour: red}")
    monkeypatch.setenv("VORLAUT_RETENTION__CONTENTS_DAYS", "31")
    monkeypatch.setenv("VORLAUT_DATE", "x")
    errors = _errors(config, {"metrics.port": 0})
    assert sorted(errors) == sorted(
        [
            f"environment: VORLAUT_DATE: not known; allowed after VORLAUT_: {', '.join(Settings.model_fields).upper()}",
            f"{config}: ingest.files.0.path: Field required",
            f"{config}: retention.posts_hours: Input should be less than or equal to 80",
            "environment: VORLAUT_RETENTION__CONTENTS_DAYS: Input should be less than or equal to 30",
            "command line: metrics.port: Input should be greater than or equal to 1",
            f"{config}: log.colour: not known; allowed: level, format",
        ]
    )


def test_an_unknown_key_inside_a_list_says_what_is_allowed_there(tmp_path: Path) -> None:
    config = _file(tmp_path, "ingest: {files: [{path: a, tail: true}]}")
    assert _errors(config, {}) == [f"{config}: ingest.files.0.tail: not known; allowed: path, follow"]


def test_broken_json_in_the_environment_is_told_beside_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VORLAUT_INGEST__FILES", "[")
    errors = _errors(None, {"metrics.port": "x"})
    assert [error.split(": ")[1] for error in errors] == ["VORLAUT_INGEST__FILES", "metrics.port"]


@pytest.mark.parametrize(
    ("text", "told"),
    [("log: [", "is not YAML"), ("- a", "must be a mapping"), ("data: \udc80", "cannot be read")],
)
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, text: str, told: str) -> None:
    config = tmp_path / "vorlaut.yaml"
    config.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert told in _errors(config, {})[0]


def test_a_file_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    config = tmp_path / "other.yaml"
    assert _errors(config, {}) == [f"{config}: there is no such file"]


def test_an_empty_file_is_no_error(tmp_path: Path) -> None:
    assert load_settings(_file(tmp_path, ""), {}) == Settings()


@pytest.mark.parametrize(
    "pattern", ["embargo/*", "falke-2", "Embargo", "Embargo/", "", "Company/*", "Kris*", "embargo*", "/x"]
)
def test_a_route_that_can_fit_no_alert_is_refused(tmp_path: Path, pattern: str) -> None:
    route = f"{{registers: ['*', '{pattern}'], steps: [{{channels: [ops]}}]}}"
    config = _file(tmp_path, f"deliver: {{channels: {{ops: {{webhook: 'http://h/'}}}}, routes: [{route}]}}")
    assert any("fits no alert" in line for line in _errors(config, {}))


@pytest.mark.parametrize(
    "pattern", ["*", "Embargo/*", "Crisis/werk-nord", "E*", "*-nord", "Policy/?x", "[EC]*", "Em*2"]
)
def test_a_route_that_may_fit_an_alert_is_taken(pattern: str) -> None:
    assert RouteSettings(registers=(pattern,), steps=(StepSettings(channels=("ops",)),)).registers == (pattern,)
