"""Windows are half-open and judged at the post's own time, to the microsecond."""

from datetime import datetime, timedelta

import pytest

from tests.veltrona import ANNA, COMPANY, EVERYTHING, FALKE_2, NEWSROOM, WERK_NORD, alert, situation

TICK = timedelta(microseconds=1)


def embargo(**changes: str) -> str:
    lines = FALKE_2.replace("opens: 2025-10-15T00:00:00Z\nlifts: 2026-02-01T09:00:00Z\n", "")
    times = {"opens": "2025-10-15T00:00:00Z", "lifts": "2026-02-01T09:00:00Z"} | changes
    return lines + "".join(f"{name}: {time}\n" for name, time in times.items())


def leaks_at(when: str, *documents: str, text: str = "Falke 2 kommt", later: timedelta = timedelta(0)) -> bool:
    at = datetime.fromisoformat(when) + later
    return alert(text, held=situation(COMPANY, NEWSROOM, *documents), at=at) is not None


@pytest.mark.parametrize(
    ("begin", "document"),
    [
        ("2025-11-01T12:00:00+00:00", embargo(opens="2025-11-01T12:00:00Z")),
        ("2025-10-26T01:30:00+00:00", embargo(opens="2025-10-26T02:30:00+01:00")),
        ("2025-11-30T23:00:00+00:00", embargo(opens="2025-12-01T00:00:00 Europe/Berlin")),
    ],
)
def test_an_embargo_begins_at_the_instant_it_opens(begin: str, document: str) -> None:
    assert not leaks_at(begin, ANNA, document, later=-TICK)
    assert leaks_at(begin, ANNA, document)


@pytest.mark.parametrize(
    ("end", "document"),
    [
        ("2025-12-01T08:00:00+00:00", embargo(lifts="2025-12-01T09:00:00 Europe/Berlin")),
        ("2026-07-01T07:00:00+00:00", embargo(lifts="2026-07-01T09:00:00 Europe/Berlin")),
        ("2026-03-29T01:00:00+00:00", embargo(lifts="2026-03-29T03:00:00 Europe/Berlin")),
        ("2025-12-24T12:00:00+00:00", embargo(public_since="2025-12-24T12:00:00Z")),
        ("2026-02-01T09:00:00+00:00", embargo(public_since="2026-12-24T12:00:00Z")),
    ],
)
def test_an_embargo_is_over_at_the_instant_it_lifts_or_is_public(end: str, document: str) -> None:
    assert leaks_at(end, ANNA, document, later=-TICK)
    assert not leaks_at(end, ANNA, document)


def test_a_crisis_holds_from_its_opening_until_just_before_its_close() -> None:
    crisis = f"{WERK_NORD}closes: 2025-11-21T12:00:00Z\n"
    for when, holds in (
        ("2025-11-20T04:09:59.999999+00:00", False),
        ("2025-11-20T04:10:00+00:00", True),
        ("2025-11-21T11:59:59.999999+00:00", True),
        ("2025-11-21T12:00:00+00:00", False),
    ):
        assert leaks_at(when, ANNA, FALKE_2, crisis, text="Feuer in Halle 7") == holds


def test_a_crisis_that_is_not_closed_goes_on() -> None:
    assert leaks_at("2029-01-01T00:00:00+00:00", ANNA, FALKE_2, WERK_NORD, text="Feuer in Halle 7")


def test_an_account_is_looked_at_from_consent_until_just_before_withdrawal() -> None:
    consent = 'consent: {from: 2025-10-20T00:00:00+02:00, withdrawn: 2025-11-21T12:00:00Z, notice: "2025-10"}\n'
    anna = ANNA[: ANNA.index("consent")] + consent
    for when, holds in (
        ("2025-10-19T21:59:59.999999+00:00", False),
        ("2025-10-19T22:00:00+00:00", True),
        ("2025-11-21T11:59:59.999999+00:00", True),
        ("2025-11-21T12:00:00+00:00", False),
    ):
        assert leaks_at(when, anna, FALKE_2) == holds


def test_a_purpose_nobody_agreed_to_is_not_looked_at() -> None:
    only_crisis = ANNA.replace('notice: "2025-10"', 'notice: "2025-10", purposes: [crisis]')
    documents = [only_crisis if item == ANNA else item for item in EVERYTHING]
    assert alert("Falke 2 kommt", held=situation(*documents)) is None
    assert alert("Feuer in Halle 7", held=situation(*documents)) is not None
