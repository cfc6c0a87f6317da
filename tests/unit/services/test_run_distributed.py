"""Which processes `vorlaut run` starts in the distributed mode, and what it hands on to them."""

import sys
from pathlib import Path

import pytest

from services.cli.codes import WRONG_USE
from services.cli.main import cli
from services.cli.place import Place
from services.cli.run_distributed import NAMES, processes_of
from services.run.processes import Process
from services.settings import Settings
from streams.stage import CannotRun

HERE = Place(Path("other.yaml"), None)
WORKERS = ["detect", "correlate", "index", "rescan", "erase", "learn"]


def settings(**parts: object) -> Settings:
    return Settings.model_validate({"mode": "distributed", **parts})


def listed(place: Place, *, lasting: bool = True, **parts: object) -> dict[str, Process]:
    return {process.name: process for process in processes_of(place, settings(**parts), lasting=lasting)}


def test_posts_are_taken_in_only_where_files_are_set_and_somebody_waits_for_them() -> None:
    files = {"files": [{"path": "posts.ndjson", "follow": True}]}
    unread, unserved = {"read": False}, {"serve": False}
    assert list(listed(HERE, feeds=unread, console=unserved)) == WORKERS
    assert list(listed(HERE, feeds=unread, console=unserved, ingest=files)) == ["ingest", *WORKERS]
    assert list(listed(HERE, feeds=unread, console=unserved, ingest=files, lasting=False)) == WORKERS


def test_feeds_pushes_and_the_console_run_where_they_are_asked_for_and_somebody_waits() -> None:
    assert list(listed(HERE)) == ["feeds", *WORKERS, "serve"]
    asked = listed(HERE, push={"port": 8080})
    assert list(asked) == ["feeds", "push", *WORKERS, "serve"]
    assert asked["push"].command[-3:] == ("ingest", "push", "--supervised")
    assert asked["feeds"].command[-3:] == ("ingest", "feeds", "--supervised")
    assert list(listed(HERE, push={"port": 8080}, lasting=False)) == WORKERS


def test_people_are_told_where_there_is_a_way_to_even_if_nobody_waits() -> None:
    mail = {"mail": {"host": "127.0.0.1", "sender": "vorlaut@veltrona.example"}}
    chat = {"channels": {"chat": {"webhook": "http://127.0.0.1:1/", "secret_file": __file__}}}
    for ways in (mail, chat):
        assert "deliver" in listed(HERE, deliver=ways)
        assert list(listed(HERE, deliver=ways, lasting=False)) == [*WORKERS, "deliver"]


def test_every_process_has_a_command_of_its_own_and_no_two_a_port() -> None:
    everything = listed(
        HERE,
        metrics={"port": 9300},
        push={"port": 8080},
        ingest={"files": [{"path": "posts.ndjson"}]},
        deliver={"mail": {"host": "127.0.0.1", "sender": "vorlaut@veltrona.example"}},
    )
    assert set(everything) == set(NAMES)
    ports = {process.variables["VORLAUT_METRICS__PORT"] for process in everything.values()}
    assert ports == {str(9300 + number) for number in range(len(NAMES))}
    for process in everything.values():
        words = process.command[process.command.index("other.yaml") + 1 :]
        with cli.make_context("vorlaut", [*words[:-1], "--help"], resilient_parsing=True) as context:
            assert cli.get_command(context, words[0]) is not None


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
        "serve",
    ]


def test_who_waits_for_idleness_is_told_at_once_that_it_cannot_come() -> None:
    assert [name for name, process in listed(HERE, lasting=False).items() if process.endures] == []


def test_no_secret_is_in_a_command_line() -> None:
    login = {"username": "vorlaut", "password": "hunter-and-more"}
    processes = listed(HERE, elasticsearch=login)
    assert "hunter" not in repr(processes)


def test_ports_that_are_none_are_refused_before_anything_is_started() -> None:
    with pytest.raises(CannotRun, match="set at most 65524"):
        listed(HERE, metrics={"port": 65533})
