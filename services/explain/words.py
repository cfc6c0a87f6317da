"""What an explanation can say, as one language has to say it. Words in braces are filled in where they are used."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from streams.events import EvidenceKind
from streams.registers import Need, Severity

Lang = Literal["de", "en"]
Forms = tuple[str, str]
"""A counted thing: one of it, several of it."""
Label = Literal["what", "rule", "severity", "who", "where", "link", "when", "advice", "status"]
Meaning = Literal["strong", "weak", "product", "place", "incident", "related", "sought"]
Unit = Literal["days", "hours", "minutes", "seconds"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The sentences of one language.

    lengths   how long something lasts; `away` the same within `ago` and `ahead`
    lists     the lists of words of policies that come with vorlaut, and what else a rule finds
    notes     what was undone in a text, by what follows the number in a note of `streams.detect.term_notes`
    reasons   the steps to a severity, by code or, with `{value}`, by what stands before its colon
    """

    lang: Lang
    labels: Mapping[Label, str]
    quoted: str
    thousands: str
    time: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    lengths: Mapping[Unit, Forms]
    away: Mapping[Unit, Forms]
    ago: str
    ahead: str
    just_now: str
    severities: Mapping[Severity, str]
    statuses: Mapping[str, str]
    sureness: tuple[str, str, str]
    severity_line: str
    uncalibrated: str
    policies: Mapping[str, str]
    rule_version: str
    lists: Mapping[str, str]
    brand: str
    near: str
    where: str
    posted: str
    suspect: str
    found: str
    delay: str
    parts: Mapping[str, str]
    gone_closed: Mapping[str, str]
    gone_withdrawn: str
    gone_old: str
    gone_thread: str
    gone_erased: str
    kinds: Mapping[EvidenceKind, str]
    weight: str
    written: str
    meanings: Mapping[Meaning, str]
    needs: Mapping[Need, str]
    or_: str
    foreign: str
    views: Mapping[str, str]
    notes: Mapping[str, str]
    fact: str
    fact_same: str
    fact_other: str
    fact_counts: str
    quote: str
    quote_unread: str
    quote_counts: str
    draft_words: str
    paraphrase: str
    hint: str
    learned_for: str
    learned_against: str
    learned_most: str
    learned_counts: str
    rule_list: str
    rule_link: str
    rule_price: str
    rule_cue: str
    other_kind: str
    draft_same: str
    draft_named: str
    draft_older: str
    draft_other: str
    draft_sealed: str
    draft_nothing: str
    draft_title: str
    reasons: Mapping[str, str]
    steps: Forms
    steps_unknown: str
    capped: str
    set_by_policy: str
    unknown_step: str
    result: str
    held: str
    held_unknown: str
    built_in: str
    unchanged: str
    changed: str
    fields: Mapping[str, str]
    embargo_window: str
    embargo_public: str
    lift_away: str
    lift_past: str
    crisis_window: str
    crisis_open: str
    since_opening: str
    consented: str
    withdrew: str
    brand_purposes: str
    purposes: Mapping[str, str]
    history_posted: str
    history_edited: str
    history_found: str
    history_later: str
    history_closed: Mapping[str, str]
    told: str
    told_late: str
    told_not: str
    told_not_yet: str
    the_author: str
    the_channel: str
    no_address: str
    decided: str
    decided_why: str
    decided_group: str
    verdicts: Mapping[str, str]
