"""S3, one alert: its text with the evidence marked, why it is one, what held, what happened, what can be decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from services.serve.ports import Ports
from services.serve.rows import Row, Titles, row
from services.serve.times import Clockwork, Moment
from services.serve.triage import VERDICTS, Standing, standing
from services.serve.words import Words
from streams.events import Alert, AlertContent, Decision, Evidence

_SEEN: Final = 160  # characters that are shown around evidence in a very long part
_LONG: Final = 4000  # characters; a part beyond that is shown around its evidence only
_HARMLESS: Final = {
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127), "�"),
    **dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD), "\N{MIDDLE DOT}"),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C), "\N{LOZENGE}"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `marks` are the numbers of the evidence it carries."""

    text: str
    marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part of a post."""

    name: str
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """A piece of evidence in words."""

    number: int
    kind: str
    term: str
    view: str
    notes: Sequence[str]
    bits: float
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """Who decided what, when and why."""

    actor: str
    verdict: str
    reason: str
    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPage:
    """The whole page."""

    row: Row
    alert: Alert
    parts: Sequence[PartShown]
    gone: str
    evidence: Sequence[EvidenceShown]
    detected: Moment
    changed: Moment | None
    decisions: Sequence[DecisionShown]
    standing: Standing
    verdicts: Sequence[tuple[str, str]]
    percent: int
    steps: Sequence[str]
    held: Sequence[str]
    happened: Sequence[tuple[str, Moment]]
    link: str


def alert_page(ports: Ports, alert_id: str, clockwork: Clockwork, words: Words) -> AlertPage | None:
    """The page of an alert; None where there is none."""
    alert = ports.store.alert(alert_id)
    if alert is None:
        return None
    content = ports.store.content(alert_id)
    decisions = ports.store.decisions(alert_id)
    titles = Titles(ports.declared.history().situation().registers)
    return AlertPage(
        row=row(alert, ports, titles, clockwork, words),
        alert=alert,
        parts=list(_parts(alert, content, words)) if content else [],
        gone="" if content else words["text_gone"].format(why=words[_why_gone(alert)]),
        evidence=[_evidence(number, item) for number, item in enumerate(alert.evidence, 1)],
        detected=clockwork.moment(alert.detected_at),
        changed=clockwork.moment(alert.changed_at) if alert.changed_at else None,
        decisions=[_decision(one, clockwork, words) for one in reversed(decisions)],
        standing=standing(decisions),
        verdicts=[(verdict, words.verdicts[verdict]) for verdict in VERDICTS],
        percent=round(100 * alert.confidence),
        steps=alert.reasons,
        held=(),
        happened=[
            (words["detected"], clockwork.moment(alert.detected_at)),
            (words["posted"], clockwork.moment(alert.post.published)),
        ],
        link=alert.post.url if (alert.post.url or "").startswith(("https://", "http://")) else "",
    )


def pieces(text: str, evidence: Sequence[tuple[int, Evidence]]) -> Iterator[Piece]:
    """A text cut where evidence begins and ends, in order; nothing of it is lost, and nothing in it acts."""
    bounds = {0, len(text)}
    for _, item in evidence:
        bounds |= {min(item.start, len(text)), min(item.end, len(text))}
    edges = sorted(bounds)
    for start, end in pairwise(edges):
        marks = tuple(number for number, item in evidence if item.start <= start and end <= item.end)
        yield Piece(text[start:end].translate(_HARMLESS), marks)


def shortened(found: Sequence[Piece]) -> Iterator[Piece]:
    """Around marks all is shown, far from them an ellipsis."""
    last = len(found) - 1
    for place, piece in enumerate(found):
        if piece.marks or len(piece.text) <= 2 * _SEEN:
            yield piece
            continue
        head = piece.text[:_SEEN] if place else ""
        tail = piece.text[-_SEEN:] if place < last else ""
        yield Piece(f"{head} […] {tail}")


def _parts(alert: Alert, content: AlertContent, words: Words) -> Iterator[PartShown]:
    numbered = list(enumerate(alert.evidence, 1))
    for part in content.parts:
        if not part.text:
            continue
        found = list(pieces(part.text, [(number, item) for number, item in numbered if item.part == part.name]))
        shown = list(shortened(found)) if len(part.text) > _LONG else found
        yield PartShown(_part_name(part.name, words), shown)


def _part_name(name: str, words: Words) -> str:
    kind, _, number = name.partition(":")
    return words[f"part_{kind}"].format(n=int(number) + 1 if number.isdigit() else "")


def _evidence(number: int, item: Evidence) -> EvidenceShown:
    return EvidenceShown(
        number, item.kind, item.term, item.view, item.notes, round(item.bits, 1), [f"“{item.term}”", *item.notes]
    )


def _decision(decision: Decision, clockwork: Clockwork, words: Words) -> DecisionShown:
    verdict = words.verdicts.get(decision.verdict, decision.verdict)
    return DecisionShown(decision.actor, verdict, decision.reason, clockwork.moment(decision.at))


def _why_gone(alert: Alert) -> str:
    return "gone_age" if alert.status == "open" else "gone_closed"
