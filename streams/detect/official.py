"""Official text: what an allowed account said, and who repeats it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Final

from streams.detect.matcher import Match, without
from streams.detect.reading import Part
from streams.events import OfficialPublished, PostEvent
from streams.identity import computed_id
from streams.situation.model import OfficialText
from streams.text.shingles import repeated_ranges, shingle_digests

_RELEASE: Final = 100  # words; what is shorter is a post about something, not the release itself


def own_words(matches: Sequence[Match], official: Iterable[OfficialText], post: PostEvent) -> list[Match]:
    """The matches that do not stand in a passage that repeats a text which was official before this post.

    People add hashtags to what they repeat: one of a term that stands in the passage says no more than it does. When
    a whole release is out, telling it in other words gives nothing away.
    """
    texts = [text.digests for text in official if text.at < post.at]
    if not texts:
        return list(matches)
    passages = {part: repeated_ranges(part.words, texts) for part in {match.part for match in matches}}
    out = any(len(digests) >= _RELEASE for digests in texts)
    own = [
        match
        for match in matches
        if not _inside(match, passages[match.part]) and not (out and match.role.use == "paraphrase")
    ]
    told = {match.role for match in without(matches, own)}
    return [match for match in own if not (match.role in told and _is_hashtag(match))]


def _inside(match: Match, passages: Sequence[tuple[int, int]]) -> bool:
    """Whether one of these ranges of the word view, which are in order and apart, holds the whole match."""
    if not passages:
        return False
    start, end = match.part.alignment.words_at(match.start, match.end)
    place = bisect_right(passages, start, key=itemgetter(0))
    return place > 0 and end <= passages[place - 1][1]


def _is_hashtag(match: Match) -> bool:
    return match.part.text[max(0, match.start - 1) : match.start] == "#"


def official_text(post: PostEvent, parts: Sequence[Part], registers: Sequence[str]) -> OfficialPublished:
    """What an allowed account said about these register entries, as digests."""
    return OfficialPublished(
        id=computed_id("of", post.platform, post.account, post.id, post.revision, *registers),
        at=post.at,
        registers=tuple(registers),
        digests=tuple(sorted(frozenset[int]().union(*(shingle_digests(part.words) for part in parts)))),
    )
