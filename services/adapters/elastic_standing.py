"""How far people are with alerts: kept by alert in `standings`, and written into the alerts themselves.

Decisions and alerts are put by different processes. Each writes its own document first and then looks for the other,
so whoever comes last finds both. What is looked up is looked up by id, and so never lags behind.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from elasticsearch import Elasticsearch

from services.adapters.elastic_bulk import Bulk, Write
from services.adapters.elastic_latest import ROUNDS, Latest, Version, number
from services.adapters.elastic_names import Kind, Names
from services.ports.store_order import microseconds
from streams.stage import Unavailable
from streams.trail import Decision
from streams.triage import STATES, State, state_after

_NEW: Final = STATES[0]
_ENCODER: Final = msgspec.json.Encoder()


class ElasticStanding:
    """Writes and reads states for one store. `bulk` writes what is found at once: people decide seldom, and look."""

    def __init__(self, client: Elasticsearch, names: Names, latest: Latest, bulk: Bulk) -> None:
        self._client = client
        self._names = names
        self._latest = latest
        self._bulk = bulk

    def keep(self, decisions: Sequence[Decision]) -> None:
        """Keep the latest of these decisions for each subject, and let the alerts that are there stand so."""
        latest = {one.subject: one for one in sorted(decisions, key=lambda one: (one.at, one.id))}
        if latest:
            self._bulk.check(self._latest.write(_version(self._names, one) for one in latest.values()))
            self._place(tuple(latest))

    def follow(self, alert_ids: Sequence[str]) -> None:
        """Let these alerts, which were put just now, stand where decisions that came before put them."""
        if decided := [alert_id for alert_id, state in self.states(alert_ids).items() if state != _NEW]:
            self._place(decided)

    def states(self, alert_ids: Sequence[str]) -> Mapping[str, State]:
        """See `Store`."""
        held = self._there("standings", alert_ids)
        return {alert_id: one["_source"]["state"] if one.get("found") else _NEW for alert_id, one in held.items()}

    def _place(self, alert_ids: Sequence[str]) -> None:
        """The alerts are read before the states: a state that is older than what is written then meets a conflict."""
        waiting = alert_ids
        for _ in range(ROUNDS):
            alerts = {of: one for of, one in self._there("alerts", waiting).items() if one.get("found")}
            states = self.states(tuple(alerts))
            otherwise = [of for of, one in alerts.items() if one["_source"].get("state", _NEW) != states[of]]
            answers = self._bulk.write(_if_still(self._names, of, alerts[of], states[of]) for of in otherwise)
            self._bulk.check(answers)
            waiting = [of for of, answer in zip(otherwise, answers, strict=True) if not answer.taken]
            if not waiting:
                return
        raise Unavailable("other processes write the same alerts of Elasticsearch over and over")

    def _there(self, kind: Kind, ids: Sequence[str]) -> Mapping[str, dict[str, Any]]:
        docs = [{"_index": self._names.alias(kind), "_id": of, "_source": ["state"]} for of in ids]
        return dict(zip(ids, self._client.mget(docs=docs)["docs"], strict=True)) if docs else {}


def _version(names: Names, decision: Decision) -> Version:
    at = microseconds(decision.at)
    body = {"subject": decision.subject, "state": state_after(decision.verdict), "order": (at, decision.id)}
    alias = names.alias("standings")
    return Version(alias, decision.subject, (at, decision.id), number(at, "1", 0), _ENCODER.encode(body))


def _if_still(names: Names, alert_id: str, held: Mapping[str, Any], state: State) -> Write:
    still = {"if_seq_no": held["_seq_no"], "if_primary_term": held["_primary_term"]}
    head = {"_index": names.alias("alerts"), "_id": alert_id} | still
    return Write(_ENCODER.encode({"update": head}), _ENCODER.encode({"doc": {"state": state}}))
