"""Documents of the kind Exception: what is left aside on purpose, for a while."""

from datetime import timedelta
from typing import Final

from streams.policies.fields import NO_TIME, Fields, Reference
from streams.policies.read_words import identifier, reference
from streams.registers import Exemption, RegisterKind

LONGEST: Final = timedelta(days=90)
_DECLARED: Final[dict[str, RegisterKind]] = {"Embargo": "Embargo", "Crisis": "Crisis"}


def read_exemption(fields: Fields) -> Exemption:
    """An exception needs a register entry it is made of, a window of at most 90 days, and a reason."""
    since, until = fields.time("since", required=True), fields.time("until", required=True)
    if since and until and until <= since:
        fields.notes.fault(fields.line_of("until"), "the exception ends before it begins")
    if since and until and until - since > LONGEST:
        told = f"an exception lasts at most {LONGEST.days} days: end it earlier, and make a new one when it is over"
        fields.notes.fault(fields.line_of("until"), told)
    return Exemption(
        id=identifier(fields),
        register=_register(fields),
        since=since or NO_TIME,
        until=until or NO_TIME,
        reason=fields.text("reason", required=True),
        terms=tuple((one.text or "").strip() for one in fields.scalars("terms")),
        account=reference(fields, "account", "Account"),
        alert=fields.text("alert"),
    )


def _register(fields: Fields) -> str:
    """The entry as findings name it, `Embargo/x`. Policies are built in, too, and so need not be declared."""
    found = fields.text("register", required=True)
    kind, _, entry_id = found.partition("/")
    if kind in _DECLARED and entry_id:
        notes, line = fields.notes, fields.line_of("register")
        notes.references.append(Reference(_DECLARED[kind], entry_id, notes.file, line, "register"))
    elif found and not (kind == "Policy" and entry_id):
        told = f"register: {found!r} names no entry: write its kind and id, as Embargo/falke-2"
        fields.notes.fault(fields.line_of("register"), told)
    return found
