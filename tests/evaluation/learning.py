"""`python -m tests.evaluation.learning`: what learning from decisions reaches, before and after them.

The incidents are made up (`tests.evaluation.incidents`), as are the leaks of the two generators; what the word model
must keep them apart from are the real posts of VORLAUT_BACKGROUND, of which no word is printed. Decisions are played:
two of three say leak, on posts of the incident, the others not_a_leak, on posts of the background. Tested is on others.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from random import Random
from typing import Final

import click

from streams.detect.crisis import ALONE_BITS, ALONE_WORDS
from streams.detect.matcher import matcher
from streams.detect.reading import Part
from streams.learn.profile import Example, declared_weights, score, taught
from streams.learn.seed_words import TOPICS
from streams.learn.words import LIST, declared_words, told_words
from streams.registers import Crisis
from streams.situation.model import Registers
from streams.text.fold import word_view
from tests.end_to_end.posts_made_up import background_folder, real_posts
from tests.evaluation.cases import Lang
from tests.evaluation.harbour.hazards import TERMS as HARBOUR
from tests.evaluation.incidents import Told, told
from tests.evaluation.learning_sureness import show_sureness
from tests.evaluation.orchard.registers import INCIDENTS as ORCHARD

AFTER: Final = (0, 5, 25, 100)
FALSE: Final = 0.001  # of the posts of the background
TESTED: Final = 400
SORTS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {"harbour": HARBOUR, "orchard": ORCHARD}
PLACE: Final[Mapping[Lang, str]] = {"de": "Werk Ottersand", "en": "Ottersand plant"}
PLACE_BITS: Final = 10.0  # of a declared site, as detection weighs it
HEAD: Final = (
    *("start", "5 decided", "25 decided", "100 decided", "no list: start", "25 decided"),
    *("place too: start", "25 decided", "first at"),
)  # fmt: skip

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Incident:
    """A declared crisis, posts to decide about and other ones to test on; none holds a declared incident word."""

    name: str
    crisis: Crisis
    teaching: Sequence[Told]
    tested: Sequence[Told]

    def value(self, text: str, weights: Weights) -> float:
        """How near a text is to the crisis by its words, without its place."""
        return sum(bits for bits, _ in score(_words(text), declared_words(self.crisis), weights))


@dataclass(frozen=True, slots=True)
class Reached:
    """The shares of posts above the line that one in a thousand posts of the background is above."""

    words: float
    placed: float


def incidents() -> Iterator[Incident]:
    """One for each sort of both generators, by what that generator declares."""
    for generator, sorts in SORTS.items():
        for sort, terms in sorts.items():
            opens = datetime(2026, 11, 1, tzinfo=UTC)
            crisis = Crisis(
                id=sort, company="", title="", type=sort, opens=opens, terms=terms, sites=tuple(PLACE.values())
            )
            rng = Random(f"{generator} {sort}")
            posts = {tested: _without_terms(crisis, told(sort, PLACE, rng, tested=tested)) for tested in (False, True)}
            name = f"{generator} {sort}"
            yield Incident(name, crisis, list(islice(posts[False], AFTER[-1])), list(islice(posts[True], TESTED)))


def _without_terms(crisis: Crisis, posts: Iterator[Told]) -> Iterator[Told]:
    looked_for = matcher(Registers(crises=(replace(crisis, sites=("Nirgendsort",)),)))
    return (post for post in posts if not looked_for.matches([Part("text", post.text, word_view(post.text))]))


def weights_after(incident: Incident, decisions: int, others: Sequence[str]) -> Weights:
    """What so many decisions teach."""
    if not decisions:
        return declared_weights(incident.crisis)
    dismissed = decisions // 3
    leaks = [told_words([post.text]) for post in incident.teaching[: decisions - dismissed]]
    rest = [told_words([text]) for text in others[:dismissed]]
    examples = [Example(f"a{place}", leak=True, words=words) for place, words in enumerate(leaks)]
    examples += [Example(f"b{place}", leak=False, words=words) for place, words in enumerate(rest)]
    return {one.word: one.bits for one in taught(examples, incident.crisis).words}


def reached(incident: Incident, weights: Weights, background: Sequence[str]) -> Reached:
    """How much of the incident is found at one false alarm in a thousand posts of the background."""
    line = sorted((incident.value(text, weights) for text in background), reverse=True)[int(FALSE * len(background))]
    values = [(incident.value(post.text, weights), "Ottersand" in post.text) for post in incident.tested]
    plain = [value for value, placed in values if not placed]
    return Reached(
        sum(value > line for value in plain) / len(plain),
        sum(value + PLACE_BITS * placed > line for value, placed in values) / len(values),
    )


def unforeseen(weights: Weights) -> Weights:
    """The weights where no built-in list knew incidents of this or any other sort."""
    return {**weights, **{f"{LIST}{name}": -100.0 for name in TOPICS}}


def first_found(incident: Incident, weights: Weights) -> int:
    """After how many posts the first is found by words and place together, in 95 of 100 orders of them."""
    found = ["Ottersand" in post.text and _told(incident, post.text, weights) for post in incident.tested]
    rng, counts = Random(1), []
    for _ in range(1000):
        order = rng.sample(found, len(found))
        counts.append(order.index(True) + 1 if any(order) else len(order))
    return sorted(counts)[949]


def _told(incident: Incident, text: str, weights: Weights) -> bool:
    """Whether a brand account's post with the place would raise a hint: what `streams.detect.crisis` asks for."""
    told = score(_words(text), declared_words(incident.crisis), weights)
    return sum(bits for bits, _ in told) >= 2 * ALONE_BITS and sum(bits > 0 for bits, _ in told) >= ALONE_WORDS


@cache
def _words(text: str) -> tuple[str, ...]:
    return tuple(word_view(text).split())


@click.command()
def main() -> None:
    """Measure, and print one line for each incident."""
    folder = background_folder()
    if folder is None:
        click.echo("Set VORLAUT_BACKGROUND to a folder with posts-*.ndjson.", err=True)
        sys.exit(2)
    background = [post.text for post in real_posts(folder)]
    others = Random(2).sample(background, AFTER[-1])
    apart = [text for text in background if text not in set(others)]
    click.echo(
        f"Recall in % of made-up posts at {FALSE:.1%} of {len(apart):,} real ones; posts until the first is found"
    )
    click.echo(f"{'':<18}" + "".join(f"{head:>19}" for head in HEAD))
    for incident in incidents():
        weighed = {count: weights_after(incident, count, others) for count in AFTER}
        shares = {count: reached(incident, weights, apart) for count, weights in weighed.items()}
        unknown = [reached(incident, unforeseen(weighed[count]), apart).words for count in (0, 25)]
        words = [shares[count].words for count in AFTER]
        row = [*words, *unknown, shares[0].placed, shares[25].placed]
        first = first_found(incident, weighed[0])
        click.echo(f"{incident.name:<18}" + "".join(f"{100 * one:>19.0f}" for one in row) + f"{first:>19}")
    show_sureness()


if __name__ == "__main__":
    main()
