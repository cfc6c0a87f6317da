"""Posts that leak without a whole name: quotes, retellings, facts, threads, and what happens in a crisis."""

import random
from datetime import datetime, timedelta
from typing import Final

from tests.evaluation.cases import Case, Lang, Line
from tests.evaluation.orchard.drafts import Draft, Shelf, shingles
from tests.evaluation.orchard.editing import edited
from tests.evaluation.orchard.facts import Fact
from tests.evaluation.orchard.posts import Desk
from tests.evaluation.orchard.term_leaks import leak
from tests.evaluation.orchard.text import Filled, Piece, fill, plain, sentences
from tests.evaluation.orchard.words import sections
from tests.evaluation.orchard.world import LAST, Secret, Trouble

QUOTES: Final = {"quote 60": (60, 0.0), "quote 100, 10 % edited": (100, 0.1), "quote 140, 25 % edited": (140, 0.25)}
_OWN: Final = 0.7  # so much of a quote's shingles must be of no other embargo
_PUNCTUATION: Final = ",;:(\u2013"


def quote(desk: Desk, kind: str, shelf: Shelf) -> Case:
    """A cut of a draft, edited as people do, bare or in a sentence."""
    length, share = QUOTES[kind]
    own = [
        draft for draft in shelf.drafts if draft.secret.concept.lang == desk.lang and draft.secret in desk.world.open
    ]
    while True:
        draft = desk.rng.choice(own)
        cut = _cut(desk.rng, desk.rng.choice(draft.body.split("\n\n")), length)
        if _telling(cut, draft, shelf):
            break
    words = edited(desk.rng, desk.lang, cut, share)
    frame = desk.rng.choice(sections(f"facts_{desk.lang}")["quote"])
    pieces = desk.fill(frame.replace("{q}", "<{q}>"), q=words).pieces
    body = Filled(tuple(piece if piece.sort == "mark" else Piece(piece.text, "kept") for piece in pieces))
    line = desk.line(body.text, desk.employee(), desk.moment())
    return Case(kind=kind, lang=desk.lang, line=line, expects=draft.secret.key, spans=body.spans())


def _cut(rng: random.Random, body: str, length: int) -> str:
    """Whole words of at least this length, mostly from the start of a sentence or clause."""
    starts = [at for at in range(len(body) - length) if at == 0 or body[at - 1] == " "]
    ends = rng.choice([".!?", ".!?", ".!?", ",;:", ""])
    start = rng.choice([at for at in starts if not ends or at == 0 or body[at - 2] in ends] or starts)
    end = body.find(" ", start + length)
    return body[start : end if end > 0 else len(body)].strip(_PUNCTUATION + " \u201e\u201c\u201d")


def _telling(cut: str, draft: Draft, shelf: Shelf) -> bool:
    """Whether most of it is in drafts of this embargo alone, and no term or fact gives it away."""
    secret, all_of_it = draft.secret, shingles(cut)
    own = [shingle for shingle in all_of_it if shelf.owners.get(shingle) == {secret.id}]
    named = [name.text for name in secret.names] + [fact.declared(secret.concept.lang) for fact in secret.facts]
    given_away = any(name.casefold() in cut.casefold() for name in named)
    return bool(own) and len(own) >= _OWN * len(all_of_it) and not given_away


def paraphrase(desk: Desk) -> Case:
    """One or two claims in words that no draft has."""
    rng = desk.rng
    secret = rng.choice([secret for secret in desk.world.open if secret.concept.lang == desk.lang])
    claims = rng.sample(secret.concept.claims, rng.choice([1, 1, 2]))
    retold = sentences([plain(rng.choice(claim.retold).format_map(secret.details)) for claim in claims], " ").text
    frame = rng.choice(sections(f"facts_{desk.lang}")["para"]).replace("{p}", "<{p}>")
    body = desk.dressed(desk.fill(frame, p=retold))
    line = desk.line(body.text, desk.employee(), desk.moment())
    return Case(kind="paraphrase", lang=desk.lang, line=line, expects=secret.key, spans=body.spans(), at_most="medium")


def facts(desk: Desk) -> Case:
    """Two facts of one embargo, or one beside the product, in other notations than declared."""
    secret = _with_facts(desk)
    words = sections(f"facts_{desk.lang}")
    first, second = desk.rng.sample(secret.facts, 2)
    if secret.base and desk.rng.random() < 0.5:
        frame = desk.rng.choice(words["product"]).replace("{p1}", _say(desk, first))
        return leak(desk, "facts", secret, desk.dressed(desk.fill(frame, prod=secret.base)))
    frame = desk.rng.choice(words["two"]).replace("{p1}", _say(desk, first)).replace("{p2}", _say(desk, second))
    return leak(desk, "facts", secret, desk.dressed(desk.fill(frame)))


def _with_facts(desk: Desk, *, base: bool = False) -> Secret:
    return desk.rng.choice([secret for secret in desk.world.open if secret.facts and (secret.base or not base)])


def _say(desk: Desk, fact: Fact) -> str:
    """The fact in a phrase, as a frame."""
    phrase = desk.rng.choice(sections(f"facts_{desk.lang}")[f"say.{fact.said}"])
    return phrase.replace("{fact}", fact.written(desk.rng, desk.lang))


def thread(desk: Desk) -> Case:
    """Two or three posts of one author; only with the last one the leak is whole."""
    sort = desk.rng.choice(["weak", "weak", "facts", "product", "split"])
    secret, parts = _thread_parts(desk, sort)
    by, at = desk.employee(), desk.moment()
    lines: list[Line] = []
    for number, part in enumerate(parts):
        reply = {"reply_to": lines[-1]["id"]} if lines else {}
        lines.append(desk.line(part.text, by, at, f"-{number + 1}", **reply))
        at += timedelta(seconds=desk.rng.randrange(20, 400))
    return Case(
        kind="thread",
        lang=desk.lang,
        line=lines[-1],
        expects=secret.key,
        spans=parts[-1].spans(),
        before=tuple(lines[:-1]),
    )


def _thread_parts(desk: Desk, sort: str) -> tuple[Secret, list[Filled]]:
    rng = desk.rng
    frame = rng.choice(sections(f"facts_{desk.lang}")[f"thread.{sort}"])
    match sort:
        case "weak":
            secret = rng.choice([one for one in desk.world.open if any("cue" in name.needs for name in one.weak)])
            values = {"w": secret.weak[0].text, "cue": rng.choice(secret.cues[desk.lang])}
        case "split":
            secret = rng.choice(desk.world.open)
            first, second = rng.choice([name.text for name in secret.names if name.form in {"project", "pair"}]).split(
                " ", 1
            )
            values = {"first": first, "second": second}
        case _:
            secret = _with_facts(desk, base=sort == "product")
            one, two = rng.sample(secret.facts, 2)
            frame = frame.replace("{p1}", _say(desk, one)).replace("{p2}", _say(desk, two))
            values = {"prod": secret.base or ""}
    values = {**desk.values(), **values}
    return secret, [fill(part, values) for part in frame.split("||")]


def crisis_post(desk: Desk, trouble: Trouble) -> Filled:
    """What somebody on the spot writes."""
    frame = desk.rng.choice(sections(f"crises_{desk.lang}")[trouble.sort])
    lang: Lang = desk.lang if desk.rng.random() < 0.9 else ("en" if desk.lang == "de" else "de")
    return desk.dressed(desk.fill(frame, site=trouble.known_as[lang]), sober=True)


def crisis(desk: Desk) -> Case:
    """A post about a declared crisis while it is open, mostly in its first days."""
    trouble = desk.rng.choice(desk.world.troubles)
    body = crisis_post(desk, trouble)
    late: datetime = LAST if desk.rng.random() < 0.3 else trouble.opens + timedelta(days=4)
    line = desk.line(body.text, desk.employee(), desk.moment(trouble.opens + timedelta(minutes=3), late))
    return Case(kind="crisis", lang=desk.lang, line=line, expects=trouble.key, spans=body.spans())
