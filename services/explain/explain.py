"""One alert in words: what, who, when; the text with its evidence; why that severity; what held; what became of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final, TypeVar

from services.explain.course import course
from services.explain.evidence import items, part_title
from services.explain.excerpts import Mark, excerpts
from services.explain.harmless import harmless
from services.explain.held import held
from services.explain.known import Known
from services.explain.pieces import Excerpt, Explained, Item, Row
from services.explain.steps import steps, sureness
from services.explain.view import View
from services.explain.words import Label
from streams.detect.thread_findings import of_thread
from streams.registers import Account, Crisis, Embargo, Policy

_LONGEST_LINK: Final = 500  # characters; a platform may send any
Piece = TypeVar("Piece", Row, Item)


def explain(known: Known, view: View) -> Explained:
    """The alert explained; pure, so that what is said of an alert follows from what is kept."""
    found = items(known, view)
    return Explained(
        headline=harmless(" · ".join(_headline(known, view))),
        about=tuple(_harmless(Row(view.words.labels[label], text)) for label, text in _about(known, view)),
        excerpts=_text(known, view),
        text_gone="" if known.content else harmless(_gone(known, view)),
        evidence=tuple(map(_harmless, found)),
        steps=tuple(map(harmless, steps(known.alert, view))),
        held=tuple(map(harmless, held(known, view))),
        history=tuple(map(_harmless, course(known, view))),
        alert=known.alert,
        decisions=known.decisions,
    )


def _harmless(piece: Piece) -> Piece:
    """The same with all of its words harmless; an excerpt is so from its making."""
    if isinstance(piece, Row):
        return Row(harmless(piece.label), harmless(piece.text))
    return Item(
        number=piece.number,
        kind=piece.kind,
        title=harmless(piece.title),
        sentences=tuple(map(harmless, piece.sentences)),
        beside=piece.beside,
        said=piece.said,
    )


def _headline(known: Known, view: View) -> Iterator[str]:
    yield view.words.severities[known.alert.severity].upper()
    yield _title(known, view)
    yield known.alert.account_id
    yield view.words.statuses[known.alert.status]


def _title(known: Known, view: View) -> str:
    """What the register entry is called; a policy that comes with vorlaut in the reader's language."""
    entry, ours = known.entry, known.alert.register_version == 0 and view.words.lang != "en"
    if ours and known.alert.policy in view.words.policies and isinstance(entry, Policy):
        return view.words.policies[known.alert.policy]
    return getattr(entry, "title", "") or known.alert.register


def _about(known: Known, view: View) -> Iterator[tuple[Label, str]]:
    alert, words, entry = known.alert, view.words, known.entry
    kind = f" ({entry.type})" if isinstance(entry, Crisis) and entry.type else ""
    yield "what", f"{_title(known, view)}{kind}"
    policy = words.policies.get(alert.policy, alert.policy)
    yield "rule", f"{words.rule_version.format(policy=policy, version=alert.policy_version)}; {alert.register}"
    severity, sure = words.severities[alert.severity], sureness(alert, view)
    yield "severity", words.severity_line.format(severity=severity, sure=sure, confidence=f"{alert.confidence:g}")
    yield "who", ", ".join(dict.fromkeys(_who(known, view)))
    yield "where", words.where.format(platform=alert.post.platform, account=alert.post.account)
    if alert.post.url:
        yield "link", alert.post.url if len(alert.post.url) <= _LONGEST_LINK else f"{alert.post.url[:_LONGEST_LINK]}…"
    yield "when", "; ".join(_when(known, view))
    yield "status", _status(known, view)
    if isinstance(entry, Policy) and (advice := entry.advice_de if words.lang == "de" else entry.advice_en):
        yield "advice", advice


def _status(known: Known, view: View) -> str:
    alert, status = known.alert, view.words.statuses[known.alert.status]
    return f"{status}, {view.when(alert.changed_at)}" if alert.changed_at and alert.status != "open" else status


def _who(known: Known, view: View) -> Iterator[str]:
    account, entry = known.account, known.entry
    yield known.alert.account_id
    if isinstance(account, Account):
        yield from filter(None, [account.role])
        if account.account_class == "brand":
            yield view.words.brand
        if isinstance(entry, Embargo) and entry.id in account.near:
            yield view.words.near


def _when(known: Known, view: View) -> Iterator[str]:
    alert, words = known.alert, view.words
    posted, found = alert.post.published, alert.detected_at
    yield words.posted.format(at=view.time(posted), ago=view.ago(posted))
    if alert.time_suspect:
        yield words.suspect
    delay = words.delay.format(span=view.span(found - posted))
    yield words.found.format(at=view.time(found), ago=view.ago(found), delay=delay)


def _text(known: Known, view: View) -> tuple[Excerpt, ...]:
    """Every part with evidence, in the order of the post; the text itself in any case, for what it is about."""
    evidence = known.alert.evidence
    shown = {item.part for item in evidence} | {"text"}
    parts = known.content.parts if known.content else ()
    return tuple(
        excerpt
        for part in parts
        if part.name in shown
        for excerpt in excerpts(
            harmless(part_title(part.name, view)),
            part.text,
            [Mark(item.start, item.end, number) for number, item in enumerate(evidence, 1) if item.part == part.name],
        )
    )


def _gone(known: Known, view: View) -> str:
    """Why there is no text, as far as can be told, and since when."""
    alert, words = known.alert, view.words
    if alert.status in words.gone_closed:
        return words.gone_closed[alert.status].format(at=view.when(_changed(known)))
    if known.withdrawn_at and known.withdrawn_at <= view.now:
        return words.gone_withdrawn.format(at=view.when(known.withdrawn_at))
    until = alert.detected_at + known.kept_for
    if until <= view.now:
        return words.gone_old.format(span=view.span(known.kept_for), at=view.when(until))
    return words.gone_thread if of_thread(alert) else words.gone_erased


def _changed(known: Known) -> datetime:
    return known.alert.changed_at or known.alert.detected_at
