"""The audit pages: who did what, what held, which version fired, kept questions, and an export that can be checked."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import get_args
from urllib.parse import urlencode
from zipfile import ZipFile

import pytest
from httpx2 import Response

from services.acts import MACHINE
from services.audit.entries import KINDS, Entry
from services.audit.export import LINES, bundled
from services.audit.trail import Question, told, trail
from services.audit.verify import verify
from services.serve import asked
from services.serve.links import Role
from services.sources.gaps import gap
from streams.losses import Gap
from streams.topics import Emit
from streams.trail import Act, Decision
from tests.unit.serve.browser import Browser, Open
from tests.unit.serve.conftest import HOSTILE
from tests.veltrona_house import House


def sent(browser: Browser, path: str, question: str = "", **fields: str) -> Response:
    token = re.findall(r'name="form_token" value="([^"]+)"', browser.get("/desk"))[0]
    return browser.client.post(path, data={"form_token": token, "query": question} | fields)


def rows(browser: Browser, question: str = "") -> list[str]:
    """The lines of the page as text."""
    body = browser.get(f"/audit?{question}").partition("<tbody>")[2].partition("</tbody>")[0]
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in body.split("<tr>")[1:]]


def lines(console: Open, actor: str = "") -> list[Entry]:
    return list(trail(console.installation.log, Question(actor=actor)))


def alert_of(browser: Browser) -> str:
    found = re.search(r"/alerts/(al_\w+)", browser.get("/alerts"))
    assert found is not None
    return found.group(1)


def test_the_page_knows_the_kinds_of_the_trail() -> None:
    assert asked.KINDS == KINDS


def test_a_question_in_the_address_narrows_by_who_what_kind_and_time(console: Open) -> None:
    browser = console.browser("auditor", "Olga")
    assert len(rows(browser, "kind=register&actor=kim")) == 8
    assert len(rows(browser, "object=Embargo/*&kind=register")) == 2
    assert len(rows(browser, "kind=register&kind=look-back")) == 8 + len(rows(browser, "kind=look-back")) > 8
    assert rows(browser, "until=2025-11-20T13:59&kind=register") == []
    assert len(rows(browser, "since=2025-11-20T14:00&kind=register")) == 8  # on the clocks of Berlin
    assert len(rows(browser, "since=2025-11-20T13:00:00Z&kind=register")) == 8
    assert "Nothing in the trail matches." in browser.get("/audit?actor=nobody")


@pytest.mark.parametrize(
    "question",
    ["since=yesterday", "kind=secret", "until=2025-13-40", "since=2025-03-30T02:30", "until=9999-12-31T23:59:59Z"],
)
@pytest.mark.parametrize("lang", ["en", "de"])
def test_what_is_no_question_is_said_in_words_and_answered_by_no_line(console: Open, question: str, lang: str) -> None:
    browser = console.browser("auditor")
    browser.client.post("/language", data={"lang": lang})
    answer = browser.client.get(f"/audit?{question}")
    assert answer.status_code == 422
    assert question.partition("=")[2] in answer.text
    assert "<tbody>" not in answer.text
    assert sent(browser, "/audit/export", question).status_code == 422


def test_a_question_that_cannot_be_asked_stays_in_its_form(console: Open) -> None:
    browser = console.browser("auditor")
    answer = browser.client.get("/audit?actor=Kim+%3Cb%3E&kind=decision&since=1900-01-01T00:00&until=2026-01-01")
    assert "“1900-01-01T00:00” is no time of the years 1970 to 2199" in answer.text
    assert 'name="actor" value="Kim &lt;b&gt;"' in answer.text
    assert 'name="since" value="1900-01-01T00:00"' in answer.text
    assert 'value="decision" checked' in answer.text


@pytest.mark.parametrize("until", ["2025-11-20T13:59", "2025-11-20T14:00"])
def test_a_window_in_which_nothing_can_lie_is_said_to_be_one(console: Open, until: str) -> None:
    browser = console.browser("auditor")
    question = f"since=2025-11-20T14:00&until={until}"
    answer = browser.client.get(f"/audit?{question}")
    assert answer.status_code == 422
    assert "“Before” does not lie after “From”" in answer.text
    assert sent(browser, "/audit/export", question).status_code == 422


def test_of_a_time_ahead_it_is_not_said_what_had_been_declared_by_then(console: Open) -> None:
    browser = console.browser("auditor")
    assert "As it is declared by now." in browser.get("/audit/held?at=2030-01-01")
    assert "As it had been declared by" in browser.get("/audit/held?at=2025-11-20")
    assert "At (Europe/Berlin)" in browser.get("/audit/held")


def test_lines_are_told_in_german_too(console: Open) -> None:
    browser = console.browser("auditor", "Olga")
    browser.client.post("/language", data={"lang": "de"})
    page = " ".join(rows(browser))
    assert "erklärte Fassung 1" in page
    assert "meldete sich an" in page
    assert "declared version" not in page


def test_a_long_trail_is_shown_page_by_page(console: Open, house: House) -> None:
    many = [
        Decision(id=f"de_{n}", subject="al_1", actor="kim", at=house.now, verdict="leak", reason="") for n in range(450)
    ]
    console.installation.log.append([Emit("decisions", "al_1", one) for one in many])
    browser = console.browser("auditor")
    assert [len(rows(browser, f"kind=decision&page={n}")) for n in (1, 2, 3, 4)] == [200, 200, 50, 0]
    assert "page=2" in browser.get("/audit?kind=decision")
    assert "page=3" not in browser.get("/audit?kind=decision&page=3")
    assert "450 lines" in browser.get("/audit?kind=decision&page=x")


def test_an_alert_says_which_version_fired_and_who_declared_it(console: Open) -> None:
    browser = console.browser("auditor")
    alert = alert_of(browser)
    page = unescape(browser.get(f"/audit?object={alert}"))
    assert "What made this alert" in page
    assert re.search(r"by (Embargo|Crisis)/[\w-]+ in version 1", page)
    assert "declared by kim" in page
    assert "What made this alert" not in browser.get("/audit?object=al_nothing")


def test_what_held_at_an_instant_is_what_had_been_declared_by_then(console: Open, house: House) -> None:
    browser, auditor = console.browser(), console.browser("auditor")
    before = house.now.isoformat()
    house.now += (house.now - house.now).__class__(hours=1)
    assert browser.send("/desk/embargoes/falke-2/lift", reason="board").status_code == 303
    then, now = (unescape(auditor.get(f"/audit/held?{urlencode({'at': at})}")) for at in (before, ""))
    falke = re.compile(r'<li class="card held-(\w+)">\s*<p class="held-top"><strong>Launch of the Veltrona Falke 2')
    assert [found.group(1) for page in (then, now) if (found := falke.search(page))] == ["in_force", "over"]
    assert "1 later version" in then
    assert "Version 2, declared by Hanne" in now
    assert ": board" in now
    long_ago = auditor.get("/audit/held?at=2020-01-01T00:00")
    assert "Falke" not in long_ago
    assert "Comes with vorlaut; nobody declared it." in long_ago
    for at in ("soon", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"):
        assert auditor.client.get(f"/audit/held?at={at}").status_code == 422


def test_a_question_is_kept_by_name_for_everybody_and_dropped_again(console: Open) -> None:
    auditor, responder = console.browser("auditor", "Olga"), console.browser()
    kept = sent(auditor, "/audit/questions", "object=Embargo/*&kind=register", name="Embargoes")
    assert kept.headers["location"] == "/audit?object=Embargo/*&kind=register"
    assert f'href="{kept.headers["location"].replace("&", "&amp;")}"' in responder.get("/audit")
    assert "kept by Olga" in responder.get("/audit")
    assert any("kept the question Embargoes" in row for row in rows(auditor, "actor=Olga"))
    assert sent(auditor, "/audit/questions/drop", name="Embargoes").status_code == 303
    assert "Kept questions" not in responder.get("/audit")
    assert any("dropped the question Embargoes" in row for row in rows(auditor, "kind=question"))


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "a\u202eb"])
def test_a_name_that_is_none_is_said_in_words(console: Open, name: str) -> None:
    answer = sent(console.browser("auditor"), "/audit/questions", "actor=kim", name=name)
    assert answer.status_code == 422
    assert "Nothing was kept" in answer.text


def test_an_export_is_intact_says_who_made_it_and_is_in_the_trail(console: Open, house: House, tmp_path: Path) -> None:
    auditor = console.browser("auditor", "Olga")
    answer = sent(auditor, "/audit/export", "kind=register&actor=kim")
    assert answer.headers["content-type"] == "application/zip"
    assert re.fullmatch(
        r'attachment; filename="vorlaut-trail-\d{8}T\d{6}Z\.zip"', answer.headers["content-disposition"]
    )
    assert int(answer.headers["content-length"]) == len(answer.content)
    (tmp_path / "out.zip").write_bytes(answer.content)
    manifest = verify(tmp_path / "out.zip")
    assert (manifest.lines, manifest.exported_by, manifest.exported_at) == (8, "Olga", house.now)
    (exported,) = [line for line in lines(console, "Olga") if line.what == "exported"]
    assert exported.why == f"8 lines, sha256 {manifest.sha256}"
    assert exported.object == "audit"


def test_an_export_has_the_very_bytes_that_the_command_would_write(console: Open, house: House) -> None:
    question = Question(kinds=("register",))
    with bundled(told(console.installation.log, question), question, "Olga", house.now) as (file, _):
        expected = file.read()
    assert sent(console.browser("auditor", "Olga"), "/audit/export", "kind=register").content == expected


def test_what_strangers_wrote_is_harmless_on_the_page_and_in_the_file(console: Open) -> None:
    auditor, responder = console.browser("auditor", f"=Olga {HOSTILE}"), console.browser()
    responder.send(f"/alerts/{alert_of(responder)}/decisions", verdict="leak", reason=f"@SUM(1+1) {HOSTILE}")
    page = auditor.get("/audit")
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert "\x1b" not in page
    with ZipFile(BytesIO(sent(auditor, "/audit/export").content)) as archive:
        for name in archive.namelist():
            raw = archive.read(name)
            assert all(byte == 10 or 32 <= byte < 127 for byte in raw)
            assert not [line for line in raw.decode().splitlines() if line[:1] in {"=", "+", "-", "@"}]
        assert b"@SUM(1+1)" in archive.read(LINES)


def signs_in(console: Open, _alert: str) -> None:
    console.browser(name="Somebody")


def signs_out(console: Open, _alert: str) -> None:
    console.browser(name="Somebody").client.post("/sign-out")


def reads(console: Open, alert: str) -> None:
    console.browser(name="Somebody").get(f"/alerts/{alert}")


def searches(console: Open, _alert: str) -> None:
    console.browser(name="Somebody").get("/alerts?q=Falke")


def exports(console: Open, _alert: str) -> None:
    sent(console.browser("auditor", "Somebody"), "/audit/export")


DOES: Mapping[Act, Callable[[Open, str], None]] = {
    "signed in": signs_in,
    "signed out": signs_out,
    "read": reads,
    "searched": searches,
    "exported": exports,
}
# test_serve_drafts.py, test_channels_cli.py, test_console_reach.py, test_guard_cli.py
ELSEWHERE = {"read draft", "tested", "invited", "tried"}


@pytest.mark.parametrize("act", sorted(set(get_args(Act)) - ELSEWHERE))
def test_every_act_is_in_the_trail_with_who_did_it(each: Open, act: Act) -> None:
    """Every act that there is: one without a way to do it here fails."""
    alert = alert_of(each.browser("reader", "Looker"))
    DOES[act](each, alert)
    assert act in {line.what for line in lines(each, "Somebody") if line.kind == "access"}


POSTS: Mapping[str, tuple[Role, dict[str, str]]] = {
    "/alerts/{alert_id}/decisions": ("responder", {"verdict": "leak", "reason": "x"}),
    "/desk/crises": ("responder", {"title": "Water", "sites": "Halle 9", "terms": "Wasser", "reason": "x"}),
    "/desk/crises/{crisis_id}/add": ("responder", {"terms": "Explosion", "reason": "x"}),
    "/desk/crises/{crisis_id}/close": ("responder", {"reason": "x"}),
    "/desk/embargoes/{embargo_id}/lift": ("responder", {"reason": "x"}),
    "/health/gaps/{gap_id}/close": ("responder", {"reason": "x"}),
    "/audit/export": ("auditor", {}),
    "/audit/questions": ("auditor", {"name": "mine"}),
    "/audit/questions/drop": ("auditor", {"name": "there"}),
}
CHANGES_NOTHING = {"/desk/try", "/language"}
SIGNING = {"/sign-in", "/sign-out", "/sign-in/ended"}


def lost(console: Open) -> str:
    """A gap that nobody has closed."""
    now = console.installation.clock()
    emit = gap("posts.ndjson", now - timedelta(hours=1), now, "cut_off")
    console.installation.log.append([emit])
    assert isinstance(emit.event, Gap)
    return emit.event.id


def posts(console: Open) -> set[str]:
    return {route.path for route in console.app.routes if "POST" in (getattr(route, "methods", None) or ())}  # type: ignore[attr-defined]


def test_every_form_that_changes_something_is_tried_below(each: Open) -> None:
    assert posts(each) - SIGNING - CHANGES_NOTHING == set(POSTS)


@pytest.mark.parametrize("path", POSTS)
def test_every_form_that_changes_something_leaves_a_line_with_who_sent_it(console: Open, path: str) -> None:
    role, fields = POSTS[path]
    sent(console.browser("auditor", "Before"), "/audit/questions", "actor=kim", name="there")
    browser = console.browser(role, "Somebody")
    there = {"alert_id": alert_of(browser), "crisis_id": "werk-nord", "embargo_id": "falke-2", "gap_id": lost(console)}
    filled = path.format(**there)
    before = {line.id or line.what for line in lines(console, "Somebody")}
    assert sent(browser, filled, "actor=kim", **fields).status_code in {200, 303}
    assert {line.id or line.what for line in lines(console, "Somebody")} - before


def test_what_nobody_did_has_the_machine_for_an_actor(console: Open) -> None:
    assert all(line.actor for line in lines(console))
    assert {line.actor for line in lines(console) if line.kind in {"delivery", "look-back"}} <= {MACHINE}
