"""What decisions teach of one crisis: in any order the same, of nobody, and no feeling."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.learn.profile import MOST_BITS, MOST_WORDS, Example, declared_weights, score, taught
from streams.learn.seed_words import AROUND, FEELINGS, TOPICS, WEAK
from streams.learn.words import declared_words, learnable, lists_of, told_words
from streams.registers import Crisis
from streams.text.traces import stem
from tests.veltrona import NOON

FIRE = Crisis(id="fire", company="", title="", type="fire", opens=NOON, sites=("Werk Nord",), terms=("Brand", "smoke"))
WORDS = (
    "trafohaus",
    "lagerarbeiter",
    "sirene",
    "kantine",
    "loeschzug",
    "hydrant",
    "pfoertner",
    "server",
    "gabelstapler",
)
EXAMPLES = st.lists(
    st.builds(
        Example,
        author=st.sampled_from(("a", "b", "c")),
        leak=st.booleans(),
        words=st.frozensets(st.sampled_from(WORDS), max_size=6),
    ),
    max_size=25,
)


def example(text: str, author: str = "a", *, leak: bool = True) -> Example:
    return Example(author, leak, told_words([text]))


def learned(*examples: Example) -> dict[str, float]:
    return {one.word: one.bits for one in taught(examples, FIRE).words if not one.word.startswith("+")}


@given(EXAMPLES, st.data())
def test_the_same_decisions_in_any_order_teach_the_same(examples: list[Example], data: st.DataObject) -> None:
    assert taught(examples, FIRE) == taught(data.draw(st.permutations(examples)), FIRE)


@given(EXAMPLES)
def test_a_word_of_one_author_is_in_no_profile(examples: list[Example]) -> None:
    found = taught(examples, FIRE)
    for one in found.proposed:
        assert len({each.author for each in examples if each.leak and one.word in each.words}) > 1
    shared = {stem(word) for word in WORDS if len({each.author for each in examples if word in each.words}) > 1}
    assert {one.word for one in found.words if not one.word.startswith("+")} <= shared


@given(EXAMPLES)
def test_a_profile_is_bounded(examples: list[Example]) -> None:
    found = taught(examples, FIRE)
    assert len(found.words) <= MOST_WORDS
    assert all(abs(one.bits) <= MOST_BITS for one in found.words)


def test_words_of_leaks_speak_for_a_crisis_and_those_of_dismissed_posts_against_it() -> None:
    leaks = [example("Trafohaus ist hin", author) for author in "abc"]
    others = [example("Gabelstapler in der Ausstellung", author, leak=False) for author in "abc"]
    found = learned(*leaks, *others)
    assert found["trafohau"] > 3
    assert found["gabelsta"] < 0


def test_whom_a_post_mentions_and_links_to_is_never_learned() -> None:
    text = "@pfoertner@social.example sagt https://zeitung.example/trafohaus"
    assert told_words([text]) == {"sagt"}


def test_words_of_feeling_and_of_free_speech_are_never_learned() -> None:
    said = "Streik und Betriebsrat, wir sind traurig und wütend, Trafohaus"
    found = taught([example(said, author) for author in "abc"], FIRE)
    assert {one.word for one in found.proposed} == {"trafohaus"}
    assert not any(learnable(word) for word in ("traurig", "wuetend", "angst", "gewerkschaft", "streik"))


def test_no_list_holds_a_word_of_feeling() -> None:
    listed = {entry for words in (TOPICS | AROUND | WEAK).values() for entry in words.split()}
    assert not FEELINGS & listed
    assert not any(lists_of(word) for word in FEELINGS)


def test_swapping_only_feeling_words_changes_nothing() -> None:
    weights = {one.word: one.bits for one in taught([example("traurig Trafohaus", a) for a in "abc"], FIRE).words}
    said = [f"trafohaus im werk, ich bin {word} und sage nichts".split() for word in ("traurig", "froh", "wuetend")]
    told = [[bits for bits, _ in score(words, frozenset(), weights)] for words in said]
    assert told[0] == told[1] == told[2]


def test_what_is_declared_is_evidence_of_its_own_and_not_learned() -> None:
    found = taught([example("Brand im Werk Nord, smoke, Trafohaus", author) for author in "ab"], FIRE)
    assert {one.word for one in found.proposed} == {"trafohaus"}
    accepted = replace(FIRE, related=("Trafohaus",))
    assert taught([example("Trafohaus", author) for author in "ab"], accepted).proposed == ()


def test_what_was_learned_against_a_word_of_a_list_stands() -> None:
    weights = {**declared_weights(FIRE), "drehleit": -2.0}
    assert [bits for bits, _ in score(["drehleiter"], declared_words(FIRE), weights)] == [-2.0]


def test_a_declaration_says_of_which_sort_a_crisis_is() -> None:
    weights = declared_weights(FIRE)
    assert weights["+fire"] > 0 > weights["+cyber"]
    assert weights["+rescue"] == 0


def test_what_never_happens_in_a_crisis_soon_weighs_less() -> None:
    examples = [example("Trafohaus ist hin, Kantine zu", f"{number}") for number in range(20)]
    after = {one.word: one.bits for one in taught(examples, FIRE).words}
    assert after["+fire"] < declared_weights(FIRE)["+fire"]


@pytest.mark.parametrize(
    ("word", "listed"),
    [
        ("loeschzug", "+rescue"),
        ("feuerwehrleute", "+rescue"),
        ("ransomware", "+cyber"),
        ("kuchen", ""),
        ("server", "+state"),
    ],
)
def test_a_word_stands_in_the_list_of_its_longest_entry(word: str, listed: str) -> None:
    assert lists_of(word) == listed


def test_a_long_post_is_no_nearer_than_its_four_strongest_words() -> None:
    words = ["feuer", "qualm", "rauchsaeule", "loeschzug", "flammen", "drehleiter", "sirene", "sammelplatz"]
    assert len(score(words, declared_words(FIRE), declared_weights(FIRE))) == 4
