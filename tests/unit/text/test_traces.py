"""What a draft leaves behind: digests under a key, no word of it, and not too many."""

from itertools import pairwise

from streams.text.surprise import UNKNOWN_BITS, surprise
from streams.text.traces import (
    GRAM_BYTES,
    MOST_GRAMS,
    MOST_QUOTES,
    MOST_SENTENCES,
    QUOTE_BYTES,
    STEM_BYTES,
    is_rare,
    stem,
    traces,
    unpacked,
)

KEY = b"0123456789abcdef"
DRAFT = "Der Kranführer in Lüttenhaven trinkt Tee. Danach hebt er 26 Container auf die Fähre nach Fjordby!"


def test_one_key_always_gives_the_same_and_another_key_nothing_in_common() -> None:
    one, other = traces(DRAFT, KEY), traces(DRAFT, KEY[::-1])
    assert traces(DRAFT, KEY) == one
    assert set(unpacked(one.quotes, QUOTE_BYTES)).isdisjoint(unpacked(other.quotes, QUOTE_BYTES))
    assert set(unpacked(one.stems[0], STEM_BYTES)).isdisjoint(unpacked(other.stems[0], STEM_BYTES))


def test_no_word_of_the_draft_can_be_read() -> None:
    left = traces(DRAFT, KEY)
    packed = b"".join((left.quotes, *left.stems, *left.grams))
    assert not any(word.lower().encode() in packed for word in DRAFT.split())


def test_there_is_a_digest_for_every_four_words_and_an_item_for_every_sentence() -> None:
    left = traces(DRAFT, KEY)
    assert len(left.quotes) == QUOTE_BYTES * (len(DRAFT.split()) - 3)
    assert (len(left.stems), len(left.grams)) == (2, 2)


def test_a_very_long_draft_leaves_no_more_than_an_event_can_carry() -> None:
    long = " ".join(f"Sonderwort{n} steht neben Seltenheit{n * 7} und Kranwinde{n}." for n in range(9_000))
    left = traces(long, KEY)
    assert len(left.quotes) == MOST_QUOTES * QUOTE_BYTES
    assert len(left.stems) == len(left.grams) == MOST_SENTENCES
    assert max(map(len, left.grams)) <= MOST_GRAMS * GRAM_BYTES


def test_a_text_without_words_leaves_nothing() -> None:
    assert traces(" … 🙂\n\n", KEY) == traces("", KEY)
    assert traces("", KEY).quotes == b""


def test_the_rarer_a_word_the_more_it_tells() -> None:
    told = [surprise(word) for word in ("und", "heute", "werkstatt", "schiffshebewerk")]
    assert all(less < more for less, more in pairwise(told))
    assert surprise("schiffshebewerk") == UNKNOWN_BITS
    assert surprise("xq") < surprise("xqvw") < UNKNOWN_BITS
    assert surprise("7") < surprise("2026") < UNKNOWN_BITS


def test_inflections_of_a_word_have_one_stem() -> None:
    assert stem("speicher") == stem("speichern") == stem("speichers")
    assert stem("werkstattleiter") == stem("werkstattleiterin")
    assert stem("ship") == stem("ships")
    assert stem("kranes") == stem("kran")
    assert is_rare("werkstatt")
    assert not is_rare("und")
    assert is_rare("26")
