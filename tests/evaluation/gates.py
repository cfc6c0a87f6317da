"""The gates: what must be reached to release, and what would be the best in the world; German and English apart.

A gate is met where the figure is; where the bounds reach over it, more cases are needed to be sure.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from streams.registers import SEVERITIES
from tests.evaluation.cases import DISTRACTORS, TERM_LEAKS, Lang
from tests.evaluation.figures import Figure
from tests.evaluation.measures import (
    Measure,
    attack_recall,
    calibration_error,
    corporate_alerts,
    exact_places,
    false_alerts,
    false_retellings,
    posts_until_alert,
    precision,
    recall,
    retellings,
    too_loud,
)
from tests.evaluation.timing import effective, stored

REAL: Final = "set VORLAUT_BACKGROUND"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A figure and what it must reach: at `least` or at most `release`, better still `best`; None: it is only told.

    `told` gates never fail: a busy machine changes them. `missing` says what a figure that could not be measured lacks.
    """

    name: str
    measure: Measure | None
    release: float | None = None
    best: float | None = None
    least: bool = True
    told: bool = False
    missing: str = ""

    def reached(self, value: float, mark: float | None) -> bool:
        """Whether a value is good enough; always where nothing is asked."""
        return mark is None or (value >= mark if self.least else value <= mark)

    def missed(self, figure: Figure, *, surely: bool = False) -> bool:
        """Whether the figure is below the gate to release; `surely` where its bounds are, too."""
        favourable = figure.high if self.least else figure.low
        return not self.told and not self.reached(favourable if surely else figure.value, self.release)

    def proven(self, figure: Figure) -> bool:
        """Whether the bounds do not reach over the gate to release."""
        return self.reached(figure.low if self.least else figure.high, self.release)


def _recalls(start: str, release: float, best: float, only: Callable[[str], bool] = lambda _: True) -> list[Gate]:
    names = [kind for kind in TERM_LEAKS if kind.startswith(start) and only(kind)]
    return [Gate(name=name, measure=recall(name), release=release, best=best) for name in names]


_GUESSED: Final = ("L3 two typos", "L3 mask", "L3 typo and leet")

GATES: Final[tuple[Gate, ...]] = (
    *_recalls("L0", 100, 100),
    *_recalls("L1", 98, 99.5),
    *_recalls("L2", 97, 99.5),
    *_recalls("L3", 97, 99.5, lambda kind: "and" in kind and kind not in _GUESSED),
    *_recalls("L3 one typo", 93, 97),
    *_recalls("L3", 50, 80, _GUESSED.__contains__),
    Gate(name="look-alike attack, 10 % of letters", measure=attack_recall(10)),
    Gate(name="look-alike attack, 30 % of letters", measure=attack_recall(30), release=97, best=99),
    Gate(name="look-alike attack, 60 % of letters", measure=attack_recall(60)),
    Gate(name="words people really disguised", measure=None, release=95, best=98, missing="no such words lie here"),
    Gate(name="quote 60 characters", measure=recall("quote 60"), release=100, best=100),
    Gate(name="quote 100, 10 % edited", measure=recall("quote 100, 10 % edited"), release=97, best=99),
    Gate(name="quote 140, 25 % edited", measure=recall("quote 140, 25 % edited"), release=87, best=93),
    Gate(name="paraphrase, 1 embargo's drafts", measure=retellings(1)),
    Gate(name="paraphrase, 5 drafts", measure=retellings(5), release=70, best=80),
    Gate(name="paraphrase, 20 drafts", measure=retellings(20), release=55, best=70),
    Gate(name="paraphrase, 100 drafts", measure=retellings(100)),
    *(
        Gate(
            name=f"  taken for one of {drafts} drafts /10k",
            measure=false_retellings(drafts),
            release=1.25,
            best=1,
            least=False,
            missing=REAL,
        )
        for drafts in (5, 20, 100)
    ),
    Gate(name="crisis, from the start", measure=recall("crisis"), release=70, best=85),
    Gate(
        name="crisis, after 25 decisions",
        measure=None,
        release=90,
        best=97,
        missing="see python -m tests.evaluation.learning",
    ),
    Gate(name="crisis: posts until the first alert", measure=posts_until_alert, release=5, best=2, least=False),
    Gate(
        name="high and critical on real posts /10k",
        measure=false_alerts("high", "critical"),
        release=0.5,
        best=0.1,
        least=False,
        missing=REAL,
    ),
    Gate(
        name="all alerts on real posts /10k",
        measure=false_alerts(*SEVERITIES),
        release=3,
        best=1,
        least=False,
        missing=REAL,
    ),
    Gate(name="findings on posts about work /1,000", measure=corporate_alerts, release=3, best=1, least=False),
    Gate(name="precision, 1 leak in 200 posts", measure=precision(200), release=90, best=97),
    Gate(name="precision, 1 leak in 2,000 posts", measure=precision(2000)),
    Gate(name="places exact, of terms found", measure=exact_places, release=98, best=100),
    *(
        Gate(
            name=f"calibration error, {severity}",
            measure=calibration_error(severity),
            release=0.05,
            best=0.03,
            least=False,
            missing="too few alerts",
        )
        for severity in SEVERITIES
    ),
    Gate(name="seen to stored, p99, ms", measure=stored, release=50, best=10, least=False, told=True),
    Gate(name="registers changed to effective, s", measure=effective, release=1, best=0.2, least=False, told=True),
    *(
        Gate(name=name, measure=None, release=release, best=best, least=least, told=True, missing="see make bench")
        for name, release, best, least in (
            ("posts a second and core, all stages", 10_000, 20_000, True),
            ("posts a second and core, lexical", 25_000, 60_000, True),
            ("a million posts looked back over, s", 60, 15, False),
        )
    ),
)

WITHOUT_GATE: Final[tuple[Gate, ...]] = (
    *(Gate(name=kind, measure=recall(kind)) for kind in ("facts", "thread", "alt text")),
    *(Gate(name=f"too loud: {kind}", measure=too_loud(kind), least=False) for kind in DISTRACTORS),
)

_GUARDED: Final = "the guard for protected speech goes before everything else"
_FEW_SHARED: Final = "retellings in German share too few rare words with the draft"
_NEARLY: Final = "one case in 220 is wanting; the threshold was set on harbour, where it is met"
_WORK: Final = "what people say of their work stands in drafts, too"
_NOT_DECIDED: Final = "confidence is a first value until decisions calibrate it"

KNOWN: Final[Mapping[tuple[str, Lang], str]] = {
    ("quote 60 characters", "de"): _GUARDED,
    ("quote 60 characters", "en"): _GUARDED,
    ("paraphrase, 5 drafts", "de"): _FEW_SHARED,
    ("paraphrase, 5 drafts", "en"): _NEARLY,
    ("paraphrase, 20 drafts", "de"): _FEW_SHARED,
    ("findings on posts about work /1,000", "de"): _WORK,
    ("findings on posts about work /1,000", "en"): _WORK,
    ("calibration error, low", "de"): _NOT_DECIDED,
    ("calibration error, low", "en"): _NOT_DECIDED,
}
"""Gates that are missed and known to be, with the reason; one that is met must be taken out."""
