"""Posts that must stay without an alert, or with a low one at most."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from tests.evaluation.cases import Case
from tests.evaluation.harbour.daily import everyday
from tests.evaluation.harbour.notations import written
from tests.evaluation.harbour.other_leaks import incident
from tests.evaluation.harbour.phrasing import joined, kept, roughened
from tests.evaluation.harbour.telling import Telling
from tests.evaluation.harbour.texts import sections
from tests.evaluation.harbour.world import FIRST, LAST, Crisis, Project, moment, names

_ENGLISH_ONLY: Final = frozenset({"Horizon", "Raven", "Comet", "Falcon", "Sapphire", "Compass", "Thunder"})
_BOTH: Final = frozenset(
    [
        "Titan",
        "Aurora",
        "Phoenix",
        "Orion",
        "Atlas",
        "Polaris",
        "Triton",
        "Poseidon",
        "Kraken",
        "Nautilus",
        "Mistral",
        "Zephyr",
        "Panther",
        "Saturn",
    ]
)


def distractor(telling: Telling) -> Case:
    """One case of a kind of DISTRACTORS."""
    return _MAKERS[telling.kind](telling)


def _rough(telling: Telling, heading: str, project: Project, **slots: str) -> str:
    frame = telling.writer.pick(heading, "other")
    return roughened(telling.writer.fill(frame, project.firm, **slots), telling.lang, telling.rng)


def _named(telling: Telling, project: Project) -> str:
    return kept(telling.rng.choice(project.strong()).text)


def _ordinary(telling: Telling) -> Case:
    project, word = _word(telling)
    own = dict[str, list[str]]()
    for line in sections(f"other.{telling.lang}")["ordinary own"]:
        own.setdefault(line.split(" | ")[0], []).append(line.split(" | ")[1])
    if word in own and telling.rng.random() < 0.6:
        body = roughened(telling.writer.among(*own[word]), telling.lang, telling.rng)
    else:
        body = _rough(telling, "ordinary", project, w=word)
    return telling.silent(body, telling.stranger(project))


def _word(telling: Telling) -> tuple[Project, str]:
    """A project and an ordinary word of this language that is part of what it is called, or all of it."""
    options = []
    for project in telling.world.projects:
        for term in project.terms:
            first, _, second = term.text.partition(" ")
            if term.needs and (term.text in _BOTH or (term.text in _ENGLISH_ONLY) == (telling.lang == "en")):
                options += [(project, term.text)] * 3
            elif first == ("Projekt" if telling.lang == "de" else "Project"):
                options.append((project, second))
    return telling.rng.choice(options)


def _lifted(telling: Telling) -> Case:
    project = telling.rng.choice([one for one in telling.world.projects if one.early])
    body = telling.writer.posted("lifted", project.firm, "other", t=_named(telling, project))
    when = moment(telling.rng, project.lifts + timedelta(hours=1), LAST)
    return telling.silent(body, telling.author(project), when)


def _allowed(telling: Telling) -> Case:
    project = telling.project()
    text = telling.writer.fill(telling.writer.pick("allowed", "other"), project.firm, t=_named(telling, project))
    return telling.silent(text, telling.speaker(project), moment(telling.rng, FIRST, min(LAST, project.lifts)))


def _reposted(telling: Telling) -> Case:
    if telling.rng.random() < 0.25:
        return _statement(telling, telling.rng.choice(telling.world.crises))
    project = telling.project()
    text = telling.writer.fill(telling.writer.pick("official", "other"), project.firm, t=_named(telling, project))
    when = moment(telling.rng, FIRST + timedelta(days=1), min(LAST, project.lifts))
    earlier = when - timedelta(minutes=telling.rng.randrange(5, 1200))
    official = telling.writer.lines(telling.speaker(project), f"{telling.ident}.0", earlier, text)
    frame = telling.writer.pick("repost", "other")
    quoted = text if telling.rng.random() < 0.7 else _cut(telling, text)
    post = telling.writer.fill(frame, project.firm, q=quoted)
    return telling.silent(post, telling.author(project), when, before=(official,))


def _cut(telling: Telling, text: str) -> str:
    """A dozen words or more in a row, from the beginning or to the end."""
    words = text.split(" ")
    length = telling.rng.randrange(12, 17)
    return " ".join(words[:length]) + " …" if telling.rng.random() < 0.6 else "… " + " ".join(words[-length:])


def _statement(telling: Telling, crisis: Crisis) -> Case:
    text = crisis.statement[telling.lang]
    when = moment(telling.rng, crisis.opens + timedelta(hours=3), crisis.opens + timedelta(days=6))
    speaker = telling.rng.choice(telling.world.speakers(crisis.firm))
    official = telling.writer.lines(speaker, f"{telling.ident}.0", when - timedelta(minutes=50), text)
    quoted = text if telling.rng.random() < 0.5 else _cut(telling, text)
    post = telling.writer.fill(telling.writer.pick("repost statement", "other"), crisis.firm, q=quoted)
    author = telling.rng.choice(telling.world.employees(crisis.firm))
    return telling.silent(post, author, when, before=(official,))


def _rival(telling: Telling) -> Case:
    """What a competitor brings; one in four bears the name of a code word of ours."""
    project = telling.project(weak=("cue",))
    weak = next(term.text for term in project.terms if term.needs)
    rival, _, product = telling.rng.choice(names("rival product")).partition(" | ")
    slots = {"rival": kept(rival), "rp": kept(weak if telling.rng.random() < 0.25 else product)}
    body = telling.writer.fill(telling.writer.pick("rival", "other"), project.firm, **slots)
    return telling.silent(roughened(body, telling.lang, telling.rng), telling.stranger(project))


def _hedged(heading: str) -> Callable[[Telling], Case]:
    """A term said with a rumour, a joke or a denial: low at most."""

    def make(telling: Telling) -> Case:
        project = telling.project()
        text = _rough(telling, heading, project, t=_named(telling, project))
        when = moment(telling.rng, FIRST, min(LAST, project.lifts))
        return telling.silent(text, telling.author(project), when, at_most="low")

    return make


def _number(telling: Telling) -> Case:
    project = telling.project(facts=True)
    fact = telling.rng.choice(project.facts)
    text = _rough(telling, f"number {fact.role}", project, f=kept(written(fact, telling.lang, telling.rng)))
    return telling.silent(text, telling.author(project))


def _too_early(telling: Telling) -> Case:
    crisis = telling.rng.choice(telling.world.crises)
    if telling.rng.random() < 0.4:
        text = incident(telling, crisis)
    else:
        frames = [line.partition(" | ") for line in sections(f"crisis.{telling.lang}")["drill"]]
        frame = telling.writer.among(*(frame for kinds, _, frame in frames if crisis.kind in kinds))
        text = roughened(telling.writer.fill(frame, crisis.firm, **_place(telling, crisis)), telling.lang, telling.rng)
    when = moment(telling.rng, FIRST, crisis.opens - timedelta(days=4))
    return telling.silent(text, telling.rng.choice(telling.world.employees(crisis.firm)), when)


def _place(telling: Telling, crisis: Crisis) -> dict[str, str]:
    return {key: kept(text) for key, text in crisis.words[telling.lang].items()}


def _during(text: str, telling: Telling, crisis: Crisis) -> Case:
    when = moment(telling.rng, crisis.opens, crisis.opens + timedelta(days=5))
    return telling.silent(text, telling.rng.choice(telling.world.employees(crisis.firm)), when)


def _elsewhere(telling: Telling) -> Case:
    crisis = telling.rng.choice(telling.world.crises)
    sites = {site for firm in telling.world.firms for site in firm.sites}
    town = telling.rng.choice([name for name in names("town") if name not in sites])
    body = telling.writer.fill(telling.writer.pick("elsewhere", "crisis"), crisis.firm, ort=town)
    return _during(roughened(body, telling.lang, telling.rng), telling, crisis)


def _feeling(telling: Telling) -> Case:
    crisis = telling.rng.choice(telling.world.crises)
    body = telling.writer.fill(telling.writer.pick("feeling", "crisis"), crisis.firm, **_place(telling, crisis))
    text = roughened(body, telling.lang, telling.rng)
    if telling.rng.random() < 0.5:
        text = joined([text, telling.writer.pick("after feeling", "crisis")], telling.rng)
    return _during(text, telling, crisis)


def _protected(telling: Telling) -> Case:
    if telling.rng.random() < 0.4:
        crisis = telling.rng.choice(telling.world.crises)
        frame = telling.writer.pick("protected crisis", "other")
        text = telling.writer.fill(frame, crisis.firm, **_place(telling, crisis))
        return _during(roughened(text, telling.lang, telling.rng), telling, crisis)
    project = telling.project()
    text = telling.writer.fill(telling.writer.pick("protected term", "other"), project.firm, t=_named(telling, project))
    when = moment(telling.rng, FIRST, min(LAST, project.lifts))
    return telling.silent(text, telling.author(project), when)


def _benign(telling: Telling) -> Case:
    author = telling.anyone()
    return telling.silent(everyday(telling.writer, author.firm), author)


_MAKERS: Final[Mapping[str, Callable[[Telling], Case]]] = {
    "ordinary meaning": _ordinary,
    "after the lift": _lifted,
    "allowed author": _allowed,
    "official text reposted": _reposted,
    "competitor's product": _rival,
    "rumour": _hedged("rumour"),
    "joke": _hedged("joke"),
    "negation": _hedged("negation"),
    "same number elsewhere": _number,
    "crisis before it opens": _too_early,
    "crisis at another site": _elsewhere,
    "feeling without a term": _feeling,
    "protected speech": _protected,
    "benign corporate post": _benign,
}
