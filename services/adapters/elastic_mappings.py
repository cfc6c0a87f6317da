"""What is in an index of each kind. Nothing that is not named here can be written.

`order` and `value` are kept and not looked into: which version this is, and the whole event.
"""

from collections.abc import Mapping
from typing import Any, Final

from services.adapters.elastic_names import Kind

Fields = Mapping[str, Mapping[str, Any]]

_WORD: Final = {"type": "keyword"}
_NUMBER: Final = {"type": "long"}
_TIME: Final = {"type": "date"}
_YES: Final = {"type": "boolean"}
_KEPT: Final = {"type": "object", "enabled": False}

# Words come folded and cut already; the languages add other forms of them.
_WORDS: Final = {
    "type": "text",
    "analyzer": "whitespace",
    "index_prefixes": {"min_chars": 1, "max_chars": 10},
    "fields": {
        "german": {"type": "text", "analyzer": "german"},
        "english": {"type": "text", "analyzer": "english"},
    },
}

_FACETS: Final[Fields] = {"severity": _WORD, "policy": _WORD, "register": _WORD, "status": _WORD, "group": _WORD}

FIELDS: Final[Mapping[Kind, Fields]] = {
    "alerts": {
        **_FACETS,
        "id": _WORD,
        "account_id": _WORD,
        "detected_at": _TIME,
        "detected": _NUMBER,  # the same in microseconds
        "shadow": _YES,  # only where it is so
        "state": _WORD,  # only where something was decided
        "shown": _NUMBER,  # which content it shows; none where it is closed
        "order": _KEPT,
        "value": _KEPT,
    },
    "contents": {
        "alert": _WORD,
        "holds": _WORD,  # text, nothing or bar
        "version": _NUMBER,  # what the alert that shows it says in `shown`
        "words": _WORDS,
        "order": _KEPT,
        "value": _KEPT,
    },
    "groups": {
        "id": _WORD,
        "policy": _WORD,
        "register": _WORD,
        "severity": _WORD,
        "last_at": _TIME,
        "last": _NUMBER,
        "order": _KEPT,
        "value": _KEPT,
    },
    "figures": {**_FACETS, "detected_at": _TIME, "found_later": _YES, "seconds_to_close": _NUMBER},
    "standings": {"subject": _WORD, "state": _WORD, "order": _KEPT},  # the latest decision of each subject
    "decisions": {"id": _WORD, "subject": _WORD, "at": _TIME, "happened": _NUMBER, "value": _KEPT},
    "deliveries": {
        "id": _WORD,
        "subject": _WORD,
        "about": _WORD,
        "channel": _WORD,
        "delivered": _YES,
        "at": _TIME,
        "happened": _NUMBER,
        "value": _KEPT,
    },
}

# What was replaced goes when it is asked for, however little it is.
_SETTINGS: Final[Mapping[Kind, Mapping[str, Any]]] = {"contents": {"merge.policy.expunge_deletes_allowed": 0}}


def template(kind: Kind, shards: int, replicas: int, lifecycle: str | None = None) -> dict[str, Any]:
    """What every index of a kind is made of; `lifecycle` names a policy of Elasticsearch."""
    made = {"number_of_shards": shards, "number_of_replicas": replicas, "refresh_interval": "250ms"}
    aging = {"lifecycle.name": lifecycle} if lifecycle else {}
    mappings: dict[str, Any] = {"dynamic": "strict", "properties": FIELDS[kind]}
    if kind == "contents":
        mappings["_source"] = {"excludes": ["words"]}  # they are in `value` already
    return {"settings": {"index": {**made, **aging, **_SETTINGS.get(kind, {})}}, "mappings": mappings}
