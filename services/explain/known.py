"""All that is known of one alert, gathered once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.explain.passages import DraftFile
from services.ports.store import Store
from streams.events import Alert, AlertContent, RegisterChanged
from streams.policies.catalogue_files import catalogue
from streams.registers import Account, RegisterEntry, RegisterKind
from streams.situation.entries import entry_of
from streams.situation.fold import History
from streams.stage import CannotRun
from streams.trail import Decision, Delivery

_KINDS: dict[str, RegisterKind] = {"Embargo": "Embargo", "Crisis": "Crisis", "Policy": "Policy"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An alert with its text where that is still kept, its decisions, who was told, and what was declared about it.

    versions     of the register entry, oldest first
    draft        a draft that the reader brought
    drafts       those that may be shown, by the name that evidence has for them
    kept_for     how long texts of alerts are kept
    """

    alert: Alert
    content: AlertContent | None
    decisions: tuple[Decision, ...]
    deliveries: tuple[Delivery, ...]
    versions: tuple[RegisterChanged, ...]
    accounts: tuple[RegisterChanged, ...]
    draft: DraftFile | None
    kept_for: timedelta
    drafts: Mapping[str, DraftFile] = field(default_factory=dict)

    def draft_of(self, name: str) -> DraftFile | None:
        """The draft to be shown beside what evidence says of the one of this name."""
        return self.draft or self.drafts.get(name)

    @property
    def held(self) -> RegisterChanged | None:
        """The version of the register entry that the alert was judged by; None where it is not in the log."""
        same = [change for change in self.versions if change.version == self.alert.register_version]
        return same[-1] if same else None

    @property
    def entry(self) -> RegisterEntry | None:
        """The entry in that version, or the policy that comes with vorlaut."""
        if self.held is not None:
            return entry_of(self.held)
        built_in = (policy for policy in catalogue() if self.alert.register == f"Policy/{policy.id}")
        return next(built_in, None) if self.alert.register_version == 0 else None

    @property
    def account(self) -> Account | None:
        """The account as it was declared when the alert was found, else as it was declared first."""
        before = [one for one in self.accounts if one.declared_at <= self.alert.detected_at]
        found = (before or self.accounts[:1])[-1:]
        return found[0].account if found else None

    @property
    def withdrawn_at(self) -> datetime | None:
        """When the account withdrew its consent, as it is declared now."""
        latest = self.accounts[-1].account if self.accounts else None
        return latest.consent.withdrawn if latest and latest.consent else None


def known(store: Store, history: History, alert_id: str, draft: DraftFile | None, kept_for: timedelta) -> Known:
    """What is known of this alert. Raises `CannotRun` where there is none.

    This reads content for a person: whoever records who read what does it here.
    """
    alert = store.alert(alert_id)
    if alert is None:
        raise CannotRun(f"there is no alert {alert_id}: `vorlaut alerts` lists all of them with their ids")
    kind, _, name = alert.register.partition("/")
    return Known(
        alert=alert,
        content=store.content(alert_id),
        decisions=(*store.decisions(alert_id), *store.decisions(alert.group)),
        deliveries=tuple(dict.fromkeys((*store.deliveries(alert_id), *store.deliveries(alert.group)))),
        versions=history.versions(_KINDS[kind], name) if kind in _KINDS else (),
        accounts=history.versions("Account", alert.account_id),
        draft=draft,
        kept_for=kept_for,
    )
