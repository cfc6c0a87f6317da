"""What was declared when a post was judged, and whether that changed since."""

from collections.abc import Iterator

from services.explain.known import Known
from services.explain.view import View
from streams.events import RegisterChanged
from streams.registers import Account, Crisis, Embargo, RegisterEntry
from streams.situation.diff import changes
from streams.situation.entries import entry_of
from streams.situation.model import embargo_ends


def held(known: Known, view: View) -> tuple[str, ...]:
    """Sentences on the window, the version that held and those after it, and on what the account had agreed to."""
    return (*_window(known, view), *_version(known, view), *_agreed(known, view))


def _window(known: Known, view: View) -> Iterator[str]:
    words, entry, posted = view.words, known.entry, known.alert.post.published
    if isinstance(entry, Embargo):
        ends = embargo_ends(entry)
        yield words.embargo_window.format(opens=view.time(entry.opens), ends=view.time(ends))
        if ends < entry.lifts:
            yield words.embargo_public.format(at=view.time(ends))
        yield (words.lift_away if posted < ends else words.lift_past).format(span=view.span(ends - posted))
    elif isinstance(entry, Crisis):
        opens = view.time(entry.opens)
        if entry.closes is None:
            yield words.crisis_open.format(opens=opens)
        else:
            yield words.crisis_window.format(opens=opens, closes=view.time(entry.closes))
        yield words.since_opening.format(span=view.span(posted - entry.opens))


def _version(known: Known, view: View) -> Iterator[str]:
    words, alert, change = view.words, known.alert, known.held
    if change is None:
        unknown = words.held_unknown.format(version=alert.register_version, register=alert.register)
        yield words.built_in if known.entry else unknown
    else:
        why = f": {change.reason}" if change.reason else ""
        yield words.held.format(
            version=change.version,
            register=alert.register,
            at=view.when(change.declared_at),
            who=change.actor,
            why=why,
        )
    later = [one for one in known.versions if one.version > alert.register_version]
    if not later and known.entry:
        yield words.unchanged
    before = known.entry
    for one in later:
        fields = _fields(before, one, view)
        yield words.changed.format(version=one.version, at=view.when(one.declared_at), who=one.actor, fields=fields)
        before = entry_of(one)


def _fields(before: RegisterEntry | None, after: RegisterChanged, view: View) -> str:
    """Which fields differ; the kind of entry where there was none before."""
    new = entry_of(after)
    if before is None or new is None:
        return after.kind
    (change,) = changes({(after.kind, after.id): before}, [new])
    names = dict.fromkeys(field.name.partition(".")[0] for field in change.fields)
    return ", ".join(view.words.fields.get(name, name) for name in names) or "-"


def _agreed(known: Known, view: View) -> Iterator[str]:
    words, account = view.words, known.account
    if account is None:
        return
    consent = account.consent
    purposes = ", ".join(words.purposes.get(one, one) for one in _purposes(account))
    if account.account_class == "brand":
        yield words.brand_purposes.format(who=account.id, purposes=purposes)
    elif consent:
        since = view.time(consent.since)
        yield words.consented.format(who=account.id, purposes=purposes, since=since, notice=consent.notice)
    if not account.notify and account.account_class == "employee":
        yield words.no_address.format(who=account.id)
    if known.withdrawn_at:
        yield words.withdrew.format(who=account.id, at=view.when(known.withdrawn_at))


def _purposes(account: Account) -> tuple[str, ...]:
    return account.consent.purposes if account.consent else account.purposes
