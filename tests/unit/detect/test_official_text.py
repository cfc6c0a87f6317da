"""What was officially said may be repeated; one's own secret beside it may not."""

from datetime import timedelta

import pytest

from streams.events import Alert, OfficialPublished, PostEvent
from streams.situation.official import with_official
from tests.veltrona import NOON, alert, alerts, events, post, situation

SAID = "Am Dienstag zeigen wir die neue Falke 2 zum ersten Mal im Werk"
STATEMENT = "We are aware of smoke at Werk Nord this morning. Everybody is safe and well."
LATER = NOON + timedelta(hours=1)


def after_newsroom(*posts: PostEvent, said: str = SAID, by: str = "newsroom") -> list[Alert]:
    """The alerts on these posts when the newsroom has spoken at noon."""
    held = situation()
    spoken = [item for item in events([post(said, by, id="n")], held) if isinstance(item, OfficialPublished)]
    return alerts(*posts, held=with_official(held, spoken))


def test_an_allowed_account_raises_nothing_and_makes_its_text_official() -> None:
    said = events([post(SAID, "newsroom")], situation())
    assert [type(item) for item in said] == [OfficialPublished]


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        f"RT newsroom: {SAID} #stolz",
        f"{SAID} #Falke2 #Veltrona",
        SAID.upper(),
        "zeigen wir die neue Falke 2 zum ersten Mal",
    ],
)
def test_repeating_the_earlier_post_of_an_allowed_account_is_no_leak(text: str) -> None:
    assert after_newsroom(post(text, at=LATER)) == []


def test_the_same_words_before_or_at_the_time_of_the_official_post_are_a_leak() -> None:
    assert after_newsroom(post(SAID, at=NOON - timedelta(seconds=1)))
    assert after_newsroom(post(SAID, at=NOON))


def test_what_an_account_says_that_is_not_allowed_makes_nothing_official() -> None:
    assert after_newsroom(post(SAID, at=LATER), by="shop")


@pytest.mark.parametrize(
    ("own", "secret"),
    [
        ("Und sie kostet nur 249 €!", "249 €"),
        ("Ich baue die Falke 2 seit Jahren", "Falke 2"),
    ],
)
def test_a_secret_of_ones_own_beside_official_text_is_a_leak(own: str, secret: str) -> None:
    found = after_newsroom(post(f"{SAID}. {own}", "ben", at=LATER))
    assert [item.register for item in found] == ["Embargo/falke-2"]
    place = f"{SAID}. {own}".rindex(secret)
    assert place in {item.start for item in found[0].evidence}


def test_a_public_product_beside_official_text_is_no_secret() -> None:
    said = f"{SAID}, mit 38 kWh in jedem Keller dieser Stadt"
    assert after_newsroom(post(f"{said}. Mein Falke 1 läuft noch", "ben", at=LATER), said=said) == []


def test_the_statement_of_a_crisis_may_be_repeated_and_greeted() -> None:
    assert alert(STATEMENT) is None
    assert alert(f"Aus meinem Werk Nord: {STATEMENT} Danke an alle") is None


def test_an_incident_beside_the_statement_is_a_leak() -> None:
    text = f"{STATEMENT} Sie sagen nicht, dass alles evakuiert ist"
    found = alert(text)
    assert found
    assert "evakuiert" in {text[item.start : item.end] for item in found.evidence}


def test_official_on_one_register_is_not_official_on_another() -> None:
    said = "Die neue Falke 2 und der Lumarixo kommen am Dienstag"
    found = after_newsroom(post(said, at=LATER), said=said)
    assert [item.register for item in found] == ["Embargo/sperber"]
