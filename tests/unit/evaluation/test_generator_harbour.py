import re
import unicodedata
from collections import Counter
from functools import cache

import pytest
import yaml

from streams.policies.faults import SourceFile
from streams.policies.load import load_registers
from streams.registers import Account, Company, Crisis, Document, Embargo, RegisterEntry
from tests.evaluation.cases import (
    DISTRACTORS,
    KINDS,
    OTHER_LEAKS,
    TERM_LEAKS,
    Case,
    Lang,
    Scenario,
)
from tests.evaluation.harbour.glyphs import HOMOGLYPHS, LEET, STYLES
from tests.evaluation.harbour.scenario import make

LANGS: tuple[Lang, Lang] = ("de", "en")
BOTH = [(kind, lang) for kind in KINDS for lang in LANGS]
MISSPELT = ("L3 one typo", "L3 two typos", "L3 mask", "L3 typo and leet")
GENITIVES = ("Projekt ", "Projekts ", "Projektes ")
BENT = ("L1 hashtag", "L1 inflected", "L1 compound head", "L1 compound tail")
UNLEET = {sign: letter for letter, signs in LEET.items() for sign in signs}
UNGLYPH = {glyph: letter.lower() for letter, glyphs in HOMOGLYPHS.items() for glyph in glyphs}
UNSTYLED = {sign: letter.lower() for style in STYLES for letter, sign in style.items()}


@cache
def scenario(seed: int = 1) -> Scenario:
    return make(seed)


@cache
def made(kind: str, lang: Lang) -> tuple[Case, ...]:
    return tuple(scenario().cases(kind, lang, 200))


@cache
def entries() -> tuple[RegisterEntry, ...]:
    written = yaml.safe_dump_all(list(scenario().registers), allow_unicode=True, sort_keys=False)
    return load_registers([SourceFile("registers.yaml", written)], fingerprint)


def fingerprint(_file: str, path: str) -> Document | None:
    text = scenario().drafts.get(path)
    return Document(name=path, sha256="0" * 64, words=len(text.split())) if text else None


def terms(case: Case) -> list[str]:
    embargo = next(one for one in entries() if isinstance(one, Embargo) and f"Embargo/{one.id}" == case.expects)
    return [term.text for term in embargo.terms]


def parts(case: Case) -> dict[str, str]:
    found = {"text": str(case.line["text"])}
    pictures = case.line.get("attachments", [])
    assert isinstance(pictures, list)
    return found | {f"attachment:{at}": picture["alt"] for at, picture in enumerate(pictures)}


def sliced(case: Case) -> list[str]:
    return [parts(case)[span.part][span.start : span.end] for span in case.spans]


def bare(text: str) -> str:
    """Letters and digits in small, without umlauts."""
    spelt = unicodedata.normalize("NFD", text.lower().replace("ß", "ss"))
    return "".join(char for char in spelt if char.isascii() and char.isalnum())


def unfolded(kind: str, text: str) -> str:
    if "homoglyphs" in kind:
        text = "".join(UNGLYPH.get(char, char) for char in text)
    if "styled" in kind:
        text = "".join(UNSTYLED.get(char, char) for char in text)
    if "leet" in kind:
        text = "".join(UNLEET.get(char, char) for char in text.lower()).replace("l", "i")  # 1 and | stand for both
    return re.sub(r"(.)\1+", r"\1", bare(text)) if "repeated" in kind else bare(text)


def distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for at, left in enumerate(a, 1):
        before, row[0] = row[0], at
        for there, right in enumerate(b, 1):
            before, row[there] = row[there], min(row[there] + 1, row[there - 1] + 1, before + (left != right))
    return row[-1]


def test_the_registers_load_without_a_fault_and_have_the_standard_size() -> None:
    embargoes = [one for one in entries() if isinstance(one, Embargo)]
    kinds = Counter(type(one) for one in entries())
    assert (kinds[Company], kinds[Embargo], kinds[Crisis]) == (2, 40, 5)
    assert sum(isinstance(one, Account) and one.account_class == "employee" for one in entries()) >= 60
    assert sum(len(one.terms) for one in embargoes) == 300
    assert sum(bool(term.needs) for one in embargoes for term in one.terms) == 30
    assert sum(bool(one.facts) for one in embargoes) == 20
    assert sum(len(one.documents) for one in embargoes) == 100


def test_drafts_differ_and_have_the_length_of_a_release() -> None:
    drafts = scenario().drafts
    assert len(set(drafts.values())) == 100
    assert all(150 <= len(text.split()) <= 350 for text in drafts.values())
    assert not any(mark in text for text in drafts.values() for mark in "{}[]<>|")


def test_the_same_seed_gives_the_same_and_another_seed_other_names() -> None:
    again, other = make(1), make(2)
    assert again.registers == scenario().registers
    assert again.drafts == scenario().drafts
    assert tuple(again.cases("L2 leet", "de", 200)) == made("L2 leet", "de")
    assert list(again.corporate("en", 9)) == list(scenario().corporate("en", 9))
    assert other.registers != scenario().registers
    assert not set(other.drafts.values()) & set(scenario().drafts.values())


def test_all_ids_are_unique() -> None:
    ids = Counter(line["id"] for kind, lang in BOTH for case in made(kind, lang) for line in (*case.before, case.line))
    assert ids.most_common(1)[0][1] == 1


@pytest.mark.parametrize(("kind", "lang"), BOTH)
def test_every_kind_gives_its_number_of_cases_in_varied_words(kind: str, lang: Lang) -> None:
    cases = made(kind, lang)
    texts = Counter(str(case.line["text"]) for case in cases)
    assert len(cases) == 200
    assert all((case.kind, case.lang) == (kind, lang) for case in cases)
    assert texts.most_common(1)[0][1] <= 3
    assert not any(mark in text for text in texts for mark in "{}\ue000\ue001\ue002\ue003")


@pytest.mark.parametrize("kind", [*TERM_LEAKS, *OTHER_LEAKS])
def test_every_span_lies_in_its_part_and_begins_and_ends_with_what_is_seen(kind: str) -> None:
    for lang in LANGS:
        for case in made(kind, lang):
            assert case.expects
            assert case.spans or kind == "thread"
            for text in sliced(case):
                assert text == text.strip()
                assert text
                assert text[0] not in "#@"


@pytest.mark.parametrize("kind", ["L0", "alt text"])
def test_plain_kinds_mark_exactly_the_term(kind: str) -> None:
    for case in (*made(kind, "de"), *made(kind, "en")):
        (text,) = sliced(case)
        assert text.lower() in [term.lower() for term in terms(case)]


@pytest.mark.parametrize("kind", BENT)
def test_bent_terms_still_hold_the_term(kind: str) -> None:
    for case in (*made(kind, "de"), *made(kind, "en")):
        (text,) = sliced(case)
        inflected = [re.sub("^Projekt ", first, term) for term in terms(case) for first in GENITIVES]
        assert any(bare(term) in bare(text) for term in inflected)


@pytest.mark.parametrize("kind", [kind for kind in TERM_LEAKS if kind not in {*MISSPELT, *BENT, "L1 hyphen or umlaut"}])
def test_disguised_terms_fold_back(kind: str) -> None:
    for case in (*made(kind, "de"), *made(kind, "en")):
        (text,) = sliced(case)
        assert unfolded(kind, text) in [unfolded(kind, term) for term in terms(case)]


def test_respelt_terms_fold_back() -> None:
    for case in (*made("L1 hyphen or umlaut", "de"), *made("L1 hyphen or umlaut", "en")):
        (text,) = sliced(case)
        spelt = {bare(term) for term in terms(case)}
        spelt |= {bare(re.sub("([äöüÄÖÜ])", r"\1e", term)) for term in terms(case)}
        assert bare(text) in spelt


@pytest.mark.parametrize("kind", MISSPELT)
def test_misspelt_terms_are_near_the_term_but_not_it(kind: str) -> None:
    for case in (*made(kind, "de"), *made(kind, "en")):
        (text,) = sliced(case)
        near = min(distance(unfolded(kind, text), unfolded(kind, term)) for term in terms(case))
        assert text.lower() not in [term.lower() for term in terms(case)]
        assert near <= (4 if "two" in kind else 3)


@pytest.mark.parametrize("lang", LANGS)
def test_a_crisis_has_a_place_or_name_and_an_incident_word(lang: Lang) -> None:
    crises = {f"Crisis/{one.id}": one for one in entries() if isinstance(one, Crisis)}
    for case in made("crisis", lang):
        crisis = crises[case.expects or ""]
        marked = [text.lower() for text in sliced(case)]
        assert any(place.lower() in text for place in (*crisis.sites, *crisis.names) for text in marked)
        assert any(term.lower() in text for term in crisis.terms for text in marked)


@pytest.mark.parametrize("kind", DISTRACTORS)
def test_distractors_expect_nothing_or_low_at_most(kind: str) -> None:
    allowed = "low" if kind in {"rumour", "joke", "negation"} else "critical"
    for case in (*made(kind, "de"), *made(kind, "en")):
        assert (case.expects, case.spans, case.at_most) == (None, (), allowed)


def test_corporate_texts_name_no_term() -> None:
    secret = [
        term.text.lower() for one in entries() if isinstance(one, Embargo) for term in one.terms if not term.needs
    ]
    for lang in LANGS:
        texts = list(scenario().corporate(lang, 500))
        assert len(set(texts)) > 400
        assert not any(term in text.lower() for term in secret for text in texts)
