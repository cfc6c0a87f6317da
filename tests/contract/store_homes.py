"""The stores that are held to the contract, each empty."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest

from services.adapters.elastic_client import connect
from services.adapters.elastic_store import ElasticStore
from services.adapters.memory_store import MemoryStore
from services.adapters.sqlite_store import SqliteStore
from services.ports.store import Store
from services.server_settings import ElasticsearchSettings

STORES: Final = ("memory", "sqlite", "elasticsearch")


def elastic_settings(url: str, **others: object) -> ElasticsearchSettings:
    """Those of an installation of its own."""
    made = {"urls": (url,), "prefix": f"t{uuid4().hex[:12]}", "replicas": 0, **others}
    return ElasticsearchSettings.model_validate(made)


@contextmanager
def elastic_store(settings: ElasticsearchSettings) -> Iterator[ElasticStore]:
    """A store whose puts are found at once, and to which two are very many; nothing of it is left afterwards."""
    client = connect(settings)
    try:
        yield ElasticStore(client, settings, refresh=True, many=1)
    finally:
        if made := list(client.indices.get(index=f"{settings.prefix}-*")):
            client.indices.delete(index=made)
            client.indices.delete_index_template(name=f"{settings.prefix}-*")
        client.close()


@contextmanager
def opened(name: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """The store of this name."""
    if name == "elasticsearch":
        with elastic_store(elastic_settings(request.getfixturevalue("elasticsearch").url)) as store:
            yield store
        return
    made: Store = MemoryStore() if name == "memory" else SqliteStore(folder / "search.db")
    try:
        yield made
    finally:
        made.close()
