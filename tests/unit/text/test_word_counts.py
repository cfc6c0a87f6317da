from hypothesis import given
from hypothesis import strategies as st

from streams.text.word_counts import MOST, WordCounts

KEY = b"k" * 16


def counts(*posts: tuple[int, str]) -> WordCounts:
    made = WordCounts(KEY, "2026-11")
    made.add(posts)
    return made


def test_posts_that_hold_a_word_are_counted_once_each() -> None:
    made = counts((0, " falke falke "), (1, " ein falke "), (2, " falke 2 "), (2, " nichts "))
    assert (made.stood("falke"), made.posts) == (3, 4)


def test_two_words_in_a_row_are_counted_and_two_apart_are_not() -> None:
    made = counts(*((bucket, " der falke 2 kommt ") for bucket in range(3)))
    assert (made.stood("falke", "2"), made.stood("falke", "kommt")) == (3, 0)


def test_what_fewer_than_three_people_use_is_told_to_nobody() -> None:
    made = counts(*((bucket % 2, " falke ") for bucket in range(50)))
    assert made.stood("falke") == 0
    made.add([(5, " falke ")])
    assert made.stood("falke") == 51


def test_after_a_month_counts_are_halved_and_what_few_use_is_forgotten() -> None:
    made = counts(*((bucket, " falke ") for bucket in range(6)), (0, " lumarixo "), (1, " lumarixo "))
    made.turn("2026-11")
    assert (made.stood("falke"), made.posts) == (6, 8)
    made.turn("2026-12")
    assert (made.stood("falke"), made.posts) == (3, 4)
    made.add([(2, " lumarixo "), (3, " lumarixo ")])
    assert made.stood("lumarixo") == 0


def test_room_is_bounded_and_what_is_seldom_goes_first() -> None:
    made = counts(*((bucket, " falke ") for bucket in range(8)))
    made.add((number % 8, f" w{number} ") for number in range(MOST + 1))
    state: dict[str, bytes] = {}
    made.keep(state)
    assert made.stood("falke") == 8
    assert sum(map(len, state.values())) < 5_000_000


def test_neither_a_word_nor_an_author_stands_in_what_is_kept() -> None:
    state: dict[str, bytes] = {}
    made = counts((0, " lumarixo "))
    made.keep(state)
    kept = b"".join((*state.values(), *map(str.encode, state)))
    assert b"lumarixo" not in kept
    assert 0 <= made.bucket("mastodon/@anna") < 8


@given(st.lists(st.tuples(st.integers(0, 7), st.text("ab ", max_size=12)), max_size=20))
def test_counts_are_the_same_kept_and_read_again(posts: list[tuple[int, str]]) -> None:
    state: dict[str, bytes] = {}
    made = counts(*posts)
    made.keep(state)
    again = WordCounts.kept(state)
    assert again is not None
    words = {word for _, view in posts for word in view.split()}
    assert (again.posts, [again.stood(word) for word in words]) == (made.posts, [made.stood(word) for word in words])


def test_a_shelf_that_stayed_as_it_was_is_not_written_again() -> None:
    state: dict[str, bytes] = {}
    made = counts((0, " falke "))
    made.keep(state)
    before = {key: id(value) for key, value in state.items() if key.isdigit()}
    made.keep(state)
    assert {key: id(value) for key, value in state.items() if key.isdigit()} == before
