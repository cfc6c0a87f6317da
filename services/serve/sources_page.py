"""How sources stand in words, and which accounts are silent: what the health page and the light of the wall say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.explain.harmless import harmless
from services.serve.times import Clockwork, Moment
from services.serve.words import Words
from services.sources.report import AccountReport, Report, SourceReport
from streams.losses import Gap

SILENCES: Final = ("1", "7", "30", "never")  # days, at least
_MOST: Final = 500  # accounts shown at once
_NAMED: Final = 3  # sources in one sentence


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source. `trouble` is a sentence, or nothing; `state` names a colour, `stands` is the word for it."""

    name: str
    kind: str
    is_push: bool
    state: str
    stands: str
    trouble: str
    tries: str
    since: Moment | None
    heard: Moment | None
    taken: Moment | None
    gaps: int


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap that nobody has closed."""

    id: str
    source: str
    span: str
    why: str
    concerns: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account, and how long nothing came of it."""

    id: str
    platform: str
    kind: str
    silence: str
    is_silent: bool


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """All of it; of accounts those that were asked for."""

    sources: Sequence[SourceRow]
    gaps: Sequence[GapRow]
    accounts: Sequence[AccountRow]
    total: int
    silent: str


def sources_page(found: Report, silent: str, clockwork: Clockwork, words: Words) -> SourcesPage:
    """The page; `silent` is one of `SILENCES`, or anything else for all accounts."""
    asked = silent if silent in SILENCES else ""
    accounts = [one for one in found.accounts if _meant(one, asked)]
    accounts.sort(key=lambda one: (one.silent_days is not None, one.id))  # by days people would be ranked
    return SourcesPage(
        sources=[_source(one, clockwork, words) for one in found.sources],
        gaps=[_gap(one, clockwork, words) for one in found.gaps],
        accounts=[_account(one, words) for one in accounts[:_MOST]],
        total=len(accounts),
        silent=asked,
    )


def headline(found: Report, words: Words) -> str:
    """Whether all sources are live, in a sentence."""
    count = len(found.sources)
    if not count:
        return words["source_none"]
    if found.live == count:
        return words["all_live_one"] if count == 1 else words["all_live"].format(n=count)
    down = count - found.live
    return words["not_live" if down == 1 else "not_lives"].format(n=down, all=count)


def details(found: Report, words: Words) -> str:
    """Which sources are not live, and whether anything is missing; empty where all is well."""
    down = [one for one in found.sources if one.state != "live"]
    named = [f"{_short(one.source)} ({words[f'source_{one.state}']})" for one in down[:_NAMED]]
    more = ["…"] if len(down) > _NAMED else []
    which = [words["which"].format(which=", ".join([*named, *more]))] if named else []
    missing = [words.counted("open_gap", len(found.gaps))] if found.gaps else []
    return " ".join([*missing, *which])


def sources_said(found: Report, words: Words) -> str:
    """Both of it."""
    return " ".join(filter(None, (headline(found, words), details(found, words))))


def trouble_of(one: SourceReport, words: Words) -> str:
    """What is wrong with a source, in a sentence; empty where nothing is."""
    return words[f"trouble_{one.trouble}"].format(detail=one.detail)


def silence_of(one: AccountReport, words: Words) -> str:
    """How long nothing came of an account."""
    if one.silent_days is None:
        return words["silent_never"]
    return words.counted("silent_day", one.silent_days) if one.silent_days else words["silent_today"]


def gap_said(gap: Gap, words: Words) -> str:
    """Why something is missing. A reason that a newer version gave is shown as it is."""
    return words.said.get(f"gap_{gap.reason}", gap.reason)


def _meant(one: AccountReport, asked: str) -> bool:
    if not asked:
        return True
    if one.silent_days is None:
        return True
    return asked != "never" and one.silent_days >= int(asked)


def _source(one: SourceReport, clockwork: Clockwork, words: Words) -> SourceRow:
    return SourceRow(
        name=harmless(one.source),
        kind=words[f"source_kind_{one.kind}"],
        is_push=one.kind == "push",
        state=one.state,
        stands=words[f"source_{one.state}"],
        trouble=trouble_of(one, words),
        tries=words.counted("tries", one.failures) if one.kind == "feed" and one.failures else "",
        since=clockwork.moment(one.since) if one.since else None,
        heard=clockwork.moment(one.heard_at) if one.heard_at else None,
        taken=clockwork.moment(one.taken_at) if one.taken_at else None,
        gaps=len(one.gaps),
    )


def _gap(one: Gap, clockwork: Clockwork, words: Words) -> GapRow:
    since, until = clockwork.moment(one.since).full, clockwork.moment(one.until).full
    return GapRow(
        id=one.id,
        source=harmless(one.source),
        span=words["gap_span"].format(since=since, until=until),
        why=harmless(gap_said(one, words)),
        concerns=words["gap_concerns"].format(who=", ".join(one.accounts))
        if one.accounts
        else words["gap_concerns_all"],
    )


def _account(one: AccountReport, words: Words) -> AccountRow:
    who = f"{one.id}, {one.role}" if one.role else one.id
    silent = one.silent_days is None or one.silent_days > 0
    return AccountRow(who, one.platform, words[f"class_{one.account_class}"], silence_of(one, words), silent)


def _short(source: str) -> str:
    """A source in a sentence: a feed by host and path, a file by its name."""
    without = source.partition("://")[2]
    return harmless(without.rstrip("/") if without else source.rpartition("/")[2])[:60]
