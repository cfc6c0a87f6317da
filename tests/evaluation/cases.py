"""What a scenario generator gives: registers, drafts, and labelled posts. Two generators give it, written apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

Lang = Literal["de", "en"]
Line = Mapping[str, object]  # a post as `vorlaut scan` takes it
Document = Mapping[str, object]  # a register entry as in YAML

TERM_LEAKS: Final = (
    "L0",
    "L1 hashtag",
    "L1 inflected",
    "L1 compound head",
    "L1 compound tail",
    "L1 hyphen or umlaut",
    "L2 leet",
    "L2 zero-width",
    "L2 styled",
    "L2 homoglyphs",
    "L2 combining marks",
    "L2 spaced",
    "L2 dotted",
    "L2 emoji",
    "L2 repeated letters",
    "L3 leet and spaced",
    "L3 homoglyphs and zero-width",
    "L3 one typo",
    "L3 two typos",
    "L3 mask",
    "L3 typo and leet",
)
OTHER_LEAKS: Final = (
    "quote 60",
    "quote 100, 10 % edited",
    "quote 140, 25 % edited",
    "paraphrase",
    "facts",
    "thread",
    "alt text",
    "crisis",
)
DISTRACTORS: Final = (
    "ordinary meaning",
    "after the lift",
    "allowed author",
    "official text reposted",
    "competitor's product",
    "rumour",
    "joke",
    "negation",
    "same number elsewhere",
    "crisis before it opens",
    "crisis at another site",
    "feeling without a term",
    "protected speech",
    "benign corporate post",
)
KINDS: Final = (*TERM_LEAKS, *OTHER_LEAKS, *DISTRACTORS)


@dataclass(frozen=True, slots=True)
class Span:
    """Where the evidence is: `part[start:end]` in code points; parts as in an alert (`text`, `attachment:0`)."""

    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A post, or a thread of them, with what must come of its last one.

    `kind` is one of `KINDS`; `expects` the register that is leaked (`Embargo/x`), None where silence is wanted;
    `at_most` the highest severity that is allowed (rumour, joke and negation: low). `before` holds the lines of
    earlier posts of the case: parts of a thread, the official text that is reposted.
    """

    kind: str
    lang: Lang
    line: Line
    expects: str | None = None
    spans: tuple[Span, ...] = ()
    at_most: Literal["low", "medium", "high", "critical"] = "critical"
    before: tuple[Line, ...] = ()


class Scenario(Protocol):
    """One generator with one seed: the same seed gives the same.

    The standard rule set has 300 terms, half of them coined, over some 40 embargoes with 100 drafts and some facts, 5
    declared crises, and a list of competitors. `drafts` holds texts by the path that an embargo names in `documents`.
    """

    registers: Sequence[Document]
    drafts: Mapping[str, str]

    def cases(self, kind: str, lang: Lang, number: int) -> Iterator[Case]:
        """So many cases of this kind and language, with ids nobody else has."""
        ...

    def corporate(self, lang: Lang, number: int) -> Iterator[str]:
        """Texts as a company's own employees post about work every day, without any secret."""
        ...
