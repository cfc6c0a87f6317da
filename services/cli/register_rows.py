"""Register entries as rows of a table."""

from typing import Final

from services.cli.register_text import NOTHING, View
from streams.registers import Account, Company, Crisis, Embargo, Exemption, Policy, RegisterEntry, RegisterKind
from streams.situation.model import crisis_open, embargo_ends, embargo_open

COLUMNS: Final[dict[RegisterKind, tuple[str, ...]]] = {
    "Company": ("id", "names", "products", "sites", "topics"),
    "Account": ("id", "platform", "account", "class", "role", "looked at for", "consent"),
    "Embargo": ("id", "title", "state", "opens", "ends", "terms", "facts", "documents"),
    "Crisis": ("id", "title", "state", "opens", "closes", "places and names", "terms"),
    "Policy": ("id", "rule", "stage", "severity", "version", "title"),
    "Exception": ("id", "register", "terms", "account", "state", "since", "until", "reason"),
}


def row(entry: RegisterEntry, view: View) -> tuple[str, ...]:
    """The cells of an entry, under the `COLUMNS` of its kind."""
    match entry:
        case Company():
            return (entry.id, *map(view.value, (entry.names, entry.products, entry.sites, entry.topics)))
        case Account():
            return _account(entry, view)
        case Embargo():
            return _embargo(entry, view)
        case Crisis():
            return _crisis(entry, view)
        case Policy():
            return (entry.id, entry.rule, entry.stage, entry.severity, entry.version, entry.title)
        case Exemption():
            return _exemption(entry, view)


def _account(account: Account, view: View) -> tuple[str, ...]:
    who = (account.id, account.platform, account.account, account.account_class, account.role or NOTHING)
    return (*who, view.value(account.purposes), _consent(account, view))


def _embargo(embargo: Embargo, view: View) -> tuple[str, ...]:
    ends = embargo_ends(embargo)
    state = "open" if embargo_open(embargo, view.at) else "lifted" if ends <= view.at else "not yet open"
    sealed = ", sealed" if embargo.sealed else ""
    sizes = (f"{len(one)}{sealed}" for one in (embargo.terms, embargo.facts, embargo.documents))
    return (embargo.id, embargo.title or NOTHING, state, view.time(embargo.opens), view.time(ends), *sizes)


def _crisis(crisis: Crisis, view: View) -> tuple[str, ...]:
    state = "open" if crisis_open(crisis, view.at) else "not yet open" if view.at < crisis.opens else "closed"
    words = (view.value((*crisis.sites, *crisis.names)), view.value(crisis.terms))
    return (crisis.id, crisis.title or NOTHING, state, view.time(crisis.opens), view.time(crisis.closes), *words)


def _exemption(one: Exemption, view: View) -> tuple[str, ...]:
    state = "not yet" if view.at < one.since else "holds" if view.at < one.until else "over"
    whose = (", ".join(one.terms) or "any", one.account or "any")
    return (one.id, one.register, *whose, state, view.time(one.since), view.time(one.until), one.reason)


def _consent(account: Account, view: View) -> str:
    consent = account.consent
    if consent is None:
        return "none needed"
    if consent.withdrawn is None:
        return f"since {view.time(consent.since)}"
    return f"{view.time(consent.since)} to {view.time(consent.withdrawn)}"
