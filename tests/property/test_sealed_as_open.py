"""Whatever is written: sealed, nothing is found that is not found openly, and what is said plainly is found alike."""

from hypothesis import given
from hypothesis import strategies as st

from streams.detect.judge import judge
from streams.events import Evidence
from streams.situation.model import Situation
from tests.veltrona import post, situation
from tests.veltrona_sealed import sealed_situation

OPEN, SEALED = situation(), sealed_situation()
PLAIN = ("Falke 2", "FALKE-2", "#Falke2", "Lumarixo", "lumarixos", "#LumarixoTeam", "Projekt Falke", "249 €", "38 kWh")
ODD = (
    "L u m a r i x o",
    "Lum4rix0",
    "Lum\u0430rixo",
    "Luma.rixo",
    "Lumarxio",
    "F a l k e 2",
    "Falk€ 2",
    "Lum*rixo",
    "F4lk3n 2",
)
OTHER = (
    "kommt",
    "beim Launch",
    "Falken",
    "2",
    "der",
    "Falke 1",
    "keine Ahnung",
    "ob",
    "🚢",
    "Veltrona",
    "x",
    "-",
    "!",
    "\n",
)
WRITTEN = st.lists(st.sampled_from((*PLAIN, *ODD, *OTHER)) | st.text(max_size=4), max_size=9).map(" ".join)
SAID = st.lists(st.sampled_from((*PLAIN, *OTHER)), max_size=9).map(" ".join)


def places(text: str, by: str, held: Situation) -> dict[str, list[Evidence]]:
    findings = judge(post(text, by), held, {}).findings
    return {finding.register: list(finding.evidence) for finding in findings}


def where(found: dict[str, list[Evidence]]) -> dict[str, list[tuple[str, str, int, int, str]]]:
    return {
        register: [(one.kind, one.part, one.start, one.end, one.view) for one in evidence]
        for register, evidence in found.items()
    }


@given(WRITTEN, st.sampled_from(("anna", "ben")))
def test_nothing_is_found_sealed_that_is_not_found_openly(text: str, by: str) -> None:
    openly, sealed = places(text, by, OPEN), places(text, by, SEALED)
    assert sealed.keys() <= openly.keys()


@given(SAID, st.sampled_from(("anna", "ben")))
def test_what_is_said_plainly_is_found_alike(text: str, by: str) -> None:
    assert where(places(text, by, SEALED)) == where(places(text, by, OPEN))


@given(st.lists(WRITTEN, min_size=1, max_size=6))
def test_a_verdict_does_not_depend_on_what_was_judged_before(texts: list[str]) -> None:
    fresh = sealed_situation()
    assert [places(text, "anna", SEALED) for text in texts] == [
        places(text, "anna", fresh) for text in reversed(texts)
    ][::-1]
