"""A seeded scenario: five made-up days, and what vorlaut is expected to find in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle
from random import Random
from typing import Final, Literal

from services.demo.company import accounts, crisis
from services.demo.moments import (
    DeclaredCrisis,
    Moment,
    Posted,
    deleted,
    edited,
    everyday,
    expected_of,
    opening,
    repeated,
)
from services.demo.templates import Case, Text, Then, cases, quiet, quiet_brands
from streams.registers import Account

BEGIN: Final = datetime(2026, 11, 15, 23, tzinfo=UTC)  # Monday the 16th, midnight in Berlin; no clock change that week
DAYS: Final = 5
DECLARED_AFTER: Final = timedelta(minutes=95)  # from the opening of the crisis to its declaration
QUIET_OF_PEOPLE: Final = 200
QUIET_OF_BRANDS: Final = 36

_SPEAK_ENGLISH: Final = frozenset({"priya"})
_SPEAK_BOTH: Final = frozenset({"dana", "luis"})


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything that happens, in order of time."""

    seed: int
    moments: tuple[Moment, ...]

    @property
    def posted(self) -> tuple[Posted, ...]:
        """The posts, their edits and deletions."""
        return tuple(moment for moment in self.moments if isinstance(moment, Posted))


def scenario(seed: int) -> Scenario:
    """The same seed gives the same scenario."""
    draw = Random(seed)
    declared = DeclaredCrisis(crisis().opens + DECLARED_AFTER, crisis())
    moments: list[Moment] = [declared, *_quiet_people(draw), *_quiet_brands(draw), *_cases(draw)]
    return Scenario(seed, tuple(sorted(moments, key=lambda moment: moment.at)))


def _quiet_people(draw: Random) -> Iterator[Posted]:
    people = [account for account in accounts().values() if account.account_class == "employee"]
    decks = {lang: cycle(draw.sample(quiet(lang).texts, len(quiet(lang).texts))) for lang in ("de", "en")}
    for number in range(QUIET_OF_PEOPLE):
        author, at = draw.choice(people), _some_time(draw, range(DAYS), (6.5, 22.5))
        if not _has_withdrawn(author, at):
            lang = _language(draw, author)
            text = _filled(draw, next(decks[lang]), quiet(lang).words)
            yield everyday(author.id, f"q{number}", "quiet", at, text)


def _has_withdrawn(author: Account, at: datetime) -> bool:
    return bool(author.consent and author.consent.withdrawn and at >= author.consent.withdrawn)


def _language(draw: Random, author: Account) -> Literal["de", "en"]:
    if author.id in _SPEAK_ENGLISH:
        return "en"
    return "en" if draw.random() < (0.5 if author.id in _SPEAK_BOTH else 0.15) else "de"


def _quiet_brands(draw: Random) -> Iterator[Posted]:
    source = quiet_brands()
    decks = {who: cycle(draw.sample(texts, len(texts))) for who, texts in source.texts.items()}
    for number in range(QUIET_OF_BRANDS):
        who, at = draw.choice(list(decks)), _some_time(draw, range(DAYS), (8, 18))
        yield everyday(who, f"b{number}", "quiet_brand", at, _filled(draw, next(decks[who]), source.words))


def _filled(draw: Random, template: str, words: Mapping[str, Sequence[str]]) -> str:
    text = template.format_map({slot: draw.choice(choices) for slot, choices in words.items()})
    return text[0].upper() + text[1:]


def _cases(draw: Random) -> Iterator[Posted]:
    for number, case in enumerate(cases()):
        who, at = draw.choice(case.who), _some_time(draw, case.days, case.hours)
        texts = [text if isinstance(text, Text) else Text(text=text) for text in case.texts]
        first = draw.randrange(len(texts))
        for turn in range(case.posts):
            post = opening(case, who, f"c{number}-{turn}", at, texts[(first + turn) % len(texts)])
            yield from _with_what_follows(draw, case, post, found=turn + 1 == case.crosses)
            at += timedelta(seconds=draw.randint(60, 300))


def _with_what_follows(draw: Random, case: Case, post: Posted, *, found: bool) -> Iterator[Posted]:
    """A post and what follows it. An alert is expected of the edit where it was harmless before."""
    expects = expected_of(case) if found else None
    if case.then is None:
        yield replace(post, expects=expects)
        return
    later = post.at + timedelta(seconds=draw.randint(*(60 * minutes for minutes in case.then.minutes)))
    by_edit = case.then.kind == "edited" and case.status == "open"
    yield replace(post, expects=None if by_edit else expects)
    yield replace(_following(draw, case.then, post, later), expects=expects if by_edit else None)


def _following(draw: Random, then: Then, post: Posted, at: datetime) -> Posted:
    match then.kind:
        case "edited":
            return edited(post, at, post.said.next or post.said.text)
        case "deleted":
            return deleted(post, at)
        case "repeated":
            return repeated(post, at, draw.choice(then.who))


def _some_time(draw: Random, days: Sequence[int], hours: tuple[float, float]) -> datetime:
    return BEGIN + timedelta(days=draw.choice(days), seconds=int(draw.uniform(*hours) * 3600))
