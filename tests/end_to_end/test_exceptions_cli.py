"""Exceptions by their commands: made from an alert, listed with what they hid, ended."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.end_to_end.office import Office
from tests.end_to_end.processes import done


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def later(days: float) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).isoformat()


def ids(listed: list[dict[str, object]]) -> list[object]:
    return [one["id"] for one in listed]


def test_an_exception_hides_what_is_like_its_alert_from_then_on_and_shows_what_it_hid(office: Office) -> None:
    office.posts(("anna", "Falke 2 kommt"))
    (first,) = office.listed("alerts")
    office.said("exceptions", "add", str(first["id"]), "--until", later(30), "--as", "kim", "--reason", "the fair")
    posts = office.posts(("anna", "Falke 2 ist da"), ("ben", "Falke 2 ist da"))

    told = office.listed("alerts")
    assert [one["account_id"] for one in told] == ["anna", "ben"]
    (hid,) = office.listed("alerts", "--excepted")
    assert (hid["account_id"], hid["status"]) == ("anna", "excepted")

    (made,) = office.listed("exceptions", "list")
    exception = made["exception"]
    assert isinstance(exception, dict)
    assert (exception["terms"], exception["account"], made["hid"]) == (["Falke 2"], "anna", 1)
    shown = office.said("exceptions", "show", exception["id"])
    assert str(hid["id"]) in shown
    assert "by kim: the fair" in shown
    assert "holds" in office.said("exceptions", "list")
    assert office.listed("exceptions", "list", "--at", "2020-01-01T00:00:00Z") == []

    office.said("exceptions", "end", exception["id"], "--as", "kim")
    office.posts(("anna", "Falke 2 nochmal"))
    assert len(office.listed("alerts")) == 3
    assert ids(office.listed("alerts", "--excepted")) == [hid["id"]]
    assert posts.exists()


def test_it_can_be_made_wider(office: Office) -> None:
    office.posts(("anna", "Falke 2 kommt"))
    (first,) = office.listed("alerts")
    wide = ("--any-account", "--any-term", "--until", later(1), "--as", "kim", "--reason", "public by mistake")
    office.said("exceptions", "add", str(first["id"]), *wide)
    office.posts(("ben", "Falke 2 ist da"))
    assert ids(office.listed("alerts")) == [first["id"]]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--until", later(91), "--reason", "x"), "at most 90 days"),
        (("--until", later(-1), "--reason", "x"), "is over"),
        (("--until", later(1)), "--reason"),
    ],
)
def test_one_that_may_not_be_is_refused(office: Office, words: tuple[str, ...], told: str) -> None:
    office.posts(("anna", "Falke 2 kommt"))
    (first,) = office.listed("alerts")
    result = office.run("exceptions", "add", str(first["id"]), *words, "--as", "kim")
    assert told in repr(result.exception)
    assert office.listed("exceptions", "list") == []


def test_what_is_not_there_is_told(office: Office) -> None:
    wrong = (("add", "al_x", "--until", later(1), "--reason", "x", "--as", "kim"), ("end", "ex_x", "--as", "kim"))
    for words in (*wrong, ("show", "ex_x")):
        assert (
            "there is no alert" in (said := repr(office.run("exceptions", *words).exception)) or "no exception" in said
        )


def test_a_scan_prints_neither_what_is_excepted_nor_what_is_in_shadow(office: Office) -> None:
    document = (
        "---\nkind: Exception\nid: fair\nregister: Embargo/falke-2\naccount: anna\nreason: the fair\n"
        f"since: {later(-1)}\nuntil: {later(1)}\n"
    )
    office.file.write_text(office.file.read_text("utf-8") + document, "utf-8")
    posts = office.posts(("anna", "Falke 2 kommt"), ("ben", "Lumarixo kommt"), ("ben", "Branvelix kommt"))
    assert done(office.folder, "scan", "--registers", str(office.file), str(posts)) == ""
    checked = office.run("check", "--registers", str(office.file), "--as", "ben", "Lumarixo kommt")
    assert (checked.exit_code, "Lumarixo" in checked.output) == (0, False)
