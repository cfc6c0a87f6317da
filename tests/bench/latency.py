"""How long one post takes: an ordinary one, and the longest that somebody could send to hold up the others."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from statistics import quantiles
from time import perf_counter

from streams.detect.detect import detect
from streams.events import PostEvent
from streams.gate import LONGEST
from streams.stage import judged
from tests.bench.scene import Scene
from tests.bench.table import Row, Target, row

ORDINARY = 500  # code points
TRIES = 3
LONG = Target(below=50)


def latency(scene: Scene) -> Iterator[Row]:
    """Percentiles over all ordinary posts, then the slowest of some tries for each long one."""
    gc.collect()
    gc.freeze()  # the posts of the whole scene lie in this process and in no other: collecting them is not its work
    ordinary = [event for event in scene.events if len(event.text) <= ORDINARY]
    taken = quantiles([_milliseconds(scene, event) for event in ordinary], n=1000)
    for name, place in (("p50", 499), ("p99", 989), ("p99.9", 998)):
        yield row(f"one post up to {ORDINARY} characters, {name}", [taken[place]], "ms")
    post = scene.events[0]
    for name, text in _long(scene).items():
        worst = max(_milliseconds(scene, replace(post, text=text)) for _ in range(TRIES))
        yield row(f"{LONGEST:,} code points, {name}", [worst], "ms", LONG)


def _milliseconds(scene: Scene, post: PostEvent) -> float:
    began = perf_counter()
    judged(detect, post, scene.situation, {})
    return (perf_counter() - began) * 1000


def _long(scene: Scene) -> dict[str, str]:
    term = scene.world.strong[0]
    quiet = " ".join(text for _, text in scene.quiet.posts[:5000])
    pieces = {
        "ordinary text": quiet,
        "one term repeated": f"{term} ",
        "one term, letters apart": f"{' '.join(term)} ",
        "near misses": f"{term[:-1]}y {' '.join(term[:-1])} ",
        "a term inside other words": f"ab{term.lower()}ab ",
        "one term, joined by hyphens": f"{term}-",
        "a term over two words": f"ab{term[:5].lower()} {term[5:]}ab ",
        "all terms": " ".join(scene.world.terms) + " ",
        "combining marks": "\u0301",
        "a term under combining marks": "".join(f"{letter}\u0301" for letter in term) + " ",
        "zero-width": "\u200b",
        "digits": "0123456789",
        "numbers, near facts": "249 Euro, 1.249,00 € 38 ",
        "facts, one after the other": "249€ 38kWh ",
        "right-to-left overrides": "\u202e" + term[::-1] + "\u202c",
        "emoji": "😀👩\u200d🚀",
        "one letter": "a",
    }
    return {name: (piece * (LONGEST // len(piece) + 1))[:LONGEST] for name, piece in pieces.items()}
