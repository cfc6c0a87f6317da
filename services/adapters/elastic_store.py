"""The store of the distributed mode: indices in Elasticsearch."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice

from elasticsearch import Elasticsearch

from services.adapters import elastic_documents as documents
from services.adapters.elastic_answers import ElasticAnswers
from services.adapters.elastic_bulk import Bulk
from services.adapters.elastic_client import connect, reaching
from services.adapters.elastic_latest import Latest, Version
from services.adapters.elastic_names import KINDS, MONTHLY, Kind, Names
from services.adapters.elastic_query import PAGE
from services.adapters.elastic_renewal import BUILDING, ElasticRenewal
from services.adapters.elastic_standing import ElasticStanding
from services.adapters.elastic_texts import VERY_MANY
from services.ports.store import Bar, PlacedGroup, Renewal
from services.ports.store_order import EVERY_VERSION, alert_order, instant
from services.server_settings import ElasticsearchSettings
from streams.events import Alert, AlertContent
from streams.trail import Decision, Delivery
from streams.triage import State


def _nobody(_documents: int) -> None:
    """Hears it and does nothing."""


def open_store(
    settings: ElasticsearchSettings,
    retried: Callable[[int], None] = _nobody,
    answered: Callable[[], None] = lambda: None,
    *,
    refresh: bool = False,
) -> "ElasticStore":
    """The store in this Elasticsearch. `retried` hears how many documents had to be sent again, `answered` of requests.

    With `refresh` what was put is found at once, which is slow; without, within a second. Raises `CannotRun` where a
    secret cannot be read.
    """
    return ElasticStore(connect(settings, answered), settings, retried, refresh=refresh)


class ElasticStore(ElasticAnswers):
    """Implements `Store`. Contacts nobody before it is used, makes what is missing then; threads may share it."""

    def __init__(
        self,
        client: Elasticsearch,
        settings: ElasticsearchSettings,
        retried: Callable[[int], None] = _nobody,
        *,
        view: str = "",
        refresh: bool = False,
        many: int = VERY_MANY,
    ) -> None:
        super().__init__(client, settings, Names(settings.prefix, view), many)
        self._retried = retried
        self._bulk = Bulk(client, settings, retried, refresh=refresh)
        self._latest = Latest(client, settings, self._bulk)
        self._standing = ElasticStanding(
            client, self._names, self._latest, Bulk(client, settings, retried, refresh=True)
        )

    def put(
        self, alerts: Sequence[Alert], contents: Sequence[AlertContent] = (), groups: Sequence[PlacedGroup] = ()
    ) -> None:
        """See `Store`."""
        names = self._names
        alert_of = {alert.id: alert for alert in sorted(alerts, key=alert_order)}
        group_of = {placed.group.id: placed for placed in sorted(groups, key=lambda one: one.offset)}
        versions = [
            *(documents.alert_version(names, alert) for alert in alert_of.values()),
            *documents.content_versions(names, alerts, contents),
            *(documents.group_version(names, placed) for placed in group_of.values()),
        ]
        with self._ready():
            answers = self._latest.write(versions)
            figures = zip(alert_of.values(), answers[: len(alert_of)], strict=True)
            answers += self._bulk.write(
                documents.figure(names, alert, now.version) for alert, now in figures if now.taken and not alert.shadow
            )
            self._bulk.check(answers)
            self._standing.follow(tuple(alert_of))

    def record(self, decisions: Sequence[Decision], deliveries: Sequence[Delivery] = ()) -> None:
        """See `Store`. Decisions are found at once: they are few, and who made one looks for it."""
        kinds: tuple[tuple[Kind, Sequence[Decision | Delivery]], ...] = (
            ("decisions", decisions),
            ("deliveries", deliveries),
        )
        with self._ready():
            with self._making():
                writes = [
                    documents.happened(self._indices.month(kind, event.at), event)
                    for kind, events in kinds
                    for event in events
                ]
            self._bulk.check(self._bulk.write(writes))
            self._standing.keep(decisions)
            if decisions:
                self._client.indices.refresh(index=self._names.alias("decisions"))

    def states(self, alert_ids: Sequence[str]) -> Mapping[str, State]:
        """See `Store`."""
        with self._ready():
            return self._standing.states(alert_ids)

    def erase(self, alert_ids: Sequence[str]) -> None:
        """See `Store`. Without alerts, merging begins, and goes on behind the answer."""
        with self._ready():
            if alert_ids:
                self._bulk.check(self._latest.write(self._bars(tuple(dict.fromkeys(alert_ids)))))
                self._client.indices.refresh(index=self._names.alias("contents"))
            else:
                self._overwrite()

    def erase_versions(self, versions: Sequence[tuple[str, str]]) -> None:
        """See `Store`. They leave the disk with the next `erase`."""
        places: list[tuple[Kind, str]] = [("contents", alert_id) for alert_id, _ in versions]
        with self._ready():
            held = self._held(places, "order", "holds") if places else []
            texts = {
                of: (instant(content["order"][0]), revision)
                for (of, revision), content in zip(versions, held, strict=True)
                if content.get("holds") == "text" and content["order"][1] == revision
            }
            barred = (documents.bar(self._names, alert_id, version) for alert_id, version in texts.items())
            self._bulk.check(self._latest.write(barred))

    @contextmanager
    def renewal(self) -> Iterator[Renewal]:
        """See `Store`. What is put into the new view is found within a second."""
        new = ElasticStore(self._client, self._settings, self._retried, view=BUILDING)
        exchange = ElasticRenewal(self._client, self._names, new._indices)

        def swap() -> None:
            with reaching(self._settings):
                new._bar(exchange.barred())
                exchange.swap()
            self._indices.look_again()
            self._bar(exchange.barred())
            exchange.done()

        with self._ready():
            try:
                with self._making():
                    exchange.begin()
                new._bar(exchange.barred())
                yield Renewal(new, swap)
            finally:
                exchange.end()

    def settle(self) -> None:
        """See `Store`."""
        with self._ready():
            every = ",".join(self._names.alias(kind) for kind in (*KINDS, *MONTHLY))
            self._client.indices.refresh(index=every, ignore_unavailable=True)

    def close(self) -> None:
        """See `Store`."""
        self._client.close()

    def _bars(self, alert_ids: Sequence[str]) -> Iterator[Version]:
        places: list[tuple[Kind, str]] = [(kind, of) for of in alert_ids for kind in ("alerts", "contents")]
        held = iter(self._held(places, "order", "holds"))
        for alert_id, alert, content in zip(alert_ids, held, held, strict=True):
            known = [of["order"][:2] for of in (alert, content) if of and of.get("holds", "text") == "text"]
            newest = max(((instant(at), revision) for at, revision in known), default=EVERY_VERSION)
            yield documents.bar(self._names, alert_id, newest)

    def _bar(self, barred: Iterator[Bar]) -> None:
        with self._ready():
            while some := list(islice(barred, PAGE)):
                bars = (documents.bar(self._names, one.alert, (one.published, one.revision)) for one in some)
                self._bulk.check(self._latest.write(bars))

    def _overwrite(self) -> None:
        """What was replaced may be kept for copies that lag behind until it lies in a commit, so that comes first."""
        contents = self._names.alias("contents")
        self._client.indices.flush(index=contents)
        self._client.indices.forcemerge(index=contents, only_expunge_deletes=True, wait_for_completion=False)
