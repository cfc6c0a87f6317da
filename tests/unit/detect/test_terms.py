import pytest

from streams.detect.reading import Part
from streams.detect.term_patterns import Pattern
from streams.detect.terms import TermHit, TermIndex
from streams.text.fold import word_view

PATTERNS = (
    Pattern("Falke 2", "term"),
    Pattern("Falke", "term", weak=True),
    Pattern("Lumarixo", "term"),
    Pattern("Projekt Sperber", "term"),
    Pattern("Düryvolt", "term"),
    Pattern("Werk Nord", "name"),
    Pattern("Brand", "incident"),
    Pattern("Titan", "term"),
    Pattern("Kesvara Launch", "term"),
    Pattern("Tarvex 22", "term"),
    Pattern("QV500", "term"),
)
INDEX = TermIndex(PATTERNS)


def _hits(text: str) -> list[TermHit]:
    return INDEX.hits(Part("text", text, word_view(text)))


def _of(text: str, term: str) -> TermHit | None:
    return next((hit for hit in _hits(text) if PATTERNS[hit.pattern].text == term), None)


@pytest.mark.parametrize(
    ("text", "term", "seen"),
    [
        ("bald kommt FALKE 2!", "Falke 2", "FALKE 2"),
        ("#Falke2 kommt", "Falke 2", "Falke2"),
        ("the falke-2 rocks", "Falke 2", "falke-2"),
        ("#ProjektSperber", "Projekt Sperber", "ProjektSperber"),
        ("DÜRYVOLT", "Düryvolt", "DÜRYVOLT"),
        ("Dueryvolt", "Düryvolt", "Dueryvolt"),
        ("Duryvolt", "Düryvolt", "Duryvolt"),
        ("@WerkNord", "Werk Nord", "WerkNord"),
        ("the QV-500", "QV500", "QV-500"),
        ("the qv 500", "QV500", "qv 500"),
    ],
)
def test_a_verbatim_term_is_found_exactly_whatever_its_case_and_separators(text: str, term: str, seen: str) -> None:
    hit = _of(text, term)
    assert hit
    assert (text[hit.start : hit.end], hit.exact, hit.notes, hit.view) == (seen, True, (), "word")


@pytest.mark.parametrize(
    ("text", "term", "seen", "note"),
    [
        ("die Lumarixos", "Lumarixo", "Lumarixos", "inflected"),
        ("Falke 2's start", "Falke 2", "Falke 2's", "inflected"),
        ("der Falken", "Falke", "Falken", "inflected"),
        ("#LumarixoMotor", "Lumarixo", "LumarixoMotor", "compound"),
        ("ein Testlumarixo", "Lumarixo", "Testlumarixo", "compound"),
        ("Testprojekt Sperber", "Projekt Sperber", "Testprojekt Sperber", "compound"),
        ("#TestProjektSperber", "Projekt Sperber", "TestProjektSperber", "compound"),
        ("#Falke2Team", "Falke 2", "Falke2Team", "compound"),
        ("#HeverlundDüryvolt", "Düryvolt", "HeverlundDüryvolt", "compound"),
        ("#LumarixoByQxv", "Lumarixo", "LumarixoByQxv", "compound"),
        ("der Urlumarixo", "Lumarixo", "Urlumarixo", "compound"),
        ("#Lumarixo2027", "Lumarixo", "Lumarixo2027", "compound"),
        ("ein Großbrand", "Brand", "Großbrand", "compound"),
        ("beim Falken 2", "Falke 2", "Falken 2", "inflected"),
        ("des Projektes Sperber", "Projekt Sperber", "Projektes Sperber", "inflected"),
        ("das Tor des Werks Nord", "Werk Nord", "Werks Nord", "inflected"),
    ],
)
def test_endings_and_compounds_belong_to_the_span(text: str, term: str, seen: str, note: str) -> None:
    hit = _of(text, term)
    assert hit
    assert (text[hit.start : hit.end], hit.notes, hit.exact, hit.disguised) == (seen, (note,), False, False)


@pytest.mark.parametrize(
    ("text", "term", "note"),
    [
        ("Fa\u200blk\u200be 2", "Falke 2", "2 zero-width characters removed"),
        ("Lum\u0430rix\u043e", "Lumarixo", "2 look-alike letters"),
        ("Lum4r1xo", "Lumarixo", "2 digits or signs read as letters"),
        ("F@lke 2", "Falke 2", "1 digit or sign read as a letter"),
        ("F4lk3-2", "Falke 2", "2 digits or signs read as letters"),
        ("L u m a r i x o", "Lumarixo", "letters spaced apart"),
        ("F.a.l.k.e 2", "Falke 2", "letters spaced apart"),
        ("P r o j e k t S p e r b e r", "Projekt Sperber", "letters spaced apart"),
    ],
)
def test_a_disguised_term_is_found_and_called_disguised(text: str, term: str, note: str) -> None:
    hit = _of(f"psst: {text} ...", term)
    assert hit
    assert (hit.notes, hit.disguised, hit.exact) == ((note,), True, False)
    assert f"psst: {text} ..."[hit.start : hit.end] == text


@pytest.mark.parametrize(
    ("text", "term", "note"),
    [
        ("\U0001d40b\U0001d42e\U0001d426arixo", "Lumarixo", "3 styled letters"),
        ("Lumm\u0336arixo", "Lumarixo", "1 combining mark removed"),
        ("Lummmmarixo", "Lumarixo", "repeated letters"),
        ("Lum\U0001f525arixo", "Lumarixo", "written in two pieces"),
    ],
)
def test_style_and_emphasis_are_noted_and_not_called_a_disguise(text: str, term: str, note: str) -> None:
    hit = _of(text, term)
    assert hit
    assert note in hit.notes
    assert not hit.disguised


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Falke 20", "Falke 2"),
        ("Falke 2.5", "Falke 2"),
        ("Falke z", "Falke 2"),
        ("Falke 3", "Falke 2"),
        ("Tarvex 222", "Tarvex 22"),
        ("Tarvex 2", "Tarvex 22"),
        ("Wanderfalke 2", "Falke 2"),
        ("Falkenberg", "Falke"),
        ("F4lke", "Falke"),
        ("Brandenburg ist brandneu", "Brand"),
        ("Titanic", "Titan"),
        ("Pagetitan", "Titan"),
        ("Werk Nordwest", "Werk Nord"),
        ("Projekt Sperberqx", "Projekt Sperber"),
        ("lum arixo", "Lumarixo"),
        ("lumarixoqv", "Lumarixo"),
        ("Projekt: Team Sperber", "Projekt Sperber"),
        ("Ein Falke, 2 Spatzen", "Falke 2"),
        ("Mr Falke? 2 o'clock", "Falke 2"),
        ("Da war ein Falke. 2 Wochen her", "Falke 2"),
        ("QV 5000", "QV500"),
    ],
)
def test_near_misses_are_not_the_term(text: str, term: str) -> None:
    assert _of(text, term) is None


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Gusseisenlumarixo", "Lumarixo"),
        ("gusseisenprojektsperber", "Projekt Sperber"),
        ("Gusseisenprojekt Sperber", "Projekt Sperber"),
        ("Testfalke 2", "Falke 2"),
    ],
)
def test_a_compound_may_begin_with_a_word_that_no_list_has(text: str, term: str) -> None:
    hit = _of(text, term)
    assert hit
    assert (text[hit.start : hit.end], hit.notes) == (text, ("compound",))


@pytest.mark.parametrize(
    ("text", "term"),
    [("Luma\u16b1ixo", "Lumarixo"), ("\u4e01umarixo", "Lumarixo"), ("Projekt Spe\u16b1ber", "Projekt Sperber")],
)
def test_a_letter_of_another_script_that_no_table_has_hides_no_term(text: str, term: str) -> None:
    hit = _of(text, term)
    assert hit
    assert text[hit.start : hit.end] == text
    assert (hit.disguised, hit.guessed) == (True, False)


def test_a_repeated_letter_does_not_join_words_that_stand_beside_each_other() -> None:
    text = "Lummarixo organisiert"
    hit = _of(text, "Lumarixo")
    assert hit
    assert text[hit.start : hit.end] == "Lummarixo"


def test_words_of_a_term_may_share_a_letter() -> None:
    for text in ("K3svara Launch", "Kesvara  L4unch", "K3svaraLaunch"):
        hit = _of(text, "Kesvara Launch")
        assert hit
        assert text[hit.start : hit.end] == text


def test_common_words_side_by_side_are_no_term() -> None:
    index = TermIndex([Pattern("Partsever", "term")])
    text = "the parts ever made; parts-ever"
    assert index.hits(Part("text", text, word_view(text))) == []


def test_the_words_of_a_hit_are_whole_so_that_neighbours_can_be_read() -> None:
    text = "Das Projekt F.4.l.k.e 2 startet"
    part = Part("text", text, word_view(text))
    (hit,) = INDEX.hits(part)
    assert part.words[: hit.word_start].split()[-1] == "projekt"
    assert part.words[hit.word_end :].split()[0] == "startet"


def test_longer_coined_terms_weigh_more_and_the_skeleton_less() -> None:
    weights = [(hit.bits if hit else None) for hit in (_of("Düryvolt", "Düryvolt"), _of("Lumarixo", "Lumarixo"))]
    assert weights == [14.0, 12.0]
    disguised, weak = _of("Lum4rixo", "Lumarixo"), _of("Falke", "Falke")
    assert disguised
    assert weak
    assert (disguised.bits, weak.bits) == (11.0, 6.0)


def test_no_more_than_two_hits_of_a_pattern_are_given() -> None:
    assert len(_hits("Lumarixo " * 5)) == 2


def test_a_term_in_another_script_is_found_and_not_torn() -> None:
    index = TermIndex([Pattern("\u65e5\u672c Kesva", "term")])
    text = "#\u65e5\u672cKesva"
    (hit,) = index.hits(Part("text", text, word_view(text)))
    assert (text[hit.start : hit.end], hit.exact) == ("\u65e5\u672cKesva", True)
    assert index.hits(Part("text", "Kesva K3sva", word_view("Kesva K3sva"))) == []


def test_no_patterns_find_nothing() -> None:
    assert TermIndex([]).hits(Part("text", "Falke 2", " falke 2 ")) == []


def test_a_pattern_without_letters_finds_nothing() -> None:
    assert TermIndex([Pattern("???", "term")]).hits(Part("text", "???", " ")) == []
