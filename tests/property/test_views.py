import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from streams.detect.reading import Part
from streams.detect.term_patterns import Pattern
from streams.detect.terms import TermIndex
from streams.text.facts import facts_in
from streams.text.fold import align, word_view
from streams.text.skeleton import anatomy, skeleton

TRICKY = "aouAOUﬁ½ß\u0308\u0301\u200b\u00ad\u0430\u03c3#@ .-'\n\0 2Falke€lI1|"
TEXTS = st.text() | st.text(TRICKY) | st.text(st.characters(codec="ascii"))
INDEX = TermIndex([Pattern("Falke 2", "term"), Pattern("Lumarixo", "term"), Pattern("Falke", "term", weak=True)])


@given(TEXTS)
def test_alignment_and_word_view_agree(text: str) -> None:
    alignment = align(text)
    assert alignment.words == word_view(text)
    assert len(alignment.words) == len(alignment.starts) == len(alignment.ends)


@given(TEXTS, st.data())
def test_every_span_slices_the_text_and_folds_to_its_words(text: str, data: st.DataObject) -> None:
    alignment = align(text)
    words = alignment.words.split()
    if not words:
        return
    at = alignment.words.index(f" {data.draw(st.sampled_from(words))} ") + 1
    word = alignment.words[at:].split(" ", 1)[0]
    start, end = alignment.span(at, at + len(word))
    assert 0 <= start < end <= len(text)
    assert word in word_view(text[start:end])


@given(TEXTS)
def test_words_are_single_spaced_lower_case_and_have_no_marks(text: str) -> None:
    words = word_view(text)
    assert words == (f" {' '.join(words.split())} " if words.split() else " ")
    assert not any(unicodedata.category(char) in {"Cf", "Mn", "Me"} for char in words)


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert word_view(word_view(text)) == word_view(text)


@given(TEXTS)
def test_the_anatomy_has_the_letters_of_the_skeleton(text: str) -> None:
    body = anatomy(text)
    assert len(body.runs) == len(skeleton(text)) + 1
    assert len(body.chars) == len(body.places) == len(body.gaps)


@given(TEXTS, st.sampled_from(["Falke 2", "#Falke2", "Lum4rixo", "L.u.m.a.r.i.x.o", "Fa\u200blke 2"]), TEXTS)
def test_a_term_between_spaces_is_found_whatever_stands_around_it(before: str, term: str, after: str) -> None:
    text = f"{before} ; {term} ; {after}"
    hits = INDEX.hits(Part("text", text, word_view(text)))
    assert {hit.pattern for hit in hits} & {0, 1}
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert all(0 < hit.word_start < hit.word_end < len(word_view(text)) for hit in hits)


@given(TEXTS | st.text("0123456789.,€% kWh-/März"))
def test_facts_slice_the_text_in_order(text: str) -> None:
    ends = 0
    for hit in facts_in(text):
        assert ends <= hit.start < hit.end <= len(text)
        assert hit.values
        ends = hit.end
