"""What lies in Elasticsearch, read by its bare client and none of our own code, and what has to lie there."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from streams.events import ALERT_STATUSES
from tests.faults.figures import Verdict
from tests.faults.outcome import Outcome

Said = dict[str, Any]  # an event as it lies in the log, read as JSON


@dataclass(frozen=True, slots=True)
class View:
    """Alerts as they stand and the texts that are there by alert, groups by id; and how many figures there are."""

    alerts: Mapping[str, Said]
    texts: Mapping[str, Said]
    groups: Mapping[str, Said]
    figures: int


def view(url: str, prefix: str) -> View:
    """What lies in the indices of an installation."""
    with closing(Elasticsearch(url)) as client:
        client.indices.refresh(index=f"{prefix}-*")
        return View(
            alerts={found["id"]: found["value"] for found in _lying(client, f"{prefix}-alerts")},
            texts={
                found["alert"]: found["value"]
                for found in _lying(client, f"{prefix}-contents")
                if found["holds"] == "text"
            },
            groups={found["id"]: found["value"] for found in _lying(client, f"{prefix}-groups")},
            figures=client.count(index=f"{prefix}-figures")["count"],
        )


def anything(_alert: Said) -> bool:
    """Elasticsearch takes it."""
    return True


def view_of(outcome: Outcome, is_taken: Callable[[Said], bool] = anything) -> View:
    """What an undisturbed run gives, where only some alerts can be taken: of each the last version, texts of the open.

    A text is there whether its alert is or not.
    """
    said = [msgspec.json.decode(value, type=Said) for value in outcome.alerts.values()]
    every, taken = _latest(said), _latest([one for one in said if is_taken(one["data"])])
    texts = {key.split("/")[3]: (key, value) for key, value in outcome.contents.items() if _is_shown(key, every)}
    groups = [msgspec.json.decode(value, type=Said) for value in outcome.groups.values()]
    return View(
        alerts=taken,
        texts={alert: msgspec.json.decode(value, type=Said) for alert, (_, value) in texts.items()},
        groups={group["data"]["id"]: group for group in groups},
        figures=len(taken),
    )


def differing(found: View, expected: View) -> Verdict:
    """How what lies there differs from what has to."""
    pairs = ((found.alerts, expected.alerts), (found.texts, expected.texts))
    missing = [of for there, wanted in pairs for of, said in wanted.items() if there.get(of) != said]
    doubled = [of for there, wanted in pairs for of in there.keys() - wanted.keys()]
    groups = [of for of in {*found.groups, *expected.groups} if found.groups.get(of) != expected.groups.get(of)]
    return Verdict(
        missing=len(missing) + max(0, expected.figures - found.figures),
        doubled=len(doubled) + max(0, found.figures - expected.figures),
        repeated=0,
        wrong_groups=len(groups),
        which=tuple(f"{of} in the view" for of in (*missing, *doubled, *groups)),
    )


def _lying(client: Elasticsearch, alias: str) -> Iterator[Said]:
    for hit in scan(client, index=alias, size=1000):
        yield hit["_source"]


def _latest(every: list[Said]) -> dict[str, Said]:
    return {said["data"]["id"]: said for said in sorted(every, key=_order)}


def _order(said: Said) -> tuple[datetime, str, int]:
    post, status = said["data"]["post"], said["data"]["status"]
    return datetime.fromisoformat(post["published"]), post["revision"], ALERT_STATUSES.index(status)


def _is_shown(key: str, alerts: Mapping[str, Said]) -> bool:
    *_, alert, revision = key.split("/")
    standing = alerts[alert]["data"]
    return bool(standing["status"] == "open" and standing["post"]["revision"] == revision)
