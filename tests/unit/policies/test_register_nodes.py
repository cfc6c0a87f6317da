import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.policies.faults import Fault, SourceFile
from streams.policies.nodes import LONGEST_FILE, Listing, Mapping, Node, Scalar, documents


def read(text: str) -> tuple[list[Node], list[Fault]]:
    faults: list[Fault] = []
    return list(documents(SourceFile("a.yaml", text), faults)), faults


def test_every_scalar_is_text_as_it_was_written() -> None:
    nodes, faults = read("a: no\nb: 12:30:45\nc: 2026-11-01\nd: 0x1F\ne: 'null'\nf: 1_000\n")
    assert faults == []
    assert isinstance(nodes[0], Mapping)
    values = [value for _, value in nodes[0].pairs]
    assert values == [
        Scalar(1, "no"),
        Scalar(2, "12:30:45"),
        Scalar(3, "2026-11-01"),
        Scalar(4, "0x1F"),
        Scalar(5, "null"),
        Scalar(6, "1_000"),
    ]


def test_only_a_plain_null_is_nothing() -> None:
    assert read("[null, ~, '', 'null', '~']")[0] == [
        Listing(1, (Scalar(1, None), Scalar(1, None), Scalar(1, ""), Scalar(1, "null"), Scalar(1, "~")))
    ]


def test_empty_documents_are_left_out() -> None:
    nodes, faults = read("\ufeff---\n---\na: 1\n---\n# nothing\n")
    assert (len(nodes), faults) == (1, [])


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a: 1\n b: 2\n", 2, "no YAML"),
        ("a: [1,\n\n", 2, "no YAML"),
        ("a: 'x", 1, "no YAML"),
        ("a: 1\nb: @anna@social.example\n", 2, "in quotes"),
        ("a: 1\nb: \x07", 2, "no YAML"),
        ("a: 1\nb: \ud800", 2, "surrogate"),
        ("a: &x [1]\nb: *x\n", 2, "alias"),
        ("? [1]\n: 2\n", 1, "name of a field"),
        ("%YAML 3.0\n---\na: 1\n", 1, "no YAML"),
        ("- " * 5000 + "a", 1, "levels deep"),
        ("[" * 100_000, 1, "levels deep"),
        ("a" * (LONGEST_FILE + 1), 1, "split it"),
    ],
)
def test_what_is_no_register_text_is_told_with_its_line(text: str, line: int, told: str) -> None:
    _, faults = read(text)
    assert [(fault.file, fault.line) for fault in faults] == [("a.yaml", line)]
    assert told in faults[0].message


def test_an_alias_bomb_is_refused_at_its_first_alias() -> None:
    bomb = "a: &a [x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{'*' + chr(97 + n) + ', ':*<9}]\n" for n in range(5)
    )
    assert [fault.line for fault in read(bomb)[1]] == [2]


def test_documents_before_a_fault_are_still_read() -> None:
    nodes, faults = read("a: 1\n---\nb: [\n")
    assert (len(nodes), len(faults)) == (1, 1)


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"\n #%@~,?\t\x00\x85\ud800é"), max_size=60))
def test_any_text_gives_documents_or_one_fault(text: str) -> None:
    assert len(read(text)[1]) <= 1
