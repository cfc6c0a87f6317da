"""What detection costs with every stage on: the standard rule set of 300 terms, 100 drafts and 5 crises.

In processor time, which says more than the clock on a machine that does other things as well.
"""

import gc
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import cycle, islice
from statistics import quantiles
from time import process_time, thread_time

import msgspec
from ahocorasick_rs import AhoCorasick

from streams.detect.detect import detect
from streams.detect.matcher import Matcher, matcher
from streams.detect.reading import read
from streams.events import PostEvent
from streams.gate import LONGEST
from streams.parse.ndjson import parse
from streams.registers import Embargo, Term
from streams.situation.model import Registers, Situation
from streams.stage import judged
from streams.text.lexicon import is_listed
from streams.text.lookalikes import LOOKALIKES
from tests.bench.scene import Scene
from tests.bench.table import Row, Target, row
from tests.end_to_end.registers_made_up import full_world
from tests.evaluation.cases import Scenario
from tests.evaluation.harbour.scenario import make
from tests.evaluation.judging import Ground

ALL = Target(least=10_000)
LEXICAL = Target(least=25_000)
HOSTILE = Target(below=50)
SWAP = Target(below=1)
LENGTHS = {500: Target(below=1), 3_000: Target(below=5)}
NAIVE = 4_000  # posts of a round of the alternation, which is slow
MANY = 10_000  # terms
TRIES = 3

Judge = Callable[[PostEvent], object]


def engine(scene: Scene, rounds: int) -> Iterator[Row]:
    """Throughput by stages beside plain searches; one post, by its length and at its worst; new rules."""
    (scene.home / "harbour").mkdir()
    scenario = make(1)
    situation = Ground(scenario, scene.home / "harbour").situation
    posts = list(_posts(scene, situation, _at(scenario)))
    gc.collect()
    gc.freeze()  # the posts of the whole scene lie in this process and in no other: collecting them is not its work
    yield from _throughput(posts, situation, rounds)
    yield from _latency(posts, situation)
    yield from _hostile(posts[0], situation)
    yield from _swap(posts[0], situation.registers, rounds)


def _at(scenario: Scenario) -> datetime:
    """When all is under embargo: the time of any leak."""
    leak = parse(msgspec.json.encode(next(scenario.cases("L0", "de", 1)).line), None)
    assert isinstance(leak, PostEvent)
    return leak.at


def _posts(scene: Scene, situation: Situation, at: datetime) -> Iterator[PostEvent]:
    """The quiet posts once each, as those of all employees in turn."""
    employees = [one for one in situation.registers.accounts.values() if one.account_class == "employee"]
    few = scene.quiet.posts[: scene.count]
    for number, ((_, text), account) in enumerate(zip(few, cycle(employees), strict=False)):
        yield PostEvent(
            platform=account.platform, account=account.account, id=f"e{number}", at=at, received_at=at, text=text
        )


def _throughput(posts: Sequence[PostEvent], situation: Situation, rounds: int) -> Iterator[Row]:
    bare = replace(situation, registers=_without_drafts(situation.registers))
    rules, terms = matcher(situation.registers), sorted(_terms(situation.registers))
    alternation, automaton = re.compile("|".join(map(re.escape, terms))), AhoCorasick(terms)
    ways: dict[str, tuple[Judge, int, Target | None]] = {
        "all stages, 100 drafts": (lambda post: judged(detect, post, situation, {}), len(posts), ALL),
        "all stages, no drafts": (lambda post: judged(detect, post, bare, {}), len(posts), ALL),
        "lexical stages: fold, words, skeleton, slips": (lambda post: _lexical(post, rules), len(posts), LEXICAL),
        "naive re alternation, lower case": (lambda post: alternation.search(post.text.lower()), NAIVE, None),
        "bare ahocorasick_rs, lower case": (
            lambda post: automaton.find_matches_as_indexes(post.text.lower()), len(posts), None,
        ),
    }  # fmt: skip
    for way, count, _ in ways.values():
        _rate(posts[: count // TRIES], way)  # compiles what is compiled at the first post
    taken = [{name: _rate(posts[:count], way) for name, (way, count, _) in ways.items()} for _ in range(rounds)]
    for name, (_, _, target) in ways.items():
        yield row(f"standard rules, {name}", [one[name] for one in taken], "posts/s", target)


def _lexical(post: PostEvent, rules: Matcher) -> object:
    return [rules.index.hits(part) for part in read(post)]


def _rate(posts: Sequence[PostEvent], judge: Judge) -> float:
    began = process_time()
    for post in posts:
        judge(post)
    return len(posts) / (process_time() - began)


def _latency(posts: Sequence[PostEvent], situation: Situation) -> Iterator[Row]:
    longest = max(LENGTHS)
    texts = (post.text for post in posts)
    long = [replace(posts[0], text=text) for text in islice(_joined(texts, longest), 500)]
    for most, target in LENGTHS.items():
        found = [post for post in posts if len(post.text) <= most] if most < longest else long
        taken = quantiles([_milliseconds(post, situation) for post in found], n=1000)
        for name, place in (("p50", 499), ("p99", 989), ("p99.9", 998)):
            yield row(
                f"standard rules, one post up to {most:,} characters, {name}", [taken[place]], "ms",
                target if name == "p99" else None,
            )  # fmt: skip


def _joined(texts: Iterator[str], length: int) -> Iterator[str]:
    """Texts of this length made of several: real posts are shorter."""
    joined = ""
    for text in texts:
        joined = f"{joined} {text}"
        if len(joined) >= length:
            yield joined[:length]
            joined = ""


def _milliseconds(post: PostEvent, situation: Situation) -> float:
    began = thread_time()
    judged(detect, post, situation, {})
    return (thread_time() - began) * 1000


def _hostile(post: PostEvent, situation: Situation) -> Iterator[Row]:
    is_listed("")  # reads the long lists of words: a second, once a process, at the first word that resembles a term
    for name, piece in _pieces(situation.registers).items():
        text = (piece * (LONGEST // len(piece) + 1))[:LONGEST]
        worst = max(_milliseconds(replace(post, text=text), situation) for _ in range(TRIES))
        yield row(f"standard rules, {LONGEST:,} code points, {name}", [worst], "ms", HOSTILE)


def _pieces(registers: Registers) -> dict[str, str]:
    terms = sorted(_terms(registers))
    one = max(terms, key=len)
    return {
        "all terms": " ".join(terms) + " ",
        "stacked marks": "".join(f"{letter}\u0301\u0316\u0334\u035c" for letter in one) + " ",
        "right-to-left overrides": f"\u202e{one[::-1]}\u202c ",
        "one letter": "a",
        "one letter, apart": "a ",
        "all look-alikes": "".join(LOOKALIKES),
        "leet": "".join(f"{letter}4!" for letter in one) + " ",
        "blanked letters": f"{one[:4]}*{one[5:]} ",
        "numbers with units": "12. März 2027 1.249,00 € 38 kWh ",
        "long unknown words": "kwertzuiopq bxcvmnasdfg ",
    }


def _swap(post: PostEvent, registers: Registers, rounds: int) -> Iterator[Row]:
    """From new registers to the first post judged by them."""
    for name, rules in (("300 terms, 100 drafts", registers), (f"{MANY:,} terms", _with_many_terms(registers))):
        taken = [_swapped(post, replace(rules)) for _ in range(rounds)]
        yield row(f"standard rules, new ones in force, {name}", taken, "s", SWAP)


def _swapped(post: PostEvent, registers: Registers) -> float:
    began = process_time()
    judged(detect, post, Situation(registers=registers), {})
    return process_time() - began


def _with_many_terms(registers: Registers) -> Registers:
    names = iter(full_world(employees=1, embargoes=1, terms=2 * MANY).strong[:MANY])  # half are coined
    each = MANY // len(registers.embargoes)
    return replace(registers, embargoes=tuple(_of(one, islice(names, each)) for one in registers.embargoes))


def _of(embargo: Embargo, names: Iterator[str]) -> Embargo:
    return replace(embargo, terms=tuple(Term(text=name) for name in names))


def _without_drafts(registers: Registers) -> Registers:
    return replace(
        registers, embargoes=tuple(replace(one, documents=()) for one in registers.embargoes), drafted=()
    )  # fmt: skip


def _terms(registers: Registers) -> set[str]:
    return {term.text.lower() for embargo in registers.embargoes for term in embargo.terms}
