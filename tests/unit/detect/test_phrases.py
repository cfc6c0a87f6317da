from streams.detect.phrases import Hit, Phrases


def test_a_phrase_matches_whole_words_only() -> None:
    phrases = Phrases([("a", ["Sale"])])
    assert phrases.found(" big sale today ") == {"a"}
    assert phrases.found(" salesman wholesale ") == set()


def test_a_star_lets_a_word_go_on() -> None:
    phrases = Phrases([("front", ["Schicht*"]), ("back", ["*schicht"])])
    assert phrases.found(" schichtplan ") == {"front"}
    assert phrases.found(" nachtschicht ") == {"back"}


def test_a_hit_covers_the_whole_words_it_stands_in() -> None:
    words = " am nachtschichtplan gespart "
    assert list(Phrases([("a", ["*schicht*"])]).hits(words)) == [Hit("a", 4, 20)]


def test_a_phrase_may_stand_in_two_lists_and_neighbours_share_a_space() -> None:
    phrases = Phrases([(1, ["call me"]), (2, ["me", "Mum"])])
    assert [hit.key for hit in phrases.hits(" call me mum ")] == [1, 2, 2]


def test_a_phrase_of_nothing_but_signs_matches_nothing() -> None:
    assert Phrases([("a", ["€", "*", ""])]).found(" 249 euro ") == set()
