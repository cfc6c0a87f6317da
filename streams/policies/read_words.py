"""Readings that several kinds of documents share: ids, words to look for, ids of other documents."""

import re
from collections.abc import Iterable
from typing import Final

from streams.policies.fields import Fields, Notes, Reference
from streams.policies.nodes import Scalar
from streams.registers import RegisterKind
from streams.text.fold import word_view

_ID: Final = re.compile(r"[^\s/]{1,100}")


def identifier(fields: Fields) -> str:
    """The id of a document: part of keys and links, so without spaces and slashes, at most 100 characters."""
    found = fields.text("id", required=True)
    if found and not _ID.fullmatch(found):
        fields.notes.fault(fields.line_of("id"), "an id has no spaces and no slashes, and at most 100 characters")
    return found


def words(fields: Fields, name: str, *, required: bool = False) -> tuple[str, ...]:
    """Words to look for in posts."""
    return tuple(searchable(fields.scalars(name, required=required), name, fields.notes))


def searchable(scalars: Iterable[Scalar], name: str, notes: Notes) -> Iterable[str]:
    """The texts in which a post can be recognised; one without a letter or digit is a fault."""
    for scalar in scalars:
        text = (scalar.text or "").strip()
        if word_view(text).strip():
            yield text
        else:
            notes.fault(scalar.line, f"{text!r} in {name!r} has no letter or digit: nothing could be found by it")


def reference(fields: Fields, name: str, kind: RegisterKind) -> str:
    """The id of another document; empty where the field is missing."""
    return next(iter(_refer((found,), fields.notes, name, kind)), "") if (found := fields.scalar(name)) else ""


def references(fields: Fields, name: str, kind: RegisterKind) -> tuple[str, ...]:
    """The ids of other documents."""
    return tuple(_refer(fields.scalars(name), fields.notes, name, kind))


def _refer(scalars: Iterable[Scalar], notes: Notes, name: str, kind: RegisterKind) -> Iterable[str]:
    for scalar in scalars:
        entry_id = (scalar.text or "").strip()
        notes.references.append(Reference(kind, entry_id, notes.file, scalar.line, name))
        yield entry_id
