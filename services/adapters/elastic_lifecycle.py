"""What Elasticsearch is to do with old months by itself, where it offers that; that part is not run in our tests.

Deliveries are deleted when the log has forgotten them, too. Decisions stay and are packed when their month is over.
"""

from collections.abc import Mapping
from typing import Any, Final

from elasticsearch import BadRequestError, Elasticsearch

from services.adapters.elastic_names import Kind
from services.logs import get_logger
from streams.topics import TOPICS

_MONTH: Final = 31  # days; the age of an index counts from when it was made
_PACK: Final = {"min_age": f"{2 * _MONTH}d", "actions": {"readonly": {}, "forcemerge": {"max_num_segments": 1}}}


def policies() -> Mapping[Kind, Mapping[str, Any]]:
    """By kind, what becomes of an index with its age."""
    kept = TOPICS["deliveries"].retention
    gone = {"min_age": f"{kept.days + _MONTH}d", "actions": {"delete": {}}} if kept else None
    deliveries = {"warm": _PACK} | ({"delete": gone} if gone else {})
    return {"decisions": {"phases": {"warm": _PACK}}, "deliveries": {"phases": deliveries}}


def put_policies(client: Elasticsearch, prefix: str) -> Mapping[Kind, str]:
    """Declare them, and return their names by kind: none where this Elasticsearch has no index lifecycle."""
    names: dict[Kind, str] = {}
    try:
        for kind, policy in policies().items():
            client.ilm.put_lifecycle(name=f"{prefix}-{kind}", policy=policy)
            names[kind] = f"{prefix}-{kind}"
    except BadRequestError:  # "no handler found"
        get_logger().warning("this Elasticsearch has no index lifecycle: delete old months by hand")
        return {}
    return names
