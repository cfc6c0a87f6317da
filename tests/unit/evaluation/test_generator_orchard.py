import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, get_args

import pytest
import yaml

from services.declare.files import read_registers
from streams.registers import Account, Company, Crisis, Embargo
from tests.evaluation.cases import DISTRACTORS, KINDS, TERM_LEAKS, Case, Lang, Scenario, Span
from tests.evaluation.orchard.names import distance
from tests.evaluation.orchard.scenario import make
from tests.evaluation.orchard.words import sections

LANGS: Final[tuple[Lang, ...]] = get_args(Lang)
HEDGED: Final = ("rumour", "joke", "negation")
SLIPS: Final = {"L3 one typo": 1, "L3 two typos": 2, "L3 mask": 1, "L3 typo and leet": 1}
SAME_LETTERS: Final = [kind for kind in TERM_LEAKS if kind not in SLIPS and kind.startswith(("L2", "L3"))]
FORMS: Final = [kind for kind in TERM_LEAKS if kind.startswith("L1")]
UNLEET: Final = str.maketrans("4@83€9015$7+2", "aabeegoissttz")
SMALL: Final = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))


@cache
def scenario(seed: int = 7) -> Scenario:
    return make(seed)


@cache
def cases(kind: str, lang: Lang, number: int = 200) -> Sequence[Case]:
    return list(scenario().cases(kind, lang, number))


def all_cases() -> Iterator[Case]:
    for kind in KINDS:
        for lang in LANGS:
            yield from cases(kind, lang)


def part_of(line: Mapping[str, object], part: str) -> str:
    name, _, number = part.partition(":")
    if name == "text":
        return str(line["text"])
    attachments = line["attachments"]
    assert isinstance(attachments, list)
    return str(attachments[int(number)]["alt"])


def slice_of(case: Case, span: Span) -> str:
    return part_of(case.line, span.part)[span.start : span.end]


@cache
def terms() -> Mapping[str, Sequence[str]]:
    """The terms of every embargo by its key."""
    found = {}
    for document in scenario().registers:
        if document["kind"] == "Embargo":
            listed = document["terms"]
            assert isinstance(listed, list)
            found[f"Embargo/{document['id']}"] = [term if isinstance(term, str) else term["text"] for term in listed]
    return found


def bare(text: str) -> str:
    """Small letters and digits alone: marks, signs and what cannot be seen are gone."""
    lookalike = {sign: letter.lower() for letter, signs in sections("lookalikes").items() for sign in signs[0]}
    read = "".join(SMALL.get(sign, lookalike.get(sign, sign)) for sign in text)
    decomposed = "".join(lookalike.get(sign, sign) for sign in unicodedata.normalize("NFKD", read).lower())
    return "".join(sign for sign in decomposed if sign.isalnum())


def unleeted(text: str) -> str:
    return text.lower().translate(UNLEET).replace("!", "i").replace("|", "i").replace("l", "i")


def single(text: str) -> str:
    """Every run of a letter as one of it."""
    return re.sub(r"(.)\1+", r"\1", text)


def reads_as(kind: str, written: str, term: str) -> bool:
    if "leet" in kind:
        return bare(unleeted(written)) == bare(unleeted(term))
    if "repeated" in kind:
        return single(bare(written)) == single(bare(term))
    return bare(written) == bare(term)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_kind_gives_as_many_cases_as_are_asked_for(kind: str, lang: Lang) -> None:
    found = cases(kind, lang)
    assert len(found) == 200
    assert {(case.kind, case.lang) for case in found} == {(kind, lang)}
    assert found[:5] == list(scenario().cases(kind, lang, 5))


def test_nobody_else_has_the_id_of_a_post() -> None:
    lines = [line for case in all_cases() for line in (*case.before, case.line)]
    counted = Counter((line["platform"], line["account"], line["id"]) for line in lines)
    assert max(counted.values()) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGS)
def test_no_text_comes_more_than_three_times_in_200_cases(kind: str, lang: Lang) -> None:
    said = Counter(
        (str(case.line["text"]), str(case.line.get("attachments")), str(case.before)) for case in cases(kind, lang)
    )
    assert max(said.values()) <= 3


def test_every_leak_names_a_declared_register_and_shows_where() -> None:
    declared = {f"{document['kind']}/{document['id']}" for document in scenario().registers}
    for case in all_cases():
        if case.kind in DISTRACTORS and case.kind not in HEDGED:
            assert case.expects is None
            assert not case.spans
        else:
            assert case.expects in declared
            assert case.spans
        assert (case.at_most == "low") is (case.kind in HEDGED)
        assert all(slice_of(case, span).strip() == slice_of(case, span) != "" for span in case.spans)


@pytest.mark.parametrize("kind", ["L0", "alt text", *HEDGED])
@pytest.mark.parametrize("lang", LANGS)
def test_the_span_of_a_plain_leak_is_the_term(kind: str, lang: Lang) -> None:
    for case in cases(kind, lang):
        (span,) = case.spans
        assert case.expects
        assert slice_of(case, span).lower() in [term.lower() for term in terms()[case.expects]]


@pytest.mark.parametrize("kind", SAME_LETTERS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_disguise_reads_as_the_term_and_is_not_the_term(kind: str, lang: Lang) -> None:
    for case in cases(kind, lang):
        (span,) = case.spans
        written = slice_of(case, span)
        assert case.expects
        assert any(reads_as(kind, written, term) for term in terms()[case.expects]), written
        assert written.lower() not in [term.lower() for term in terms()[case.expects]]


@pytest.mark.parametrize("kind", SLIPS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_slip_is_so_many_edits_from_the_term(kind: str, lang: Lang) -> None:
    fold = unleeted if "leet" in kind else str.lower
    for case in cases(kind, lang):
        (span,) = case.spans
        written = slice_of(case, span)
        assert case.expects
        nearest = min(distance(fold(written), fold(term)) for term in terms()[case.expects])
        assert SLIPS[kind] - ("leet" in kind) <= nearest <= SLIPS[kind], written  # as leet, i and l are one


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_form_holds_the_term(kind: str, lang: Lang) -> None:
    for case in cases(kind, lang):
        (span,) = case.spans
        written = bare(slice_of(case, span)).replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("ss", "s")
        assert case.expects
        held = [bare(term).replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("ss", "s")
                for term in terms()[case.expects]]  # fmt: skip
        assert any(term in written for term in held), written
        assert not slice_of(case, span).startswith(("#", "@"))


@pytest.mark.parametrize("lang", LANGS)
def test_a_crisis_post_shows_a_place_or_name_and_an_incident_word(lang: Lang) -> None:
    crises = {f"Crisis/{one['id']}": one for one in scenario().registers if one["kind"] == "Crisis"}
    for case in cases("crisis", lang):
        crisis = crises[str(case.expects)]
        known_as, incidents = crisis.get("sites") or crisis.get("names"), crisis["terms"]
        assert isinstance(known_as, list)
        assert isinstance(incidents, list)
        first, second = (slice_of(case, span) for span in case.spans)
        assert len({first, second} & set(known_as)) == 1
        assert len({first.lower(), second.lower()} & {word.lower() for word in incidents}) == 1
        assert str(case.line["published"]) > str(crisis["opens"])


def test_a_thread_is_one_author_answering_themselves() -> None:
    for lang in LANGS:
        for case in cases("thread", lang):
            lines = [*case.before, case.line]
            assert 2 <= len(lines) <= 3
            assert len({line["account"] for line in lines}) == 1
            assert [line.get("reply_to") for line in lines] == [None, *(line["id"] for line in lines[:-1])]
            assert sorted(lines, key=lambda line: str(line["published"])) == lines


@pytest.mark.parametrize("lang", LANGS)
def test_a_verbatim_quote_stands_in_a_draft_of_its_embargo(lang: Lang) -> None:
    drafts = {
        document["id"]: document["documents"] for document in scenario().registers if document["kind"] == "Embargo"
    }
    for case in cases("quote 60", lang):
        paths = drafts[str(case.expects).removeprefix("Embargo/")]
        assert isinstance(paths, list)
        assert any(slice_of(case, case.spans[0]) in scenario().drafts[path] for path in paths)


def test_the_registers_load_without_a_fault(tmp_path: Path) -> None:
    for path, text in scenario().drafts.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "registers.yaml").write_text(
        yaml.safe_dump_all(scenario().registers, allow_unicode=True), encoding="utf-8"
    )
    entries = read_registers(tmp_path / "registers.yaml")
    counted = Counter(type(entry) for entry in entries)
    assert counted == {Company: 1, Account: 63, Embargo: 40, Crisis: 5}
    embargoes = [entry for entry in entries if isinstance(entry, Embargo)]
    assert sum(len(embargo.terms) for embargo in embargoes) == 300
    assert sum(len(embargo.documents) for embargo in embargoes) == 100
    assert sum(bool(embargo.facts) for embargo in embargoes) == 20
    assert sum(bool(term.needs) for embargo in embargoes for term in embargo.terms) == 30


def test_drafts_are_of_150_to_350_words_and_all_different() -> None:
    drafts = scenario().drafts
    assert len(drafts) == 100
    assert len(set(drafts.values())) == 100
    assert all(150 <= len(text.split()) <= 350 for text in drafts.values())


def test_a_seed_gives_the_same_and_another_seed_something_else() -> None:
    def some(seed: int) -> object:
        made = make(seed)
        posts = [list(made.cases(kind, "de", 3)) for kind in KINDS]
        return made.registers, made.drafts, posts, list(made.corporate("en", 5))

    assert some(11) == some(11)
    assert some(11) != some(12)


@pytest.mark.parametrize("lang", LANGS)
def test_corporate_texts_are_many_and_name_no_secret(lang: Lang) -> None:
    texts = list(scenario().corporate(lang, 1000))
    assert len(set(texts)) == 1000
    weak = {word.lower() for section in ("weak_both", "weak_de", "weak_en") for word in sections("names")[section]}
    strong = {term.lower() for listed in terms().values() for term in listed} - weak
    assert not [text for text in texts if any(term in text.lower() for term in strong)]
