"""How `vorlaut run` ends, and that nobody else runs beside it."""

from pathlib import Path

from tests.end_to_end.processes import running, vorlaut


def test_a_second_run_on_one_data_folder_is_told_who_holds_it(tmp_path: Path) -> None:
    with running(tmp_path) as first:
        first.wait_until_ready()
        second = vorlaut(tmp_path, "run")
        assert second.returncode == 2
        assert "another vorlaut" in second.stderr
        assert f"process {first.process.pid}" in second.stderr
        assert "Traceback" not in second.stderr
        assert first.process.poll() is None


def test_a_run_may_follow_one_that_was_killed(tmp_path: Path) -> None:
    with running(tmp_path) as first:
        first.wait_until_ready()
        first.kill()
    assert vorlaut(tmp_path, "run", "--until-idle").returncode == 0


def test_sigterm_ends_a_run_within_five_seconds_and_well(tmp_path: Path) -> None:
    (tmp_path / "posts.ndjson").touch()
    settings = "ingest: {files: [{path: posts.ndjson, follow: true}]}\n"
    (tmp_path / "vorlaut.yaml").write_text(settings, "utf-8")
    with running(tmp_path) as service:
        service.wait_until_ready()
        assert service.end(within=5) == 0
        assert service.events()[-1] == "stopped"
