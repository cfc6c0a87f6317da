from hypothesis import given
from hypothesis import strategies as st

from streams.detect.guard import protected
from streams.detect.guard_words import ALONE, LISTS, TOGETHER
from streams.detect.reading import Part
from streams.text.fold import word_view


def part_of(text: str, name: str = "text") -> Part:
    return Part(name, text, word_view(text))


def test_a_report_of_wrong_doing_is_protected() -> None:
    assert protected([part_of("Ich habe das der Aufsicht gemeldet.")])
    assert protected([part_of("They told us to falsify the protocols.")])


def test_a_hazard_nobody_cares_about_is_protected() -> None:
    assert protected([part_of("Notausgang seit Wochen blockiert, keiner tut was")])


def test_a_plain_mention_of_a_fire_is_not_protected() -> None:
    assert not protected([part_of("Brand in Halle 7, alle evakuiert")])


def test_a_plain_leak_is_not_protected() -> None:
    assert not protected([part_of("Falke 2 kommt am 1.12.")])


def test_the_two_halves_may_stand_in_different_parts() -> None:
    warned = part_of("nobody cares, for months")
    assert not protected([warned])
    assert protected([warned, part_of("the wiring beside the forklift", name="attachment:0")])


def test_umlauts_capitals_and_hashtags_do_not_matter() -> None:
    assert protected([part_of("#WARNSTREIK")])
    assert protected([part_of("Unbezahlte Überstunden")]) is protected([part_of("UNBEZAHLTE UEBERSTUNDEN")]) is True


def test_a_post_without_text_is_not_protected() -> None:
    assert not protected([])
    assert not protected([part_of("")])


def test_text_that_cannot_be_read_counts_as_protected() -> None:
    assert protected([Part("text", "\ud800", " \ud800 ")])


def test_every_list_is_used_and_every_pair_has_its_lists() -> None:
    assert set(LISTS) == {ALONE}.union(*TOGETHER)


def test_no_phrase_of_a_list_is_empty() -> None:
    assert all(word_view(phrase).strip() for phrases in LISTS.values() for phrase in phrases)


@given(st.lists(st.text()))
def test_the_guard_never_raises(texts: list[str]) -> None:
    assert protected([part_of(text) for text in texts]) in (True, False)
