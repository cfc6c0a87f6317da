"""What an explanation is made of. All of its text is harmless to show: see `services.explain.harmless`."""

from dataclasses import dataclass

from streams.events import Alert, EvidenceKind
from streams.trail import Decision


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. `marks` are the numbers of the evidence it belongs to; none for what only stands beside."""

    text: str
    marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A stretch of one text, called `title`; `before` and `behind` are how many characters of it are left out there."""

    title: str
    runs: tuple[Run, ...]
    before: int = 0
    behind: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence under a label or a time."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of evidence in sentences; `number` is its mark in the excerpts, from 1.

    `beside` is the passage of a draft that a quote comes from, where the draft is at hand; `said` is then what the
    post says there.
    """

    number: int
    kind: EvidenceKind
    title: str
    sentences: tuple[str, ...]
    beside: tuple[Excerpt, ...] = ()
    said: tuple[Excerpt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One alert in words.

    about       what, who, where and when
    excerpts    the text with its evidence marked; where it is gone, `text_gone` says when and why
    steps       how the severity came about, one sentence for each of the alert's `reasons`
    held        what was declared at that time, and whether it changed since
    history     what became of it, by time
    alert       the alert as it is kept, with its decisions: for machines
    """

    headline: str
    about: tuple[Row, ...]
    excerpts: tuple[Excerpt, ...]
    text_gone: str
    evidence: tuple[Item, ...]
    steps: tuple[str, ...]
    held: tuple[str, ...]
    history: tuple[Row, ...]
    alert: Alert
    decisions: tuple[Decision, ...]
