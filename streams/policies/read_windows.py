"""Documents of the kinds Embargo and Crisis: what is declared for a stretch of time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, get_args

from streams.policies.fields import NO_TIME, Fields, Notes, chosen, fields_of
from streams.policies.nodes import Node, Scalar
from streams.policies.protected_topics import targets
from streams.policies.read_words import identifier, reference, references, searchable, words
from streams.registers import Crisis, Document, Embargo, Need, Stage, Term
from streams.text.facts import declared_fact
from streams.text.traces import MOST_QUOTES, MOST_SENTENCES, QUOTE_BYTES

Fingerprint = Callable[[str, str], Document | None]


@dataclass(frozen=True, slots=True)
class Sealer:
    """How an embargo is read that is to be sealed: `seal` gives it without a word of what it says.

    None: it has more terms than an event can hold.
    """

    fingerprint: Fingerprint
    seal: Callable[[Embargo], Embargo | None]


NEEDS: Final[tuple[Need, ...]] = get_args(Need)
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)


def read_embargo(fields: Fields, fingerprint: Fingerprint, sealer: Sealer | None = None) -> Embargo:
    """An embargo needs a window, and a term, fact or document to be recognised by. With `sealed: true` it is sealed."""
    sealed = fields.choice("sealed", ("true", "false")) == "true"
    if sealed and sealer is None:
        told = "a sealed embargo needs the installation's key: `vorlaut seal new-key FILE`, then set seal.key_file"
        fields.notes.fault(fields.line_of("sealed"), told)
    if not sealed or sealer is None:
        return _embargo(fields, fingerprint)
    embargo = _embargo(fields, sealer.fingerprint)
    if done := sealer.seal(embargo):
        return done
    fields.notes.fault(fields.line_of("terms"), "too many terms to seal in one embargo: split it into several")
    return embargo


def _embargo(fields: Fields, fingerprint: Fingerprint) -> Embargo:
    opens, lifts = fields.time("opens", required=True), fields.time("lifts", required=True)
    if opens and lifts and lifts <= opens:
        fields.notes.fault(fields.line_of("lifts"), "the embargo lifts before it opens")
    embargo = Embargo(
        id=identifier(fields),
        company=reference(fields, "company", "Company"),
        title=fields.text("title"),
        opens=opens or NO_TIME,
        lifts=lifts or NO_TIME,
        terms=tuple(term for item in fields.items("terms") if (term := _term(item, fields.notes))),
        facts=tuple(fact for scalar in fields.scalars("facts") if (fact := _fact(scalar, fields.notes))),
        documents=_documents(fields, fingerprint),
        cues=words(fields, "cues"),
        allowed=references(fields, "allowed", "Account"),
        public_since=fields.time("public_since"),
    )
    if fields.empty("terms", "facts", "documents"):
        fields.notes.fault(fields.line, "an embargo needs a term, a fact or a document: without one nothing is found")
    return embargo


def read_crisis(fields: Fields) -> Crisis:
    """A crisis needs a site or name, and a term: only both together in one post are found."""
    opens, closes = fields.time("opens", required=True), fields.time("closes")
    if opens and closes and closes <= opens:
        fields.notes.fault(fields.line_of("closes"), "the crisis closes before it opens")
    crisis = Crisis(
        id=identifier(fields),
        company=reference(fields, "company", "Company"),
        title=fields.text("title"),
        type=fields.text("type"),
        opens=opens or NO_TIME,
        closes=closes,
        sites=words(fields, "sites"),
        names=words(fields, "names"),
        terms=_incident_words(fields, "terms", required=True),
        related=_incident_words(fields, "related"),
        spokespeople=references(fields, "spokespeople", "Account"),
        statement=fields.text("statement"),
    )
    if fields.empty("sites", "names"):
        fields.notes.fault(fields.line, "a crisis needs a site or a name to be recognised by: sites: [Werk Nord]")
    return crisis


def _term(item: Node, notes: Notes) -> Term | None:
    """A plain text is a strong term."""
    if isinstance(item, Scalar):
        return _term_of(item, (), notes)
    fields = fields_of(item, notes, "a term")
    if fields is None:
        return None
    scalar = fields.scalar("text", required=True)
    asked = [chosen(need, NEEDS, "need", notes) for need in fields.scalars("needs")]
    stage = fields.choice("stage", STAGES) or "live"
    fields.close()
    term = _term_of(scalar, tuple(need for need in NEEDS if need in asked), notes) if scalar else None
    return replace(term, stage=stage) if term else None


def _term_of(scalar: Scalar, needs: tuple[Need, ...], notes: Notes) -> Term | None:
    text = next(iter(searchable((scalar,), "terms", notes)), None)
    _refuse_protected(scalar, notes)
    return None if text is None else Term(text=text, needs=needs)


def _incident_words(fields: Fields, name: str, *, required: bool = False) -> tuple[str, ...]:
    scalars = fields.scalars(name, required=required)
    for scalar in scalars:
        _refuse_protected(scalar, fields.notes)
    return tuple(searchable(scalars, name, fields.notes))


def _refuse_protected(scalar: Scalar, notes: Notes) -> None:
    text = scalar.text or ""
    if targets(text):
        told = "is what people may speak of freely (pay, works council, union, strike, elections, faith)"
        notes.fault(scalar.line, f"{text!r} {told}: vorlaut does not look for it; name the product, place or incident")


def _fact(scalar: Scalar, notes: Notes) -> str | None:
    text = (scalar.text or "").strip()
    if declared_fact(text):
        return text
    told = "is no amount, date, measure or count that can be compared: declare it as a term"
    notes.fault(scalar.line, f"{text!r} {told}")
    return None


def _documents(fields: Fields, fingerprint: Fingerprint) -> tuple[Document, ...]:
    found = []
    for scalar in fields.scalars("documents"):
        document = fingerprint(fields.notes.file, (scalar.text or "").strip())
        if document is None:
            told = "cannot be read: paths start beside this file, and a draft is a text in UTF-8 of at most 50 MB"
            fields.notes.fault(scalar.line, f"document {scalar.text!r} {told}")
        else:
            found.append(document)
    return tuple(_bounded(document, len(found)) for document in found)


def _bounded(document: Document, count: int) -> Document:
    """The document with its share of what one embargo may hold, so that its event stays small. Few have so many."""
    runs, sentences = MOST_QUOTES // count * QUOTE_BYTES, MOST_SENTENCES // count
    return replace(
        document,
        quotes=document.quotes[:runs],
        stems=document.stems[:sentences],
        grams=document.grams[:sentences],
    )
