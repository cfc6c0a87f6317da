"""`scan` over lines: the same answer on every run, for any number of workers, in any order between accounts."""

import json
from collections.abc import Iterable
from io import BytesIO
from random import Random

import msgspec
import pytest

from services.cli.scan import numbered
from services.scan.partition import Batch
from services.scan.scan import Scanned, scan
from streams.dead_letters import DeadLetterLimit
from streams.policies.faults import SourceFile
from streams.policies.load import load_registers
from streams.registers import RegisterEntry
from tests.veltrona import line, registers_text

ENTRIES: tuple[RegisterEntry, ...] = load_registers(
    [SourceFile("veltrona.yaml", registers_text())], lambda _file, _path: None
)
SAID = "Am Dienstag zeigen wir die neue Falke 2 zum ersten Mal im Werk"
FLOW = {
    "anna": [
        line("Falke 2 kommt", id="a1"),
        line("Guten Morgen", id="a2", minutes=1),
        line("Falke 2 kommt \ud800 doch", id="a1", minutes=2, kind="edited", revision="2"),
        line("Falke 2 kommt", id="a1"),
        line(SAID, id="a3", minutes=30),
        line("", id="a1", minutes=40, kind="deleted", revision="gone"),
    ],
    "ben": [
        line("Feuer im Werk Nord", "ben", id="b1"),
        line("Falke 2", "ben", id="b2", visibility="direct"),
        line(SAID, "ben", id="b3", minutes=1),
        line("Lumarixo", "ben", id="b4", minutes=4, kind="edited", revision="3"),
        line("Lumarixo", "ben", id="b4", minutes=2, kind="edited", revision="2"),
    ],
    "newsroom": [line(SAID, "newsroom", id="n1", minutes=10)],
    "shop": [line("Halle 7 evakuiert", "shop", id="s1")],
    "eve": [line("Falke 2", account="@eve@social.example", id="e1")],
    "nobody": [b"not JSON\n", b"\n", b'{"platform": "mastodon"}\n', b"\xff\n"],
}


def scanned(lines: Iterable[bytes], workers: int = 1) -> Scanned:
    numbers = numbered(BytesIO(b"".join(lines)).read)
    return scan(numbers, ENTRIES, workers=workers, limit=DeadLetterLimit(), told=lambda _batch: None)


def shuffled(seed: int) -> list[bytes]:
    """The flow with accounts mixed and the order within each kept."""
    rng = Random(seed)
    waiting = {name: list(lines) for name, lines in FLOW.items()}
    mixed: list[bytes] = []
    while any(waiting.values()):
        name = rng.choice([name for name, lines in waiting.items() if lines])
        mixed.append(waiting[name].pop(0))
    return mixed


def ids(found: Scanned) -> list[tuple[str, str]]:
    return sorted((alert.id, alert.post.revision) for alert in found.alerts)


def test_the_bytes_are_the_same_for_one_two_and_three_workers() -> None:
    mark = b"\xef\xbb\xbf"
    lines = [mark + FLOW["anna"][0], *shuffled(3)]
    told = [msgspec.json.encode(scanned(lines, workers), order="sorted") for workers in (1, 1, 2, 3)]
    assert len(set(told)) == 1


def test_the_ids_are_the_same_whatever_the_order_between_accounts() -> None:
    first = scanned(shuffled(0))
    assert all(ids(scanned(shuffled(seed))) == ids(first) for seed in range(1, 8))
    assert [(alert.account_id, alert.post.id, alert.post.revision) for alert in scanned(shuffled(0)).alerts]


def test_alerts_come_in_input_order_with_what_was_official_earlier_left_out() -> None:
    found = scanned([line for lines in FLOW.values() for line in lines])
    assert [(alert.post.id, alert.post.revision) for alert in found.alerts] == [
        ("a1", "1"),
        ("a1", "2"),
        ("b1", "1"),
        ("b3", "1"),
        ("b4", "3"),
        ("s1", "1"),
    ]


def test_everything_is_counted() -> None:
    found = scanned([line for lines in FLOW.values() for line in lines])
    assert (found.posts, found.dead_letters) == (14, 3)
    assert dict(found.refused) == {"not_public": 1, "unknown_account": 1}
    assert found.groups == len({alert.group for alert in found.alerts}) == 3


def test_a_post_is_detected_at_its_own_time() -> None:
    found = scanned(FLOW["anna"])
    assert all(alert.detected_at == alert.post.published for alert in found.alerts)


def test_blank_lines_count_in_the_numbers_of_lines_and_nowhere_else() -> None:
    dead: list[int] = []

    def told(batch: Batch) -> None:
        dead.extend(letter.line for letter in batch.dead)

    text = b"\n  \n" + line("x") + b"\r\nnot JSON"
    found = scan(numbered(BytesIO(text).read), ENTRIES, workers=1, limit=DeadLetterLimit(), told=told)
    assert (found.posts, found.dead_letters, dead) == (1, 1, [5])


def test_more_than_a_tenth_of_a_thousand_dead_lines_end_the_scan() -> None:
    good, bad = line("x"), b"not JSON\n"
    assert scanned([*[good] * 900, *[bad] * 100]).dead_letters == 100
    assert scanned([bad] * 999).dead_letters == 999
    assert scanned([*[good] * 899, *[bad] * 101]).stopped


@pytest.mark.parametrize("blank", [b"", b"\n"])
def test_where_a_scan_ends_does_not_depend_on_the_lines_that_follow(blank: bytes) -> None:
    good, bad = line("x"), b"not JSON\n" + blank
    assert scanned([*[good] * 899, *[bad] * 101, *[good] * 20_000]).stopped


def test_a_dead_letter_never_holds_bytes_of_the_line() -> None:
    batches: list[Batch] = []
    text = b'{"platform": "GEHEIM", "account": 5}\n{"GEHEIM"\n'
    scan(numbered(BytesIO(text).read), ENTRIES, workers=1, limit=DeadLetterLimit(), told=batches.append)
    told = json.dumps([[letter.reason, letter.digest] for letter in batches[0].dead])
    assert len(batches[0].dead) == 2
    assert "GEHEIM" not in told
