import time

import pytest

from streams.text.counts import counted, counts_in
from streams.text.facts import canonical_fact, declared_fact, facts_in

SAME = [
    ("249 €", ["249,00 Euro", "EUR 249", "€249", "249,- €", "249.\u2013 €", "EUR249"]),
    ("249 €", ["\uff12\uff14\uff19 €", "249\u00a0Euro"]),
    ("1.299 Euro", ["€1,299.00", "1299 €", "1'299 Euro", "EUR 1.299,-"]),
    ("1,5 Mio. Euro", ["1.5 million euros", "€1.5m", "1,500,000 EUR", "1.500.000,00 €"]),
    ("2 Mrd. Euro", ["€2bn", "2 billion euros", "2 Milliarden Euro"]),
    ("12 %", ["12 Prozent", "12 percent", "12%", "12,0 %", "12 per cent"]),
    ("12. März 2027", ["12.03.2027", "12.3.27",
        "March 12, 2027", "12 March 2027", "2027-03-12", "Mar 12th 2027", "12/03/2027"]),
    ("12. März", ["12.3.", "12 March", "March 12th", "12. Mrz", "12.03."]),
    ("38 kWh", ["38kWh", "38 Kilowattstunden", "38 Kilowatt-Stunden", "38 kilowatt hours", "38,0 kWh", "38-kWh"]),
    ("14 Zoll", ['14"', "14 inch", "14-inch"]),
    ("63,2 Mio. €", ["€63.2 mn", "63,2 Mio", "63.2 mil", "63,2 Mill. Euro"]),
    ("249 CHF", ["Fr. 249", "SFr. 249.\u2013", "249 Fr."]),
    ("450 PS", ["450 hp"]),
    ("1,5 t", ["1.5 tonnes"]),
]  # fmt: skip
OTHER = [
    ("249 €", ["249 $", "2490 €", "24 €", "249 %"]),
    ("12. März 2027", ["13. März 2027", "12. März 2028", "12. Mai 2027"]),
    ("38 kWh", ["38 kW", "3,8 kWh", "38 km"]),
    ("1,5 t", ["1,5 kg", "15 t"]),
]


@pytest.mark.parametrize(("declared", "notation"), [(a, b) for a, notations in SAME for b in notations])
def test_notations_of_one_value_are_equal(declared: str, notation: str) -> None:
    assert canonical_fact(declared) & canonical_fact(notation)


@pytest.mark.parametrize(("declared", "notation"), [(a, b) for a, notations in OTHER for b in notations])
def test_other_values_are_not_equal(declared: str, notation: str) -> None:
    assert canonical_fact(notation)
    assert not canonical_fact(declared) & canonical_fact(notation)


@pytest.mark.parametrize(
    "text", ["", "Falke 2", "249", "um 249 €", "249 € und 5 %", "32.13.2027", "2.5.3", "5G", "x249 €", "12. Marz"]
)
def test_what_is_no_value_as_a_whole_is_no_fact(text: str) -> None:
    assert canonical_fact(text) == frozenset()


def test_every_value_of_a_text_is_found_at_its_place() -> None:
    text = "Ab März 12, 2027 für nur €249,-! 38-kWh-Akku, \uff12\uff10 % mehr; the 3rd of May 2027."
    seen = [text[hit.start : hit.end] for hit in facts_in(text)]
    assert seen == ["März 12, 2027", "€249,-", "38-kWh", "\uff12\uff10 %", "3rd of May 2027"]


def test_units_of_one_letter_mean_what_their_case_says() -> None:
    assert canonical_fact("5 g")
    assert not canonical_fact("5 G")


@pytest.mark.parametrize("piece", ["1", "1 ", "1.", "1,", "249 € ", "april 1 ", "1.000.", "12. Mxrz ", "1/"])
def test_a_hundred_thousand_hostile_characters_are_searched_quickly(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    began = time.process_time()
    facts_in(text)
    assert time.process_time() - began < 0.5


def test_one_currency_sign_belongs_to_one_number() -> None:
    assert [(hit.start, hit.end) for hit in facts_in("10 € 20")] == [(0, 4)]


@pytest.mark.parametrize("text", ["12. März", "am 12.3. geht es los", "March 12 it is", "12.03.27, rot im Kalender"])
def test_a_declared_day_is_found_without_its_year(text: str) -> None:
    declared = declared_fact("12. März 2027")
    assert any(hit.values & declared for hit in facts_in(text))
    assert not any(hit.values & declared for hit in facts_in(text.replace("12", "13")))


@pytest.mark.parametrize(
    "text", ["1 \u017fept 2026", "\u017fept 5", "5 ma\u0131 2026", "5 m\u0131llion", "3 m\u0130llion euro"]
)
def test_letters_that_patterns_take_for_others_do_no_harm(text: str) -> None:
    plain = text.replace("\u017f", "s").replace("\u0131", "i").replace("\u0130", "I")
    assert facts_in(text)[0].values == facts_in(plain)[0].values != frozenset()


def test_a_day_with_another_year_is_another_day() -> None:
    assert not declared_fact("12. März 2027") & canonical_fact("12. März 2028")


@pytest.mark.parametrize(
    ("declared", "text", "seen"),
    [
        ("120 Filialen", "wir machen 120 neue Filialen auf", "120 neue Filialen"),
        ("120 Filialen", "120 branches, people", "120 branches"),
        ("1.400 Kräne", "es werden 1400 Kräne", "1400 Kräne"),
        ("3 Häfen", "3 Häfen, mehr nicht", "3 Häfen"),
    ],
)
def test_a_count_of_anything_can_be_declared(declared: str, text: str, seen: str) -> None:
    (value,) = declared_fact(declared)
    (hit,) = counts_in(text, {counted(value)})
    assert value in hit.values
    assert text[hit.start : hit.end] == seen


def test_another_count_and_another_noun_are_not_that_count() -> None:
    (value,) = declared_fact("120 Filialen")
    assert not counts_in("120 Gurken und 1120 Ziegel", {counted(value)})
    assert value not in counts_in("121 Filialen", {counted(value)})[0].values
