"""The authoring guard: terms that would fire too often by themselves are refused until a second person agrees.

What must not wait is never refused: a crisis, an embargo that ends earlier, a consent that ends.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from streams.registers import Account, Crisis, Embargo, Need, Term
from streams.situation.diff import Change
from streams.situation.model import embargo_ends

LIMIT: Final = 0.2  # of 10,000 posts; what fires more often by itself drowns what matters
_TEN_THOUSAND: Final = 10_000
_BY_CHANCE: Final = 1  # posts: one hit in few posts says nothing
_LISTS_WEIGH: Final = 10_000  # posts, as which what the word lists say counts
CONTEXTS: Final[tuple[Need, ...]] = ("cue", "anchor")


@dataclass(frozen=True, slots=True)
class Sample:
    """In `times` of so many posts a term would have fired: those still kept, or of which words were counted."""

    of: Literal["kept", "counted"]
    times: int
    posts: int

    @property
    def per_10k(self) -> float:
        """How often in 10,000 posts."""
        return _TEN_THOUSAND * self.times / self.posts if self.posts else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A term, with how often it fires: in samples, and as word lists let expect (`usual`, a share of posts).

    `instead` says how often it would have fired on the posts still kept in each context.
    """

    register: str
    text: str
    samples: tuple[Sample, ...]
    usual: float = 0.0
    instead: Mapping[Need, int]

    @property
    def per_10k(self) -> float:
        """How often in 10,000 posts it is to be expected: lists and the sample that says more, each as it weighs."""
        return max(map(self._expected, self.samples), default=self.usual * _TEN_THOUSAND)

    @property
    def too_often(self) -> bool:
        """Whether it is refused: above the limit, and not for one hit by chance."""
        listed = self.usual * _TEN_THOUSAND > LIMIT
        return any(self._expected(one) > LIMIT and (listed or one.times > _BY_CHANCE) for one in self.samples)

    def _expected(self, sample: Sample) -> float:
        times = sample.times + self.usual * _LISTS_WEIGH
        return _TEN_THOUSAND * times / (sample.posts + _LISTS_WEIGH)


def unconditional(planned: Iterable[Change], now: datetime) -> Iterator[tuple[Embargo, Term]]:
    """The new terms that would count by themselves, of embargoes that are neither over nor sealed."""
    for change in planned:
        entry = change.entry
        if isinstance(entry, Embargo) and change.status != "same" and embargo_ends(entry) > now and not entry.sealed:
            held = _held_terms(change, now)
            live = (term for term in entry.terms if term.stage == "live" and term not in held)
            yield from ((entry, term) for term in live if not term.needs)


def incidents(planned: Iterable[Change]) -> Iterator[tuple[Crisis, str]]:
    """The incident words of new and changed crises."""
    for change in planned:
        if isinstance(change.entry, Crisis) and change.status != "same":
            yield from ((change.entry, word) for word in change.entry.terms)


def _held_terms(change: Change, now: datetime) -> Sequence[object]:
    """The terms that are in force; none where the window was over: what begins anew is tried anew."""
    if change.status == "new" or _was_over(change, now):
        return ()
    old = next((one.old for one in change.fields if one.name == "terms"), None)
    if isinstance(old, tuple):
        return old
    return change.entry.terms if isinstance(change.entry, Embargo) else ()


def _was_over(change: Change, now: datetime) -> bool:
    """Whether the embargo that is replaced had ended."""
    if not isinstance(change.entry, Embargo):
        return False
    replaced = {one.name: one.old for one in change.fields}
    ends = (replaced.get(name, getattr(change.entry, name)) for name in ("lifts", "public_since"))
    return any(isinstance(at, datetime) and at <= now for at in ends)


def cannot_wait(change: Change) -> bool:
    """Whether it is declared at once, whatever stands beside it: it protects somebody, or ends something."""
    names = {one.name for one in change.fields}
    if isinstance(change.entry, Embargo):
        return change.status == "changed" and names <= {"lifts", "public_since"} and _ends_earlier(change)
    if isinstance(change.entry, Account):
        return change.status == "changed" and "consent.withdrawn" in names
    return isinstance(change.entry, Crisis) and change.status != "same"


def _ends_earlier(change: Change) -> bool:
    """Whether every time that changes is an earlier one than before, or there was none."""
    return all(
        isinstance(one.new, datetime) and (one.old is None or (isinstance(one.old, datetime) and one.new <= one.old))
        for one in change.fields
    )
