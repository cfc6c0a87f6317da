"""One generator on trial: its cases judged when first asked for, and real posts where there are some."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from streams.detect.matcher import matcher
from streams.events import Alert
from streams.registers import Embargo
from streams.text.fold import word_view
from tests.end_to_end.posts_made_up import RealPost
from tests.evaluation.cases import Case, Document, Lang, Line, Scenario
from tests.evaluation.judging import Found, Ground

CORPORATE: Final = "benign corporate post"
_MORE_CORPORATE: Final = 10  # times as many as of other kinds: one in a thousand is to be seen
_GROUPS: Final = 8  # of embargoes of which the drafts alone are declared, spread over all


@dataclass(frozen=True, slots=True)
class Quiet:
    """What was raised on posts in which nothing is leaked: so many posts, and the alerts on them."""

    posts: int
    alerts: tuple[Alert, ...]


class Trial:
    """The cases of a scenario and what came of them. `real` are real posts, empty where there are none."""

    def __init__(self, scenario: Scenario, folder: Path, number: int, real: Sequence[RealPost] = ()) -> None:
        self.scenario, self.number, self.real = scenario, number, real
        self.ground = Ground(scenario, folder)
        self._found: dict[tuple[str, Lang], list[Found]] = {}
        self._retold: dict[int, list[tuple[frozenset[str], Ground]]] = {}

    def found(self, kind: str, lang: Lang) -> list[Found]:
        """What came of the cases of this kind and language."""
        if (kind, lang) not in self._found:
            number = self.number * (_MORE_CORPORATE if kind == CORPORATE else 1)
            self._found[kind, lang] = [self.ground.judge(case) for case in self.scenario.cases(kind, lang, number)]
        return self._found[kind, lang]

    def quiet(self, lang: Lang) -> Quiet | None:
        """The real posts of this language, as if employees had posted them; None where there are none."""
        posts = [(post, alert) for post, alert in self.raised if post.lang == lang]
        count = sum(post.lang == lang for post in self.real)
        return Quiet(count, tuple(alert for _, alert in posts)) if count else None

    @cached_property
    def raised(self) -> list[tuple[RealPost, Alert]]:
        """All alerts on the real posts."""
        accounts = [entry for entry in self.scenario.registers if entry.get("class") == "employee"]
        at = next(iter(self.scenario.cases("L0", "de", 1))).line["published"]  # while all is under embargo
        lines = (_line(accounts[place % len(accounts)], post, at) for place, post in enumerate(self.real))
        judged = (self.ground.judge(Case(kind="L0", lang="de", line=line)).wrong for line in lines)
        return [(post, alert) for post, alerts in zip(self.real, judged, strict=True) for alert in alerts]

    def retold(self, drafts: int, lang: Lang) -> list[bool]:
        """Whether each retelling is found where only so many drafts, those of its embargo among them, are declared."""
        cases = list(self.scenario.cases("paraphrase", lang, self.number * 2))
        return [
            ground.judge(case).hit
            for names, ground in self._cut(drafts)
            for case in cases
            if case.expects in names  # the others retell what nobody declared
        ][: self.number]

    def taken_for_retellings(self, drafts: int, lang: Lang) -> tuple[int, int]:
        """How many of how many real posts are taken for what is in so many drafts."""
        words = [word_view(post.text) for post in self.real if post.lang == lang]
        shelves = [matcher(ground.situation.registers).drafts for _, ground in self._cut(drafts)]
        return sum(bool(shelf.seen(text)) for shelf in shelves for text in words), len(words) * len(shelves)

    def _cut(self, drafts: int) -> list[tuple[frozenset[str], Ground]]:
        if drafts not in self._retold:
            groups = list(_groups(self.ground.situation.registers.drafted, drafts))
            chosen = groups[:: max(1, -(-len(groups) // _GROUPS))]
            self._retold[drafts] = [
                (frozenset(f"Embargo/{name}" for name in names), self.ground.with_drafts_of(names)) for names in chosen
            ]
        return self._retold[drafts]


def _groups(drafted: Sequence[Embargo], drafts: int) -> Iterator[frozenset[str]]:
    """Embargoes, together until they have so many drafts; those of the last, smaller group are left out."""
    names, count = list[str](), 0
    for embargo in drafted:
        names.append(embargo.id)
        count += len(embargo.documents)
        if count >= drafts:
            yield frozenset(names)
            names, count = [], 0


def _line(account: Document, post: RealPost, at: object) -> Line:
    named = {"platform": account["platform"], "account": account["account"]}
    return {**named, "id": post.id, "published": at, "text": post.text}
