"""`vorlaut channels`, as an operator types it, and what `apply` says of authors whom nothing reaches."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from services.cli.codes import UNREACHABLE
from services.cli.main import cli
from streams.stage import CannotRun
from tests.unit.deliver.test_channels import free_port, mail_server
from tests.veltrona import COMPANY, EVERYTHING, NEWSROOM, registers_text


def settled(folder: Path, port: int) -> None:
    """Settings with a mail server at this port."""
    mail = {"host": "127.0.0.1", "port": port, "sender": "vorlaut@veltrona.example", "tls": False}
    channels = {"team": {"mail": "team@veltrona.example"}, "spare": {"mail": "spare@veltrona.example"}}
    routes = [{"severities": ["critical", "high"], "steps": [{"channels": ["team"]}]}]
    settings = {"deliver": {"mail": mail, "channels": channels, "routes": routes}}
    (folder / "vorlaut.yaml").write_text(json.dumps(settings), "utf-8")
    (folder / "brand.yaml").write_text(registers_text(COMPANY, NEWSROOM), "utf-8")
    assert run(folder, "apply", "-f", str(folder / "brand.yaml"), "--as", "kim").exit_code == 0


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--config", str(folder / "vorlaut.yaml"), "--data", str(folder / "data"), *words])


def test_the_channels_are_listed_with_what_they_are_told_of(tmp_path: Path) -> None:
    settled(tmp_path, 25)
    assert run(tmp_path, "channels").stdout.splitlines() == [
        "channel\tleads to\ttold of",
        "author\tmail to the author's notify\tevery alert on a post of theirs",
        "team\tteam@veltrona.example\tcritical, high",
        "spare\tspare@veltrona.example\tnothing: no route names it",
    ]


def test_a_channel_is_tried_out_and_the_trail_says_who_did(tmp_path: Path) -> None:
    with mail_server() as (box, server):
        settled(tmp_path, server.port)
        told = run(tmp_path, "channels", "test", "team", "--as", "kim")
        own = run(tmp_path, "channels", "test", "author", "--to", "mailto:anna@veltrona.example", "--as", "kim")
    assert told.output == own.output == "It went out: see whether it arrives.\n"
    assert [b"To: team@" in box.mails[0], b"To: anna@" in box.mails[1]] == [True, True]
    assert b"kim asked for this test" in box.mails[0]
    trail = [
        json.loads(row)
        for row in run(tmp_path, "audit", "--json", "--kind", "access", "--actor", "kim").stdout.splitlines()
    ]
    assert [(row["actor"], row["what"], row["object"]) for row in trail] == [
        ("kim", "tested", "channel/team"),
        ("kim", "tested", "channel/author"),
    ]


def test_a_channel_that_does_not_work_says_why(tmp_path: Path) -> None:
    settled(tmp_path, free_port())
    told = run(tmp_path, "channels", "test", "team", "--as", "kim")
    assert told.exit_code == UNREACHABLE
    assert told.output.startswith("It did not go out: mail server 127.0.0.1 port")


@pytest.mark.parametrize("words", [["pager"], ["author"], ["team", "--to", "mailto:a@b.example"]])
def test_a_channel_that_is_not_there_and_an_author_without_an_address_are_wrong_use(
    words: list[str], tmp_path: Path
) -> None:
    settled(tmp_path, free_port())
    assert isinstance(run(tmp_path, "channels", "test", *words, "--as", "kim").exception, CannotRun)


def test_apply_names_the_employees_whom_no_message_reaches(tmp_path: Path) -> None:
    settled(tmp_path, 25)
    (tmp_path / "all.yaml").write_text(registers_text(), "utf-8")
    told = run(tmp_path, "apply", "-f", str(tmp_path / "all.yaml"), "--as", "kim").stderr
    assert told == "Without `notify` nobody can tell these authors first: anna, ben\n"
    reached = [one.replace("consent:", "notify: mailto:x@veltrona.example\nconsent:") for one in EVERYTHING]
    (tmp_path / "all.yaml").write_text(registers_text(*reached), "utf-8")
    assert run(tmp_path, "apply", "-f", str(tmp_path / "all.yaml"), "--as", "kim").stderr == ""
