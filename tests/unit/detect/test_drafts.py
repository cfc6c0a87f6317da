"""Drafts under embargo: what quotes or retells them is found, what everybody may say is not."""

from dataclasses import replace
from datetime import timedelta
from time import process_time

import pytest

from streams.detect.narrow import only
from streams.events import Alert, OfficialPublished
from streams.policies.faults import SourceFile
from streams.policies.load import load_registers
from streams.registers import Document
from streams.situation.fold import situation_of
from streams.situation.model import Situation
from streams.situation.official import with_official
from streams.text.traces import traces
from tests.veltrona import BEN, COMPANY, FALKE_2, NEWSROOM, NOON, SPERBER, alert, alerts, events, marked, post

ABOUT = "Veltrona entwickelt seit 1987 leise Batteriespeicher für Höfe und Werkstätten in ganz Europa."
DRAFTS = {
    "falke.md": f"""# Ein Speicher für den Dachboden

Der neue Speicher wiegt nur halb so viel wie sein Vorgänger und passt unter jede Dachschräge. Gebaut wird er in
Quellbrunn, wo eine ehemalige Strumpffabrik zur gläsernen Werkstatt umgebaut wird. Die Gehäuse aus gepresstem
Schilfgras liefert die Genossenschaft Moorhalm, verschraubt wird ohne Klebstoff. „Wir haben auf die Kundschaft gehört
und alles weggelassen, was brummt“, sagt Entwicklungsleiterin Iske Bronnmann.

{ABOUT}
""",
    "sperber.md": f"""# A charger that fits a bicycle bag

The pocket charger survives a fall from the church tower and keeps lukewarm tea warm while it works. Riders in hilly
Ellerdale tested forty prototypes during the wettest autumn since records began.

{ABOUT}
""",
}
KEY = b"0123456789abcdef"
QUOTE = "wo eine ehemalige Strumpffabrik zur gläsernen Werkstatt umgebaut wird"
RETOLD = (
    "Kollegen, in der alten Strumpffabrik in Quellbrunn schrauben sie bald Gehäuse aus Schilf von Moorhalm zusammen"
)


def fingerprint(_file: str, path: str) -> Document:
    left = traces(DRAFTS[path], KEY)
    return Document(
        name=path, sha256="0" * 64, words=9, key=KEY.hex(), quotes=left.quotes, stems=left.stems, grams=left.grams
    )


def held(*, key: bool = True) -> Situation:
    registers = (COMPANY, BEN, NEWSROOM, f"{FALKE_2}documents: [falke.md]\n", f"{SPERBER}documents: [sperber.md]\n")

    def bare(_file: str, path: str) -> Document:
        return Document(name=path, sha256="0" * 64, words=9)

    source = SourceFile("veltrona.yaml", "---".join(registers))
    return situation_of(load_registers([source], fingerprint if key else bare))


def found(text: str) -> Alert | None:
    return alert(text, "ben", held=held())


def test_a_quote_is_found_with_the_exact_place_of_its_words() -> None:
    text = f"Steht so im Entwurf: „{QUOTE}“ … sagt es keinem"
    quoted = found(text)
    assert quoted is not None
    assert [item.kind for item in quoted.evidence] == ["quote"]
    assert marked(text, quoted) == [QUOTE]
    assert quoted.register == "Embargo/falke-2"
    assert quoted.evidence[0].term == "falke.md"


def test_a_quote_with_words_left_out_is_found_in_its_parts() -> None:
    text = "Die Gehäuse aus gepresstem Schilfgras liefert Hinz, und alles weggelassen, was brummt. Schön!"
    quoted = found(text)
    assert quoted is not None
    told = ["Die Gehäuse aus gepresstem Schilfgras liefert", "und alles weggelassen, was brummt"]
    assert marked(text, quoted) == told


@pytest.mark.parametrize("change", [str.upper, lambda text: text.replace("ä", "ae"), lambda text: f"#{text}"])
def test_a_quote_may_be_written_otherwise(change: object) -> None:
    assert callable(change)
    assert found(change(QUOTE)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Heute wird der Speicher im Keller aufgeräumt und alles weggeworfen",
        "Wir haben auf die Leute gehört",
        f"Wer wir sind? {ABOUT}",
        "Quellbrunn",
        "",
    ],
)
def test_what_anybody_says_and_what_all_drafts_have_is_no_quote(text: str) -> None:
    assert found(text) is None


def test_a_draft_told_in_other_words_is_at_most_of_medium_severity() -> None:
    retold = found(RETOLD)
    assert retold is not None
    assert {item.kind for item in retold.evidence} == {"paraphrase"}
    assert retold.severity in {"low", "medium"}


def test_a_retelling_is_found_in_the_midst_of_a_long_text() -> None:
    long = (
        f"{'Und sonst gab es heute wieder Kuchen, danke dafür! ' * 30}{RETOLD}.{' Morgen ist frei, dann Sonne.' * 40}"
    )
    retold = found(long)
    assert retold is not None
    assert [one for one in marked(long, retold) if one not in RETOLD] == []


def test_a_text_of_a_hundred_thousand_characters_takes_no_longer_than_it_must() -> None:
    words = " ".join(DRAFTS["falke.md"].split()[n % 60] + f"x{n}" for n in range(12_000))
    began = process_time()
    found(words)
    assert process_time() - began < 2


def test_a_term_beside_a_draft_makes_two_kinds_of_evidence() -> None:
    alone, both = found(RETOLD), found(f"{RETOLD}: Falke 2")
    assert alone is not None
    assert both is not None
    assert {item.kind for item in both.evidence} == {"term", "paraphrase"}
    assert both.confidence > alone.confidence
    assert "raised:two_kinds_of_evidence" in both.reasons


def test_a_fact_beside_a_quote_counts() -> None:
    quoted = found(f"{QUOTE}, und das für 249 Euro")
    assert quoted is not None
    assert {item.kind for item in quoted.evidence} == {"fact", "quote"}


def test_what_an_allowed_account_has_published_is_no_quote() -> None:
    said = f"Gebaut wird er in Quellbrunn, {QUOTE}."
    spoken = [one for one in events([post(said, "newsroom", id="n")], held()) if isinstance(one, OfficialPublished)]
    assert [one.registers for one in spoken] == [("Embargo/falke-2",)]
    after = with_official(held(), spoken)
    later = NOON + timedelta(hours=1)
    assert alerts(post(f"RT {said}", "ben", at=later), held=after) == []
    assert alerts(post(said, "ben", at=NOON - timedelta(hours=1)), held=after)


def test_when_the_release_is_out_it_may_be_told_in_other_words() -> None:
    said = f"{DRAFTS['falke.md']} Mehr über Falke 2: {' '.join(f'Wort{n}' for n in range(80))}"
    spoken = [one for one in events([post(said, "newsroom", id="n")], held()) if isinstance(one, OfficialPublished)]
    assert alerts(post(RETOLD, "ben", at=NOON + timedelta(hours=1)), held=with_official(held(), spoken)) == []


def test_documents_declared_by_an_early_version_are_found_nowhere() -> None:
    assert alert(QUOTE, "ben", held=held(key=False)) is None


def test_looking_back_for_one_embargo_still_knows_what_all_drafts_have() -> None:
    whole = held()
    narrowed = replace(whole, registers=only(whole.registers, ("Embargo/sperber",)))
    assert alert(f"Wer wir sind? {ABOUT}", "ben", held=narrowed) is None
    assert alert("keeps lukewarm tea warm while it works. Riders in hilly Ellerdale", "ben", held=narrowed) is not None


def test_nothing_is_found_outside_the_window() -> None:
    assert alert(QUOTE, "ben", held=held(), at=NOON + timedelta(days=200)) is None
