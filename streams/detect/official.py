"""Official text: what an allowed account said, and who repeats it."""

from collections.abc import Collection, Iterable, Sequence

from streams.detect.matcher import Match
from streams.detect.reading import Part
from streams.events import OfficialPublished, PostEvent
from streams.identity import computed_id
from streams.situation.model import OfficialText
from streams.text.fold import align
from streams.text.shingles import repeated_ranges, shingle_digests


def own_words(matches: Sequence[Match], official: Iterable[OfficialText], post: PostEvent) -> list[Match]:
    """The matches that do not stand in a passage that repeats a text which was official before this post.

    People add hashtags to what they repeat: one of a term that stands in the passage says no more than it does.
    """
    texts = [text.digests for text in official if text.at < post.at]
    if not texts:
        return list(matches)
    parts = {match.part.name: match.part for match in matches}
    repeated = {name: _repeated(part, texts) for name, part in parts.items()}
    own = [match for match in matches if not _inside(match, repeated[match.part.name])]
    told = {match.role for match in matches if match not in own}
    return [match for match in own if not (match.role in told and _is_hashtag(match))]


def _inside(match: Match, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(start <= match.start and match.end <= end for start, end in ranges)


def _is_hashtag(match: Match) -> bool:
    return match.part.text[max(0, match.start - 1) : match.start] == "#"


def _repeated(part: Part, texts: Collection[frozenset[int]]) -> list[tuple[int, int]]:
    ranges = repeated_ranges(part.words, texts)
    alignment = align(part.text)
    return [alignment.span(start, end) for start, end in ranges]


def official_text(post: PostEvent, parts: Sequence[Part], registers: Sequence[str]) -> OfficialPublished:
    """What an allowed account said about these register entries, as digests."""
    return OfficialPublished(
        id=computed_id("of", post.platform, post.account, post.id, post.revision, *registers),
        at=post.at,
        registers=tuple(registers),
        digests=tuple(sorted(frozenset[int]().union(*(shingle_digests(part.words) for part in parts)))),
    )
