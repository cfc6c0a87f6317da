"""What the line of an alert says of why it is one."""

from dataclasses import replace

import pytest

from services.explain.languages import LANGUAGES
from services.serve.rows import Titles, reason_for
from services.serve.words_de import DE
from services.serve.words_en import EN
from streams.events import Alert, EvidenceKind
from streams.policies.catalogue_files import catalogue
from tests.unit.deliver.people import leak
from tests.veltrona import COMPANY, situation


def told_by(*found: tuple[EvidenceKind, str], register: str = "Embargo/falke-2", version: int = 1) -> Alert:
    one = leak()
    evidence = tuple(replace(one.evidence[0], kind=kind, term=term) for kind, term in found)
    return replace(one, register=register, register_version=version, evidence=evidence)


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
        (
            told_by(("rule", "calls"), ("rule", "close_people"), register="Policy/private-talk", version=0),
            "On a brand account: calls and appointments, family and friends",
        ),
        (told_by(("rule", "price"), register="Policy/ad-flood", version=0), "On a brand account: a price"),
        (told_by(("rule", "calls"), register="Policy/own", version=2), "On a brand account: calls"),
        (
            told_by(("term", "Falke 2"), ("rule", "cue")),
            "Says “Falke 2”, a word of launching before the embargo ends",
        ),
    ],
)
def test_an_alert_says_in_a_sentence_why_it_is_one(alert: Alert, said: str) -> None:
    assert reason_for(alert, EN) == said


def test_and_in_german() -> None:
    assert reason_for(told_by(("quote", "start.md")), DE) == "Zitiert den Entwurf „start.md“"


def test_every_list_of_a_policy_that_comes_with_vorlaut_has_a_name_in_both_languages() -> None:
    names = {one.name for policy in catalogue() for one in policy.lists} - {"unless"}  # of which no alert is made
    for words in LANGUAGES.values():
        assert names <= words.lists.keys()
        assert {"link", "price", "cue"} <= words.lists.keys()


def test_a_policy_that_comes_with_vorlaut_is_called_in_the_readers_language_and_a_declared_one_as_it_was() -> None:
    ours = situation(COMPANY).registers
    assert Titles(ours, "de").of("Policy/private-talk") == "Privates auf einem Markenkonto"
    assert Titles(ours, "en").of("Policy/private-talk") == "Private talk on a brand account"
    theirs = replace(ours, versions={("Policy", "private-talk"): 1})
    assert Titles(theirs, "de").of("Policy/private-talk") == "Private talk on a brand account"
