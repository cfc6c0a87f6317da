"""Quotes, retellings, facts, threads, alt texts, crises."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from tests.evaluation.cases import Case, Line, Span
from tests.evaluation.harbour.drafts import Draft, quotable, retold
from tests.evaluation.harbour.edits import edited
from tests.evaluation.harbour.notations import Fact, written
from tests.evaluation.harbour.phrasing import evidence, joined, kept, plain, roughened
from tests.evaluation.harbour.telling import Telling, minutes_before, weak_of
from tests.evaluation.harbour.world import FIRST, LAST, Crisis, Person, Project, moment
from tests.evaluation.harbour.writer import found

_ENDED: Final = re.compile(r"(?<!Mio)(?<![\d.])[.!?] $")
_EDITED: Final = {"quote 60": 0.0, "quote 100, 10 % edited": 0.1, "quote 140, 25 % edited": 0.25}
_LENGTHS: Final = {"quote 60": 60, "quote 100, 10 % edited": 100, "quote 140, 25 % edited": 140}


def other_leak(telling: Telling) -> Case:
    """One case of a kind of OTHER_LEAKS."""
    return _MAKERS[telling.kind](telling)


def _draft(telling: Telling) -> Draft:
    return telling.rng.choice([draft for draft in telling.drafts if draft.lang == telling.lang])


def _quote(telling: Telling) -> Case:
    while True:
        draft = _draft(telling)
        passages = quotable(draft, _LENGTHS[telling.kind], telling.elsewhere(draft.project), telling.rng)
        if passage := next(passages, ""):
            break
    quoted = evidence(edited(passage, _EDITED[telling.kind], telling.lang, telling.rng))
    text = telling.writer.fill(telling.writer.pick("quote frame"), draft.project.firm, q=quoted)
    return telling.leak(text, draft.project)


def _paraphrase(telling: Telling) -> Case:
    draft = _draft(telling)
    told, frame = roughened(retold(draft, telling.rng), telling.lang, telling.rng), telling.writer.pick("para frame")
    if not frame.endswith("{p}") and told[-1].isalnum():
        told += "."
    text = telling.writer.fill(frame, draft.project.firm, p=evidence(told))
    if telling.rng.random() < 0.3:
        text += f" {telling.writer.pick('emoji')}"
    return telling.leak(text, draft.project)


def _clause(telling: Telling, fact: Fact, project: Project) -> str:
    value = evidence(written(fact, telling.lang, telling.rng))
    return telling.writer.fill(telling.writer.pick(f"fact {fact.role}"), project.firm, f=value)


def _facts(telling: Telling) -> Case:
    project = telling.project(facts=True)
    first, second = telling.rng.sample(project.facts, 2)
    if telling.rng.random() < 0.35:
        product = evidence(telling.rng.choice(project.firm.products))
        frame, slots = telling.writer.pick("fact product"), {"prod": product, "a": _clause(telling, first, project)}
    else:
        frame = telling.writer.pick("fact join")
        slots = {"a": _clause(telling, first, project), "b": _clause(telling, second, project)}
    text = telling.writer.fill(frame, project.firm, **slots)
    return telling.leak(_begun(text), project)


def _begun(text: str) -> str:
    """With capital letters where sentences begin."""
    out, fresh = "", True
    for char in text:
        out += char.upper() if fresh and char.isalpha() else char
        fresh = (fresh and not char.isalnum()) or _ENDED.search(out) is not None
    return out


def _thread(telling: Telling) -> Case:
    return telling.rng.choice((_split_name, _weak_then_cue, _two_facts, _two_facts))(telling)


def _split_name(telling: Telling) -> Case:
    """The words of a name in two posts."""
    while True:
        project = telling.project()
        terms = [term for term in project.terms if term.kind == "two words"]
        if terms:
            break
    first, _, second = telling.rng.choice(terms).text.partition(" ")
    a = telling.writer.fill(telling.writer.pick("thread first"), project.firm, a=kept(f"{first} …"))
    b = telling.writer.fill(telling.writer.pick("thread second"), project.firm, b=evidence(second))
    return _threaded(telling, project, telling.author(project), (a, b))


def _weak_then_cue(telling: Telling) -> Case:
    """A weak code word, and in the next post what makes it count."""
    project = telling.project(weak=("cue",))
    term = weak_of(project, ("cue",))
    a = telling.writer.fill(telling.writer.pick("thread weak first"), project.firm, a=kept(term.text if term else ""))
    b = telling.writer.fill(telling.writer.pick("thread weak second"), project.firm, **telling.cue(project))
    return _threaded(telling, project, telling.stranger(project), (a, b))


def _two_facts(telling: Telling) -> Case:
    """A fact in each of two posts."""
    project = telling.project(facts=True)
    first, second = telling.rng.sample(project.facts, 2)
    one = plain(_clause(telling, first, project))
    a = telling.writer.fill(telling.writer.pick("thread fact first"), project.firm, a=one)
    b = telling.writer.fill(
        telling.writer.pick("thread fact second"), project.firm, b=_clause(telling, second, project)
    )
    return _threaded(telling, project, telling.author(project), (_begun(a), b))


def _threaded(telling: Telling, project: Project, author: Person, parts: tuple[str, str]) -> Case:
    """A root without any secret and two replies to oneself; only with the second it is out."""
    texts = [telling.writer.fill(telling.writer.pick("thread root"), project.firm), *parts]
    when = moment(telling.rng, FIRST, min(LAST, project.lifts))
    lines: list[Line] = []
    for at, text in enumerate(texts):
        ident = telling.ident if at == 2 else f"{telling.ident}.{at}"
        posted = minutes_before(when, telling.rng.randrange(2, 4) * (2 - at))
        reply = {"reply_to": lines[-1]["id"]} if lines else {}
        lines.append(telling.writer.lines(author, ident, posted, text, **reply))
    case = telling.leak(texts[2], project, author)
    return replace(case, line=lines[2], before=tuple(lines[:2]))


def _alt_text(telling: Telling) -> Case:
    project = telling.project()
    term = telling.rng.choice(project.strong()).text
    alt = telling.writer.fill(telling.writer.pick("alt"), project.firm, t=evidence(term))
    caption = telling.writer.posted("alt caption", project.firm)
    pictures = [{"type": "image", "alt": plain(alt)}]
    at = 1 if telling.rng.random() < 0.2 else 0
    if at:
        pictures.insert(0, {"type": "image", "alt": "Möwe auf einem Poller" if telling.lang == "de" else "A gull"})
    case = telling.leak(caption, project, attachments=pictures)
    return replace(case, spans=tuple(Span(f"attachment:{at}", one.start, one.end) for one in found(alt)))


def _crisis(telling: Telling) -> Case:
    crisis = telling.rng.choice(telling.world.crises)
    text = incident(telling, crisis)
    when = moment(telling.rng, crisis.opens, crisis.opens + timedelta(days=4))
    author = telling.rng.choice(telling.world.employees(crisis.firm))
    line = telling.writer.lines(author, telling.ident, when, text)
    return Case(kind=telling.kind, lang=telling.lang, line=line, expects=f"Crisis/{crisis.id}", spans=found(text))


def incident(telling: Telling, crisis: Crisis) -> str:
    """A post about what happened and where."""
    places = {key: evidence(text) for key, text in crisis.words[telling.lang].items()}
    body = telling.writer.fill(telling.writer.pick(crisis.kind, "crisis"), crisis.firm, **places)
    text = roughened(body, telling.lang, telling.rng)
    closer = telling.rng.random() < 0.35
    after = telling.writer.fill(telling.writer.pick("after", "crisis"), crisis.firm) if closer else ""
    return joined([text, after], telling.rng)


_MAKERS: Final[Mapping[str, Callable[[Telling], Case]]] = {
    "quote 60": _quote,
    "quote 100, 10 % edited": _quote,
    "quote 140, 25 % edited": _quote,
    "paraphrase": _paraphrase,
    "facts": _facts,
    "thread": _thread,
    "alt text": _alt_text,
    "crisis": _crisis,
}
