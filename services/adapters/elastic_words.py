"""The words of a content as they are indexed, and of a search as conditions on them.

Words are cut and folded here and not by an analyzer, so that every store means the same by a word and no sign of a
search is ever an operator. What the analyzers add is other forms of a single word.
"""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, Final

from services.adapters.store_words import plain, searchable, wanted
from streams.events import AlertContent

AT_ONCE: Final = 100  # words in one query; Elasticsearch bounds how many conditions it takes
_LONGEST: Final = 200  # letters of a word that count; an index cuts longer ones to pieces
_EXPANSIONS: Final = 1000  # words that one beginning of more than ten letters stands for

Condition = dict[str, Any]


def indexed(content: AlertContent) -> str:
    """The words of a content in every spelling, one blank between two."""
    return _cut(plain(searchable(content)))


def conditions(text: str) -> Iterator[list[Condition]]:
    """What a content must fulfil that says these words, all of it, in bearable portions; none for a text without."""
    words = [tuple(dict.fromkeys(_cut(plain(spelling)) for spelling in word)) for word in wanted(text)]
    if not words:
        return
    last = _any_of([condition for spelling in words[-1] for condition in _beginning(spelling)])
    whole = (_any_of([one for spelling in word for one in _whole(spelling)]) for word in dict.fromkeys(words[:-1]))
    every = chain((last,), whole)
    while portion := list(islice(every, AT_ONCE)):
        yield portion


def _whole(words: str) -> list[Condition]:
    if " " in words:
        return [{"match_phrase": {"words": words}}]
    return [{"term": {"words": words}}, *_other_forms(words)]


def _beginning(words: str) -> list[Condition]:
    if " " in words:
        return [{"match_phrase_prefix": {"words": {"query": words, "max_expansions": _EXPANSIONS}}}]
    return [{"prefix": {"words": words}}, *_other_forms(words)]


def _other_forms(word: str) -> list[Condition]:
    return [{"match": {f"words.{language}": word}} for language in ("german", "english")]


def _any_of(conditions: list[Condition]) -> Condition:
    return {"bool": {"should": conditions, "minimum_should_match": 1}}


def _cut(words: str) -> str:
    return " ".join(word[:_LONGEST] for word in words.split())
