"""The gate table: each gate with the figures of both generators, and what follows from those it is judged by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tests.evaluation.cases import Lang
from tests.evaluation.figures import Figure
from tests.evaluation.gates import Gate
from tests.evaluation.trial import Trial

LANGS: Final[tuple[Lang, ...]] = ("de", "en")
_SHOWN: Final = 20
_NAMED: Final = 38


@dataclass(frozen=True, slots=True)
class Row:
    """A gate and its figures by language: `figures` judge, those `beside` were tuned on; None: not measured."""

    gate: Gate
    figures: Mapping[Lang, Figure | None]
    beside: Mapping[Lang, Figure | None]

    def faults(self, known: Mapping[tuple[str, Lang], str], *, surely: bool = False) -> Iterator[str]:
        """What makes the whole fail: a gate missed that is not known to be, or one met that is said to be missed."""
        for lang, figure in self.figures.items():
            gap = (self.gate.name, lang) in known
            missed = figure is not None and self.gate.missed(figure, surely=surely)
            if missed and not gap:
                yield f"{self.gate.name} ({lang}): {figure} is below its gate, {self.asked}."
            elif gap and figure is not None and not missed and not surely:
                yield f"{self.gate.name} ({lang}) is met: please take it out of KNOWN in tests/evaluation/gates.py."

    @property
    def asked(self) -> str:
        """What the gate asks for."""
        if self.gate.release is None:
            return ""
        return f"{'>=' if self.gate.least else '<='} {self.gate.release:g}"

    def verdict(self, lang: Lang, known: Mapping[tuple[str, Lang], str]) -> str:
        """Whether the gate is met in this language, in words."""
        figure, gate = self.figures[lang], self.gate
        if figure is None:
            return f"not measured: {gate.missing}"
        if gate.release is None:
            return ""
        if not gate.reached(figure.value, gate.release):
            reason = known.get((gate.name, lang))
            missed = "NOT met, told only" if gate.told else "NOT met"
            return f"{missed}, known: {reason}" if reason else missed
        met = "best" if gate.reached(figure.value, gate.best) else "met"
        return met if gate.told or gate.proven(figure) else f"{met}, not proven"


def measured(gate: Gate, judging: Trial, beside: Trial | None) -> Row:
    """Measure on both; `beside` may be left out."""

    def by_language(trial: Trial | None) -> dict[Lang, Figure | None]:
        return {lang: gate.measure(trial, lang) if trial and gate.measure else None for lang in LANGS}

    return Row(gate, by_language(judging), by_language(beside))


def heading(judging: str, beside: str) -> str:
    """The names of the columns."""
    columns = [f"{name} {lang}" for name in (judging, beside) for lang in LANGS]
    shown = "".join(f"{column:>{_SHOWN}}" for column in columns)
    return f"{'95 % bounds in brackets':<{_NAMED}}{'gate':>8}{'best':>7}{shown}  verdict de | en"


def line(row: Row, known: Mapping[tuple[str, Lang], str]) -> str:
    """A row for a reader."""
    best = "" if row.gate.best is None else f"{row.gate.best:g}"
    figures = "".join(f"{_told(some[lang]):>{_SHOWN}}" for some in (row.figures, row.beside) for lang in LANGS)
    verdicts = [row.verdict(lang, known) for lang in LANGS]
    told = verdicts[0] if verdicts[0] == verdicts[1] else " | ".join(verdicts)
    return f"{row.gate.name:<{_NAMED}}{row.asked:>8}{best:>7}{figures}  {told}".rstrip()


def _told(figure: Figure | None) -> str:
    return "-" if figure is None else str(figure)
