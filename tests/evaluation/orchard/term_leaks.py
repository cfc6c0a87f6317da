"""Posts that leak a term: as declared, changed by grammar, disguised, or mistyped."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from tests.evaluation.cases import Case, Span
from tests.evaluation.orchard.disguise import DISGUISES
from tests.evaluation.orchard.names import Form, Name
from tests.evaluation.orchard.posts import Desk
from tests.evaluation.orchard.slips import SLIPS
from tests.evaluation.orchard.text import Filled
from tests.evaluation.orchard.word_forms import compound_head, compound_tail, genitive, hashtag, plural, spelling
from tests.evaluation.orchard.world import Secret

WITH_COMPANY: Final = ("L3 two typos", "L3 mask", "L3 typo and leet")  # these only count beside a cue or an anchor
_THINGS: Final[Sequence[Form]] = ("coined", "number")
_WEAK_SHARE: Final = 0.12
_SHOUTED: Final = 0.08
_HEAD: Final = re.compile(r"~([^>]+)>")
_TAIL: Final = re.compile(r"<([^~<>]+)~\{t\}>")


def term_leak(desk: Desk, kind: str) -> Case:
    """A case of one of the kinds in `TERM_LEAKS`."""
    if kind == "L0" and desk.rng.random() < _WEAK_SHARE:
        return _weak(desk)
    secret, name = _picked(desk, kind)
    body = _KINDS.get(kind, _in_a_sentence)(desk, kind, secret, name)
    return leak(desk, kind, secret, desk.dressed(body))


def leak(desk: Desk, kind: str, secret: Secret, body: Filled, near: str | None = None) -> Case:
    """A post of an employee that leaks this embargo."""
    line = desk.line(body.text, desk.employee(near), desk.moment())
    return Case(kind=kind, lang=desk.lang, line=line, expects=secret.key, spans=body.spans())


def _picked(desk: Desk, kind: str) -> tuple[Secret, Name]:
    while True:
        secret = desk.rng.choice(desk.world.open)
        name = desk.rng.choice(secret.strong)
        if _suits(kind, desk, name):
            return secret, name


def _suits(kind: str, desk: Desk, name: Name) -> bool:
    match kind:
        case "L1 hyphen or umlaut":
            return " " in name.text or not name.text.isascii()
        case "L1 inflected":
            return name.form != "number" or desk.lang == "en"
        case _:
            return True


def frame_for(desk: Desk, secret: Secret, name: Name) -> str:
    """A sentence about work on it, or about the thing itself where the name is one of a thing."""
    frames = desk.frames
    if name.form in _THINGS and desk.rng.random() < 0.45:
        return desk.rng.choice(frames[f"thing.{secret.concept.sector}"])
    return desk.rng.choice([*frames["work"], *frames["mixed"]])


def company_frame(desk: Desk, secret: Secret, name: Name) -> tuple[str, str]:
    """A sentence with a declared cue, or with an anchor where the name allows it; and the cue."""
    cue = desk.rng.choice(secret.cues[desk.lang])
    anchored = name.form in {"coined", "weak"} and desk.rng.random() < 0.3
    return desk.rng.choice(desk.frames["anchor" if anchored else "cue"]), cue


def _in_a_sentence(desk: Desk, kind: str, secret: Secret, name: Name) -> Filled:
    rng = desk.rng
    frame, cue = company_frame(desk, secret, name) if kind in WITH_COMPANY else (frame_for(desk, secret, name), "")
    if kind == "L0":
        cased: Callable[[str], str] = rng.choice([str.upper, str.lower]) if rng.random() < _SHOUTED else str
        return desk.fill(frame, t=cased(name.text), cue=cue)
    change = DISGUISES.get(kind) or SLIPS.get(kind) or spelling
    return desk.fill(frame, t=_changed(rng, change, name.text), cue=cue)


def _changed(rng: random.Random, change: Callable[[random.Random, str], str], term: str) -> str:
    """Often without capitals: so are most words that are typed to be overlooked."""
    return change(rng, term.lower() if rng.random() < 0.25 else term)


def _weak(desk: Desk) -> Case:
    """A weak name with what it needs."""
    secret = desk.rng.choice([secret for secret in desk.world.open if secret.weak])
    (name,) = secret.weak
    if name.needs == ("near",):
        return leak(desk, "L0", secret, desk.dressed(desk.fill(frame_for(desk, secret, name), t=name.text)), secret.id)
    frame, cue = company_frame(desk, secret, name)
    if name.needs == ("anchor",):
        frame = desk.rng.choice(desk.frames["anchor"])
    return leak(desk, "L0", secret, desk.dressed(desk.fill(frame, t=name.text, cue=cue)))


def _hashtag(desk: Desk, _kind: str, _secret: Secret, name: Name) -> Filled:
    return desk.fill(desk.rng.choice(desk.frames["hashtag"]), t=hashtag(desk.rng, name.text))


def _inflected(desk: Desk, _kind: str, _secret: Secret, name: Name) -> Filled:
    asked = ["{gen}", "{plu}"] if name.form == "coined" else ["{gen}"]
    frames = [frame for frame in desk.frames["inflected"] if any(one in frame for one in asked)]
    frame = desk.rng.choice(frames)
    rng, lang = desk.rng, desk.lang
    return desk.fill(frame, t=name.text, gen=genitive(rng, lang, name.text), plu=plural(rng, lang, name.text))


def _head(desk: Desk, _kind: str, _secret: Secret, name: Name) -> Filled:
    frame = desk.rng.choice(desk.frames["head"])
    rest = _HEAD.search(frame)
    whole = compound_head(desk.rng, desk.lang, name, rest[1] if rest else "")
    return desk.fill(_HEAD.sub(">", frame), t=whole)


def _tail(desk: Desk, _kind: str, _secret: Secret, name: Name) -> Filled:
    frame = desk.rng.choice(desk.frames["tail.projekt" if name.form == "project" else "tail"])
    prefix = _TAIL.search(frame)
    whole = compound_tail(desk.rng, name, prefix[1] if prefix else "")
    return desk.fill(_TAIL.sub("<{t}>", frame), t=whole)


def alt_text(desk: Desk) -> Case:
    """A harmless post with a picture whose description says the name."""
    rng = desk.rng
    secret = rng.choice(desk.world.open)
    text, _, alt = rng.choice(desk.frames["alt"]).partition("||")
    described = desk.fill(alt, t=rng.choice(secret.strong).text)
    attachments = [{"type": "image", "alt": described.text}]
    if rng.random() < 0.3:
        other = "Sonnenuntergang über dem See" if desk.lang == "de" else "Sunset over the lake"
        attachments.insert(0, {"type": "image", "alt": other})
    part = f"attachment:{len(attachments) - 1}"
    body = desk.dressed(desk.fill(text))
    line = desk.line(body.text, desk.employee(), desk.moment(), attachments=attachments)
    spans: tuple[Span, ...] = described.spans(part)
    return Case(kind="alt text", lang=desk.lang, line=line, expects=secret.key, spans=spans)


_KINDS: Final[Mapping[str, Callable[[Desk, str, Secret, Name], Filled]]] = {
    "L1 hashtag": _hashtag,
    "L1 inflected": _inflected,
    "L1 compound head": _head,
    "L1 compound tail": _tail,
}
