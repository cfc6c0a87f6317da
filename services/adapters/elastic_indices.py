"""The indices behind the aliases: made at first use, by whoever comes first."""

from collections.abc import Container, Mapping
from datetime import datetime
from hashlib import blake2b
from threading import RLock

import msgspec
from elasticsearch import BadRequestError, Elasticsearch

from services.adapters.elastic_client import found, kind_of
from services.adapters.elastic_lifecycle import put_policies
from services.adapters.elastic_mappings import FIELDS, template
from services.adapters.elastic_names import KINDS, Kind, Names
from services.server_settings import ElasticsearchSettings


class ElasticIndices:
    """Makes what is missing, once, until told to look again. Threads may share it."""

    def __init__(self, client: Elasticsearch, settings: ElasticsearchSettings, names: Names) -> None:
        self._client = client
        self._settings = settings
        self._names = names
        self._lock = RLock()
        self._generation: int | None = None
        self._months: set[str] = set()

    def ready(self) -> None:
        """The templates, and an index for every kind that is not monthly, are there."""
        with self._lock:
            if self._generation is None:
                self._put_templates()
                there = self._present()
                self._generation = self._make(max(there.values(), default=1), there)

    def begin(self) -> None:
        """Make a new generation behind these aliases, later than any that is there."""
        with self._lock:
            self._put_templates()
            self._generation = self._make(1 + max(map(self._names.generation, self.all()), default=0))

    def all(self) -> Mapping[str, set[str]]:
        """Every index of the installation, of whatever generation, and the aliases it is behind."""
        patterns = ",".join(pattern for _, pattern in self._names.patterns())
        there = self._client.indices.get_alias(index=patterns)
        return {index: set(said["aliases"]) for index, said in there.items()}

    def month(self, kind: Kind, at: datetime) -> str:
        """Where what happened at a time is to be written."""
        alias = self._names.monthly(kind, at)
        with self._lock:
            self.ready()
            if alias not in self._months and not self._client.indices.exists_alias(name=alias):
                aliases = (alias, self._names.alias(kind))
                self._create(self._names.index(kind, self._generation or 1, f"{at:%Y.%m}"), aliases)
            self._months.add(alias)
        return alias

    def look_again(self) -> None:
        """Something is not where it was."""
        with self._lock:
            self._generation = None
            self._months.clear()

    def _present(self) -> Mapping[str, int]:
        """The generation behind each alias that is there: what an older version made has fewer."""
        aliases = [self._names.alias(kind) for kind in KINDS]
        there = found(lambda: self._client.indices.get_alias(name=aliases).body)
        indices = [(index, said["aliases"]) for index, said in there.items() if isinstance(said, dict)]
        return {alias: self._names.generation(index) for index, behind in indices for alias in behind}

    def _make(self, generation: int, there: Container[str] = ()) -> int:
        for kind in KINDS:
            if self._names.alias(kind) not in there:
                self._create(self._names.index(kind, generation), (self._names.alias(kind),))
        return generation

    def _create(self, index: str, aliases: tuple[str, ...]) -> None:
        try:
            self._client.indices.create(index=index, aliases={alias: {} for alias in aliases})
        except BadRequestError as error:
            if kind_of(error) != "resource_already_exists_exception":
                raise

    def _put_templates(self) -> None:
        """Put those that are not there as they should be: after the first time nobody needs the right to."""
        settings, there = self._settings, self._templates()
        aging = put_policies(self._client, settings.prefix) if settings.lifecycle else {}
        for kind, pattern in self._names.patterns():
            name, made_of = (
                f"{settings.prefix}-{kind}",
                template(kind, settings.shards, settings.replicas, aging.get(kind)),
            )
            digest = blake2b(msgspec.json.encode(made_of), digest_size=8).hexdigest()
            if there.get(name) != digest:
                if name in there:  # what an older version made lacks the fields that are new
                    self._client.indices.put_mapping(
                        index=pattern, properties=dict(FIELDS[kind]), ignore_unavailable=True, allow_no_indices=True
                    )
                self._client.indices.put_index_template(
                    name=name, index_patterns=[pattern], priority=500, template=made_of, meta={"made_of": digest}
                )

    def _templates(self) -> Mapping[str, str]:
        """By name, the digest of what each template was made of."""
        name = f"{self._settings.prefix}-*"
        templates = found(lambda: self._client.indices.get_index_template(name=name).body).get("index_templates", ())
        return {one["name"]: one["index_template"].get("_meta", {}).get("made_of", "") for one in templates}
