"""Posts a second: the command as a user runs it, its judging alone, and what a simple search would reach."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from time import perf_counter, process_time

from ahocorasick_rs import AhoCorasick

from services.declare.files import read_registers
from services.scan.partition import Partition
from services.scan.scan import BATCH
from tests.bench.processes import run_through
from tests.bench.scene import Scene
from tests.bench.table import Row, Target, row

NAIVE = 4_000  # posts of a round of the alternation, which is slow
SCAN = Target(least=15_000)


def speed(scene: Scene, rounds: int) -> Iterator[Row]:
    """All ways in turn, so many rounds."""
    ways: dict[str, Callable[[], dict[str, float]]] = {
        "scan": lambda: _scan(scene),
        "judging": lambda: _judging(scene),
        "alternation": lambda: _alternation(scene),
        "automaton": lambda: _automaton(scene),
    }
    found: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for way in ways.values():
            for name, value in way().items():
                found[name].append(value)
    targets = {"vorlaut scan, whole process": SCAN, "judging in process": SCAN}
    return (row(name, values, "posts/s", targets.get(name)) for name, values in found.items())


def _scan(scene: Scene) -> dict[str, float]:
    ended = run_through(scene.home, "scan", "--registers", str(scene.registers), str(scene.posts))
    return {
        "vorlaut scan, whole process": scene.count / ended.seconds,
        "  per second of processor time": scene.count / ended.processor_seconds,
    }


def _judging(scene: Scene) -> dict[str, float]:
    partition = Partition(read_registers(scene.registers))
    partition.judge(scene.lines[:10])  # compiles the registers
    lines = iter(scene.lines[10:])
    began, busy = perf_counter(), process_time()
    while batch := list(islice(lines, BATCH)):
        partition.judge(batch)
    taken, used = perf_counter() - began, process_time() - busy
    return {
        "judging in process": (scene.count - 10) / taken,
        "  judging per second of processor time": (scene.count - 10) / used,
    }


def _alternation(scene: Scene) -> dict[str, float]:
    terms = re.compile("|".join(map(re.escape, _terms(scene))))
    texts = [event.text for event in scene.events[:NAIVE]]
    return {"naive re alternation, lower case": _rate(texts, lambda text: terms.search(text.lower()))}


def _automaton(scene: Scene) -> dict[str, float]:
    terms = AhoCorasick(_terms(scene))
    texts = [event.text for event in scene.events]
    return {"bare ahocorasick_rs, lower case": _rate(texts, lambda text: terms.find_matches_as_indexes(text.lower()))}


def _terms(scene: Scene) -> list[str]:
    return [term.lower() for term in scene.world.terms]


def _rate(texts: list[str], search: Callable[[str], object]) -> float:
    began = perf_counter()
    for text in texts:
        search(text)
    return len(texts) / (perf_counter() - began)
