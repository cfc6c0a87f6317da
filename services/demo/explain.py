"""An alert, a group and a time in plain sentences."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from services.demo.company import accounts, crisis, entries
from services.demo.words import Words
from services.notes import in_words
from streams.events import Alert, Evidence, Group
from streams.policies.catalogue_files import catalogue
from streams.registers import Embargo
from streams.situation.model import embargo_ends

BERLIN: Final = ZoneInfo("Europe/Berlin")
_VISIBLE: Final = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", "·") | {"\n": " "})
_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_NO_HEDGES: Final = {"lowered:unsure", "lowered:own_style", "lowered:learned_alone"}


def shown_day(at: datetime, words: Words) -> str:
    """An instant as "Wed 18 Nov 05:15" on the clocks of Berlin."""
    local = at.astimezone(BERLIN)
    return f"{words.weekdays[local.weekday()]} {local.day:2} {words.months[local.month - 1]} {local:%H:%M}"


def shown_clock(at: datetime) -> str:
    """An instant as "05:15" on the clocks of Berlin."""
    return f"{at.astimezone(BERLIN):%H:%M}"


def visible(text: str) -> str:
    """A text on one line, of the same length, with a dot for each character that has no width."""
    return text.translate(_VISIBLE)


def span(length: timedelta, words: Words) -> str:
    """How long, in the largest unit that says enough."""
    if length >= 2 * _DAY:
        return counted(round(length / _DAY), words.days)
    if length >= 2 * _HOUR:
        return counted(round(length / _HOUR), words.hours)
    return counted(max(1, round(length / timedelta(minutes=1))), words.minutes)


def counted(number: int, forms: tuple[str, str]) -> str:
    """A number with its noun."""
    return forms[number != 1].format(n=number)


def why(alert: Alert, words: Words) -> str:
    """One sentence: who, what stands there and how it was read, and what it breaks."""
    return " · ".join(dict.fromkeys((_who(alert, words), *_what(alert, words), *_when(alert, words))))


def ending(alert: Alert, words: Words) -> str | None:
    """How an alert was closed; None while it is open."""
    if alert.status not in {"taken_down", "edited_away"} or alert.changed_at is None:
        return None
    sentence = words.closed_after if alert.status == "taken_down" else words.edited_after
    return sentence.format(span=span(alert.changed_at - alert.post.published, words))


def told(alert: Alert, words: Words) -> str:
    """Who would hear of it first."""
    account = accounts()[alert.account_id]
    if account.account_class == "brand":
        return words.team_told
    return words.author_first.format(who=account.id.capitalize())


def group_line(group: Group, words: Words) -> str:
    """What a group says about its alerts."""
    parts = [
        words.titles[group.register],
        counted(group.open_alerts, words.alerts_counted),
        counted(group.authors, words.people),
    ]
    if group.raised_by:
        reasons = [words.burst if reason.startswith("burst") else words.several_authors for reason in group.raised_by]
        parts.append(words.raised.format(severity=words.severities[group.severity], why=", ".join(reasons)))
    return " · ".join(parts)


def _who(alert: Alert, words: Words) -> str:
    role = words.roles[accounts()[alert.account_id].role]
    return words.near.format(role=role) if "near_author" in alert.reasons else role


def _what(alert: Alert, words: Words) -> list[str]:
    if alert.policy == "crisis":
        things = [words.place, words.incident]
        return [_read(item, thing, words) for item, thing in zip(alert.evidence, things, strict=False)]
    if alert.policy != "embargo":
        return [_advice(alert.policy, words)]
    said = [_read(item, _name(item, alert.register, words), words) for item in alert.evidence if item.kind == "term"]
    facts = sum(item.kind == "fact" for item in alert.evidence)
    said += [counted(facts, words.facts)] * bool(facts)
    said += [words.cue] * ("cue" in alert.reasons)
    return said + [words.hedged] * any(map(_hedged, alert.reasons))


def _hedged(reason: str) -> bool:
    return reason.startswith("lowered:") and reason not in _NO_HEDGES


def _name(item: Evidence, register: str, words: Words) -> str:
    """What a term is: a name, a weak code word, or a product that everybody knows."""
    terms = {term.text: words.code_word if term.needs else words.embargoed for term in _embargo(register).terms}
    return terms.get(item.term, words.product)


def _read(item: Evidence, thing: str, words: Words) -> str:
    notes = ", ".join(in_words(note, words.notes) for note in item.notes)
    said = words.with_notes.format(thing=thing, notes=notes) if notes else thing
    place = {"attachment": words.in_picture, "summary": words.in_warning}.get(item.part.split(":")[0])
    return f"{said}, {place}" if place else said


def _when(alert: Alert, words: Words) -> list[str]:
    if alert.found_later:
        return [words.found_later]
    if alert.policy == "embargo":
        left = embargo_ends(_embargo(alert.register)) - alert.post.published
        return [words.lifts.format(span=span(left, words))]
    if alert.policy == "crisis":
        return [words.since_opening.format(span=span(alert.post.published - crisis().opens, words))]
    return []


def _advice(policy_id: str, words: Words) -> str:
    policy = next(policy for policy in catalogue() if policy.id == policy_id)
    return policy.advice_de if words.lang == "de" else policy.advice_en


def _embargo(register: str) -> Embargo:
    name = register.removeprefix("Embargo/")
    return next(entry for entry in entries() if isinstance(entry, Embargo) and entry.id == name)
