"""Which processes `vorlaut run` starts in the distributed mode, and what it hands on to them."""

import sys
from pathlib import Path

import pytest

from services.cli.codes import WRONG_USE
from services.cli.place import Place
from services.cli.run_distributed import processes_of
from services.run.processes import Process
from services.settings import Settings
from streams.stage import CannotRun

HERE = Place(Path("other.yaml"), None)


def settings(**parts: object) -> Settings:
    return Settings.model_validate({"mode": "distributed", **parts})


def listed(place: Place, *, lasting: bool = True, **parts: object) -> dict[str, Process]:
    return {process.name: process for process in processes_of(place, settings(**parts), lasting=lasting)}


def test_posts_are_taken_in_only_where_files_are_set_and_somebody_waits_for_them() -> None:
    files = {"files": [{"path": "posts.ndjson", "follow": True}]}
    workers = ["detect", "correlate", "index", "rescan", "erase", "learn"]
    assert list(listed(HERE)) == workers
    assert list(listed(HERE, ingest=files)) == ["ingest", *workers]
    assert list(listed(HERE, ingest=files, lasting=False)) == workers


def test_a_source_that_ends_may_end_and_one_that_is_followed_must_not() -> None:
    both = [{"path": "old.ndjson"}, {"path": "new.ndjson", "follow": True}]
    assert listed(HERE, ingest={"files": both[:1]})["ingest"].may_end
    assert not listed(HERE, ingest={"files": both})["ingest"].may_end


def test_each_process_gets_the_settings_as_they_were_given_and_a_port_of_its_own() -> None:
    place = Place(Path("other.yaml"), Path("here"))
    processes = listed(place, metrics={"port": 9300})
    assert processes["index"].command == (
        *(sys.executable, "-P", "-m", "services.cli.main"),
        *("--config", "other.yaml", "--data", "here", "index", "--supervised"),
    )
    assert processes["index"].variables == {"VORLAUT_MODE": "distributed", "VORLAUT_METRICS__PORT": "9303"}
    assert listed(place)["index"].variables == {"VORLAUT_MODE": "distributed"}


def test_what_works_with_elasticsearch_leaves_the_others_alone_where_that_refuses_it() -> None:
    assert [name for name, process in listed(HERE).items() if process.endures == {WRONG_USE}] == [
        "index",
        "erase",
        "learn",
    ]


def test_who_waits_for_idleness_is_told_at_once_that_it_cannot_come() -> None:
    assert [name for name, process in listed(HERE, lasting=False).items() if process.endures] == []


def test_no_secret_is_in_a_command_line() -> None:
    login = {"username": "vorlaut", "password": "hunter-and-more"}
    processes = listed(HERE, elasticsearch=login)
    assert "hunter" not in repr(processes)


def test_ports_that_are_none_are_refused_before_anything_is_started() -> None:
    with pytest.raises(CannotRun, match="set at most 65528"):
        listed(HERE, metrics={"port": 65533})
