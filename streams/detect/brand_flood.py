"""Floods of advertising: counting, measured against the account's own past.

Advertising is a post with a price, a link or a word of the policy's lists. The last hour and the last day before the
newest one are counted, by the posts' own times. While the past is shorter than `PAST_NEEDED` the policy's absolute
limits hold; then a multiple of the account's own busy days. A flood is told once, by the post that crosses the line,
and is over when both counts have fallen to half of their lines.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from streams.detect.brand_words import BITS, Key, rule_evidence
from streams.detect.phrases import Phrases
from streams.detect.reading import Part
from streams.events import Evidence, PostEvent
from streams.identity import account_key, content_digest
from streams.registers import Account, Policy
from streams.topics import State

HOUR: Final = 3_600
DAY: Final = 86_400
RECENT: Final = 256  # posts of the last day that are remembered one by one; more in a day count as so many
PAST_DAYS: Final = 28
PAST_NEEDED: Final = 14
LIMITS: Final = {
    "max_ads_per_hour": 6.0,
    "max_ads_per_day": 24.0,
    "times_own_past": 4.0,
    "least_ads_per_hour": 5.0,
    "least_ads_per_day": 10.0,
}
"""What holds where the policy says nothing."""

_AMOUNT = r"(?<![\d.,])\d[\d.,]{0,12}"  # bounded: a post of digits costs no more than its length
_LINK_OR_PRICE: Final = re.compile(
    rf"(?P<link>\b(?:https?://|www\.)\S*[\w/])"
    rf"|(?P<price>(?:[€$£]|\b(?:EUR|CHF|USD|GBP))\s?{_AMOUNT}|{_AMOUNT}\s?(?:[€$£]|(?:EUR|Euro|CHF|USD|GBP)\b))",
    re.IGNORECASE,
)
_SIGNS: Final = ("€", "$", "£", "://", "www.", "eur", "chf", "usd", "gbp")  # without one of these there is no match


@dataclass(frozen=True, slots=True)
class _Advert:
    """An advertising post: when (seconds), a digest of its id, and the reasons if it told a flood."""

    at: int
    post: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Day:
    """How many advertising posts a day had, and at most within an hour."""

    day: int
    ads: int = 0
    busiest: int = 0


@dataclass(frozen=True, slots=True)
class _Past:
    """What is remembered of an account: since which day it is seen, its last adverts and its days."""

    since: int
    flooding: bool = False
    adverts: tuple[_Advert, ...] = ()
    days: tuple[_Day, ...] = ()

    @property
    def newest(self) -> int:
        """The time of the newest advert; there must be one."""
        return max(advert.at for advert in self.adverts)

    def within(self, seconds: int) -> int:
        """Adverts in so many seconds up to the newest."""
        since = self.newest - seconds
        return sum(advert.at > since for advert in self.adverts)

    def forgotten(self, at: int) -> bool:
        """Whether a post of this time may have been counted and forgotten since: it must not count again."""
        if not self.adverts:
            return False
        full = len(self.adverts) == RECENT
        return at <= self.newest - DAY or (full and at <= min(advert.at for advert in self.adverts))


_DECODER: Final = msgspec.json.Decoder(_Past)


def advertises(post: PostEvent, parts: Sequence[Part], index: int, heard: AbstractSet[Key]) -> bool:
    """Whether a post is advertising: a link card, a word of a list of the policy, a link or a price."""
    if post.links or any(key[0] == index for key in heard):
        return True
    return any(_link_or_price(part.text) for part in parts)


def _link_or_price(text: str) -> re.Match[str] | None:
    lowered = text.lower()
    return _LINK_OR_PRICE.search(text) if any(sign in lowered for sign in _SIGNS) else None


def advertising(parts: Sequence[Part], phrases: Phrases[Key], index: int) -> Evidence:
    """The link or price that makes a post advertising, else the word; the whole first part where a link card does."""
    for part in parts:
        if match := _link_or_price(part.text):
            return _evidence(part.name, match.span(), match.lastgroup or "link")
        if hit := next((hit for hit in phrases.hits(part.words) if hit.key[0] == index), None):
            return rule_evidence(part, hit)
    return _evidence(parts[0].name, (0, len(parts[0].text)), "link") if parts else _evidence("text", (0, 0), "link")


def flood(post: PostEvent, account: Account, policy: Policy, state: State, *, advert: bool) -> tuple[str, ...]:
    """Take note of a post; the rate and the line it crossed, if a flood is told by it, else nothing.

    The same post again, an edit of it included, gives the same answer and is not counted again. An edit of a post that
    was never advertising, or is not known, does not count: it fills nobody's timeline.
    """
    key = f"flood/{policy.id}/{account_key(account.platform, account.account)}"
    raw = state.get(key)
    at = int(post.at.timestamp())
    if not advert:
        if raw is None:
            state[key] = msgspec.json.encode(_Past(since=at // DAY))
        return ()
    past = _Past(since=at // DAY) if raw is None else _DECODER.decode(raw)
    digest = content_digest(post.id.encode("utf-8", "surrogatepass"))
    known = next((advert.reasons for advert in past.adverts if advert.post == digest), None)
    if known is not None or post.kind == "edited" or past.forgotten(at):
        return known or ()
    after = _judged(_with(past, _Advert(at, digest)), policy)
    state[key] = msgspec.json.encode(after)
    return next(advert.reasons for advert in after.adverts if advert.post == digest)


def _with(past: _Past, advert: _Advert) -> _Past:
    """The past with one more advert, which stands last, and without what is too old or too much to be remembered."""
    newest = max(advert.at, past.newest if past.adverts else advert.at)
    kept = sorted((each for each in past.adverts if each.at > newest - DAY), key=lambda each: each.at)
    grown = replace(past, adverts=(*kept[1 - RECENT :], advert))
    days = {each.day: each for each in past.days if each.day >= newest // DAY - PAST_DAYS}
    day = days.get(advert.at // DAY, _Day(advert.at // DAY))
    days[day.day] = _Day(day.day, day.ads + 1, max(day.busiest, grown.within(HOUR)))
    return replace(grown, days=tuple(days.values()))


def _judged(past: _Past, policy: Policy) -> _Past:
    """The past with the last advert marked if it begins a flood."""
    hourly, daily = _lines(past, LIMITS | {limit.name: limit.value for limit in policy.limits})
    hour, day = past.within(HOUR), past.within(DAY)
    if past.flooding:
        return replace(past, flooding=hour > hourly / 2 or day > daily / 2)
    if hour > hourly:
        reasons = (f"ads_per_hour:{hour}", f"line:{hourly:g}")
    elif day > daily:
        reasons = (f"ads_per_day:{day}", f"line:{daily:g}")
    else:
        return past
    return replace(past, flooding=True, adverts=(*past.adverts[:-1], replace(past.adverts[-1], reasons=reasons)))


def _lines(past: _Past, limits: dict[str, float]) -> tuple[float, float]:
    """How many adverts an hour and a day may have."""
    today = past.newest // DAY
    length = min(today - past.since, PAST_DAYS)
    if length < PAST_NEEDED:
        return limits["max_ads_per_hour"], limits["max_ads_per_day"]
    before = [each for each in past.days if each.day < today]
    hour, day = _busy([each.busiest for each in before], length), _busy([each.ads for each in before], length)
    times = limits["times_own_past"]
    return max(limits["least_ads_per_hour"], times * hour), max(limits["least_ads_per_day"], times * day)


def _busy(counts: Sequence[int], length: int) -> int:
    """The count that nine of ten days stay at or below; days without a record had none."""
    ranked, place = sorted(counts, reverse=True), length // 10
    return ranked[place] if place < len(ranked) else 0


def _evidence(part: str, span: tuple[int, int], term: str) -> Evidence:
    start, end = span
    return Evidence(kind="rule", part=part, start=start, end=end, term=term, view="word", bits=BITS)
