import io
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from rich.text import Text

from services.demo.board import Board
from services.demo.explain import ending, span, why
from services.demo.lines import lines_of
from services.demo.perform import stage
from services.demo.play import Happening
from services.demo.screen import frame, meter
from services.demo.words import DE, EN, LANGUAGES, Words
from streams.registers import SEVERITIES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def happenings(tmp_path_factory: pytest.TempPathFactory) -> list[Happening]:
    folder: Path = tmp_path_factory.mktemp("demo")
    seen: list[Happening] = []
    with stage(1, folder / "data") as on:
        on.play(seen.append)
    return seen


def drawn(happenings: list[Happening], words: Words, width: int, height: int) -> list[list[str]]:
    console = Console(file=io.StringIO(), force_terminal=True, width=width, height=height, legacy_windows=False)
    board = Board(total=len(happenings))
    frames = []
    for happening in happenings:
        board.take(happening)
        group = frame(board, words, console)
        lines = [line for line in group.renderables if isinstance(line, Text)]
        assert max(line.cell_len for line in lines) <= width
        frames.append([line.plain for line in lines])
    return frames


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (64, 20)])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_frame_fills_the_terminal_and_never_more(
    happenings: list[Happening], lang: str, width: int, height: int
) -> None:
    words = DE if lang == "de" else EN
    assert {len(lines) for lines in drawn(happenings, words, width, height)} == {height}


def test_the_words_of_a_refused_post_are_never_drawn(happenings: list[Happening]) -> None:
    refused = [item.moment for item in happenings if item.refused]
    screens = "\n".join(line for lines in drawn(happenings, EN, 120, 40) for line in lines)
    assert refused
    assert not [moment for moment in refused if moment.said.text in screens]  # type: ignore[union-attr]


def test_a_declared_crisis_is_announced_with_what_was_found_later(happenings: list[Happening]) -> None:
    screens = ["\n".join(lines) for lines in drawn(happenings, EN, 80, 24)]
    first = next(screen for screen in screens if EN.crisis in screen)
    assert "3 earlier posts found later" in first


def test_severity_is_said_in_words_and_signs() -> None:
    for words in LANGUAGES.values():
        assert len({meter(severity, words).plain for severity in SEVERITIES}) == len(SEVERITIES)


def test_lines_for_a_pipe_hold_no_control_codes_and_nothing_about_quiet_posts(happenings: list[Happening]) -> None:
    board = Board(total=len(happenings))
    quiet = 0
    for happening in happenings:
        board.take(happening)
        lines = list(lines_of(happening, board, EN))
        quiet += not lines
        assert not [line for line in lines if any(ord(char) < 32 or char == "\u200b" for char in line)]
    assert quiet > len(happenings) // 2


def test_an_alert_says_who_what_and_how_long_still(happenings: list[Happening]) -> None:
    said = [why(alert, EN) for item in happenings for alert in item.alerts]
    assert any(
        sentence.startswith("designer in the project · secret name with 2 zero-width characters") for sentence in said
    )
    assert any("embargo lifts in 3 days" in sentence for sentence in said)


def test_an_alert_closed_by_its_author_says_the_time_it_took(happenings: list[Happening]) -> None:
    alert = next(alert for item in happenings for alert in item.alerts if alert.status == "open")
    gone = replace(alert, status="taken_down", changed_at=alert.post.published + timedelta(minutes=14))
    assert ending(alert, EN) is None
    assert ending(gone, EN) == "taken down by the author: closed after 14 min"
    assert ending(gone, DE) == "selbst gelöscht: erledigt nach 14 Min."


def test_spans_are_told_in_the_largest_unit_that_says_enough() -> None:
    assert span(timedelta(seconds=5), EN) == "1 min"
    assert span(timedelta(minutes=95), EN) == "95 min"
    assert span(timedelta(hours=40), EN) == "40 hours"
    assert span(timedelta(days=11), DE) == "11 Tagen"
