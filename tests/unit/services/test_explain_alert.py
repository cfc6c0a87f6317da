"""One alert explained: every kind of evidence, the way to the severity, what held, what became of it."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from services.adapters.memory_store import MemoryStore
from services.explain.passages import DraftFile, draft_file
from streams.events import Attachment, Evidence
from streams.policies.catalogue_files import catalogue
from streams.registers import Crisis, Document, Embargo, Seal
from streams.text.traces import traces
from tests.unit.services.explained import Desk, marked, text_of
from tests.veltrona import ANNA, BEN, COMPANY, FALKE_2, NOON, post, situation

KEY = "ab" * 16
DRAFT = (
    "Veltrona today announces the Falke 2, a helmet with a foldable visor of woven basalt fibre. "
    "The visor folds behind the ear with one hand and locks with a magnet of neodymium. "
    "It weighs four hundred grams and survives a fall from nine metres onto granite. "
    "Cyclists in Hamburg and Rotterdam have worn early samples through two wet winters without complaint."
)
QUOTED = "Heard at lunch: it folds behind the ear with one hand and locks with a magnet of neodymium. Wow."


def document(text: str = DRAFT, name: str = "launch.md") -> Document:
    left = traces(text, bytes.fromhex(KEY))
    digest = sha256(text.encode()).hexdigest()
    return Document(name=name, sha256=digest, words=len(text.split()), key=KEY, quotes=left.quotes, stems=left.stems,
                    grams=left.grams)  # fmt: skip


def drafted(*documents: Document) -> Embargo:
    """The embargo, known by its drafts alone."""
    held = situation(COMPANY, ANNA, FALKE_2.replace("allowed: [newsroom]", "")).registers
    return replace(held.embargoes[0], terms=(), facts=(), documents=documents or (document(),))


def draft_desk() -> Desk:
    plain = situation(COMPANY, ANNA.replace("near: [falke-2]", "")).registers
    return Desk(entries=(*plain.companies.values(), *plain.accounts.values(), drafted()))


def brought(text: str = DRAFT) -> DraftFile:
    found = draft_file("mine.md", text.encode())
    assert found is not None
    return found


def test_a_disguised_term_says_what_it_is_what_was_written_and_what_was_undone() -> None:
    desk = Desk()
    (alert,) = desk.post(post("Der F\u0430l\u200bke 2 kommt."))
    told = desk.shown(alert)
    assert marked(told.excerpts) == ["F\u0430l⟨U+200B⟩ke 2"]
    (item,) = told.evidence
    assert item.title == "term, weight 10 bits"
    assert item.sentences[0] == "“Falke 2” is a name under embargo. It counts by itself."
    assert "1 zero-width character removed." in item.sentences
    assert "“\u0430” is CYRILLIC SMALL LETTER A (U+0430)." in item.sentences


def test_a_weak_term_says_beside_what_it_counts() -> None:
    desk = Desk()
    (alert,) = desk.post(post("Der Falke kommt, Marktstart im Mai.", by="ben"))
    assert "counts only with a word of launching." in text_of(desk.shown(alert))
    assert "zählt nur mit einem Startwort." in text_of(desk.shown(alert, "de"))


def test_a_fact_is_shown_with_both_notations_and_the_value() -> None:
    desk = Desk()
    (alert,) = desk.post(post("Falke 1 für EUR 249,00", by="ben"))
    told = text_of(desk.shown(alert))
    assert "“249 €” is a declared fact." in told
    assert "Written here as “EUR 249,00”: another notation of the same value (249 EUR)." in told
    assert "public product of the company" in told


def test_a_crisis_shows_place_and_incident_and_since_when_it_is_open() -> None:
    desk = Desk()
    (alert,) = desk.post(post("Smoke over Werk Nord", by="ben"))
    told = text_of(desk.shown(alert))
    assert "“Werk Nord” is a place or name of this crisis." in told
    assert "“smoke” is a word for what happened." in told
    assert "The post came 8 hours after the beginning." in told


def test_a_related_word_is_said_to_be_accepted_and_a_declared_one_is_not() -> None:
    (crisis,) = (entry for entry in Desk().entries if isinstance(entry, Crisis))
    kept = tuple(entry for entry in Desk().entries if entry != crisis)
    desk = Desk(entries=(*kept, replace(crisis, related=("Trafohaus", "smoke"))))
    (accepted,) = desk.post(post("Am Trafohaus im Werk Nord", by="ben"))
    declared = desk.post(post("Smoke over Werk Nord", by="ben", id="2"))[-1]
    said = "“Trafohaus” is a word that the team accepted for this crisis. It counts only with a place or name of it."
    assert said in text_of(desk.shown(accepted))
    assert "ein Wort, das das Team für diese Krise angenommen hat." in text_of(desk.shown(accepted, "de"))
    assert "“smoke” is a word for what happened." in text_of(desk.shown(declared))


def test_a_quote_names_the_draft_and_how_many_words_in_a_row() -> None:
    desk = draft_desk()
    (alert,) = desk.post(post(QUOTED))
    (item,) = desk.shown(alert).evidence
    assert item.kind == "quote"
    assert item.sentences[0].startswith("14 words in a row are those of the draft “launch.md” (61 words)")
    assert item.beside == ()


def test_whoever_brings_the_draft_sees_its_passage_beside_the_quote() -> None:
    desk = draft_desk()
    (alert,) = desk.post(post(QUOTED))
    (item,) = desk.shown(alert, draft=brought()).evidence
    assert "The file is the very draft that was declared (sha256 agrees)." in item.sentences
    assert marked(item.beside) == ["folds behind the ear with one hand and locks with a magnet of neodymium"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (DRAFT.replace("nine metres", "ten metres"), "no version of this draft that was ever declared"),
        ("Quite another text about gardens and tea.", "No passage of the file has these words"),
    ],
)
def test_a_draft_that_is_another_one_is_said_to_be(text: str, sentence: str) -> None:
    desk = draft_desk()
    (alert,) = desk.post(post(QUOTED))
    assert sentence in text_of(desk.shown(alert, draft=brought(text)))


def test_an_earlier_version_of_the_draft_is_recognised() -> None:
    desk = draft_desk()
    older = DRAFT.replace("nine metres", "ten metres")
    (alert,) = desk.post(post(QUOTED))
    desk.declare(drafted(document(older)), 2, NOON + timedelta(days=1))
    assert "as version 2 declared it" in text_of(desk.shown(alert, draft=brought(older)))


def test_a_retelling_is_said_to_be_only_a_hint() -> None:
    desk = draft_desk()
    (alert,) = desk.post(post(QUOTED))
    (quote,) = alert.evidence
    desk.store.put([replace(alert, evidence=(replace(quote, kind="paraphrase"),), status="public", changed_at=NOON)])
    assert "only a hint" in text_of(desk.shown(alert))
    assert "nur ein Hinweis" in text_of(desk.shown(alert, "de"))


def test_learned_words_and_kinds_of_a_later_version_are_shown_as_far_as_they_are_known() -> None:
    desk = Desk()
    (alert,) = desk.post(post("Falke 2 kommt."))
    learned = Evidence(kind="learned", part="text", start=0, end=5, term="learned", view="word", bits=2.5)
    later = replace(learned, kind="hologram")  # type: ignore[arg-type]
    content = desk.store.content(alert.id)
    assert content
    desk.store = MemoryStore()
    desk.store.put([replace(alert, evidence=(learned, later))], [content])
    told = desk.shown(alert)
    assert told.evidence[0].title == "learned, weight 2.5 bits"
    assert told.evidence[0].sentences[0] == "The words of the post speak for this crisis, “Falke” most of all."
    assert told.evidence[1].sentences == (
        "“learned”: evidence of the kind hologram, which this version of vorlaut has no words for.",
    )


@pytest.mark.parametrize(("bits", "speaks"), [(2.5, "for"), (-2.5, "against")])
def test_nothing_is_said_of_the_word_that_told_most_where_the_text_is_gone(bits: float, speaks: str) -> None:
    desk = Desk()
    (alert,) = desk.post(post("Falke 2 kommt."))
    learned = Evidence(kind="learned", part="text", start=0, end=5, term="falke", view="word", bits=bits)  # of before
    desk.store.put([replace(alert, evidence=(learned,), status="public", changed_at=NOON)])
    desk.store.erase([alert.id])
    told = desk.shown(alert).evidence[0].sentences
    assert told[0] == f"The words of the post speak {speaks} this crisis."
    assert not any("falke" in one.lower() for one in told)


def test_a_brand_policy_shows_its_list_and_its_advice_in_the_readers_language() -> None:
    desk = Desk()
    (alert,) = desk.post(post("Bin gleich da, Mama, kauf bitte noch Milch", by="newsroom"))
    told = desk.shown(alert, "de")
    assert "Ein Wort der Liste „Familie und Nahestehende“ dieser Regel." in text_of(told)
    assert "Was zu tun ist" in {row.label for row in told.about}
    assert told.headline.startswith("NIEDRIG · Privates auf einem Markenkonto · newsroom · offen")


def test_a_thread_says_what_the_posts_before_gave() -> None:
    desk = Desk()
    first = post("Im März kommt unser Falke ...", by="ben", id="1")
    second = post("... 2, endlich", by="ben", id="2", reply_to="1", at=NOON + timedelta(minutes=2))
    alerts = desk.post(first, second)
    told = [text_of(desk.shown(alert)) for alert in alerts]
    assert any("Several posts of one thread say it together" in one for one in told)


def test_evidence_in_a_picture_says_so() -> None:
    desk = Desk()
    (alert,) = desk.post(post("Seht mal!", attachments=(Attachment(alt="Der Falke 2 von vorn"),)))
    told = desk.shown(alert)
    assert [excerpt.title for excerpt in told.excerpts] == ["text", "description of picture 1"]
    assert told.evidence[0].title == "term, weight 10 bits, description of picture 1"


def test_the_steps_lead_to_the_severity_and_say_where_it_was_held_back() -> None:
    desk = Desk()
    (alert,) = desk.post(post("F\u0430lke 2", by="ben", at=NOON + timedelta(days=72)))
    steps = desk.shown(alert).steps
    assert steps[-4:-1] == (
        "Raised one step: somebody took pains that machines should not read it.",
        "Held at high: critical takes two kinds of evidence, or an exact anchored term by a near author.",
        "So it is high.",
    )


def test_a_policy_that_replaced_the_built_in_one_since_is_named_with_what_differs() -> None:
    desk = Desk()
    (alert,) = desk.post(post("Bin gleich da, Mama, kauf bitte noch Milch", by="newsroom"))
    (built_in,) = (policy for policy in catalogue() if policy.id == "private-talk")
    desk.declare(replace(built_in, severity="high"), 1, NOON + timedelta(days=1))
    held = desk.shown(alert).held
    assert held[0] == "The policy that comes with vorlaut held; nobody had declared another."
    assert held[1].startswith("Changed since: version 1")
    assert held[1].endswith("by Jo: severity.")


def test_of_a_sealed_embargo_no_file_is_said_to_be_another_draft_than_the_declared() -> None:
    desk = draft_desk()
    (alert,) = desk.post(post(QUOTED))
    desk.declare(replace(drafted(replace(document(), sha256="0" * 64)), sealed=Seal(key="k")), 1, NOON)
    told = text_of(desk.shown(alert, draft=brought()))
    assert "This embargo is sealed" in told
    assert "sha256 differs" not in told


def test_a_count_is_shown_as_it_is_written() -> None:
    desk = Desk(COMPANY, BEN, FALKE_2.replace('"38 kWh"', '"120 Filialen"').replace("allowed: [newsroom]", ""))
    (alert,) = desk.post(post("Falke 1 in 120 stores", by="ben"))
    assert "Written here as “120 stores”." in text_of(desk.shown(alert))
