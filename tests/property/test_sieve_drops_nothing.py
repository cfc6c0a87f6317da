"""What the sieve leaves out gives nothing when it is judged; what it joins are the views of each text."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.rescan.look_back import narrowed
from streams.codec import Malformed, encode
from streams.detect.detect import look_back
from streams.detect.sieve import Sieve
from streams.events import Attachment, Link, PostEvent
from streams.identity import account_key
from streams.parse.ndjson import parse
from streams.situation.model import Situation
from streams.stage import judged
from streams.text.fold import word_view
from streams.text.joined import APART, joined_digits, joined_skeletons, joined_tokens, joined_words
from streams.text.skeleton import skeleton, unbarred
from streams.topics import Record
from tests.evaluation.cases import KINDS, Scenario
from tests.evaluation.harbour.scenario import make as make_harbour
from tests.evaluation.judging import Ground
from tests.evaluation.orchard.scenario import make as make_orchard
from tests.veltrona import BEN, COMPANY, HANDLES, NEWSROOM, NOON, SPERBER, WERK_NORD, post, situation

HELD = situation()
NAMES = ("Embargo/falke-2", "Embargo/sperber", "Crisis/werk-nord")
TRICKY = st.text(st.sampled_from("aäÄouU\u0308\u0301\u200b\u00ad|+!1 0ßİ½²٢€#.-_*'\0\n2fFlLkKeE"), max_size=12)
PIECES = st.sampled_from(
    [
        "Falke 2", "falke-2", "#Falke2", "F\u200balke 2", "F4lke 2", "F a l k e 2", "f.a.l.k.e.2", "Falkken 2", "Falke",
        "Lumarixo", "Lumarxo", "Lumarixos", "Testlumarixo", "Lumarixomotor", "lumar*xo", "Lumraixo", "L|u|m|a|r|i|x|o",
        "Lumarrrixo", "Lümarixo", "L\u0075\u0308marixo", "Lumraxio", "249 €", "249,00 Euro", "EUR 249", "12. März 2026",
        "2026-03-12", "3/12/2026", "12.3.", "38kWh", "38 Kilowattstunden", "٣٨ kWh", "Veltrona Home", "Falke 1",
        "Werk Nord", "Halle 7", "Wrek Nord", "Veltrona Battery GmbH", "Veltrona Batery GmbH", "Großbrand", "Feuer",
        "Lum\u10efr\u10dcxo", "lum**ix█, launch",
        "evakuiert", "smoke", "Marktstart", "Projekt", "Codename", "launch", "Betriebsrat", "kein", "heute", "morgen",
    ]
)  # fmt: skip
TELLING = (
    "Falke, Marktstart im Mai", "Projekt Falke", "#ProjektFalke", "249 € und 38 kWh", "EUR 249, am 12.03.2026",
    "38 Kilowattstunden ab 12 March 2026", "٣٨ kWh für 249 Euro", "249 € fürs Veltrona Home", "lumar*xo, launch",
    "Lumrarxo, launch", "Lumarxo", "L u m a r i x o", "Lumarixomotor", "F4lke 2", "Feuer in Halle 7",
    "Großbrand, Veltrona Batery GmbH", "falke2", "im Falken 2", "Lum\u10efrixo", "L***rixo, launch",
)  # fmt: skip
TEXTS = st.builds("{} {} {}".format, TRICKY, st.sampled_from(TELLING), TRICKY) | st.lists(
    PIECES | TRICKY | st.text(max_size=20), max_size=6
).map(" ".join)


@st.composite
def posts(draw: st.DrawFn) -> PostEvent:
    alt, title, summary, quoted = (draw(st.none() | TEXTS) for _ in range(4))
    made = post(
        draw(TEXTS),
        draw(st.sampled_from(sorted(HANDLES))),
        attachments=(Attachment(alt=alt),),
        links=(Link(title=title),),
        summary=summary,
        quoted=quoted,
        poll=tuple(draw(st.lists(TEXTS, max_size=2))),
        at=NOON.replace(year=draw(st.sampled_from([2024, 2025, 2025, 2025, 2027]))),
    )
    return replace(made, kind=draw(st.sampled_from(["created", "created", "edited", "deleted"])))


def record(event: PostEvent, place: int) -> Record:
    return Record("posts", account_key(event.platform, event.account), encode(event), 0, place, 0, NOON)


def telling(events: Iterable[PostEvent], held: Situation) -> set[int]:
    """The places of those that give anything when each is judged alone."""
    found = set()
    for place, event in enumerate(events):
        try:
            emits = judged(lambda one, now, kept: look_back(one, now, kept, NOON), event, held, {})
        except Malformed:
            continue
        found |= {place} if emits else set()
    return found


def passed(events: Sequence[PostEvent], held: Situation) -> set[int]:
    records = [record(event, place) for place, event in enumerate(events)]
    return {one.offset for one in Sieve(held.registers).passed(records)}


@settings(max_examples=150, deadline=None)
@given(st.lists(posts(), min_size=1, max_size=12), st.sampled_from([NAMES, *((name,) for name in NAMES)]))
def test_whatever_would_be_found_passes(events: list[PostEvent], names: tuple[str, ...]) -> None:
    held = narrowed(HELD, names)
    assert telling(events, held) <= passed(events, held)


@settings(deadline=None)
@given(st.lists(TEXTS.map(lambda text: text.replace(APART, "")) | st.just(""), min_size=1, max_size=6))
def test_joined_views_are_those_of_each_text(texts: list[str]) -> None:
    views = joined_words(joined_tokens(texts)).split(APART)
    assert [f" {view.strip()} ".replace("  ", " ") for view in views] == [word_view(text) for text in texts]
    assert joined_skeletons(texts).split(APART) == [skeleton(unbarred(text)) for text in texts]
    assert joined_digits(texts) == ["".join(char for char in text if char in "0123456789") for text in texts]


@pytest.mark.parametrize("text", TELLING)
@pytest.mark.parametrize("part", ["text", "summary", "quoted", "poll", "alt", "title"])
def test_each_way_to_tell_passes_among_quiet_posts(text: str, part: str) -> None:
    held = narrowed(HELD, NAMES)
    named: dict[str, dict[str, object]] = {
        "alt": {"attachments": (Attachment(alt=text),)},
        "title": {"links": (Link(title=text),)},
        "poll": {"poll": (text,)},
    }
    leak = post(text, "ben") if part == "text" else post("", "ben", **named.get(part, {part: text}))
    events = [post("Guten Morgen"), post("Hallo"), leak, post("Gute Nacht", "ben")]
    assert telling(events, held) == {2}
    assert passed(events, held) == {2}


RELATED = WERK_NORD + "related: [Sirene, Rauchwolke]\n"
ACCEPTED = narrowed(situation(COMPANY, BEN, NEWSROOM, RELATED), ["Crisis/werk-nord"])


def test_accepted_words_of_a_crisis_pass_and_quiet_posts_do_not() -> None:
    events = [post(text, "ben") for text in ("Guten Morgen", "Rauchwolke über Werk Nord", "Hallo")]
    assert telling(events, ACCEPTED) == passed(events, ACCEPTED) == {1}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(["Sirene", "Sirenne", "Rauchwolken", "R4uchwolke", "Werk Nord", "Halle 7"]) | TRICKY))
def test_whatever_an_accepted_word_would_find_passes(pieces: list[str]) -> None:
    events = [post(" ".join(pieces), "ben"), post("Guten Morgen", "ben")]
    assert telling(events, ACCEPTED) <= passed(events, ACCEPTED)


def test_a_term_in_shadow_passes_and_quiet_posts_do_not() -> None:
    shadowed = SPERBER.replace("[Lumarixo]", "[{text: Lumarixo, stage: shadow}]")
    held = narrowed(situation(COMPANY, BEN, shadowed), ["Embargo/sperber"])
    events = [post(text, "ben") for text in ("Guten Morgen", "Lumarixo kommt", "Hallo")]
    assert telling(events, held) == passed(events, held) == {1}


def test_a_quiet_post_does_not_pass_and_what_is_no_post_does() -> None:
    held = narrowed(HELD, NAMES)
    assert passed([post("Guten Morgen, Werkstatt"), post("Hallo", "ben")], held) == set()
    odd = Record("posts", "x", b"no event", 0, 7, 0, NOON)
    assert Sieve(held.registers).passed([odd]) == [odd]


@pytest.mark.slow
@pytest.mark.parametrize("make", [make_harbour, make_orchard])
def test_every_made_up_leak_that_is_found_passes(make: Callable[[int], Scenario], tmp_path: Path) -> None:
    made = make(7)
    ground = Ground(made, tmp_path)
    by_register: defaultdict[str, list[PostEvent]] = defaultdict(list)
    for kind in KINDS:
        for lang in ("de", "en"):
            for case in made.cases(kind, lang, 6):
                event = parse(msgspec.json.encode(case.line), None)
                assert isinstance(event, PostEvent)
                by_register[case.expects or "Embargo/none"].append(event)
    for register, events in by_register.items():
        held = narrowed(ground.situation, [register])
        assert telling(events, held) <= passed(events, held), register
