"""What the line of an alert says of why it is one."""

from dataclasses import replace

import pytest

from services.serve.rows import reason_for
from services.serve.words_de import DE
from services.serve.words_en import EN
from streams.events import Alert, EvidenceKind
from tests.unit.deliver.people import leak


def told_by(*found: tuple[EvidenceKind, str], register: str = "Embargo/falke-2") -> Alert:
    one = leak()
    evidence = tuple(replace(one.evidence[0], kind=kind, term=term) for kind, term in found)
    return replace(one, register=register, evidence=evidence)


@pytest.mark.parametrize(
    ("alert", "said"),
    [
        (told_by(("term", "Falke 2"), ("term", "Falke 2")), "Says “Falke 2” before the embargo ends"),
        (told_by(("quote", "launch.md")), "Quotes the draft “launch.md”"),
        (told_by(("paraphrase", "launch.md")), "Tells what the draft “launch.md” says"),
        (
            told_by(("fact", "249 €"), ("quote", "launch.md"), ("term", "Falke")),
            "Says “249 €”, “Falke” before the embargo ends; Quotes the draft “launch.md”",
        ),
        (told_by(("term", "Werk Nord"), register="Crisis/fire"), "Speaks of “Werk Nord” while the crisis is on"),
    ],
)
def test_an_alert_says_in_a_sentence_why_it_is_one(alert: Alert, said: str) -> None:
    assert reason_for(alert, EN) == said


def test_and_in_german() -> None:
    assert reason_for(told_by(("quote", "start.md")), DE) == "Zitiert den Entwurf „start.md“"
