"""Posts that look like a leak and are none, or one that may weigh little: rumours, jokes, denials."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from tests.evaluation.cases import Case
from tests.evaluation.orchard.corporate import corporate_text
from tests.evaluation.orchard.names import Name
from tests.evaluation.orchard.other_leaks import crisis_post
from tests.evaluation.orchard.posts import Desk
from tests.evaluation.orchard.registers import statement
from tests.evaluation.orchard.text import Filled
from tests.evaluation.orchard.words import Sections, sections
from tests.evaluation.orchard.world import FIRST, LAST, Secret, Trouble

_PLACES: Final = ("fire", "gas", "roof")  # crises that happen at a site
_NOUNS: Final = {
    "de": {"fire": "Brand", "gas": "Gasalarm", "roof": "Einsturz"},
    "en": {"fire": "fire", "gas": "gas leak", "roof": "collapse"},
}
_PRICES: Final = {"de": ("129 €", "59 €", "1.099 €", "34,50 €"), "en": ("€129", "59 euros", "€1,099", "€34.50")}
_REPEATED: Final = 11  # words of an official text that a short repost takes over at least


def distractor(desk: Desk, kind: str) -> Case:
    """A case of one of the kinds in `DISTRACTORS`."""
    return _KINDS[kind](desk, kind)


def _words(desk: Desk) -> Sections:
    return sections(f"distractors_{desk.lang}")


def _chatter(desk: Desk, frame: str, **more: str) -> Filled:
    return desk.dressed(desk.fill(frame, **more))


def _grave(desk: Desk, frame: str, **more: str) -> Filled:
    return desk.dressed(desk.fill(frame, **more), sober=True)


def _silent(desk: Desk, kind: str, body: Filled) -> Case:
    return Case(kind=kind, lang=desk.lang, line=desk.line(body.text, desk.stranger(), desk.moment()))


def _ordinary(desk: Desk, kind: str) -> Case:
    frames = sections(f"ordinary_{desk.lang}")
    declared = [name.text for secret in desk.world.secrets for name in secret.weak]
    word = desk.rng.choice([word for word in declared if word in frames])
    return _silent(desk, kind, _chatter(desk, desk.rng.choice(frames[word])))


def _lifted(desk: Desk, kind: str) -> Case:
    secret = desk.rng.choice(desk.world.lifted)
    name = desk.rng.choice([name for name in secret.strong if name.form != "project"])
    body = _chatter(desk, desk.rng.choice(_words(desk)["lifted"]), t=name.text)
    at = desk.moment(secret.lifts + timedelta(minutes=5))
    return Case(kind=kind, lang=desk.lang, line=desk.line(body.text, desk.employee(), at))


def _some_name(desk: Desk) -> tuple[Secret, Name]:
    secret = desk.rng.choice(desk.world.open)
    return secret, desk.rng.choice(secret.strong)


def _allowed(desk: Desk, kind: str) -> Case:
    _, name = _some_name(desk)
    body = desk.fill(desk.rng.choice(_words(desk)["allowed"]), t=name.text)
    by = desk.rng.choice([None, *desk.world.press])
    return Case(kind=kind, lang=desk.lang, line=desk.line(body.text, by, desk.moment()))


def _official(desk: Desk, kind: str) -> Case:
    """The newsroom's text or a crisis statement, repeated in whole or by its first words."""
    rng = desk.rng
    if rng.random() < 0.25:
        trouble = rng.choice(desk.world.troubles)
        text = _reposted(desk, statement(trouble, desk.lang), "comment.statement")
        return Case(kind=kind, lang=desk.lang, line=desk.line(text, desk.stranger(), desk.moment(trouble.opens)))
    _, name = _some_name(desk)
    official = desk.fill(rng.choice(_words(desk)["official"]), t=name.text).text
    said = desk.moment(FIRST, LAST - timedelta(days=3))
    before = desk.line(official, rng.choice([None, *desk.world.press]), said, "-official")
    at = said + timedelta(minutes=rng.randrange(5, 4000))
    line = desk.line(_reposted(desk, official, "comment"), desk.stranger(), at)
    return Case(kind=kind, lang=desk.lang, line=line, before=(before,))


def _reposted(desk: Desk, official: str, comments: str) -> str:
    rng = desk.rng
    words = official.split(" ")
    text = official
    if rng.random() < 0.4:
        text = " ".join(words[: rng.randrange(_REPEATED, len(words))]) + " …"
    comment = rng.choice(_words(desk)[comments])
    return rng.choice([text, f"{comment} {text}", f"{comment}\n\n{text}", f"{text} {comment}"])


def _competitor(desk: Desk, kind: str) -> Case:
    rng, names = desk.rng, sections("names")
    rival = rng.choice(names["rival"])
    thing, price = rng.choice(names[f"rival.{rival}"]), rng.choice(_PRICES[desk.lang])
    values = {"rival": rival, "rivalthing": thing, "price": price}
    return _silent(desk, kind, _chatter(desk, rng.choice(_words(desk)["competitor"]), **values))


def _hedged(desk: Desk, kind: str) -> Case:
    """A strong name in a rumour, a joke or a denial: it may raise something low at most."""
    secret, name = _some_name(desk)
    frame = desk.rng.choice(_words(desk)[kind]).replace("{t}", "<{t}>")
    body = _chatter(desk, frame, t=name.text)
    line = desk.line(body.text, desk.stranger(), desk.moment())
    return Case(kind=kind, lang=desk.lang, line=line, expects=secret.key, spans=body.spans(), at_most="low")


def _number(desk: Desk, kind: str) -> Case:
    fact = desk.rng.choice([fact for secret in desk.world.open for fact in secret.facts])
    frame = desk.rng.choice(sections(f"facts_{desk.lang}")[f"number.{fact.elsewhere}"])
    return _silent(desk, kind, _chatter(desk, frame, fact=fact.written(desk.rng, desk.lang)))


def _before_it_opens(desk: Desk, kind: str) -> Case:
    trouble = desk.rng.choice(desk.world.troubles)
    body = crisis_post(desk, trouble)
    at = desk.moment(FIRST, trouble.opens - timedelta(hours=4))
    return Case(kind=kind, lang=desk.lang, line=desk.line(body.text, desk.employee(), at))


def _elsewhere(desk: Desk, kind: str) -> Case:
    rng, words = desk.rng, sections(f"crises_{desk.lang}")
    trouble = rng.choice(desk.world.troubles)
    if trouble.sort in _PLACES and rng.random() < 0.5:
        word = _NOUNS[desk.lang][trouble.sort]
        body = _grave(desk, rng.choice(words["othersite"]), word=word)
    elif rng.random() < 0.5:
        other = f"{rng.choice(['Halle', 'Lager', 'Sporthalle', 'Hotel'])} {rng.choice(desk.world.places)}"
        site = rng.choice(sections("names")["rival"]) if trouble.sort not in _PLACES else other
        body = _grave(desk, rng.choice(words[trouble.sort]), site=site)
    else:
        body = _grave(desk, rng.choice(words[f"elsewhere.{trouble.sort}"]))
    return _during(desk, kind, trouble, body)


def _during(desk: Desk, kind: str, trouble: Trouble, body: Filled) -> Case:
    return Case(kind=kind, lang=desk.lang, line=desk.line(body.text, desk.stranger(), desk.moment(trouble.opens)))


def _feeling(desk: Desk, kind: str) -> Case:
    trouble = desk.rng.choice([one for one in desk.world.troubles if one.sort in _PLACES])
    frame = desk.rng.choice(sections(f"crises_{desk.lang}")["feeling"])
    return _during(desk, kind, trouble, _grave(desk, frame, site=trouble.known_as[desk.lang]))


def _protected(desk: Desk, kind: str) -> Case:
    rng = desk.rng
    if rng.random() < 0.25:
        _, name = _some_name(desk)
        return _silent(desk, kind, desk.fill(rng.choice(_words(desk)["protected.embargo"]), t=name.text))
    trouble = rng.choice([one for one in desk.world.troubles if one.sort in _PLACES])
    values = {"site": trouble.known_as[desk.lang], "word": _NOUNS[desk.lang][trouble.sort]}
    return _during(desk, kind, trouble, _grave(desk, rng.choice(_words(desk)["protected"]), **values))


def _benign(desk: Desk, kind: str) -> Case:
    return _silent(desk, kind, corporate_text(desk))


_KINDS: Final[Mapping[str, Callable[[Desk, str], Case]]] = {
    "ordinary meaning": _ordinary,
    "after the lift": _lifted,
    "allowed author": _allowed,
    "official text reposted": _official,
    "competitor's product": _competitor,
    "rumour": _hedged,
    "joke": _hedged,
    "negation": _hedged,
    "same number elsewhere": _number,
    "crisis before it opens": _before_it_opens,
    "crisis at another site": _elsewhere,
    "feeling without a term": _feeling,
    "protected speech": _protected,
    "benign corporate post": _benign,
}
