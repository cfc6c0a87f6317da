"""A post read once: its text parts with the word view that every stage shares."""

from dataclasses import dataclass
from functools import cached_property

from streams.detect.term_slips import unknown
from streams.events import PostEvent
from streams.text.fold import Alignment, align, word_view


@dataclass(frozen=True)
class Part:
    """One text part of a post: its name in evidence, the text as received, and its word view."""

    name: str
    text: str
    words: str

    @cached_property
    def tokens(self) -> list[str]:
        """The words of the view, in order."""
        return self.words.split()

    @cached_property
    def unknown(self) -> list[str]:
        """The words that may hold a slip."""
        return unknown(self.tokens)

    @cached_property
    def alignment(self) -> Alignment:
        """The way from the word view back to the text; computed when something was found."""
        return align(self.text)

    def words_span(self, first: int, last: int) -> tuple[int, int]:
        """Where the words `first` to `last` (exclusive) of the view stand in the text."""
        return self.alignment.span(self._begins[first] + 1, self._begins[last])

    @cached_property
    def _begins(self) -> list[int]:
        """The spaces of the word view: each word stands between two of them."""
        return [at for at, letter in enumerate(self.words) if letter == " "]


def parts_of(post: PostEvent) -> tuple[tuple[str, str], ...]:
    """Names and texts of all parts that hold text, in the order a reader meets them."""
    if not (post.summary or post.attachments or post.links or post.poll or post.quoted):  # as most are
        return (("text", post.text),) if post.text else ()
    named = [("summary", post.summary), ("text", post.text)]
    named += [(f"attachment:{n}", item.alt) for n, item in enumerate(post.attachments)]
    named += [(f"link:{n}", item.title) for n, item in enumerate(post.links)]
    named += [(f"poll:{n}", option) for n, option in enumerate(post.poll)]
    named.append(("quoted", post.quoted))
    return tuple((name, text) for name, text in named if text)


def read(post: PostEvent) -> tuple[Part, ...]:
    """All parts of a post, folded."""
    return tuple(Part(name, text, word_view(text)) for name, text in parts_of(post))
