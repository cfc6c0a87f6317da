import pytest

from streams.policies.protected_topics import targets


@pytest.mark.parametrize(
    "term",
    [
        "Betriebsrat",
        "Betriebsratswahl",
        "BETRIEBSRÄTE",
        "Gewerkschaft",
        "IG Metall",
        "Warnstreik",
        "Str\u200beik",
        "strike",
        "a strike at the plant",
        "union",
        "works council",
        "unionizing",
        "Gehaltserhöhung",
        "pay rise",
        "Löhne",
        "Bundestagswahl",
        "election",
        "mosque",
        "Kirche",
    ],
)
def test_terms_aimed_at_what_people_may_speak_of_freely_are_seen(term: str) -> None:
    assert targets(term)


@pytest.mark.parametrize(
    "term",
    [
        "Falke 2",
        "Falke Pay",
        "Veltrona Strike Pro",
        "Selection",
        "Kirchheim",
        "Belohnung",
        "Brand",
        "Unionsplatz",
        "the",
        "",
    ],
)
def test_products_places_and_incidents_are_not(term: str) -> None:
    assert not targets(term)
