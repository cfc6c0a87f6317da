"""What is sent to the desk: the forms, how long each field may be, and what is wrong with what was sent, in words."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pydantic import BaseModel, Field

from services.serve.routes_acting import Sent
from services.serve.visits import Visit
from services.serve.words import Words
from streams.policies.protected_topics import targets
from streams.registers import Crisis, Embargo
from streams.situation.model import embargo_ends
from streams.text.fold import word_view
from streams.text.surprise import surprise

MOST: Final = {"title": 200, "sites": 500, "terms": 500, "statement": 5000, "reason": 500}  # characters of a field
_NAMES: Final = {
    "title": "title",
    "sites": "places",
    "terms": "incident",
    "statement": "statement",
    "reason": "reason",
}
_SHOWN: Final = 60  # characters of what is named as wrong
_LETTERS: Final = 3  # of a place or a word, at least
_TELLS: Final = (
    10.5  # bits: what one word in 1,400 is ("heute", "down") tells nothing; "help", "water" and "work at" do
)
_CLOCKS: Final = timedelta(minutes=2)  # that the clock of a browser may be ahead of ours
_FURTHEST: Final = timedelta(days=366)


class MoreSent(Sent):
    """The form that adds to a crisis; places and words are separated by commas."""

    sites: str = ""
    terms: str = ""
    statement: str = ""
    refer: list[str] = Field(default_factory=list)


class CrisisSent(MoreSent):
    """The form that declares a crisis; the time is that of clocks there."""

    title: str = ""
    began: str = ""
    company: str = ""


class PostsSent(BaseModel):
    """Posts to be tried, one a line."""

    form_token: str = ""
    text: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Here:
    """What a form is held against: who may be named, the crises and the companies there are."""

    accounts: Collection[str]
    crises: Sequence[Crisis]
    companies: Collection[str]


def crisis_wrong(sent: CrisisSent, visit: Visit, here: Here) -> list[str]:
    """What is wrong with a crisis that is to be declared; nothing where it can be."""
    words = visit.words
    found = [*lacking(sent, words), *too_long(sent, words)]
    if len(here.companies) > 1 and sent.company not in here.companies:
        found.append(words["wrong_company"])
    if not listed(sent.sites):
        found.append(words["wrong_sites"])
    if not listed(sent.terms):
        found.append(words["wrong_terms"])
    return [*found, *_began_wrong(sent.began, visit), *_more_wrong(sent, words, here), *_twice(sent, visit, here)]


def more_wrong(sent: MoreSent, crisis: Crisis | None, visit: Visit, here: Here) -> list[str]:
    """What is wrong with what is to be added to a crisis."""
    if crisis is None or _is_over(crisis, visit.clockwork.now):
        return [visit.words["wrong_no_crisis" if crisis is None else "wrong_crisis_over"]]
    found = [*lacking(sent, visit.words), *too_long(sent, visit.words), *_more_wrong(sent, visit.words, here)]
    return found if found or _is_new(sent, crisis) else [visit.words["wrong_nothing_new"]]


def close_wrong(sent: Sent, crisis: Crisis | None, visit: Visit) -> list[str]:
    """What is wrong with closing a crisis now."""
    words, now = visit.words, visit.clockwork.now
    if crisis is None or _is_over(crisis, now):
        return [words["wrong_no_crisis" if crisis is None else "wrong_crisis_over"]]
    soon = [words["wrong_crisis_soon"]] if now <= crisis.opens else []
    return [*lacking(sent, words), *too_long(sent, words), *soon]


def lift_wrong(sent: Sent, embargo: Embargo | None, visit: Visit) -> list[str]:
    """What is wrong with ending an embargo now."""
    words, now = visit.words, visit.clockwork.now
    if embargo is None or embargo_ends(embargo) <= now:
        return [words["wrong_no_embargo" if embargo is None else "wrong_embargo_over"]]
    soon = [words["wrong_embargo_soon"]] if now <= embargo.opens else []
    return [*lacking(sent, words), *too_long(sent, words), *soon]


def posts_wrong(sent: PostsSent, words: Words, accounts: Collection[str]) -> list[str]:
    """What is wrong with posts that are to be tried."""
    empty = [] if sent.text.strip() else [words["try_empty"]]
    return empty + ([] if sent.account in accounts else [words["try_account"]])


def lacking(sent: Sent, words: Words) -> Iterator[str]:
    """The fields that are needed and hold nothing that can be read."""
    for name in ("title", "reason"):
        text = getattr(sent, name, None)
        if text is not None and not word_view(text).strip():
            yield words["wrong_missing"].format(field=words[_NAMES[name]])


def too_long(sent: Sent, words: Words) -> Iterator[str]:
    """The fields that hold more than they may, a line break being one character."""
    for name, most in MOST.items():
        n = len(str(getattr(sent, name, "")).replace("\r\n", "\n"))
        if n > most:
            yield words["wrong_long"].format(field=words[_NAMES[name]], most=most, n=n)


def listed(text: str) -> list[str]:
    """What is separated by commas or line breaks."""
    return [one.strip() for one in text.replace("\n", ",").split(",") if one.strip()]


def began(said: str, visit: Visit) -> datetime | None:
    """When it began, as the form says it; now where it says nothing, None where that is no time."""
    if not said.strip():
        return visit.clockwork.now
    try:
        found = datetime.fromisoformat(said.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=visit.clockwork.zone)


def _began_wrong(said: str, visit: Visit) -> Iterator[str]:
    at, now = began(said, visit), visit.clockwork.now
    if at is None:
        yield visit.words["wrong_began"].format(text=_short(said))
    elif at > now + _CLOCKS:
        yield visit.words["wrong_ahead"]
    elif at < now - _FURTHEST:
        yield visit.words["wrong_far"]


def _more_wrong(sent: MoreSent, words: Words, here: Here) -> Iterator[str]:
    """What is wrong with places, words and who is named; of what is too long not each word is told."""
    if len(sent.sites) <= MOST["sites"]:
        yield from _words_wrong(listed(sent.sites), words)
    if len(sent.terms) <= MOST["terms"]:
        yield from _words_wrong(listed(sent.terms), words, incident=True)
    yield from (words["wrong_refer"].format(who=_short(one)) for one in sent.refer if one not in here.accounts)


def _words_wrong(found: Iterable[str], words: Words, *, incident: bool = False) -> Iterator[str]:
    for word in found:
        if key := _wrong_with(word, incident=incident):
            yield words[key].format(word=_short(word))


def _wrong_with(word: str, *, incident: bool) -> str:
    """The key of what is wrong with a place or a word, empty where nothing is.

    No guard refuses a crisis, which cannot wait; so the desk asks the word lists alone, and for the most usual words.
    """
    plain = word_view(word).split()
    if not plain:
        return "wrong_empty"
    if incident and targets(word):
        return "wrong_free"
    if sum(map(str.isalnum, word)) < _LETTERS:
        return "wrong_short"
    return "wrong_ordinary" if all(len(one) < _LETTERS or surprise(one) < _TELLS for one in plain) else ""


def _twice(sent: CrisisSent, visit: Visit, here: Here) -> Iterator[str]:
    title = sent.title.strip()
    running = (one for one in here.crises if not _is_over(one, visit.clockwork.now))
    if title and any(one.title.strip().casefold() == title.casefold() for one in running):
        yield visit.words["wrong_twice"].format(title=_short(title))


def _is_over(crisis: Crisis, now: datetime) -> bool:
    return crisis.closes is not None and crisis.closes <= now


def _is_new(sent: MoreSent, crisis: Crisis) -> bool:
    """Whether any of it is not in the crisis yet."""
    more = [(listed(sent.sites), crisis.sites), (listed(sent.terms), crisis.terms), (sent.refer, crisis.spokespeople)]
    return any(set(told) - set(held) for told, held in more) or sent.statement.strip() not in {"", crisis.statement}


def _short(text: str) -> str:
    """What is named as wrong, of a length that can be read."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
