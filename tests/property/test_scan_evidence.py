"""Evidence slices what the reader saw, in every part and whatever stands around it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.detect.reading import parts_of
from streams.events import Attachment, Link
from tests.veltrona import alerts, post, situation

HELD = situation()
AROUND = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs", "L", "N", "M"]),
        st.sampled_from("äßŒﬁ👩‍👩‍👧‍👦🏽\u0301\u0308\u200b\u200d\u202e\u2066\u2069\ufe0f\0\n\t٢"),
    ),
    max_size=30,
)
WRITTEN = st.sampled_from(
    [
        "Falke 2",
        "falke-2",
        "FALKE2",
        "F\u200balke 2",
        "Fa\u0301lke 2",
        "F\u0430lke 2",
        "\U0001d405\U0001d41a\U0001d425\U0001d424\U0001d41e 2",
    ]
)


@settings(max_examples=150, deadline=None)
@given(AROUND, WRITTEN, AROUND, st.sampled_from(["text", "summary", "attachment:0", "link:0"]))
def test_evidence_slices_the_term_out_of_the_part_as_received(before: str, written: str, after: str, part: str) -> None:
    whole = f"{before} {written} {after}"
    texts = {"text": "Hallo", "summary": None, "attachment:0": None, "link:0": None} | {part: whole}
    leak = post(
        texts["text"] or "",
        summary=texts["summary"],
        attachments=(Attachment(alt=texts["attachment:0"]),),
        links=(Link(title=texts["link:0"]),),
    )
    found = [item for one in alerts(leak, held=HELD) for item in one.evidence]
    assert [item.part for item in found] == [part]
    seen = dict(parts_of(leak))[part][found[0].start : found[0].end]
    start = len(before) + 1
    assert (found[0].start, found[0].end) == (start, start + len(seen))
    trailing = seen.removeprefix(written)
    assert seen == written + trailing
    assert not any(char.isalnum() for char in trailing)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.data())
def test_no_text_breaks_the_judgement_and_every_span_lies_in_its_part(text: str, data: st.DataObject) -> None:
    pieces = data.draw(
        st.lists(st.sampled_from(["Falke 2", "249 €", "Feuer", "Werk Nord", "38 kWh", text]), max_size=6)
    )
    leak = post("".join(pieces) + text)
    for one in alerts(leak, held=HELD):
        for item in one.evidence:
            assert 0 <= item.start < item.end <= len(leak.text)
