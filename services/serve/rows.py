"""Alerts as lines of a list."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.explain.languages import LANGUAGES
from services.explain.lists import list_name
from services.serve.ports import Ports
from services.serve.times import Clockwork, Moment
from services.serve.words import Lang, Words
from streams.events import Alert, Evidence
from streams.registers import Account, Severity
from streams.situation.model import Registers
from streams.situation.titles import title_of
from streams.triage import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a list shows of an alert. `about` is the title of what it is about, `who` an account and its role.

    `reason` is one sentence. `standing` is how far people are with it, and as what they closed it; it is
    `settled` where nobody waits for it. `folded` is how many alerts of its group this line stands for, where it is more
    than itself.
    """

    id: str
    severity: Severity
    register: str
    about: str
    reason: str
    account_id: str
    who: str
    platform: str
    posted: Moment
    status: str
    state: State
    standing: str
    settled: bool
    group: str
    detected_at: datetime
    later: bool
    folded: int = 1


@dataclass(frozen=True, slots=True)
class Titles:
    """What registers and accounts are called by readers of this language."""

    registers: Registers
    lang: Lang = "en"

    def of(self, register: str) -> str:
        """The title of an entry (`Embargo/x`), or its id where it has none.

        What comes with vorlaut is called in the reader's language: its own titles are in English.
        """
        kind, _, entry_id = register.partition("/")
        ours = kind == "Policy" and ("Policy", entry_id) not in self.registers.versions and self.lang != "en"
        translated = LANGUAGES[self.lang].policies.get(entry_id, "") if ours else ""
        return translated or title_of(self.registers, register)

    def account(self, account_id: str) -> Account | None:
        """An account by its id."""
        return next((one for one in self.registers.accounts.values() if one.id == account_id), None)

    def who(self, account_id: str) -> str:
        """An account and its role."""
        account = self.account(account_id)
        return f"{account_id}, {account.role}" if account and account.role else account_id


def rows(alerts: Sequence[Alert], ports: Ports, titles: Titles, clockwork: Clockwork, words: Words) -> Sequence[Row]:
    """A line for each of these alerts; the view is asked once for all of them, and once for all that are closed."""
    states = ports.store.states([alert.id for alert in alerts])
    closed = [alert.id for alert in alerts if states[alert.id] == "closed"]
    verdicts = ports.store.verdicts(closed) if closed else {}
    titles = replace(titles, lang=words.lang)
    told = ((alert, states[alert.id], verdicts.get(alert.id, "")) for alert in alerts)
    return [
        _row(alert, state, _standing(state, verdict, words), titles, clockwork, words) for alert, state, verdict in told
    ]


def _standing(state: State, verdict: str, words: Words) -> str:
    """As what it was closed, where that is known and has words."""
    return words.said.get(f"closed_as_{verdict}", words.states[state]) if state == "closed" else words.states[state]


def _row(alert: Alert, state: State, standing: str, titles: Titles, clockwork: Clockwork, words: Words) -> Row:
    return Row(
        id=alert.id,
        severity=alert.severity,
        register=alert.register,
        about=titles.of(alert.register),
        reason=reason_for(alert, words),
        account_id=alert.account_id,
        who=titles.who(alert.account_id),
        platform=alert.post.platform,
        posted=clockwork.moment(alert.post.published),
        status=words.statuses[alert.status],
        state=state,
        standing=standing,
        settled=state == "closed",
        group=alert.group,
        detected_at=alert.detected_at,
        later=alert.found_later,
    )


def reason_for(alert: Alert, words: Words) -> str:
    """What it says that it should not: terms and drafts that were declared, never the words of the post."""
    found: dict[str, dict[str, None]] = {}
    for item in alert.evidence:
        way = item.kind if item.kind in {"quote", "paraphrase"} else alert.register.partition("/")[0]
        found.setdefault(way, {})[_named(alert, item, words)] = None
    return "; ".join(words[f"because_{way}"].format(terms=", ".join(terms)) for way, terms in found.items())


def _named(alert: Alert, item: Evidence, words: Words) -> str:
    """A term as it was declared, in quotation marks. What a rule found has none: it names what nobody wrote."""
    if item.kind == "rule":
        return list_name(alert, item.term, LANGUAGES[words.lang])
    return words["term_quoted"].format(text=item.term)
