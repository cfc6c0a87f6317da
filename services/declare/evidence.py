"""What terms and policies have found, and what people said of it: the evidence for moving one to another stage.

Counted over the alerts in the search view, since a term is declared as it is: dismissals from before it got its cue
speak of another term. It counts posts, never people.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Final

from services.declare.precision import Precision
from services.ports.store import Query, Store, pages
from streams.events import ALERT_STATUSES, Alert, RegisterChanged
from streams.policies.catalogue_files import catalogue
from streams.registers import Embargo, Policy, RegisterEntry, Stage, Term
from streams.situation.entries import entry_of
from streams.situation.fold import History
from streams.trail import Decision

PAGE: Final = 1000
CONFIRMED: Final = frozenset(("leak", "authorised", "public"))
DISMISSED: Final = "not_a_leak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What a term of a register entry found, live or in shadow; of a policy `term` is empty.

    `stage` is its present one; empty for facts, drafts and what is no longer declared, which have none.
    """

    register: str
    term: str
    stage: Stage | str
    shadow: bool
    hits: int = 0
    excepted: int = 0
    precision: Precision = field(default_factory=Precision)
    first: datetime | None = None
    last: datetime | None = None

    @property
    def proposal(self) -> str:
        """What should become of it; empty where nothing speaks for a change. Nothing is changed by itself."""
        if self.shadow or self.stage != "live" or not self.precision.too_loud:
            return ""
        return "shadow, or needs: [cue]" if self.term else "shadow"


Place = tuple[str, str]  # register entry and term
_Key = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class _Declared:
    """The stage of a term or policy, and since which version of its entry it finds what it finds now."""

    stage: Stage
    since: int


def evidence(store: Store, history: History, register: str = "", term: str = "") -> tuple[Hits, ...]:
    """By register entry and term, live before shadow; what is declared and found nothing is there with no hits.

    A `register` (`Embargo/x`) or a `term` bounds it. A decision on a group speaks for those of its alerts that have
    none of their own.
    """
    declared = {place: one for place, one in _declared(history) if _meant(place, register, term)}
    found = {
        (*place, one.stage == "shadow"): Hits(
            register=place[0], term=place[1], stage=one.stage, shadow=one.stage == "shadow"
        )
        for place, one in declared.items()
    }
    verdicts = _verdicts(store)
    for alert in _alerts(store, register):
        verdict = verdicts.get(alert.id) or (verdicts.get(alert.group) if alert.reaches_people else None)
        for place in _places(alert):
            if _meant(place, register, term) and alert.register_version >= _since(declared, place):
                key = (*place, alert.shadow)
                found[key] = _counted(found.get(key) or _none_yet(place, alert, declared), alert, verdict)
    return tuple(found[key] for key in sorted(found))


def _declared(history: History) -> Iterator[tuple[Place, _Declared]]:
    registers = history.situation().registers
    for embargo in registers.embargoes:
        for term in embargo.terms:
            since = _same_since(history.versions("Embargo", embargo.id), partial(_has, term))
            yield (f"Embargo/{embargo.id}", term.text), _Declared(term.stage, since)
    for policy in registers.policies:
        if policy.rule != "severity":
            versions, same = history.versions("Policy", policy.id), partial(_says_the_same, policy)
            since = _same_since(versions, same)
            built_in = since <= 1 and any(map(same, catalogue()))  # those have no version of their own
            yield (f"Policy/{policy.id}", ""), _Declared(policy.stage, 0 if built_in else since)


def _same_since(versions: Sequence[RegisterChanged], same: Callable[[RegisterEntry | None], bool]) -> int:
    """The number of the first version from which on it has been the same; 0 where there is none."""
    found = 0
    for change in reversed(versions):
        if not same(entry_of(change)):
            break
        found = change.version
    return found


def _has(term: Term, entry: RegisterEntry | None) -> bool:
    """Whether an embargo has this term with these needs: moving it between stages makes no other term of it."""
    terms = entry.terms if isinstance(entry, Embargo) else ()
    return any((one.text, one.needs) == (term.text, term.needs) for one in terms)


def _says_the_same(policy: Policy, entry: RegisterEntry | None) -> bool:
    return isinstance(entry, Policy) and replace(entry, stage=policy.stage) == policy


def _since(declared: Mapping[Place, _Declared], place: Place) -> int:
    return declared[place].since if place in declared else 0


def _meant(place: Place, register: str, term: str) -> bool:
    return register in {"", place[0]} and term in {"", place[1]}


def _verdicts(store: Store) -> Mapping[str, str]:
    """The latest verdict on each subject that says whether it was right; who took it on says nothing of that."""
    decisions = (one for one in store.everything("decisions") if isinstance(one, Decision))
    judged = (one for one in decisions if one.verdict in CONFIRMED or one.verdict == DISMISSED)
    return {one.subject: one.verdict for one in sorted(judged, key=lambda one: (one.at, one.id))}


def _alerts(store: Store, register: str) -> Iterator[Alert]:
    """All that is kept, whatever became of it."""
    asked = Query(registers=(register,) if register else (), statuses=ALERT_STATUSES, limit=PAGE)
    for query in (asked, replace(asked, shadow=True)):
        for page in pages(store, query):
            yield from page


def _places(alert: Alert) -> Iterable[Place]:
    if alert.register.startswith("Policy/"):
        return ((alert.register, ""),)
    return dict.fromkeys((alert.register, item.term) for item in alert.evidence if item.kind not in {"rule", "learned"})


def _none_yet(place: Place, alert: Alert, declared: Mapping[Place, _Declared]) -> Hits:
    stage = declared[place].stage if place in declared else ""
    return Hits(register=place[0], term=place[1], stage=stage, shadow=alert.shadow)


def _counted(hits: Hits, alert: Alert, verdict: str | None) -> Hits:
    before = hits.precision
    precision = Precision(before.confirmed + (verdict in CONFIRMED), before.dismissed + (verdict == DISMISSED))
    return replace(
        hits,
        hits=hits.hits + 1,
        excepted=hits.excepted + (alert.status == "excepted"),
        precision=precision,
        first=min(alert.post.published, hits.first or alert.post.published),
        last=max(alert.post.published, hits.last or alert.post.published),
    )
