"""Posts that name a term, plainly or disguised."""

from collections.abc import Callable, Mapping
from typing import Final

from tests.evaluation.cases import Case
from tests.evaluation.harbour import forms, slips
from tests.evaluation.harbour.disguise import DISGUISES
from tests.evaluation.harbour.glyphs import LEET
from tests.evaluation.harbour.phrasing import evidence
from tests.evaluation.harbour.telling import Telling, weak_of
from tests.evaluation.harbour.world import Project, Term

_MET: Final = {"cue": ("cue",), "anchor": ("cue", "anchor"), "near": ("cue", "anchor", "near")}
_FRAMES: Final = {"cue": "cued", "anchor": "anchored", "near": "near"}


def term_leak(telling: Telling) -> Case:
    """One case of a kind of TERM_LEAKS."""
    return _MAKERS[telling.kind](telling) if telling.kind in _MAKERS else _disguised(telling)


def framed(telling: Telling, heading: str, project: Project, term: str, **slots: str) -> str:
    """A frame of this section with the term as evidence, dressed."""
    return telling.writer.posted(heading, project.firm, t=evidence(term), **slots)


def _drawn(telling: Telling, *kinds: str) -> tuple[Project, Term]:
    """A strong term of any project, of these kinds if any are named, fit for what is to be done with it."""
    while True:
        project = telling.project()
        term = telling.rng.choice(project.strong())
        if (not kinds or term.kind in kinds) and _fit(telling.kind, term.text):
            return project, term


def _fit(kind: str, term: str) -> bool:
    leetable = sum(char in LEET for char in term.lower()) > 2
    return (leetable or "leet" not in kind) and len(max(term.split(), key=len)) > (6 if kind.startswith("L3") else 3)


def _plain(telling: Telling) -> Case:
    if telling.rng.random() < 0.15:
        return _weak(telling)
    project, term = _drawn(telling)
    shape = telling.rng.choice((str, str, str, str, str.lower, str.upper))
    return telling.leak(framed(telling, "base", project, shape(term.text)), project)


def _weak(telling: Telling) -> Case:
    """A weak term with what it needs."""
    way = telling.rng.choice(("cue", "anchor", "near"))
    project = telling.project(weak=_MET[way])
    term = weak_of(project, _MET[way])
    near = [one for one in telling.world.employees(project.firm) if project.id in one.near]
    if term is None or (way == "near" and not near):
        return _weak(telling)
    text = contextual(telling, project, term.text, _FRAMES[way])
    return telling.leak(text, project, telling.rng.choice(near) if way == "near" else telling.stranger(project))


def contextual(telling: Telling, project: Project, written: str, heading: str) -> str:
    """The term in a frame with a cue or an anchor."""
    return framed(telling, heading, project, written, **telling.cue(project), anchor=telling.anchor(project))


def _hashtag(telling: Telling) -> Case:
    project, term = _drawn(telling)
    tag = forms.hashtag(term.text, telling.lang, telling.rng)
    heading = telling.rng.choice(("hashtag", "hashtag", "base"))
    return telling.leak(telling.writer.posted(heading, project.firm, t=f"#{evidence(tag)}"), project)


def _inflected(telling: Telling) -> Case:
    project, term = _drawn(telling, "coined", "two words")
    heading = telling.rng.choice(("genitive", "plural")) if term.kind == "coined" else "genitive"
    bend = forms.genitive if heading == "genitive" else forms.plural
    return telling.leak(framed(telling, heading, project, bend(term.text, telling.lang, telling.rng)), project)


def _head(telling: Telling) -> Case:
    project, term = _drawn(telling)
    word, gender = forms.head(term.text, telling.lang, telling.rng)
    return telling.leak(framed(telling, "head", project, word, **forms.articles(gender)), project)


def _tail(telling: Telling) -> Case:
    project, term = _drawn(telling)
    return telling.leak(framed(telling, "tail", project, forms.tail(term.text, telling.lang, telling.rng)), project)


def _respelt(telling: Telling) -> Case:
    project, term = _drawn(telling)
    return telling.leak(framed(telling, "base", project, forms.respelt(term.text, telling.rng)), project)


def _disguised(telling: Telling) -> Case:
    project, term = _drawn(telling)
    written = DISGUISES[telling.kind](term.text, telling.rng)
    return telling.leak(framed(telling, telling.rng.choice(("sly", "base")), project, written), project)


def _one_typo(telling: Telling) -> Case:
    project, term = _drawn(telling)
    return telling.leak(framed(telling, "base", project, slips.one_typo(term.text, telling.rng)), project)


def _hard(slip: Callable[..., str]) -> Callable[[Telling], Case]:
    """What can only be told with a cue or an anchor beside it."""

    def make(telling: Telling) -> Case:
        project, term = _drawn(telling)
        written = slip(term.text, telling.rng)
        anchored = term.kind == "coined" and telling.rng.random() < 0.4
        return telling.leak(contextual(telling, project, written, "anchored" if anchored else "cued"), project)

    return make


_MAKERS: Final[Mapping[str, Callable[[Telling], Case]]] = {
    "L0": _plain,
    "L1 hashtag": _hashtag,
    "L1 inflected": _inflected,
    "L1 compound head": _head,
    "L1 compound tail": _tail,
    "L1 hyphen or umlaut": _respelt,
    "L3 one typo": _one_typo,
    "L3 two typos": _hard(slips.two_typos),
    "L3 mask": _hard(slips.masked),
    "L3 typo and leet": _hard(slips.typo_and_leet),
}
