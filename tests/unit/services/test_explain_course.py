"""What held, what became of an alert, and what is said where a text is gone or hostile."""

import unicodedata
from dataclasses import replace
from datetime import UTC, timedelta
from functools import cache
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.explain.explain import explain
from services.explain.known import Known, known
from services.explain.languages import LANGUAGES
from services.explain.view import View
from streams.events import ALERT_STATUSES, Alert, AlertStatus, Evidence, EvidenceKind
from streams.registers import Embargo
from streams.stage import CannotRun
from streams.trail import Decision, Delivery
from tests.unit.services.explained import LATER, MONTH, Desk, text_of
from tests.unit.services.test_explain_alert import brought
from tests.veltrona import ANNA, COMPANY, EVERYTHING, NOON, post, situation

ANY_TEXT = st.text(max_size=30)
ANY_EVIDENCE = st.builds(
    Evidence,
    kind=st.sampled_from([*get_args(EvidenceKind), "hologram"]),
    part=st.sampled_from(["text", "summary", "attachment:0", "link:x", "", "poll:99"]),
    start=st.integers(-3, 40),
    end=st.integers(-3, 40),
    term=ANY_TEXT | st.sampled_from(["Falke 2", "Falke", "249 €"]),
    view=ANY_TEXT | st.sampled_from(["word", "fuzzy"]),
    bits=st.floats(-20, 20),
    notes=st.lists(ANY_TEXT, max_size=2).map(tuple),
)
ANY_REASON = ANY_TEXT | st.sampled_from(["impact:high", "impact:huge", "lowered:unsure", "thread", "role:{x}", "line:"])


def test_what_held_names_the_version_who_declared_it_and_what_changed_since() -> None:
    desk = Desk()
    (alert,) = desk.post(post("Falke 2 kommt."))
    (embargo,) = (entry for entry in desk.entries if isinstance(entry, Embargo) and entry.id == "falke-2")
    desk.declare(replace(embargo, lifts=NOON + timedelta(days=2)), 2, NOON + timedelta(days=1))
    told = desk.shown(alert).held
    assert told[0].startswith("The embargo was open from Wed 15 Oct 2025, 02:00:00 +02:00 until Sun 1 Feb 2026")
    assert any(line.startswith("Version 1 of Embargo/falke-2 held") and "by Kim: planned." in line for line in told)
    assert any(line.startswith("Changed since: version 2") and line.endswith("by Jo: lift.") for line in told)
    assert any("anna had agreed to being looked at for embargoes, crises" in line for line in told)


def test_the_course_says_when_it_was_posted_found_decided_and_taken_down() -> None:
    desk = Desk()
    written = post("Falke 2 kommt.")
    (alert,) = desk.post(written)
    at = NOON + timedelta(hours=1)
    desk.decide(Decision(id="d", subject=alert.id, actor="Mia", at=at, verdict="not_a_leak", reason="a bird\x1b[2J"))
    gone = NOON + timedelta(hours=2)
    desk.post(replace(written, kind="deleted", at=gone, received_at=gone, text=""))
    told = desk.shown(alert)
    assert [row.text for row in told.history] == [
        "posted",
        "found",
        "closed: not confirmed, decided by Mia: a bird⟨U+001B⟩[2J",
        "taken down: the post was deleted",
    ]
    assert told.excerpts == ()
    assert told.text_gone == (
        "The text is gone: it was overwritten when the post was taken down, "
        "Thu 20 Nov 2025, 15:00:00 +01:00 (3 days ago)."
    )


def test_the_course_says_who_was_told_when_and_whom_no_message_reached() -> None:
    desk = Desk()
    (alert,) = desk.post(post("Falke 2 kommt."))

    def told(minute: int, channel: str, why: str = "", attempt: int = 1, about: str = alert.id) -> Delivery:
        at = alert.detected_at + timedelta(minutes=minute)
        name = f"at-{channel}-{attempt}"
        return Delivery(
            id=name,
            subject=alert.id,
            channel=channel,
            at=at,
            attempt=attempt,
            delivered=not why,
            why=why,
            about=(about,),
        )

    away = "mail server away"
    desk.store.record(
        [],
        [
            told(1, "author", away),
            told(2, "author", away, 2),
            told(3, "author", attempt=3),
            told(4, "chat", about=alert.group),
            told(5, "pager", "the webhook answers 500"),
            told(6, "pager", "the webhook answers 500", 2),
        ],
    )
    assert [row.text for row in desk.shown(alert).history][2:] == [
        "the author could not be told at first: mail server away",
        "the author was told at attempt 3",
        "the channel chat was told",
        "the channel pager could not be told: the webhook answers 500",
    ]
    assert "Nachricht an die Person, die es schrieb, beim 3. Versuch" in text_of(desk.shown(alert, "de"))


def test_it_is_said_where_an_author_has_no_address() -> None:
    desk = Desk()
    (alert,) = desk.post(post("Falke 2 kommt."))
    assert "anna cannot be told by mail: the account has no `notify`." in desk.shown(alert).held
    known = Desk(*(one.replace("near:", "notify: mailto:anna@veltrona.example\nnear:") for one in EVERYTHING))
    (alert,) = known.post(post("Falke 2 kommt."))
    assert not any("`notify`" in line for line in known.shown(alert).held)


def test_a_text_that_was_kept_as_long_as_promised_says_until_when() -> None:
    desk = Desk()
    (alert,) = desk.post(post("Falke 2 kommt."))
    desk.store.erase([alert.id])
    assert "texts of alerts are kept for 30 days" in desk.shown(alert, now=NOON + 2 * MONTH).text_gone
    assert "it was erased" in desk.shown(alert, now=LATER).text_gone


def test_a_text_of_somebody_who_withdrew_says_so() -> None:
    desk = Desk()
    (alert,) = desk.post(post("Falke 2 kommt."))
    desk.store.erase([alert.id])
    (account,) = situation(COMPANY, ANNA.replace("near: [falke-2]", "")).registers.accounts.values()
    assert account.consent is not None
    ended = replace(account, consent=replace(account.consent, withdrawn=NOON + timedelta(days=1)))
    desk.declare(ended, 2, NOON + timedelta(days=1))
    assert "withdrew its consent" in desk.shown(alert).text_gone


def test_a_hostile_post_of_a_hundred_thousand_characters_is_short_and_harmless() -> None:
    desk = Desk()
    text = "\u202e\x1b[31m " * 8000 + "Falke 2" + "\u200b" * 50_000
    (alert,) = desk.post(post(text))
    told = text_of(desk.shown(alert))
    assert "Falke 2" in told
    assert len(told) < 12_000
    assert not {"\u202e", "\x1b", "\u200b"} & set(told)


def test_an_alert_that_is_not_there_names_the_command_that_lists_them() -> None:
    desk = Desk()
    with pytest.raises(CannotRun, match="`vorlaut alerts` lists all"):
        known(desk.store, desk.history, "al_none", None, MONTH)


def test_what_holds_for_all_places_of_a_kind_is_said_once() -> None:
    desk = Desk()
    (alert,) = desk.post(post("Merkt euch: 249 Euro, am 12.03.2026.", by="ben"))
    told = [sentence for item in desk.shown(alert).evidence for sentence in item.sentences]
    assert len(desk.shown(alert).evidence) == 2
    assert told.count("A fact counts beside a second one, a term or a product.") == 1


@cache
def hostile() -> tuple[Known, Alert]:
    desk = Desk()
    (alert,) = desk.post(post("Der Falke 2 kommt \u202e heute.", summary="x\x1b"))
    return desk.known(alert, brought()), alert


@given(
    evidence=st.lists(ANY_EVIDENCE, max_size=5).map(tuple),
    reasons=st.lists(ANY_REASON, max_size=5).map(tuple),
    status=st.sampled_from(ALERT_STATUSES),
    register=st.sampled_from(
        ["Embargo/falke-2", "Crisis/werk-nord", "Policy/ad-flood", "Policy/gone", "Embargo/", "x"]
    ),
    version=st.integers(0, 3),
    url=st.none() | ANY_TEXT,
)
def test_whatever_an_alert_holds_it_is_explained_harmlessly_in_both_languages(
    evidence: tuple[Evidence, ...],
    reasons: tuple[str, ...],
    status: AlertStatus,
    register: str,
    version: int,
    url: str | None,
) -> None:
    whole, alert = hostile()
    odd = replace(alert, evidence=evidence, reasons=reasons, status=status, register=register,
                  register_version=version, post=replace(alert.post, url=url))  # fmt: skip
    for words in LANGUAGES.values():
        told = explain(replace(whole, alert=odd), View(words, LATER, UTC))
        assert all(unicodedata.category(char) not in {"Cc", "Cf", "Cs"} for char in text_of(told).replace("\n", ""))
